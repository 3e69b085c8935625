"""The desk as an editor has it: a running server, and headless Chromium before it."""

from __future__ import annotations

import http.client
import signal
import tomllib
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from desk.desks import SIDECAR, manuscript, running
from fleuron.desk.reading import find
from fleuron.desk.review import report
from gates import axe, browser
from gates.browser import Browser
from places import need

IDLE = """new Promise(done => {
  const look = () => document.body.ariaBusy ? requestAnimationFrame(look) : done();
  look();
})"""


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    need(not browser.missing(), browser.missing())
    open_one = Browser(tmp_path_factory.mktemp("profile"))
    yield open_one
    open_one.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return manuscript(tmp_path / "manuscript")


@pytest.fixture
def address(folder: Path) -> Iterator[str]:
    with running("review", str(folder)) as (address, _):
        yield address


def ask(address: str, method: str = "GET", body: str = "", **headers: str) -> int:
    """Send a request as any program may, and return the status of the answer."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection("127.0.0.1", parts.port)
    connection.request(method, parts.path, body or None, {k.replace("_", "-"): v for k, v in headers.items()})
    status = connection.getresponse().status
    connection.close()
    return status


def press(chromium: Browser, key: str) -> None:
    """Press a key, and wait until the page has been told what came of it."""
    code = {"ArrowDown": 40, "ArrowRight": 39, "Enter": 13, "Escape": 27, "Tab": 9}.get(key, ord(key[-1].upper()))
    text = {"text": "\r"} if key == "Enter" else {"text": key} if len(key) == 1 else {}
    for kind in ("keyDown", "keyUp"):
        chromium.ask("Input.dispatchKeyEvent", type=kind, key=key, windowsVirtualKeyCode=code, **text)
    chromium.run(IDLE)


def test_only_this_machine_with_the_token_is_answered(address: str) -> None:
    parts = urlsplit(address)
    assert ask(address) == 200
    assert parts.hostname == "127.0.0.1"
    assert len(parts.path.split("/")[1]) >= 22
    assert ask(address, Host="evil.example") == 403
    assert ask(address, Host=f"evil.example:{parts.port}") == 403
    assert ask(f"http://127.0.0.1:{parts.port}/review/") == 403
    assert ask(f"http://127.0.0.1:{parts.port}/guess{parts.path}") == 403


def test_no_other_page_can_decide(address: str, folder: Path) -> None:
    own = "http://" + urlsplit(address).netloc
    form = {"body": "line=4&role=quote", "Content_Type": "application/x-www-form-urlencoded"}
    lamp = f"{address}lamp"
    assert ask(lamp, "POST", **form) == 403
    assert ask(lamp, "POST", Origin="https://evil.example", **form) == 403
    assert ask(lamp, "POST", Origin="null", **form) == 403
    assert ask(lamp, "POST", Origin=own, Sec_Fetch_Site="cross-site", **form) == 403
    assert ask(lamp, "POST", Origin=own, **form | {"body": "x" * 70_000}) == 403
    assert (folder / "essays" / "lamp.toml").read_text("utf-8") == SIDECAR
    assert ask(lamp, "POST", Origin=own, **form) == 303
    assert (folder / "essays" / "lamp.toml").read_text("utf-8") != SIDECAR


def test_what_cannot_be_understood_is_refused_and_nothing_is_written(address: str, folder: Path) -> None:
    own = "http://" + urlsplit(address).netloc
    for body in ("line=4&role=nonsense", "line=999&role=body", "line=4"):
        assert ask(f"{address}lamp", "POST", body, Origin=own) == 409
    assert ask(f"{address}nobody", "POST", "line=1&role=body", Origin=own) == 404
    assert (folder / "essays" / "lamp.toml").read_text("utf-8") == SIDECAR


def test_an_essay_is_reviewed_from_the_first_doubtful_line_to_the_last_by_keys_alone(
    chromium: Browser, address: str, folder: Path
) -> None:
    chromium.look(1280, 900)
    chromium.open(f"{address}lamp")
    decided = {}
    while doubts := find(folder, "lamp").doubtful:  # one ruling may end the doubt about its neighbours
        assert chromium.run("document.activeElement.value") == str(doubts[0].line.number)
        decided[doubts[0].line.number] = doubts[0].line.text
        press(chromium, "x")
    assert decided
    assert chromium.run("document.querySelectorAll('.line.doubtful').length") == 0
    written = tomllib.loads((folder / "essays" / "lamp.toml").read_text("utf-8"))["rulings"]
    assert [row["line"] for row in written] == [*decided]
    assert all(decided[row["line"]].startswith(row["words"]) for row in written)
    for left, _ in enumerate(decided):
        assert find(folder, "lamp").decided == len(decided) - left
        press(chromium, "z")
    assert (folder / "essays" / "lamp.toml").read_text("utf-8") == SIDECAR
    assert chromium.run("document.querySelectorAll('.line.doubtful').length") == len(find(folder, "lamp").doubtful) > 0


def test_a_click_decides_and_the_page_stays_where_it_is(chromium: Browser, address: str, folder: Path) -> None:
    chromium.look(1280, 900)
    chromium.open(f"{address}lamp")
    chromium.run("document.getElementById('pick-10').click()")
    chromium.run("window.here = 1")
    chromium.run("decide(document.querySelector('[value=\"heading 2\"]'))")
    assert chromium.run("document.querySelector('#line-10 .role').textContent.trim()") == "heading 2"
    doubts = find(folder, "lamp").doubtful  # the desk goes on to what is in doubt
    picked = doubts[0].line.number if doubts else 10
    assert chromium.run("document.querySelector('[name=line]:checked').value") == str(picked)
    assert chromium.run("window.here") == 1
    row = tomllib.loads((folder / "essays" / "lamp.toml").read_text("utf-8"))["rulings"][0]
    assert (row["line"], row["role"], row["level"]) == (10, "heading", 2)


def choose(chromium: Browser, number: int) -> None:
    chromium.run(f"choose(document.getElementById('pick-{number}'))")


def told(folder: Path, slug: str = "lamp") -> dict:
    return tomllib.loads((folder / "essays" / f"{slug}.toml").read_text("utf-8"))


def results(chromium: Browser, number: int) -> list[str]:
    return chromium.run(
        f"[...document.querySelectorAll('#line-{number} .result p:not(.steps)')].map(each => each.textContent)"
    )


def test_a_paragraph_is_joined_and_undone_by_key(chromium: Browser, address: str, folder: Path) -> None:
    chromium.look(1280, 900)
    chromium.open(f"{address}lamp")
    choose(chromium, 12)
    press(chromium, "j")
    assert told(folder)["joins"] == [{"line": 12, "words": "It lit the stairs, the coats"}]
    assert results(chromium, 12) == ["goes on with the line above"]
    assert results(chromium, 10)[0].startswith("Three things it lit It lit the stairs")
    press(chromium, "j")
    assert len(told(folder)["joins"]) == 1
    press(chromium, "z")
    assert (folder / "essays" / "lamp.toml").read_text("utf-8") == SIDECAR


def test_a_paragraph_is_split_at_a_word_by_keys_and_the_same_word_takes_it_back(
    chromium: Browser, address: str, folder: Path
) -> None:
    chromium.look(1280, 900)
    chromium.open(f"{address}lamp")
    for _ in range(2):
        choose(chromium, 12)
        press(chromium, "/")
        assert chromium.run("document.activeElement.textContent") == "lit"  # the line begins a paragraph already
        for _ in range(3):
            press(chromium, "ArrowRight")
        press(chromium, "Enter")
        if "splits" in told(folder):
            [row] = told(folder)["splits"]
            assert (row["line"], row["at"]) == (12, "the coats that hung over the")
            assert results(chromium, 12)[1].startswith("the coats that hung")
            assert chromium.run("document.activeElement.value") == "12"
    assert "splits" not in told(folder)
    assert len(results(chromium, 12)) == 1


def test_a_paragraph_is_split_by_click_and_the_rules_take_it_back(
    chromium: Browser, address: str, folder: Path
) -> None:
    chromium.look(1280, 900)
    chromium.open(f"{address}lamp")
    choose(chromium, 8)
    chromium.run("document.querySelector('[data-split]').click()")
    click(chromium, "[...document.querySelectorAll('.cut-here button')].find(each => each.textContent === 'and')")
    assert len(results(chromium, 8)) == 2
    press(chromium, "r")
    assert "splits" not in told(folder)


def click(chromium: Browser, what: str) -> None:
    """Press a button, and wait until the page has been told what came of it."""
    chromium.run(f"{what}.click()")
    chromium.run(IDLE)


def test_one_change_of_typography_is_refused_and_accepted_again_by_keys(
    chromium: Browser, address: str, folder: Path
) -> None:
    page = folder / "essays" / "lamp.txt"
    page.write_text(
        page.read_text("utf-8").replace("over the banister", "over the 'old' banister in the '90s"), "utf-8"
    )
    chromium.look(1280, 900)
    chromium.open(f"{address}lamp")
    choose(chromium, 12)
    assert "’90s" in results(chromium, 12)[0]
    press(chromium, "a")
    shown = "document.activeElement.textContent.trim()"
    while "’90s" not in chromium.run(shown):
        press(chromium, "Tab")
    assert "apostrophes" in chromium.run(shown)
    press(chromium, "Enter")
    [row] = told(folder)["refusals"]
    assert (row["line"], row["keep"]) == (12, "'90s")
    assert results(chromium, 12)[0].count("'90s") == results(chromium, 12)[0].count("‘old’") == 1
    press(chromium, "z")
    assert "refusals" not in told(folder)
    press(chromium, "a")
    press(chromium, "Enter")
    press(chromium, "a")
    while "accept" not in chromium.run(shown):
        press(chromium, "Tab")
    press(chromium, "Enter")
    assert "refusals" not in told(folder)


def test_a_headings_level_and_the_title_are_set_by_keys(chromium: Browser, address: str, folder: Path) -> None:
    chromium.look(1280, 900)
    chromium.open(f"{address}lamp")
    choose(chromium, 10)
    press(chromium, "2")
    assert (told(folder)["rulings"][0]["role"], told(folder)["rulings"][0]["level"]) == ("heading", 2)
    choose(chromium, 10)
    press(chromium, "e")
    assert chromium.run("document.activeElement.name") == "title"
    press(chromium, "q")
    press(chromium, "Enter")
    assert told(folder)["title"] == "q"
    assert chromium.run("document.querySelector('h1').textContent") == "q"


def test_title_and_authors_are_written(chromium: Browser, address: str, folder: Path) -> None:
    chromium.open(f"{address}coat")
    chromium.run("""(async () => {
      document.querySelector("[name=title]").value = "The Coat";
      document.querySelector("[name=authors]").value = "Ada Wren\\nInes Fenn\\n";
      await decide(document.querySelector(".names button"));
    })()""")
    told = tomllib.loads((folder / "essays" / "coat.toml").read_text("utf-8"))
    assert (told["title"], told["authors"]) == ("The Coat", ["Ada Wren", "Ines Fenn"])
    assert chromium.run("document.querySelector('h1').textContent") == "The Coat"


def test_a_sidecar_that_another_hand_has_changed_is_not_undone(chromium: Browser, address: str, folder: Path) -> None:
    path = folder / "essays" / "lamp.toml"
    chromium.open(f"{address}lamp")
    press(chromium, "k")
    path.write_text(path.read_text("utf-8") + "# mine\n", "utf-8")
    press(chromium, "z")
    assert path.read_text("utf-8").endswith("# mine\n")
    assert "by another hand" in chromium.run("document.querySelector('[role=alert]').textContent")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_at_the_desk(chromium: Browser, address: str, dark: bool) -> None:
    need(not axe.missing(), axe.missing())
    for page in ("", "lamp", "nobody"):
        for width in (360, 1280):
            chromium.look(width, 800, dark)
            chromium.open(address + page)
            assert axe.violations(chromium) == []
            assert chromium.run("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_in_the_report(chromium: Browser, folder: Path, tmp_path: Path, dark: bool) -> None:
    need(not axe.missing(), axe.missing())
    (tmp_path / "report.html").write_text(report(folder), "utf-8")
    for width in (360, 1280):
        chromium.look(width, 800, dark)
        chromium.open((tmp_path / "report.html").as_uri())
        assert axe.violations(chromium) == []
        assert chromium.run("document.documentElement.scrollWidth") <= width


DEADLY = """
import os, signal
os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)
from fleuron.cli import main
main()
"""


def test_a_desk_that_is_killed_in_the_middle_of_a_write_leaves_the_sidecar_whole(folder: Path) -> None:
    with running("review", str(folder), program=("-c", DEADLY)) as (address, process):
        own = "http://" + urlsplit(address).netloc
        with pytest.raises((ConnectionError, http.client.HTTPException)):
            ask(f"{address}lamp", "POST", "line=4&role=quote", Origin=own)
        assert process.wait() == -signal.SIGKILL
    assert (folder / "essays" / "lamp.toml").read_text("utf-8") == SIDECAR
    with running("review", str(folder)) as (address, _):
        assert ask(f"{address}lamp", "POST", "line=4&role=quote", Origin="http://" + urlsplit(address).netloc) == 303
    assert told(folder)["rulings"][0]["role"] == "quote"


def test_ctrl_c_ends_the_desk_and_leaves_nothing(folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with running("review", str(folder)) as (address, process):
        assert ask(address) == 200
        process.send_signal(signal.SIGINT)
        assert process.wait() == 0
    with pytest.raises(ConnectionRefusedError):
        ask(address)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


class Seen(HTMLParser):
    """Collect what a page would fetch or run."""

    def __init__(self) -> None:
        super().__init__()
        self.asks: list[str] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.asks += [tag] if tag in ("script", "form", "input", "link", "img") else []

    def handle_data(self, data: str) -> None:
        self.words += data


def test_the_report_is_one_file_that_holds_every_line(folder: Path) -> None:
    seen = Seen()
    seen.feed(report(folder))
    assert seen.asks == []
    lamp = find(folder, "lamp")
    assert all(verdict.line.text in seen.words for verdict in lamp.essay.verdicts)
    assert "doubtful" in seen.words
