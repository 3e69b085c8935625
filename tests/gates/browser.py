"""XHTML files -> what headless Chromium makes of them; it is spoken to through a pipe, so that it needs no helper."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from base64 import b64decode
from itertools import count
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome")
OPTIONS = (
    "--headless=new --no-sandbox --disable-gpu --hide-scrollbars --disable-dev-shm-usage --no-first-run "
    "--disable-background-networking --allow-file-access-from-files --remote-debugging-pipe"
)


def missing() -> str:
    """Name what is missing on this machine; nothing when Chromium can run."""
    return "" if path() else "Chromium"


def path() -> str:
    """Return where Chromium is; nothing when it is not there."""
    return next(filter(None, map(shutil.which, NAMES)), "")


class Browser:
    """A running Chromium with one page; close it when done."""

    def __init__(self, profile: Path) -> None:
        hears, self._say = os.pipe()
        self._hear, says = os.pipe()
        command = f'exec {path()} {OPTIONS} --user-data-dir="{profile}" 3<&{hears} 4>&{says}'
        self._process = subprocess.Popen(["bash", "-c", command], pass_fds=(hears, says), stderr=subprocess.DEVNULL)
        os.close(hears)
        os.close(says)
        self._numbers, self._rest, self._session = count(1), b"", {}
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self._session = {"sessionId": session}
        self.ask("Page.enable")

    def ask(self, method: str, **params: Any) -> dict[str, Any]:
        """Give one command of the DevTools protocol; raise AssertionError where Chromium refuses it."""
        number = next(self._numbers)
        message = {"id": number, "method": method, "params": params} | self._session
        os.write(self._say, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == number:
                assert "error" not in answer, f"{method}: {answer['error']}"
                return answer["result"]

    def open(self, address: str) -> None:
        """Go to an address, and wait until it is shown."""
        self.ask("Page.navigate", url=address)
        while self._next().get("method") != "Page.loadEventFired":
            pass

    def run(self, script: str) -> Any:
        """Return what a script comes to."""
        told = self.ask("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in told, told["exceptionDetails"]
        return told["result"].get("value")

    def look(self, width: int, height: int, dark: bool = False) -> None:
        """Set the size of the window, in px, and whether the reader asks for dark pages."""
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=2, mobile=True)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.ask("Emulation.setEmulatedMedia", features=[scheme])

    def picture(self, path: Path) -> None:
        """Keep what is shown as a PNG."""
        path.write_bytes(b64decode(self.ask("Page.captureScreenshot")["data"]))

    def close(self) -> None:
        os.close(self._say)
        os.close(self._hear)
        self._process.terminate()
        self._process.wait()

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            more = os.read(self._hear, 1 << 16)
            assert more, "Chromium stopped"
            self._rest += more
        message, _, self._rest = self._rest.partition(b"\0")
        found: dict[str, Any] = json.loads(message)
        return found
