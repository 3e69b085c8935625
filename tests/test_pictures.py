"""Pictures from the manuscript to the chapter: anchored by words, told by their captions, cleared like essays."""

from __future__ import annotations

from pathlib import Path

import pytest

from fleuron.account import unset
from fleuron.build import Proof, check
from fleuron.clean import clean
from fleuron.collate import collate
from fleuron.desk.review import report
from fleuron.ledger import draft
from fleuron.makeready import adopt
from fleuron.manuscript import read_manuscript
from fleuron.model import Essay, Picture
from fleuron.typeset import markdown, typeset
from illustrated import lay, rays, saved
from test_cli import run

PAGE = """The Waiting Room

By Ida Marlowe

The clock in the waiting room ran four minutes slow, and everyone who sat there knew it and said nothing about it.

Three chairs, in a room that was meant for two.
Photo by Corin Ashgrove on Unsplash

She had bought it herself, with her first month's rent, and could not bring herself to have it mended or thrown away.
"""
TABLE = '[[pictures]]\nfile = "art/rays.jpg"\nalt = "Lines."\n'


@pytest.fixture
def book(tmp_path: Path) -> Path:
    (tmp_path / "essays").mkdir()
    (tmp_path / "art").mkdir()
    (tmp_path / "essays" / "waiting.txt").write_text(PAGE)
    (tmp_path / "art" / "rays.jpg").write_bytes(saved(rays(1400, 900), "JPEG"))
    return tmp_path


def essay(book: Path, sidecar: str = "", page: str = "") -> Essay:
    if sidecar:
        (book / "essays" / "waiting.toml").write_text(sidecar)
    if page:
        (book / "essays" / "waiting.md").write_text(page)
    _, (source,), _ = read_manuscript(book)
    return clean(source)


def picture(book: Path, sidecar: str = "", page: str = "") -> Picture:
    (found,) = essay(book, sidecar, page).pictures
    return found


def xhtml(found: Essay) -> str:
    ((chapter,), _) = typeset([found], {})
    assert list(unset(chapter)) == []
    return chapter.xhtml


def test_a_picture_follows_the_line_that_its_words_open(book: Path) -> None:
    found = essay(book, TABLE + 'after = "The clock in"\ncaption = "The *clock*"\n')
    assert found.pictures[0].line == 5
    before, figure = xhtml(found).split("<figure>")
    assert before.endswith("about it.</p>\n")
    assert '<p class="caption">The <em>clock</em></p></figcaption></figure>\n<p class="caption">Three' in figure


def test_a_page_scraped_anew_keeps_its_pictures(book: Path) -> None:
    first = picture(book, TABLE + 'after = "the clock in the WAITING room"\n')
    (book / "essays" / "waiting.txt").write_text("Skip to content\n\nMenu\n\n" + PAGE)
    assert picture(book).line == first.line + 4


@pytest.mark.parametrize("words", ["Three chairs", "Photo by Corin"])
def test_a_caption_that_lost_its_picture_gets_it_back(book: Path, words: str) -> None:
    found = essay(book, TABLE + f'after = "{words}"\n')
    (shown,) = found.pictures
    assert (shown.caption, shown.told) == ("Three chairs, in a room that was meant for two.", (7, 8))
    assert shown.credit == "Photo by Corin Ashgrove on Unsplash"
    text = xhtml(found)
    assert text.count("Three chairs") == text.count("Corin Ashgrove") == 1
    assert text.index("<figure>") < text.index("Three chairs") < text.index("</figure>")
    assert {verdict.line.number for verdict in found.verdicts} == {1, 3, 5, 7, 8, 10}  # the account is of every line


def test_a_caption_that_its_editor_wrote_anew_leaves_the_pages_own_to_be_judged(book: Path) -> None:
    found = essay(book, TABLE + 'after = "Three chairs"\ncaption = "Chairs."\n')
    assert found.pictures[0].told == (8,)
    assert "PIC101" in {finding.code for finding in check(book).findings}


def test_what_was_answered_is_not_found_again(book: Path) -> None:
    assert "PIC101" in {finding.code for finding in check(book).findings}
    essay(book, TABLE + 'after = "Three chairs"\n')
    assert "PIC101" not in {finding.code for finding in check(book).findings}


def test_markdown_says_in_brackets_what_is_shown_and_in_quotes_the_caption(book: Path) -> None:
    shown = picture(book, page='A line.\n\n![Some "lines"](../art/rays.jpg "A *caption*"){credit="By me" width=40%}\n')
    assert (shown.alt, shown.caption, shown.credit, shown.width) == ("Some “lines”", "A *caption*", "By me", 40)
    assert (shown.file, shown.place) == ("art/rays.jpg", "essays/waiting.md:3")


def test_pandocs_own_way_is_read_too(book: Path) -> None:
    shown = picture(book, page="![The caption.](<art/rays.jpg>){alt='x' alt=\"Lines.\"}\n")
    assert (shown.alt, shown.caption) == ("Lines.", "The caption.")


def test_a_sidecar_tells_more_of_a_picture_in_markdown(book: Path) -> None:
    more = TABLE + 'credit = "The archive"\n[pictures.permission]\nstatus = "own"\n'
    shown = picture(book, more, "Words.\n\n![Other words.](art/rays.jpg)\n")
    assert (shown.alt, shown.credit) == ("Other words.", "The archive")
    assert shown.permission
    assert shown.permission.status == "own"


