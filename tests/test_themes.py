"""styles/ -> Theme."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from fleuron.errors import ThemeError
from fleuron.themes import find_styles, load_theme, theme_names

SHIPPED = find_styles()
FAULTS = tomllib.loads((Path(__file__).parent / "cases" / "theme-faults.toml").read_text("utf-8"))["fault"]


def theme(tmp_path: Path, toml: str) -> Path:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "theme.toml").write_text(toml, "utf-8")
    (folder / "print.css").write_text("p { margin: 0 }", "utf-8")
    return tmp_path


@pytest.mark.parametrize("name", theme_names(SHIPPED))
def test_every_shipped_theme_is_whole(name: str) -> None:
    found = load_theme(SHIPPED, name)
    assert found.name == name
    assert "print" in found.css
    assert found.words["ornament"]
    cuts = {(face.weight, face.italic) for face in found.faces}
    assert {(400, False), (400, True), (700, False), (700, True)} <= cuts


def test_a_theme_may_be_css_alone(tmp_path: Path) -> None:
    found = load_theme(theme(tmp_path, '[words]\nornament = "*"\n'), "mine")
    assert (dict(found.words), found.faces) == ({"ornament": "*"}, ())


def test_the_sheets_of_a_theme_lie_over_those_that_all_have(tmp_path: Path) -> None:
    found = load_theme(theme(tmp_path, ""), "mine")
    base = {sheet.stem: sheet.read_text("utf-8") for sheet in (SHIPPED / "base").glob("*.css")}
    assert dict(found.css) == base | {"print": base["print"] + "p { margin: 0 }"}


def test_an_unknown_theme_is_answered_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(ThemeError, match=r'no theme "mien" \(did you mean "mine"\?\).*: mine\.'):
        load_theme(theme(tmp_path, ""), "mien")


def test_a_name_is_no_path() -> None:
    with pytest.raises(ThemeError, match="no theme"):
        load_theme(SHIPPED / "classic", "../classic")


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: str(fault["says"]))
def test_a_broken_theme_is_named(tmp_path: Path, fault: dict[str, str]) -> None:
    with pytest.raises(ThemeError, match=re.escape(fault["says"])):
        load_theme(theme(tmp_path, fault["toml"]), "mine")
