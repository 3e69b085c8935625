"""A book with pictures -> every edition: where they stand, in which colours, and what is said in their stead."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from lxml import etree
from PIL import Image

from fleuron import art
from fleuron.build import Report, build, check
from fleuron.cache import forgotten
from fleuron.formats import FORMATS
from fleuron.formats.safety import XHTML
from fleuron.model import Edition
from fleuron.printers import load_printer, preflight
from fleuron.printers.finish import finish
from fleuron.printers.job import read_job
from fleuron.stores import judge, load_store
from gates import ace, epubcheck, vera
from illustrated import lay
from places import need

HTML = f"{{{XHTML}}}"
PRINTERS = ("ingramspark", "kdp-hardcover", "kdp-paperback", "lulu", "offset")
SHORT = {"PRE301", "PRE302"}  # the book has too few pages for them


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lay(tmp_path_factory.mktemp("illustrated") / "book")


@pytest.fixture(scope="module")
def report(folder: Path) -> Report:
    return build(folder, folder.parent / "out", ("epub", "screen", "print", "site", "markdown", "text", "docx"))


@pytest.fixture(scope="module")
def files(report: Report) -> Mapping[str, Path]:
    return {artifact.format: artifact.path for artifact in report.artifacts}


@pytest.fixture(scope="module")
def container(files: Mapping[str, Path]) -> Mapping[str, bytes]:
    with zipfile.ZipFile(files["epub"]) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def images(path: Path) -> list[tuple[int, pikepdf.Object]]:
    """Return every picture with its page, as often as it stands."""
    with pikepdf.open(path) as pdf, read_job(path.read_bytes()) as job:
        assert len(pdf.pages) == len(job.sheets)
        return [
            (s.number, mark.ink.space, round(mark.size)) for s in job.sheets for mark in s.marks if mark.kind == "image"
        ]


def test_nothing_is_found_wanting(report: Report) -> None:
    assert {finding.code for finding in report.findings} <= {"TWN101"}  # both essays are of one prose


def test_print_has_them_in_black_ink_and_the_screen_in_colour(files: Mapping[str, Path]) -> None:
    printed, shown = images(files["print"]), images(files["screen"])
    assert len(printed) == len(shown) == 7
    assert {space for _, space, _ in printed} == {"DeviceGray"}
    assert {space for _, space, _ in shown} == {"DeviceGray", "DeviceRGB"}
    assert [page for page, *_ in printed] == [page for page, *_ in shown]


def test_no_picture_has_fewer_pixels_than_print_wants_or_more_than_it_shows(files: Mapping[str, Path]) -> None:
    assert all(300 <= ppi <= art.DENSE * art.SLACK for _, _, ppi in images(files["print"]))


@pytest.mark.parametrize("format", ["print", "screen"])
def test_a_picture_that_stands_often_is_in_the_file_once(files: Mapping[str, Path], format: str) -> None:
    with pikepdf.open(files[format]) as pdf:
        found = [each for each in pdf.objects if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image"]
        assert len(found) == 4  # slope, rays, rays at half the width, leaf
        assert not any("/SMask" in each or bool(each.get("/Interpolate", False)) for each in found)


@pytest.mark.parametrize("name", PRINTERS)
def test_every_printer_takes_it(files: Mapping[str, Path], name: str) -> None:
    printer = load_printer(name)
    made = files["print"].read_bytes()
    data = made if name == "offset" else finish(made, printer)
    refused = {finding.code for finding in preflight(data, printer)} - SHORT
    identity = {code for code in refused if code.startswith(("PRE2", "PRE3"))} if name == "offset" else set()
    assert refused - identity == set()


def test_captions_stay_with_their_pictures_and_these_in_the_page(files: Mapping[str, Path]) -> None:
    document = pypdfium2.PdfDocument(files["print"])
    pages = [page for page, *_ in images(files["print"])]
    captioned = [n for n, page in enumerate(document, 1) if "from one place." in page.get_textpage().get_text_range()]
    assert set(captioned) <= set(pages)
    assert len(captioned) == 2
    for page in document:
        for image in page.get_objects([pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
            left, low, right, top = image.get_bounds()
            assert (left, low) > (49, 69)
            assert (right, top) < (page.get_width() - 49, page.get_height() - 65)


def test_the_screen_says_what_they_show(files: Mapping[str, Path]) -> None:
    with pikepdf.open(files["screen"]) as pdf:
        tags = [e for e in pdf.objects if isinstance(e, pikepdf.Dictionary) and e.get("/Type") == "/StructElem"]
        figures = [tag for tag in tags if tag.S == "/Figure"]
        captions = [tag for tag in tags if tag.S == "/Caption"]
        height = float(pdf.pages[0].TrimBox[3])
        assert sorted(str(tag.Alt) for tag in figures) == [
            "A gray slope.", *["Lines that cross in one point."] * 2, *["The same lines, small."] * 2
        ]  # fmt: skip
        assert len(captions) == 3
        for tag in figures:
            left, bottom, right, top = map(float, tag.A.BBox)
            assert 0 < left < right
            assert 40 < bottom < top < height


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_verapdf_finds_nothing(files: Mapping[str, Path], profile: str) -> None:
    need(not vera.missing(), vera.missing())
    assert vera.failures(profile, files["screen"]) == []


def test_the_same_book_gives_the_same_bytes(folder: Path, files: Mapping[str, Path]) -> None:
    proof = check(folder)
    edition = Edition(proof.book, proof.theme, formats=("epub", "print"))
    assert FORMATS["epub"].render(edition).data
    with forgotten():
        again = Edition(replace(proof.book), proof.theme, formats=("epub", "print"))
        assert FORMATS["print"].render(again).data == files["print"].read_bytes()


def test_a_chunk_is_made_anew_when_a_picture_changes_and_only_then(folder: Path) -> None:
    from fleuron.formats.galley import galley
    from fleuron.formats.gather import gather
    from fleuron.formats.house import house
    from fleuron.formats.pages import _key

    def keys(edition: Edition) -> list[str]:
        return [_key(each.html("en", {}), house(edition)) for each in gather(galley(edition))]

    proof = check(folder)
    plain = Edition(proof.book, proof.theme)
    data = (folder / "art/slope.png").read_bytes()
    try:
        (folder / "art/slope.png").write_bytes(data + b"\0")
        proof = check(folder)
        changed = [old != new for old, new in zip(keys(plain), keys(Edition(proof.book, proof.theme)), strict=True)]
    finally:
        (folder / "art/slope.png").write_bytes(data)
    assert sum(changed) == 1


def test_the_epub_holds_each_once_and_names_it(container: Mapping[str, bytes]) -> None:
    names = {name for name in container if "/images/" in name}
    assert names == {f"EPUB/images/{name}" for name in ("cover.jpg", "rays.jpg", "leaf.png", "slope.png")}
    package = etree.fromstring(container["EPUB/content.opf"])
    media = {item.get("href"): item.get("media-type") for item in package.iter("{*}item")}
    assert (media["images/rays.jpg"], media["images/leaf.png"]) == ("image/jpeg", "image/png")
    for name in names:
        image = Image.open(BytesIO(container[name]))
        assert image.mode in ("RGB", "L")
        assert image.width * image.height <= 4_000_000


GOLDEN = (
    '<figure><img src="../images/rays.jpg" alt="Lines that cross in one point."/><figcaption><p class="caption">'
    'Rays, from <em>one</em> place.</p><p class="credit">Drawn by a machine</p></figcaption></figure>',
    '<figure class="share-50"><img src="../images/rays.jpg" alt="The same lines, small."/></figure>',
    '<figure class="share-20"><img src="../images/leaf.png" alt="" role="presentation"/></figure>',
)


def test_the_epub_sets_them_as_figures(container: Mapping[str, bytes]) -> None:
    text = container["EPUB/text/essay-room-0.xhtml"].decode()
    assert tuple(re.findall(r"<figure.*?</figure>", text)) == GOLDEN
    assert ".share-50 img { width: 50%; }" in container["EPUB/css/ebook.css"].decode()


def test_the_epub_says_that_all_are_described_only_where_they_are(folder: Path, container: Mapping[str, bytes]) -> None:
    assert b"alternativeText" in container["EPUB/content.opf"]
    assert b"with pictures; each of them" in container["EPUB/content.opf"]
    proof = check(folder)
    essay = proof.book.essays[0]
    silent = replace(essay, pictures=(replace(essay.pictures[0], alt=""), *essay.pictures[1:]))
    divisions = tuple(replace(d, essay=silent) if d.essay is essay else d for d in proof.book.divisions)
    made = FORMATS["epub"].render(Edition(replace(proof.book, divisions=divisions), proof.theme))
    with zipfile.ZipFile(BytesIO(made.data)) as archive:
        package = archive.read("EPUB/content.opf")
    assert b"alternativeText" not in package
    assert b'property="schema:accessModeSufficient"' not in package
    assert b"not all of them" in package


def test_epubcheck_and_the_stores_find_nothing(files: Mapping[str, Path], checker: epubcheck.EpubCheck) -> None:
    report = checker.check(files["epub"], files["epub"].with_suffix(".json"))
    assert report.clean, report.messages
    for name in ("apple", "kobo", "google"):
        found = judge(files["epub"].read_bytes(), "book.epub", load_store(name))
        assert not [f for f in found if "images/" in f.place], found


@pytest.mark.long
def test_ace_finds_nothing(files: Mapping[str, Path], tmp_path: Path) -> None:
    need(not ace.missing(), ace.missing())
    assert ace.violations(files["epub"], tmp_path) == []


def test_the_site_shows_them_on_the_page_and_in_its_small_epub(files: Mapping[str, Path]) -> None:
    site = files["site"]
    page = (site / "essays/room-0.html").read_text("utf-8")
    assert page.count("<figure") == 3
    for source in re.findall(r'<img src="([^"]+)"', page):
        assert (site / "essays" / source).is_file()
    with zipfile.ZipFile(site / "essays/room-1.epub") as archive:
        assert "EPUB/images/rays.jpg" in archive.namelist()
        assert "EPUB/images/slope.png" not in archive.namelist()


def test_files_for_the_text_name_them_and_their_captions(files: Mapping[str, Path]) -> None:
    markdown, text = files["markdown"].read_text("utf-8"), files["text"].read_text("utf-8")
    assert (
        "![Lines that cross in one point.](art/rays.jpg)\n\nRays, from *one* place.\n\nDrawn by a machine\n" in markdown
    )
    assert "[A gray slope.]\n\nA slope in gray.\n\nFrom the archive\n" in text
    with zipfile.ZipFile(files["docx"]) as archive:
        assert sum(name.startswith("word/media/") for name in archive.namelist()) >= 3


def test_the_manifest_is_of_a_whole_book(files: Mapping[str, Path]) -> None:
    made = json.loads((files["epub"].parent / "manifest.json").read_text("utf-8"))["artifacts"]
    assert not any(artifact.get("draft") for artifact in made)


HARD = """# Room

