"""The preview as an editor has it: it follows what is saved, keeps the place, and leaves nothing behind."""

from __future__ import annotations

import re
import signal
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from desk.desks import manuscript, running
from fleuron.desk.galleys import pull, text_blocks
from fleuron.desk.pins import pins
from fleuron.desk.plates import letters, picture, plates, seek
from gates import axe, browser
from gates.browser import Browser
from places import need

READY = "The book is made."


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    need(not browser.missing(), browser.missing())
    open_one = Browser(tmp_path_factory.mktemp("profile"))
    yield open_one
    open_one.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = manuscript(tmp_path_factory.mktemp("preview") / "manuscript")
    with (made / "essays" / "coat.txt").open("a", encoding="utf-8") as page:
        for number in range(60):
            page.write(
                f"\nEnding {number} is a paragraph which ends as these things do, with somebody on the stairs.\n"
            )
    return made


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with running("preview", str(folder)) as (address, _):
        wait(address, lambda page: READY in page)
        yield address


def fetch(address: str) -> str:
    with urlopen(address) as answer:
        return answer.read().decode()


def wait(address: str, wanted) -> str:
    """Follow the news of a preview until its page is as wanted."""
    with urlopen(f"{address}events") as events:
        for line in events:
            if line.startswith(b"data:") and wanted(page := fetch(address)):
                return page
    raise AssertionError("the preview ended")


def names(page: str) -> list[str]:
    return re.findall(r'<figure[^>]* data-plate="(\w+)"', page)


