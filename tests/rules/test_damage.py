"""What scraping breaks: a line, and the code of the finding it must have, or none."""

import pytest

from fleuron.model import Line, Role, Verdict
from fleuron.rules.damage import damage

CASES = [
    ("CLN201", "Sheâ€™s the one who left the lamp on."),
    ("CLN201", "The cafÃ© was shut, and the naÃ¯ve one waited for it to open."),
    ("CLN201", "Вот пÑимер Ñого, как письмо пÑочли не тем глазом."),
    ("CLN201", "It was the � that I could not read."),
    ("CLN202", "I have told the rest of it in , where nobody reads it."),
    ("CLN202", "You can read what she answered by ."),
    ("CLN202", "According to, “a chair is a promise with four legs.”"),
    ("CLN202", "I read it in () and never found it again."),
    ("CLN203", "“I was there, she said, and I was not."),
    ("CLN203", "He kept it (the chair that nobody used."),
    ("CLN203", "“The one who “hears it out” is the one who stays,” she wrote."),
    ("CLN204", "I will say more about clocks in a future post."),
    ("CLN206", "And then, when all of the chairs had been carried out into the yard and"),
    ("CLN204", "In this post I shall say how the chair came to us."),
    ("CLN204", "Click here for the whole of the interview."),
    ("CLN204", "See the video below, in which she mends the lamp."),
    ("CLN204", "Share this post with whoever has a chair to spare."),
    ("CLN206", "There was one more thing that she had wanted to tell me about it …"),
    ("", "Ça va, naïve Élodie ? Le garçon à l’œil noir répond : « Où ça ? » – à Besançon."),
    ("", "Привет, сказал он; «ещё раз» — и ушёл."),
    ("", "She went on . . . and on, and then came in."),
    ("", "The function open() is called by the others, as in read()."),
    ("", "The shelf is 29.5” deep and the door 31” wide, and neither will move."),
    ("", "“It was in 1975,” she said, and it was “the room at number 12” that she meant."),
    ("", "“I was there,” she said, “and I was not.” The chair (the green one) stayed."),
    ("", "„Wir warten“, sagte er, „wir warten immer noch.“ Dann ging er an die Tür."),
    ("CLN203", "„Wir warten“, sagte er, „wir warten“ und ging. “Wait, he said in English."),
    ("", "What is a chair made of, and by whom? Of wood, by my father."),
]


def found(*texts):
    """Give the codes of all findings on some paragraphs."""
    lines = [Verdict(Line(2 * n + 1, text), Role.BODY, "body", text) for n, text in enumerate(texts)]
    return [finding.code for finding in damage("page.txt", lines)]


@pytest.mark.parametrize(("code", "text"), CASES)
def test_damage_is_found_and_nothing_else(code, text):
    assert found(text) == [code] * bool(code)


def test_letters_read_wrong_are_told_with_the_right_ones():
    line = Verdict(Line(3, "Sheâ€™s here."), Role.BODY, "body", "Sheâ€™s here.")
    (finding,) = damage("page.txt", [line])
    assert "Sheâ€™s" in finding.sentence
    assert "She's" in finding.fix or "She’s" in finding.fix


def test_a_title_read_wrong_is_told_with_the_right_one():
    (finding,) = damage("page.txt", [], ["What She Didnâ€™t Say", "Ida Marlowe"])
    assert (finding.code, finding.place) == ("CLN201", "page.txt")
    assert "Didnâ€™t" in finding.sentence
    assert "Didn’t" in finding.fix


def test_a_quotation_of_two_paragraphs_is_closed_once():
    assert found("“It was late.", "“It was very late.”") == []


def test_a_paragraph_printed_twice_is_found_once():
    text = "The kettle takes four minutes, and in four minutes a person can say a good deal."
    assert found(text, "Between them there is a line of its own.", text) == ["CLN205"]


def test_a_table_is_found_at_its_first_row():
    assert found("Chair\tGreen", "Lamp\tBrass", "Clock\tWhite") == ["CLN207"]


def test_lines_printed_in_doubt_are_named():
    line = Verdict(Line(7, "A lamp."), Role.BODY, "body", "A lamp.", sure=0.5)
    (finding,) = damage("page.txt", [line])
    assert finding.code == "CLN208"
    assert "7" in finding.sentence
