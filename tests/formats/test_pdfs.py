"""Edition -> print and screen PDF: what a printer and a reader find in the finished files."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from dataclasses import replace
from importlib import import_module
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from fleuron.formats.galley import UNLISTED
from fleuron.model import Edition, Made
from gates import vera
from places import need
from samples import book, edition

TESTS = Path(__file__).parents[1]
FORMATS = ("screen", "print")


def render(name: str) -> Made:
    made: Made = import_module(f"fleuron.formats.{name}").render(edition(long=2))
    return made


@pytest.fixture(scope="module")
def made() -> dict[str, Made]:
    return {name: render(name) for name in FORMATS}


@pytest.fixture(scope="module", params=FORMATS)
def pdf(request: pytest.FixtureRequest, made: dict[str, Made]) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(made[request.param].data))


@pytest.fixture(scope="module")
def texts(made: dict[str, Made]) -> dict[str, list[str]]:
    """The text of each page, as a reader copies it."""
    return {name: copied(one.data) for name, one in made.items()}


def copied(data: bytes) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]


def whole(pages: list[str]) -> str:
    """Join the lines of a text, undoing the layout's hyphens (which PDFium gives as U+FFFE)."""
    return " ".join(" ".join(pages).replace("\ufffe", "").split())


def page_of(pages: list[str], words: str) -> int:
    """Return on which page these words open a division, counted from 0."""
    return next(number for number, text in enumerate(pages) if re.match(rf"\s*{re.escape(words)}\b", text))


def operators(pdf: pikepdf.Pdf) -> set[str]:
    return {str(operator) for page in pdf.pages for _, operator in pikepdf.parse_content_stream(page)}


def with_more(xhtml: str) -> Edition:
    """Give the sample edition with more at the end of its first essay."""
    sample = edition()
    first = next(division for division in sample.book.divisions if division.kind == "essay")
    more = replace(first, xhtml=f"{first.xhtml}{xhtml}")
    divisions = tuple(more if division is first else division for division in sample.book.divisions)
    return replace(sample, book=replace(sample.book, divisions=divisions))


def test_a_paragraph_in_another_script_is_set_and_told() -> None:
    found = import_module("fleuron.formats.print").render(with_more("<p>שלום עולם</p>"))
    assert [finding.code for finding in found.findings] == ["PAG101"]
    assert "שלום" in found.findings[0].sentence


def test_paragraphs_in_another_script_are_told_in_one_finding() -> None:
    found = import_module("fleuron.formats.print").render(with_more("<p>שלום עולם</p>" * 5))
    assert [finding.code for finding in found.findings] == ["PAG101"]
    assert found.findings[0].sentence.endswith("and 2 more")


def test_a_letter_that_no_font_has_is_told_and_its_page_is_whole() -> None:
    found = import_module("fleuron.formats.print").render(with_more("<p>She drew a \u0378 and left.</p>"))
    assert [finding.code for finding in found.findings] == ["PAG101", "PAG102"]
    assert "U+0378" in found.findings[1].sentence
    plain = import_module("fleuron.formats.print").render(edition())
    with pikepdf.open(BytesIO(found.data)) as pdf, pikepdf.open(BytesIO(plain.data)) as sound:
        assert [marked(page) for page in pdf.pages] == [marked(page) for page in sound.pages]
    folios = [re.findall(r"\b[ivx\d]+\b", page) for page in copied(found.data)]
    assert folios == [re.findall(r"\b[ivx\d]+\b", page) for page in copied(plain.data)]


def marked(page: pikepdf.Page) -> int:
    """Return how many more runs of marked content a page opens than it closes."""
    signs = [str(operator) for _, operator in pikepdf.parse_content_stream(page)]
    return sum(sign in ("BDC", "BMC") for sign in signs) - signs.count("EMC")


def test_both_are_the_same_pages(texts: dict[str, list[str]], made: dict[str, Made]) -> None:
    screen, printed = texts["screen"], texts["print"]
    assert printed[: len(screen)] == screen
    assert "".join(printed[len(screen) :]).strip() == ""
    assert made["print"].count == len(printed)
    assert made["print"].count % 2 == 0


