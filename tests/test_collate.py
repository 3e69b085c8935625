"""Who wrote what, where it first stood and by what right: carried to every page that must say it."""

import re
from dataclasses import replace
from types import MappingProxyType

import pytest

import samples
from fleuron.collate import BACK, FRONT, collate, mark_draft
from fleuron.model import UNDATED, Chapter, Decisions, Essay, PartPlan, Permission, Person
from fleuron.typeset import typeset
from fleuron.wording import wording

PEOPLE = {
    "wren": samples.WREN,
    "fenn": replace(samples.FENN, roles=("editor",)),
    "marsh": replace(samples.MARSH, roles=("foreword",)),
    "okoro": Person("okoro", "Uche Okoro", "Okoro, Uche", "She has translated eleven novels.", roles=("translator",)),
}


def chapter(slug, title="A Title", authors=("wren",), site="", published="", url="", short=""):
    essay = Essay(slug, f"essays/{slug}.txt", title, short, "", authors, site, url, published, "", ())
    return Chapter(essay, "<p>Words.</p>")


def plan(*slugs, people=PEOPLE, **more):
    parts = more.pop("parts", (PartPlan("", "", slugs),))
    empty = {"rights": "", "isbn": {}, "matter": dict.fromkeys(("notes",), "")}
    return replace(samples.book().plan, people=MappingProxyType(people), parts=parts, **empty | more)


def pages(*chapters, matter=None, **more):
    """Collate; give the book, and each division's words by its id."""
    book = collate(chapters, plan(*(each.essay.slug for each in chapters), **more), matter or {}, "Set in a face.")
    return book, {division.id: plain(division.xhtml) for division in book.divisions}


def plain(xhtml):
    return " ".join(re.sub(r"<[^>]+>", " ", xhtml.replace("</strong>", "").replace("</a>.", ".")).split())


def test_authors_are_credited_together_and_noted_once_each_in_order_of_their_names():
    book, said = pages(chapter("one", authors=("wren", "fenn")), chapter("two", authors=("wren",)))
    assert "A Title Ada Wren and Ines Fenn Words." in said["essay-one"]
    assert [person.id for person in book.authors] == ["wren", "fenn"]
    assert re.findall("Ines Fenn|Ada Wren", said["contributors"]) == ["Ines Fenn", "Ada Wren"]


def test_a_name_that_nobody_registered_stands_for_itself():
    book, said = pages(chapter("one", "Rooms", authors=("Jo Marsh Lee",)))
    assert [(person.name, person.sort) for person in book.authors] == [("Jo Marsh Lee", "Lee, Jo Marsh")]
    assert "Jo Marsh Lee is the author of “Rooms”." in said["contributors"]


@pytest.mark.parametrize("name", ["Anonymous", "Name withheld"])
def test_an_author_without_a_name_has_a_byline_and_no_note(name):
    book, said = pages(chapter("one", authors=(name.lower(),)), chapter("two"))
    assert name in said["essay-one"]
    assert book.divisions[[d.id for d in book.divisions].index("essay-one")].authors[0].sort == name
    assert [person.name for person in book.authors] == ["Ada Wren"]
    assert name not in said["contributors"]


def test_who_helped_is_named_on_the_title_page_and_under_what_they_wrote():
    book, said = pages(chapter("one"), matter={"foreword": "<h1>Before</h1><p>Words.</p>"})
    assert "Edited by Ines Fenn Translated by Uche Okoro Foreword by Tobias Marsh" in said["title"]
    assert said["foreword"] == "Before Tobias Marsh Words."
    assert book.helpers == (("translator", PEOPLE["okoro"]), ("foreword", PEOPLE["marsh"]))
    assert "Uche Okoro" in said["contributors"]


def test_the_title_page_keeps_the_title_and_what_has_no_heading_keeps_its_words():
    _, said = pages(chapter("one"), matter={"dedication": "<h1>To Ada</h1><p>Who waited.</p>"})
    assert said["title"].startswith("A Chair by the Window Essays on being there")
    assert said["dedication"] == "To Ada Who waited."


