"""Two hundred hostile pages, made from a list of bad lines, through the whole build: words in, words out."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree

from fleuron.build import build

LINES = json.loads((Path(__file__).parent / "cases" / "hostile.json").read_text("utf-8"))
PROSE = (Path(__file__).parent / "cases" / "prose.txt").read_text("utf-8").splitlines()
PAGES = 200
FETCHED = ("src", "srcset", "data", "poster", "background", "action", "formaction", "style")
PICTURE = re.compile(r"\.\./images/[a-z0-9-]+\.(?:jpg|png)")
SAFE = re.compile(r"https?://|mailto:|[\w-]+\.xhtml(#|$)|#")


def _page(dice: random.Random) -> str:
    """Write a page of prose with bad lines in it, some alone, some inside a sentence, some in the title."""
    bad = [dice.choice(LINES) for _ in range(dice.randint(1, 8))]
    blocks = dice.sample(PROSE, 3) + bad + [f"{dice.choice(PROSE)[:60]} {line} and so on." for line in bad[:3]]
    dice.shuffle(blocks)
    title = dice.choice([dice.choice(LINES), f"A Title {dice.choice(LINES)}", "A Plain Title", "Endless " * 60])
    return "\n\n".join([title, "By " + dice.choice(["Ida Marlowe", dice.choice(LINES)[:40]]), *blocks])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    dice = random.Random(7)
    for number in range(PAGES):
        data = _page(dice).encode("utf-8", "surrogatepass")
        (folder / f"{number:03d}.txt").write_bytes(data)
    (folder / "a name & <b>'quotes'.txt").write_text(_page(dice), "utf-8")
    report = build(folder, tmp_path_factory.mktemp("made"), ("epub",))
    return next(artifact.path for artifact in report.artifacts)


def test_epubcheck_finds_nothing(made, checker, tmp_path) -> None:
    report = checker.check(made, tmp_path / "report.json")
    assert report.clean, "\n".join(report.messages[:20])


def test_nothing_in_the_book_acts_or_fetches(made: Path) -> None:
    with ZipFile(made) as book:
        pages = {name: book.read(name) for name in book.namelist() if name.endswith(".xhtml")}
        assert not [name for name in book.namelist() if name.startswith(("/", "..")) or "/../" in name]
    assert len(pages) > PAGES // 2
    for name, data in pages.items():
        for element in etree.fromstring(data).iter("{*}*"):
            tag = etree.QName(element).localname
            assert tag not in ("script", "iframe", "object", "embed", "form", "svg", "style", "base"), name
            for attribute, value in element.attrib.items():
                assert not str(attribute).lower().startswith("on"), name
                assert attribute not in FETCHED or PICTURE.fullmatch(str(value)), f"{name}: {attribute}={value}"
                assert attribute != "href" or tag == "link" or SAFE.match(str(value)), f"{name}: {value}"


def test_the_words_of_a_bad_line_are_printed_as_they_are(made: Path) -> None:
    with ZipFile(made) as book:
        text = " ".join(
            "".join(etree.fromstring(book.read(name)).itertext()) for name in book.namelist() if name.endswith(".xhtml")
        )
    assert "<script>alert(1)</script>" in text
    assert "[press](javascript:alert(1))" in text