def test_every_word_of_the_essays_is_there(texts: dict[str, list[str]]) -> None:
    text = whole(texts["print"])
    for line in (TESTS / "cases" / "prose.txt").read_text("utf-8").splitlines():
        assert line[-60:] in text
        assert line[:30] in text  # a drop cap and its small caps too


def test_the_page_is_the_trim(pdf: pikepdf.Pdf) -> None:
    assert {tuple(map(float, page.trimbox)) for page in pdf.pages} == {(0, 0, 396, 612)}


def test_every_font_is_in_the_file_and_static(pdf: pikepdf.Pdf) -> None:
    fonts = {str(font.BaseFont): font for page in pdf.pages for font in page.resources.get("/Font", {}).values()}
    assert {re.sub(r"^/[A-Z]{6}\+", "", name) for name in fonts} == {
        "EB-Garamond",
        "EB-Garamond-Italic",
        "EB-Garamond-Bold",
    }
    for font in fonts.values():
        file = font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes()
        assert b"fvar" not in file[:400]


def test_essays_and_parts_open_on_a_recto(texts: dict[str, list[str]]) -> None:
    for title in ("Part One", "The Kettle and the Chair", "For the Forty-Eighth Minute", "Plums & Other", "Foreword"):
        assert page_of(texts["print"], title) % 2 == 0


def test_openers_have_no_head_and_a_folio_at_the_foot(texts: dict[str, list[str]]) -> None:
    opener = whole([texts["print"][page_of(texts["print"], "Plums & Other")]])
    assert opener.split()[-1].isdigit()
    assert opener.count("Ines Fenn and Ada Wren") == opener.count("Plums & Other <Gifts>") == 1


def test_pages_after_an_opener_have_author_and_title(texts: dict[str, list[str]]) -> None:
    first = page_of(texts["print"], "For the Forty-Eighth Minute")
    verso, recto = texts["print"][first + 1], texts["print"][first + 2]
    assert re.search(r"^\s*\d+\s+Tobias Marsh\b|Tobias Marsh\s*$", verso)
    assert "For the Forty-Eighth Minute" in recto
    assert "What My Supervisor" not in recto


def test_blank_pages_are_blank(texts: dict[str, list[str]]) -> None:
    part = page_of(texts["print"], "Part One")
    assert texts["print"][part + 1].strip() == ""
    assert texts["print"][1].strip() == ""


def test_contents_give_the_folios(texts: dict[str, list[str]]) -> None:
    pages = texts["print"]
    contents = whole([pages[page_of(pages, "Contents")]])
    one = page_of(pages, "Part One")
    for title in ("The Kettle and the Chair", "Plums & Other <Gifts>", "Afterword"):
        assert re.search(rf"{re.escape(title)}[ .]+{page_of(pages, title.split(' <')[0]) - one + 1}\b", contents), title
    assert re.search(r"Foreword[ .]+ix\b", contents)
    assert pages[page_of(pages, "Foreword")].split()[-1] == "ix"


def test_a_note_stands_at_the_foot_of_its_page(texts: dict[str, list[str]]) -> None:
    (page,) = (text for text in texts["print"] if "electric kettle" in text)
    assert "Somebody always begins.1 In 1984" in whole([page])
    assert whole([page]).index("1. It was an electric kettle.") > whole([page]).index("be there;")


def test_print_is_one_ink_and_nothing_to_click(made: dict[str, Made]) -> None:
    pdf = pikepdf.open(BytesIO(made["print"].data))
    assert not {"rg", "RG", "k", "K", "cs", "CS", "sc", "scn", "gs", "sh", "Do"} & operators(pdf)
    assert {"g", "Tj"} & operators(pdf)
    assert set(pdf.Root.keys()) == {"/Type", "/Pages"}
    for page in pdf.pages:
        assert not {"/Annots", "/Group", "/StructParents", "/Tabs"} & set(page.obj.keys())
    assert pdf.check_pdf_syntax() == []


def test_screen_says_what_it_is(made: dict[str, Made]) -> None:
    pdf = pikepdf.open(BytesIO(made["screen"].data))
    assert pdf.docinfo.Title == "A Chair by the Window"
    assert pdf.docinfo.Author == "Ines Fenn"
    assert str(pdf.docinfo.CreationDate).startswith("D:20260301")
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert pdf.Root.Lang == "en-GB"
    assert pdf.check_pdf_syntax() == []