def test_a_translator_stands_under_the_author():
    _, said = pages(
        chapter("one", "Rooms", site="The Sample"),
        people={"wren": samples.WREN},
        decisions={"one": Decisions(translators=("Uche Okoro",))},
    )
    assert "Ada Wren translated by Uche Okoro" in said["essay-one"]
    assert "“Rooms” by Ada Wren, translated by Uche Okoro." in said["credits"]
    assert "Uche Okoro translated “Rooms”." in said["contributors"]


WORDING = "© 2019 A. Wren <wren@example.org> & Heirs -- 'all rights reserved'..."
CREDITS = [
    (Permission("own", holder="Ada Wren"), "Copyright Ada Wren."),
    (Permission("granted", holder="The Sample"), "Printed by permission of The Sample."),
    (Permission("granted"), "Printed by permission."),
    (Permission("public-domain"), "In the public domain."),
    (Permission("licence", licence="CC-BY-4.0"), "Licence: CC BY 4.0."),
    (Permission("licence", licence="House-1.0"), "Licence: House-1.0."),
    (Permission("pending"), "Permission pending."),
    (Permission("granted", holder="The Sample", credit="By kind leave."), "By kind leave."),
]


@pytest.mark.parametrize(("permission", "words"), CREDITS)
def test_the_credits_say_by_what_right_an_essay_stands_there(permission, words):
    _, said = pages(
        chapter("one", "Rooms", site="The Sample", published="3 May 2019"),
        decisions={"one": Decisions(permission=permission)},
    )
    assert said["credits"] == f"Credits “Rooms” by Ada Wren. First published: The Sample, 3 May 2019. {words}"


@pytest.mark.parametrize(
    ("published", "language", "printed"),
    [
        ("2019-05-03", "en-GB", "3 May 2019"),
        ("2019-05", "en", "May 2019"),
        ("2019-05-03", "de", "3. Mai 2019"),
        ("2019-05-03", "is", "2019-05-03"),
        ("Spring 2019", "en", "Spring 2019"),
        ("2019-13", "en", "2019-13"),
    ],
)
def test_a_date_that_was_read_off_the_page_is_written_out(published, language, printed):
    _, said = pages(chapter("one", site="The Sample", published=published), language=language)
    assert said["essay-one"].endswith(f": The Sample, {printed}.")


def test_the_wording_a_holder_asks_for_is_printed_to_the_letter():
    from html import unescape

    decisions = {"one": Decisions(permission=Permission("granted", credit=WORDING))}
    book, _ = pages(chapter("one"), decisions=decisions)
    credits = next(division.xhtml for division in book.divisions if division.id == "credits")
    assert WORDING in unescape(credits)


def test_the_copyright_page_says_what_the_editor_said_and_no_more():
    _, said = pages(chapter("one"), issued=UNDATED, publisher="")
    assert said["copyright"].startswith("Text copyright the individual contributors. Set in a face. Made with fleuron.")
    _, said = pages(chapter("one", site="The Sample"), isbn={"print": "978-0-306-40615-7"})
    assert "is told in the Credits." in said["copyright"]
    assert "First published 2026 by The Sample Press. ISBN 978-0-306-40615-7 (print)" in said["copyright"]


def test_a_biography_that_opens_with_the_name_says_it_once():
    _, said = pages(chapter("one"))
    assert said["contributors"].count("Ada Wren") == 1


def test_what_is_front_and_what_is_back_stand_in_the_order_of_the_field():
    written = ("dedication", "epigraph", "foreword", "preface", "introduction", "acknowledgments", "afterword", "notes")
    marked = '<p>On <span class="index">rooms</span>.</p>'
    matter = {name: f"<p>{name}.</p>" for name in (*written, "colophon")} | {"foreword": marked}
    book, said = pages(chapter("one", site="The Sample"), matter=matter, series="Chairs, 3")
    assert [d.kind for d in book.divisions] == [*FRONT, "essay", *BACK]
    assert said["series"] == "Chairs, 3"


