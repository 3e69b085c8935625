"""A running head fits beside its folio, as it is measured in the face that sets it."""

from dataclasses import replace

import pytest

from fleuron.heads import recto, verso
from fleuron.model import Division, Person
from fleuron.themes import find_styles, theme_names
from fleuron.wording import wording
from samples import edition, plain

CLASSIC = edition().theme
EN = wording("en")


def essay(title, short="", authors=()):
    people = tuple(Person(name, name, name) for name in authors)
    return Division("essay-a", "essay", "body", title, "", short, people)


@pytest.mark.parametrize(
    ("title", "head", "cut"),
    [
        ("Short", "Short", False),
        ("What Is It That Cures? Notes Towards an Answer in Several Parts", "What Is It That Cures?", False),
        ("The Forty-Eighth Minute: What My Supervisor Kept Beneath Her Desk", "The Forty-Eighth Minute", False),
        ("iiii llll iiii llll iiii llll iiii llll iiii llll iiii llll iiii llll", None, False),
        ("WWWW MMMM WWWW MMMM WWWW MMMM WWWW", "WWWW MMMM WWWW MMMM…", True),
    ],
)
def test_a_title_is_cut_where_it_pauses_if_it_is_too_wide(title, head, cut):
    assert recto(essay(title), CLASSIC) == (head or title, cut)


def test_a_title_without_a_pause_is_cut_between_words():
    title = "A Title Without Any Pause That Goes On for Rather Longer Than It Should"
    head, cut = recto(essay(title), CLASSIC)
    assert cut
    assert title.startswith(head.removesuffix("…"))
    assert title[len(head) - 1] == " "


def test_a_first_clause_that_is_too_wide_is_cut_too():
    long = "A First Clause That Is Already Much Too Wide for Any Page of This Book: And More"
    assert recto(essay(long), CLASSIC).cut


def test_the_short_title_goes_first():
    assert recto(essay("A Very Long Title Indeed", "A Title"), CLASSIC) == ("A Title", False)


def test_the_verso_names_the_authors_or_the_book():
    assert (
        verso(essay("A Title", authors=("Ada Wren", "Ines Fenn")), "The Book", CLASSIC, EN).text
        == "Ada Wren and Ines Fenn"
    )
    assert verso(essay("A Title"), "The Book", CLASSIC, EN).text == "The Book"
    many = [f"Ada Ines Wren {number}" for number in range(6)]
    assert verso(essay("A Title", authors=many), "The Book", CLASSIC, EN).cut


@pytest.mark.parametrize("name", theme_names(find_styles()))
def test_every_theme_brings_the_face_of_its_heads(name):
    theme = edition(name).theme
    for cut in (theme.head.recto, theme.head.verso):
        faces = [f for f in theme.faces if f.family == theme.head.family and f.italic == (cut == "italic")]
        assert 400 in {face.weight for face in faces}
    assert recto(essay("M" * 80), theme).cut


def test_a_wider_room_keeps_a_longer_head():
    wide = replace(CLASSIC, head=replace(CLASSIC.head, room=400))
    title = "A Title Without Any Pause That Goes On for Rather Longer Than It Should"
    assert recto(essay(title), wide) == (title, False)


def test_a_theme_without_a_face_is_measured_by_what_is_usual():
    assert recto(essay("a" * 40), plain().theme) == ("a" * 40, False)
    assert recto(essay("a " * 40), plain().theme).cut