![Opens the essay.](art/rays.jpg "At the head.")

- one item

  ![In a list.](art/rays.jpg "In a list."){width=60%}

- two items

> Said.
>
> ![In a quotation.](art/rays.jpg){width=50%}

## A heading

![Under a heading.](art/rays.jpg "LONG")

![At the end.](art/rays.jpg "שלום")
"""


def test_pictures_stand_where_it_is_hard_for_them(tmp_path: Path) -> None:
    folder = lay(tmp_path / "book", essays=1)
    (folder / "essays" / "room-0.md").write_text(HARD.replace("LONG", "A long caption is read by nobody at all. " * 30))
    (folder / "essays" / "room-0.toml").unlink()
    report = build(folder, tmp_path / "out", ("screen", "print"))
    made = {artifact.format: artifact.path for artifact in report.artifacts}
    assert len(images(made["print"])) == 6
    with pypdfium2.PdfDocument(made["print"]) as document:
        texts = [page.get_textpage().get_text_range() for page in document]
    opener = next(n for n, text in enumerate(texts) if "❦" in text and "Ida Marlowe" in text)
    assert "At the head." in texts[opener]
    under = next(text for text in texts if "A HEADING" in text.upper() and "long caption" in text)
    assert " ".join(under.split()).count("read by nobody at all.") == 30
    need(not vera.missing(), vera.missing())
    assert vera.failures("ua1", made["screen"]) == []
