"""EPUB file -> the book as a reading system has it: foliate-js in headless Chromium, served from this machine alone."""

from __future__ import annotations

import json
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from gates import browser
from gates.browser import Browser

HERE = Path(__file__).parent
MODULES = Path(__file__).parents[2] / "node_modules"


def missing() -> str:
    """Name what is missing on this machine; nothing when the reading system can run."""
    return browser.missing() if (MODULES / "foliate-js").is_dir() else "the npm package foliate-js"


class _Desk(SimpleHTTPRequestHandler):
    """Serve the page, the reading system and one book."""

    def __init__(self, book: Path, *asked: Any) -> None:
        self.book = book
        super().__init__(*asked)

    def translate_path(self, path: str) -> str:
        if path.startswith("/foliate-js/"):
            return str(MODULES / path.lstrip("/").partition("?")[0])
        return str(self.book if path == "/book.epub" else HERE / "reader.html")

    def log_message(self, *_: Any) -> None:
        pass


class Reader:
    """One open book; close it when done."""

    def __init__(self, book: Path, profile: Path, width: int = 390, height: int = 844) -> None:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Desk, book))
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self._browser = Browser(profile)
        self._browser.look(width, height)
        self._browser.open(f"http://127.0.0.1:{self._server.server_port}/")
        self.ask("open", "/book.epub")

    def ask(self, what: str, *words: str) -> Any:
        """Call a function of reader.html."""
        return self._browser.run(f"reader.{what}({', '.join(map(json.dumps, words))})")

    def look(self, width: int, height: int, dark: bool = False) -> None:
        self._browser.look(width, height, dark)

    def picture(self, path: Path) -> None:
        """Keep what is shown as a PNG."""
        self._browser.picture(path)

    def close(self) -> None:
        self._browser.close()
        self._server.shutdown()
        self._server.server_close()