def test_the_index_leads_each_term_to_where_it_is_marked():
    tea, rogers = '<span class="index">tea</span>', '<span class="index" data-as="Rogers, C.">R</span>'
    marked = f"<p>{tea}, {tea}, {rogers}</p>"
    one = replace(chapter("one", "Rooms", short="Rm"), xhtml=marked)
    two = replace(chapter("two", "Chairs"), xhtml='<p><span class="index">Tea</span></p>')
    book, said = pages(one, two, matter={"notes": f"<p>On {tea}.</p>"})
    assert said["index"] == "Index Rogers, C.: Rm tea: Rm ; Notes Tea: Chairs"
    ids = {name for division in book.divisions for name in re.findall(r'id="([^"]+)"', division.xhtml)}
    index = next(division.xhtml for division in book.divisions if division.id == "index")
    assert set(re.findall(r'href="#([^"]+)"', index)) <= ids


def test_a_term_is_marked_as_the_readme_says():
    chapters, matter = typeset((), {"notes": 'On [tea]{.index} and [Rogers]{.index as="Rogers, C."}.'})
    _, said = pages(chapter("one"), *chapters, matter=matter)
    assert said["index"] == "Index Rogers, C.: Notes tea: Notes"


def test_a_term_of_book_toml_is_marked_where_each_division_first_says_it():
    said = replace(
        chapter("one", "Rooms"), xhtml="<h2>Clocks</h2><p>The clocked, <em>a Clock</em>, a clock. R&amp;D</p>"
    )
    other = replace(chapter("two", "Chairs"), xhtml="<p>Mr freud; <a href='#x'>Freud</a>; <em>Freud’s</em>.</p>")
    sought = {"clocks": ("clock", "clocks"), "Freud, S.": ("Freud",), "R&D": ("R&D",), "tea": ("tea",)}
    book, words = pages(said, other, index=sought, matter={"notes": "<p>A clock.</p>", "colophon": "<p>Clocks.</p>"})
    assert words["index"] == "Index clocks: Rooms ; Notes Freud, S.: Chairs R&amp;D: Rooms"
    marked = {d.id: re.findall(r'<span id="[^"]+" class="index"[^>]*>([^<]+)', d.xhtml) for d in book.divisions}
    assert (marked["essay-one"], marked["essay-two"]) == (["Clock", "R&amp;D"], ["Freud"])
    assert words["essay-one"].endswith("Clocks The clocked, a Clock , a clock. R&amp;D")


def test_a_part_without_an_essay_that_can_be_made_is_left_out():
    parts = (PartPlan("First", "About rooms.", ("gone",)), PartPlan("Second", "", ("one",)))
    _, said = pages(chapter("one"), parts=parts)
    assert "part-1" not in said
    assert said["part-2"] == "Part Two Second"


def test_a_draft_says_so_on_its_title_page():
    book, _ = pages(chapter("one"))
    said = {division.id: plain(division.xhtml) for division in mark_draft(book).divisions}
    assert said["title"].endswith(wording("en")["draft"])
    assert sum(wording("en")["draft"] in words for words in said.values()) == 1


def test_the_pages_that_nobody_writes_are_in_the_books_language():
    book, said = pages(chapter("one", "Räume", site="The Sample"), language="de", publisher="Der Verlag")
    assert "Zuerst erschienen: The Sample." in said["essay-one"]
    assert said["copyright"].endswith("Zuerst erschienen 2026 bei Der Verlag. Hergestellt mit fleuron. Set in a face.")
    assert "Herausgegeben von Ines Fenn Übersetzt von Uche Okoro" in said["title"]
    copyright = next(division.xhtml for division in book.divisions if division.id == "copyright")
    assert '<p lang="en">Set in a face.</p>' in copyright


def test_what_nobody_is_told_of_is_known_for_in_the_books_language():
    _, said = pages(chapter("one", "Räume", authors=("Jo Lee",)), language="de")
    assert "Jo Lee hat „Räume“ geschrieben." in said["contributors"]
