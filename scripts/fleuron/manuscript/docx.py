"""bytes of a Word file -> its lines with their hints, through pandoc; or a finding that says why not."""

from __future__ import annotations

import io
import re
import zlib
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import BadZipFile, ZipFile

from fleuron.cache import fingerprint, keep, recall
from fleuron.errors import ToolError
from fleuron.manuscript.bundle import LARGEST, oversized
from fleuron.manuscript.decode import refused
from fleuron.manuscript.web.page import Page, read_sent
from fleuron.model import Finding

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of old Word, and of a Word file with a password
WRITER = "html5"
DEFINED = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.I)


def read_docx(data: bytes, place: str) -> Page | Finding:
    """Read a Word file; raises ToolError where pandoc is not to be had."""
    if data.startswith(OLD):
        sentence = "this file is locked with a password, or was written by old Word"
        return refused(
            "MAN102", place, sentence, "open it in a word processor, and save it as .docx without a password"
        )
    if fault := _fault(data):
        fix = "open it in a word processor, and save it again as .docx"
        return refused("MAN102", place, f"this is no Word file: {fault}", fix)
    html = _html(data)
    if html is None:
        fix = "open it in a word processor, and save it again as .docx"
        return refused("MAN102", place, "this Word file is damaged", fix)
    return read_sent(html, place)


def _fault(data: bytes) -> str:
    """Say why a file is not to be given to pandoc."""
    try:
        with ZipFile(io.BytesIO(data)) as parts:
            if "word/document.xml" not in parts.namelist():
                return "it holds no document"
            if oversized(parts.infolist()):
                return f"its parts would fill more than {LARGEST // 1_000_000} MB"
            texts = [name for name in parts.namelist() if name.endswith((".xml", ".rels"))]
            return (
                "it defines entities of its own"
                if any(DEFINED.search(parts.read(name)[:4096]) for name in texts)
                else ""
            )
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError):
        return "its archive is damaged"


def _html(data: bytes) -> bytes | None:
    """Let pandoc write it as a web page; its pictures are left where they are, and nothing is fetched."""
    import pypandoc

    key = fingerprint("docx", data, pypandoc.get_pandoc_version())
    if (kept := recall(key)) is not None:
        return kept
    with TemporaryDirectory() as folder:
        path = Path(folder) / "page.docx"
        path.write_bytes(data)
        try:
            said: str = pypandoc.convert_file(
                str(path), WRITER, "docx", extra_args=["--sandbox", "--standalone", "--wrap=none"]
            )
        except OSError as error:
            raise ToolError(f"pandoc failed: {error}") from error
        except RuntimeError:
            return None
    keep(key, said.encode())
    return said.encode()
