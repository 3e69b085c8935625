"""The EPUB as headless Chromium shows it, with the colours, the size and the window that a reader chooses."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from fleuron.formats.epub import render
from formats.editions import hostile, titled
from gates import browser
from gates.browser import Browser
from places import need
from samples import edition

CONTRAST = (Path(browser.__file__).parent / "contrast.js").read_text("utf-8").strip().rstrip(";")
READERS = {
    "day": ("#fff", "#000", "#0000ee"),
    "sepia": ("#f4ecd8", "#3a2f20", "#5b3a00"),
    "dark": ("#121212", "#ddd", "#8ab4f8"),
}
LEAST = 4.5  # WCAG 2.2, 1.4.3
NARROW = 320  # px; WCAG 2.2, 1.4.10


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    need(not browser.missing(), browser.missing())
    running = Browser(tmp_path_factory.mktemp("profile"))
    yield running
    running.close()


@pytest.fixture(scope="module", params=["sample", "hostile", "endless"])
def unpacked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    asked = {"sample": edition, "hostile": hostile, "endless": lambda: titled("Endlessness" * 20)}[request.param]
    folder = tmp_path_factory.mktemp("unpacked")
    with ZipFile(BytesIO(render(asked()).data)) as book:
        book.extractall(folder)
    return folder / "EPUB" / "text"


@pytest.mark.parametrize("reader", READERS)
def test_every_page_can_be_read_in_the_readers_colours_large_and_narrow(
    chromium: Browser, unpacked: Path, reader: str
) -> None:
    chromium.look(NARROW, 640, dark=reader == "dark")
    colours = ", ".join(f'"{colour}"' for colour in READERS[reader])
    faults = []
    for page in sorted(unpacked.glob("*.xhtml")):
        chromium.open(page.as_uri())
        found = chromium.run(f"({CONTRAST})({colours})")
        if found["contrast"] < LEAST or found["over"] > 0:
            faults.append((page.name, found))
    assert not faults