def test_bookmarks_are_parts_and_essays(made: dict[str, Made]) -> None:
    pdf = pypdfium2.PdfDocument(made["screen"].data)
    marks = [(mark.level, mark.get_title()) for mark in pdf.get_toc()]
    assert marks[-8:] == [
        (0, "Arriving"),
        (1, "The Kettle and the Chair"),
        (1, "For the Forty-Eighth Minute: What My Supervisor Kept Beneath Her Desk"),
        (0, "Leaving"),
        (1, "Plums & Other <Gifts>"),
        (0, "Afterword"),
        (0, "Contributors"),
        (0, "Credits"),
    ]
    assert (0, "Contents") in marks


def test_page_labels_are_the_folios(made: dict[str, Made], texts: dict[str, list[str]]) -> None:
    pdf = pikepdf.open(BytesIO(made["screen"].data))
    one = page_of(texts["screen"], "Part One")
    labels = [page.label for page in pdf.pages]
    assert labels[:3] == ["i", "ii", "iii"]
    assert labels[one : one + 2] == ["1", "2"]
    assert labels[page_of(texts["screen"], "Foreword")] == "ix"


def test_links_lead_on(made: dict[str, Made]) -> None:
    pdf = pikepdf.open(BytesIO(made["screen"].data))
    links = [link for page in pdf.pages for link in page.obj.get("/Annots", [])]
    inside = {str(link.Dest) for link in links if "/Dest" in link}
    outside = {str(link.A.URI) for link in links if "/A" in link}
    assert {f"{division.id}" for division in book().divisions if division.kind == "essay"} <= inside
    assert outside == {"https://sample.example/", "https://sample.example/book"}


def test_heads_and_folios_are_artifacts(made: dict[str, Made]) -> None:
    pdf = pikepdf.open(BytesIO(made["screen"].data))
    kinds = [
        str(operands[0])
        for page in pdf.pages
        for operands, operator in pikepdf.parse_content_stream(page)
        if str(operator) == "BDC"
    ]
    assert kinds.count("/Artifact") > 10


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_screen_passes_verapdf(made: dict[str, Made], tmp_path: Path, profile: str) -> None:
    need(not vera.missing(), vera.missing())
    path = tmp_path / "screen.pdf"
    path.write_bytes(made["screen"].data)
    assert vera.failures(profile, path) == []


def test_the_same_bytes_anywhere(made: dict[str, Made], tmp_path: Path) -> None:
    code = (
        "import hashlib, sys; from test_pdfs import render\n"
        "for name in ('print', 'screen'): print(hashlib.sha256(render(name).data).hexdigest())"
    )
    where = {"PYTHONPATH": os.pathsep.join(map(str, (TESTS, TESTS / "formats", TESTS.parent / "scripts")))}
    away = {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7", "TMPDIR": str(tmp_path), "LANG": "C"}
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=os.environ | where | away, capture_output=True, text=True
    )
    assert run.stdout.split() == [hashlib.sha256(made[name].data).hexdigest() for name in ("print", "screen")], (
        run.stderr
    )


def test_an_essay_and_its_paragraphs_are_one_element_across_pages(made: dict[str, Made]) -> None:
    pdf = pikepdf.open(BytesIO(made["screen"].data))
    (document,) = pdf.Root.StructTreeRoot.K
    sections = [kid for kid in document.K if pikepdf.Name.Sect == kid.S]
    assert len(sections) == len(book().divisions)
    paragraphs = [kid for section in sections for kid in section.K if kid.get("/S") == pikepdf.Name.P]
    pages = [{str(kid.Pg.objgen) for kid in paragraph.K} for paragraph in paragraphs]
    assert max(len(found) for found in pages) == 2
    assert all(kid.P.objgen == paragraph.objgen for paragraph in paragraphs for kid in paragraph.K)
    assert not any("/ID" in paragraph for paragraph in paragraphs)


def test_the_contents_are_tagged_as_such(made: dict[str, Made]) -> None:
    pdf = pikepdf.open(BytesIO(made["screen"].data))
    kinds = [str(thing.S) for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and "/S" in thing]
    assert kinds.count("/TOC") == 1
    assert kinds.count("/TOCI") == sum(division.kind not in UNLISTED for division in book().divisions)