def test_a_picture_in_a_list_or_a_quotation_stays_in_it(book: Path) -> None:
    found = essay(book, page="- One\n\n  ![A.](art/rays.jpg)\n\n- Two\n\n> Said.\n>\n> ![B.](art/rays.jpg)\n")
    text = xhtml(found)
    assert text.index("<li>") < text.index('alt="A."') < text.index("</li>")
    assert text.index("<blockquote>") < text.index('alt="B."') < text.index("</blockquote>")
    assert text.count("<ul>") == 1


def test_a_picture_named_in_a_way_that_we_do_not_read_leaves_its_words(book: Path) -> None:
    text = xhtml(essay(book, page="See ![the rays][r] here.\n\n[r]: art/rays.jpg\n"))
    assert "the rays" in text
    assert "<img" not in text


def test_an_adopted_essay_keeps_its_pictures(book: Path) -> None:
    lay(book / "whole")
    adopt("room-0", book / "whole")
    text = (book / "whole" / "essays" / "room-0.md").read_text("utf-8")
    assert (
        '![Lines that cross in one point.](art/rays.jpg "Rays, from *one* place."){credit="Drawn by a machine"}' in text
    )
    assert "![](art/leaf.png){width=20% .decorative}" in text
    _, sources, _ = read_manuscript(book / "whole")
    before, after = (next(s for s in sources if s.slug == slug).pictures for slug in ("room-1", "room-0"))
    assert [(p.alt, p.caption, p.width) for p in before] == [(p.alt, p.caption, p.width) for p in after]


def test_an_adopted_essay_is_written_as_it_was_read(book: Path) -> None:
    text = 'A line.\n\n![Some (lines)](art/rays.jpg "A \\"caption\\""){credit="Me"}\n\nThe end.\n'
    found = essay(book, page=text)
    again = essay(book, page=markdown(found))
    assert again.pictures[0].caption == found.pictures[0].caption
    assert xhtml(again) == xhtml(found)


def proof(book: Path, permission: str) -> Proof:
    (book / "book.toml").write_text('title = "B"\nissued = 2026-01-02\n[permission]\nstatus = "own"\n')
    (book / "essays" / "waiting.toml").write_text(f'{TABLE}after = "The clock"\n[pictures.permission]\n{permission}')
    return check(book)


def test_a_picture_needs_a_right_of_its_own_where_it_says_so(book: Path) -> None:
    assert draft(proof(book, 'status = "pending"').ledger, "ebook")
    only = proof(book, 'status = "granted"\nholder = "A"\ndate = 2026-01-01\nevidence = "a letter"\ncovers = ["print"]')
    assert draft(only.ledger, "ebook")
    assert not draft(only.ledger, "print")
    assert any("“art/rays.jpg”" in finding.sentence for finding in only.barred(("epub",)))


def test_the_credits_name_who_made_a_picture_and_by_what_right(tmp_path: Path) -> None:
    plan, sources, _ = read_manuscript(lay(tmp_path))
    chapters, matter = typeset([clean(source) for source in sources], plan.matter, plan.art)
    book = collate(chapters, plan, matter)
    credits = next(division.xhtml for division in book.divisions if division.kind == "credits")
    assert "<p>Picture in “Room 0”: Drawn by a machine.</p>" in credits
    assert "<p>Picture in Foreword: From the archive.</p>" in credits


def test_too_few_pixels_keep_back_print_and_nothing_else(tmp_path: Path) -> None:
    folder = lay(tmp_path)
    (folder / "art" / "slope.png").write_bytes(saved(rays(500, 300)))
    found = check(folder)
    (few,) = (finding for finding in found.findings if finding.code == "PIC110")
    assert few.place == "matter/foreword.md:4"
    assert "4.0 in wide, with 125 pixels to the inch; 300 are wanted, and it has them at 1.7 in" in few.sentence
    assert 'width = "41%"' in few.fix
    assert few in found.barred(("print",))
    assert few not in found.barred(("epub", "screen"))


def test_check_and_status_count_them(monkeypatch: pytest.MonkeyPatch, capsys, tmp_path: Path) -> None:
    folder = lay(tmp_path)
    for command in ("check", "status"):
        _, said = run(monkeypatch, capsys, command, folder)
        assert "7 pictures, all described" in said
    (folder / "matter" / "foreword.md").write_text("![](art/slope.png)\n")
    _, said = run(monkeypatch, capsys, "status", folder)
    assert "7 pictures, 1 of them not described" in said


def test_a_new_manuscript_takes_them_along_and_asks_for_those_that_are_lost(
    monkeypatch: pytest.MonkeyPatch, capsys, book: Path, tmp_path: Path
) -> None:
    pages = tmp_path / "essays"
    (pages / "shown.txt").write_text(PAGE.replace("Waiting Room", "Shown Room"))
    (pages / "shown.toml").write_text('[[pictures]]\nfile = "x/rays.jpg"\nalt = "L."\nafter = "The clock"\n')
    (pages / "x").mkdir()
    (pages / "x" / "rays.jpg").write_bytes((book / "art" / "rays.jpg").read_bytes())
    ended, _ = run(monkeypatch, capsys, "new", tmp_path / "made", "--from", pages)
    assert ended == 0
    made = tmp_path / "made"
    assert (made / "x" / "rays.jpg").read_bytes() == (book / "art" / "rays.jpg").read_bytes()
    asked = (made / "essays" / "waiting.toml").read_text("utf-8")
    assert '# after = "Three chairs, in a room that was meant"' in asked
    _, sources, _ = read_manuscript(made)
    assert [len(source.pictures) for source in sources] == [1, 0]


def test_the_desk_shows_what_a_page_has(book: Path) -> None:
    essay(book, TABLE + 'after = "The clock in"\n')
    assert "Three chairs" in report(book)