def save(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


def test_an_essay_that_is_saved_shows_its_new_page_and_no_other(address: str, folder: Path) -> None:
    before = names(fetch(address))
    save(folder / "essays" / "lamp.txt", "whoever came home first", "the one who came home first")
    page = wait(address, lambda page: names(page) != before)
    assert len(set(names(page)) - set(before)) == 1
    assert len(names(page)) == len(before)
    after = wait(address, lambda page: READY in page)
    assert names(after) == names(page)


def test_a_page_set_alone_is_the_page_of_the_book(address: str, folder: Path) -> None:
    page = wait(address, lambda page: READY in page)
    folio = re.search(r'data-folio="(\d+)"', page)
    assert folio
    alone = plates(pull(folder, "coat", {"essay-coat": folio[1]}))
    assert {plate.name for plate in alone} <= {*names(page)}
    assert pull(folder, "nobody", {}) is None


def test_a_book_that_cannot_be_made_says_why_and_shows_the_one_before(address: str, folder: Path) -> None:
    before = names(fetch(address))
    save(folder / "book.toml", "title", "titel")
    page = wait(address, lambda page: 'role="alert"' in page)
    assert "did you mean" in page
    assert names(page) == before
    save(folder / "book.toml", "titel", "title")
    wait(address, lambda page: READY in page and 'role="alert"' not in page)


def test_the_site_and_the_epub_are_shown_and_nothing_else(address: str) -> None:
    assert "<h1" in fetch(f"{address}files/site/index.html")
    chosen = re.search(r'<option value="(files/epub/[^"]+)"', fetch(f"{address}epub"))
    assert chosen
    assert "<html" in fetch(address + chosen[1])
    for path in (
        "files/site/../manifest.json",
        "files/site/%2e%2e/manifest.json",
        "files/epub/nothing",
        "plate/page/x.png",
    ):
        with pytest.raises(HTTPError, match="404"):
            fetch(address + path)


def test_the_place_is_kept_when_a_page_changes(chromium: Browser, address: str, folder: Path) -> None:
    chromium.look(1280, 700)
    chromium.open(address)
    spreads = "document.querySelector('.spreads')"
    chromium.run(f"{spreads}.scrollTop = 900")
    before = chromium.run("[...document.querySelectorAll('figure')].map(each => each.dataset.plate).join()")
    save(folder / "essays" / "lamp.txt", "It lit the stairs", "It lit the long stairs")
    chromium.run(
        "new Promise(done => new MutationObserver(() => [...document.querySelectorAll('figure')]"
        f".map(each => each.dataset.plate).join() !== '{before}' && done())"
        ".observe(document, {childList: true, subtree: true}))"
    )
    assert chromium.run(f"{spreads}.scrollTop") == 900
    assert chromium.run("document.querySelectorAll('.fresh').length") == 1
    wait(address, lambda page: READY in page)


def test_pages_are_turned_by_key_and_found_by_folio(chromium: Browser, address: str) -> None:
    chromium.look(1280, 700)
    chromium.open(address)
    top = "document.querySelector('.spreads').scrollTop"
    for kind in ("rawKeyDown", "keyUp"):
        chromium.ask("Input.dispatchKeyEvent", type=kind, key="ArrowRight", windowsVirtualKeyCode=39)
    turned = chromium.run(top)
    assert turned > 0
    chromium.run(
        "(() => { const go = document.querySelector('#go'); go.value = '3'; "
        "go.dispatchEvent(new Event('change', {bubbles: true})) })()"
    )
    assert chromium.run(top) > turned


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_in_the_preview(chromium: Browser, address: str, dark: bool) -> None:
    need(not axe.missing(), axe.missing())
    for view in ("", "site", "epub", "findings"):
        for width in (360, 1280):
            chromium.look(width, 800, dark)
            chromium.open(address + view)
            assert axe.violations(chromium) == []


def test_the_margins_are_the_themes(folder: Path) -> None:
    recto, verso = text_blocks(folder)
    points = [round(share * length, 1) for share, length in zip(recto, (396, 612, 396, 612), strict=True)]
    assert points == [58, 66, 50, 70]
    assert verso == pytest.approx((recto[2], recto[1], recto[0], recto[3]))


def test_a_finding_is_pinned_to_the_page_where_its_line_stands(folder: Path) -> None:
    leaves = plates(pull(folder, "coat", {}))
    spans = {"essay-coat": (0, len(leaves))}
    last = len((folder / "essays" / "coat.txt").read_text("utf-8").splitlines())
    places = [*(f"essays/coat.txt:{line}" for line in (12, 21, last)), "essays/coat.txt", "book.toml:3", "print"]
    found = [{"place": place, "sentence": "Look at it."} for place in places]
    pinned = {pin.line: (page, pin.top) for page, all_ in pins(folder, found, leaves, spans).items() for pin in all_}
    assert pinned[12][0] == 0 < pinned[12][1] < 1
    ends = [page for page, leaf in enumerate(leaves) if seek(leaf, letters("on the stairs")) is not None]
    assert pinned[last][0] == ends[-1] > 0
    assert pinned[21] == pinned[12] or pinned[21][1] > pinned[12][1]
    assert pinned[0] == (0, 0)
    assert len(pinned) == 4
    told = {"place": "essays/coat.txt", "sentence": f"Printed in doubt: line 12, {last}."}
    assert [pin.line for all_ in pins(folder, [told], leaves, spans).values() for pin in all_] == [12, last]


def test_the_guides_stand_where_the_text_block_is(chromium: Browser, address: str) -> None:
    chromium.look(1280, 900)
    chromium.open(address)
    chromium.run("document.querySelector('#guides').click()")
    width, left, right = chromium.run("""(() => {
      const page = document.querySelector(".recto").getBoundingClientRect();
      const block = document.querySelector(".recto .block").getBoundingClientRect();
      return [page.width, block.left - page.left, page.right - block.right];
    })()""")
    assert (round(left / width * 396), round(right / width * 396)) == (58, 50)


def test_the_place_is_kept_when_the_pages_grow(chromium: Browser, address: str) -> None:
    chromium.look(1280, 700)
    chromium.open(address)
    chromium.run("turn(1)")
    here = "spreadAt(0).querySelector('figure').id"
    before, width = chromium.run(here), chromium.run("spreadAt(0).offsetWidth")
    for kind in ("keyDown", "keyUp"):
        chromium.ask("Input.dispatchKeyEvent", type=kind, key="+", text="+" if kind == "keyDown" else "")
    assert chromium.run("spreadAt(0).offsetWidth") > width
    assert chromium.run(here) == before


def test_a_page_is_drawn_in_the_size_that_is_asked_for(folder: Path) -> None:
    plate = plates(pull(folder, "coat", {}))[0]
    assert picture(plate, "page").startswith(b"\x89PNG")
    assert len(picture(plate, "thumb")) < len(picture(plate, "page"))
    assert plate.trim == (0, 0, 0, 0)  # this print edition has no bleed


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_ends_the_preview_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: signal.Signals
) -> None:
    folder, temporary = manuscript(tmp_path / "manuscript"), tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with running("preview", str(folder)) as (address, process), urlopen(f"{address}events") as events:
        assert events.readline().startswith(b"data:")
        process.send_signal(how)
        assert process.wait() == 0
        assert "Traceback" not in process.stdout.read()
    assert [path.name for path in temporary.iterdir() if path.name.startswith("fleuron")] == []
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
