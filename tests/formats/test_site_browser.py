"""The site as headless Chromium shows it, served by a plain host on this machine."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial
from hashlib import sha256
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.request import urlopen

import pytest

from formats.sites import FILES, printed, spoilt
from gates import axe, browser, scripts
from gates.browser import Browser
from places import need

KINDS = {"first": "index.html", "essay": "essays/kettle.html", "matter": "matter/foreword.html"}
MAKERS = {"sample": printed, "hostile": spoilt}
NARROW = 320  # px; WCAG 2.2, 1.4.10


class Host(SimpleHTTPRequestHandler):
    """Serve a folder, and say nothing."""

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    need(not browser.missing(), browser.missing())
    running = Browser(tmp_path_factory.mktemp("profile"))
    yield running
    running.close()


@pytest.fixture(scope="module", params=MAKERS)
def host(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("site")
    for path, data in MAKERS[request.param]().items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_bytes(data)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Host, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_on_any_kind_of_page(chromium: Browser, host: str, kind: str, dark: bool) -> None:
    need(not axe.missing(), axe.missing())
    for width in (NARROW, 1280):
        chromium.look(width, 800, dark)
        chromium.open(host + KINDS[kind])
        assert axe.violations(chromium) == []


def test_axe_can_find_something(chromium: Browser, host: str) -> None:
    need(not axe.missing(), axe.missing())
    chromium.open(host)
    chromium.run("document.querySelector('img').removeAttribute('alt')")
    assert "image-alt" in " ".join(axe.violations(chromium))


@pytest.mark.parametrize("kind", KINDS)
def test_no_page_is_wider_than_the_narrowest_window(chromium: Browser, host: str, kind: str) -> None:
    chromium.look(NARROW, 640)
    chromium.open(host + KINDS[kind])
    assert chromium.run("document.documentElement.scrollWidth") <= NARROW


def test_both_files_come_down_as_they_were_made(chromium: Browser, host: str, tmp_path: Path) -> None:
    chromium.look(1280, 800)
    chromium.open(host)
    chromium.ask("Page.setDownloadBehavior", behavior="allow", downloadPath=str(tmp_path))
    for number, format in enumerate(("epub", "screen")):
        chromium.run(f"document.querySelectorAll('.button')[{number}].click()")
        while (event := chromium._next()).get("params", {}).get("state") != "completed":
            assert event.get("params", {}).get("state") != "canceled"
        file = max(tmp_path.iterdir(), key=os.path.getmtime)
        told = chromium.run(f"document.querySelectorAll('.sum code')[{number}].textContent")
        assert sha256(file.read_bytes()).hexdigest() == told == sha256(FILES[format].data).hexdigest()
        file.unlink()


def test_a_reading_app_subscribes_to_either_feed_and_fetches_the_book(host: str) -> None:
    lacking = scripts.missing("r2-opds-js")
    need(not lacking, lacking)
    for feed in scripts.run("subscribe.js", f"{host}opds.xml", f"{host}opds.json"):
        [book] = feed["books"]
        assert book["title"].startswith(feed["title"])
        assert book["languages"] == ["en-GB"]
        assert book["authors"]
        for link, data in zip(book["files"], (FILES["epub"].data, FILES["screen"].data), strict=True):
            assert fetch(link["address"]) == data
        assert [link["type"] for link in book["pictures"]] == ["image/jpeg", "image/jpeg"]
        assert all(fetch(link["address"]) for link in book["pictures"])


def fetch(address: str) -> bytes:
    with urlopen(address) as answer:
        return answer.read()


def test_a_reader_with_a_keyboard_reaches_every_link_and_sees_where_it_is(chromium: Browser, host: str) -> None:
    chromium.look(1280, 800)
    chromium.open(host)
    links = chromium.run("document.querySelectorAll('a[href]').length")
    reached = []
    for _ in range(links):
        press(chromium, "Tab", 9)
        reached.append(chromium.run(HERE))
    assert reached[0]["text"] == "Skip to the text"
    assert len({each["href"] + each["text"] for each in reached}) == links
    assert all(each["outline"] != "none" and each["seen"] for each in reached)


def test_a_reader_with_a_keyboard_skips_to_the_text_and_turns_to_the_next_essay(chromium: Browser, host: str) -> None:
    chromium.look(1280, 800)
    chromium.open(f"{host}essays/kettle.html")
    press(chromium, "Tab", 9)
    press(chromium, "Enter", 13)
    assert chromium.run("document.activeElement.id") == "main"
    chromium.run("document.querySelector('.next').focus()")
    press(chromium, "Enter", 13)
    while chromium._next().get("method") != "Page.loadEventFired":
        pass
    assert chromium.run("location.pathname") == "/essays/boots.html"


HERE = """(() => {
  const link = document.activeElement, box = link.getBoundingClientRect();
  return { text: link.textContent.trim(), href: link.getAttribute("href"),
           outline: getComputedStyle(link).outlineStyle, seen: box.width > 0 && box.top >= 0 && box.top < innerHeight };
})()"""


def press(chromium: Browser, key: str, code: int) -> None:
    for kind in ("rawKeyDown", "keyUp"):
        text = {"text": "\r"} if key == "Enter" and kind == "rawKeyDown" else {}
        kind = "keyDown" if text else kind
        chromium.ask("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code, **text)
