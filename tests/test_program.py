"""Nothing -> which program this is: narrow enough that pages are not made anew for nothing, and never too narrow."""

from __future__ import annotations

import sys
from importlib.metadata import version as asked
from pathlib import Path
from types import FrameType

import pytest

from fleuron import program
from fleuron.formats.engine import load
from fleuron.formats.galley import galley
from fleuron.formats.gather import gather
from fleuron.formats.house import house
from fleuron.formats.tools import DRAWING, PACKAGES
from fleuron.program import HOME, code, installed, modules, version
from samples import edition

FILES = {
    "one.py": "from fleuron.two import (\n    a,\n    b,\n)\n\ndef late():\n    from fleuron.inner import three\n",
    "two.py": "",
    "aside.py": "",
    "inner/__init__.py": "",
    "inner/three.py": "",
    "inner/words.toml": "a = 1",
    "inner/lists/more/names.txt": "Una",
    "other/__init__.py": "",
    "other/data.txt": "other",
}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "fleuron"
    for name, text in FILES.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(text, "utf-8")
    monkeypatch.setattr(program, "HOME", home)
    return home


def test_all_that_runs_while_pages_are_drawn_is_in_their_key() -> None:
    book, ran = edition(), set()

    def note(frame: FrameType, event: str, _: object) -> None:
        ran.add(frame.f_code.co_filename)

    press, style = load(), house(book)
    htmls = [gathering.html(style.language, {}) for gathering in gather(galley(book))[:6]]
    sys.setprofile(note)
    try:
        for html in htmls:
            press.press(style, html)
    finally:
        sys.setprofile(None)
    drawing = {path for path in map(Path, ran) if path.is_relative_to(HOME)}
    assert HOME / "formats" / "sheets.py" in drawing
    assert drawing <= modules(*DRAWING)


@pytest.mark.parametrize("name", ["link/book.py", "formats/epub/nav.py", "formats/site/opds.py", "build.py"])
def test_what_draws_no_page_is_not(name: str) -> None:
    assert (HOME / name).is_file()
    assert HOME / name not in modules(*DRAWING)


@pytest.mark.parametrize("name", [name for name in FILES if name != "aside.py" and not name.startswith("other")])
def test_a_change_to_what_a_module_needs_makes_it_another(home: Path, name: str) -> None:
    before = code.__wrapped__("fleuron.one")
    (home / name).write_text(f"{FILES[name]}\n# changed\n", "utf-8")
    forget()
    assert code.__wrapped__("fleuron.one") != before


@pytest.mark.parametrize("name", ["aside.py", "other/__init__.py", "other/data.txt"])
def test_a_change_elsewhere_does_not(home: Path, name: str) -> None:
    before = code.__wrapped__("fleuron.one")
    (home / name).write_text("changed", "utf-8")
    forget()
    assert code.__wrapped__("fleuron.one") == before


@pytest.mark.parametrize("package", [*PACKAGES, "pypandoc_binary", "fontpkg-eb-garamond"])
def test_versions_are_those_of_what_is_installed(package: str) -> None:
    assert version(package) == asked(package)


def test_another_version_of_what_is_installed_is_another_sum(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    sums = [installed()]
    for name in ("one-1.0.dist-info", "one-1.1.dist-info"):
        (tmp_path / name).mkdir()
        forget()
        sums.append(installed())
        (tmp_path / name).rmdir()
    forget()
    assert len(set(sums)) == 3
    assert installed() == sums[0]


@pytest.fixture(autouse=True)
def anew() -> None:
    forget()


def forget() -> None:
    """Forget what was read of another program, and of what is installed beside it."""
    for kept in (modules, program._imports, program._file, program._own, installed, program._installed):
        kept.cache_clear()
