"""styles/NAME -> Theme: a folder of CSS, a few words, and the static faces it asks for; no theme is a program.

Its sheets lie over those of BASE, which every theme has.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import Any

from fleuron import fonts
from fleuron.errors import ThemeError
from fleuron.model import Face, RunningHead, Theme

BASE = "base"  # no theme, but the sheets that all have in common
TOP = {"words": dict, "fonts": list, "head": dict}
HEAD = {"family": str, "size": int, "room": int, "recto": str, "verso": str}
CUTS = ("roman", "italic", "small-caps")
WORDS = {"ornament": str, "colophon": str}
FONT = {"family": str, "package": str, "file": str, "italic": bool, "weights": list, "size": int}


def find_styles() -> Path:
    """Return the folder of the themes that come with fleuron."""
    here = Path(__file__).parent
    installed = here / "styles"
    return installed if installed.is_dir() else here.parents[1] / "styles"


def theme_names(styles: Path) -> tuple[str, ...]:
    """Return the names of the themes in a folder, in order."""
    return tuple(sorted(found.parent.name for found in styles.glob("*/theme.toml")))


def load_theme(styles: Path, name: str) -> Theme:
    """Return the theme of this name; raise ThemeError where it is missing, misspelt or incomplete."""
    names = theme_names(styles)
    if name not in names:
        raise ThemeError(f'There is no theme "{name}"{_meant(name, names)}. Themes in {styles}: {_listed(names)}.')
    folder = styles / name
    asked = _read(folder / "theme.toml")
    faces = tuple(face for font in asked.get("fonts", ()) for face in _faces(folder, font))
    base, own = _sheets(find_styles() / BASE), _sheets(folder)
    css = {sheet: base.get(sheet, "") + own.get(sheet, "") for sheet in sorted({*base, *own})}
    return Theme(
        name,
        MappingProxyType(css),
        MappingProxyType(asked.get("words", {})),
        faces,
        RunningHead(**asked.get("head", {})),
    )


def _sheets(folder: Path) -> Mapping[str, str]:
    return {sheet.stem: sheet.read_text("utf-8") for sheet in folder.glob("*.css")}


def _read(path: Path) -> dict[str, Any]:
    """Return theme.toml, every key of it known and of the right kind."""
    try:
        asked = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ThemeError(f"{path}: this is not TOML: {error}.") from error
    _check(asked, TOP, path)
    _check(asked.get("words", {}), WORDS, path)
    _check_head(asked.get("head", {}), path)
    for font in asked.get("fonts", ()):
        _check(font, FONT, path)
        _check_font(font, path)
    return asked


def _check(table: Mapping[str, Any], known: Mapping[str, type], path: Path) -> None:
    for key, value in table.items():
        if key not in known:
            raise ThemeError(f'{path}: unknown key "{key}"{_meant(key, known)}. Known here: {_listed(known)}.')
        if not isinstance(value, known[key]):
            raise ThemeError(f'{path}: "{key}" must be {_KINDS[known[key]]}, not {value!r}.')


def _check_head(head: Mapping[str, Any], path: Path) -> None:
    _check(head, HEAD, path)
    for side in ("recto", "verso"):
        if head.get(side, CUTS[0]) not in CUTS:
            raise ThemeError(f"{path}: no cut {head[side]!r}. Cuts of a running head: {_listed(CUTS)}.")


def _check_font(font: Mapping[str, Any], path: Path) -> None:
    for key in ("family", "file", "weights"):
        if key not in font:
            raise ThemeError(f'{path}: a font without "{key}".')
    for weight in font["weights"]:
        if weight not in fonts.WEIGHTS:
            raise ThemeError(f"{path}: no weight {weight!r}. Weights: {_listed(map(str, fonts.WEIGHTS))}.")


def _faces(folder: Path, font: Mapping[str, Any]) -> Iterable[Face]:
    """Cut the static faces from one font file, of a Python package or of the theme's own folder."""
    path = _home(folder, font.get("package", "")) / font["file"]
    if not path.is_file():
        raise ThemeError(f"The theme {folder.name} asks for the font {path}, which is not there.")
    data, family, italic = path.read_bytes(), font["family"], font.get("italic", False)
    for weight in font["weights"]:
        yield Face(family, weight, italic, fonts.instance(data, weight, family, italic, font.get("size", 0)))


def _home(folder: Path, package: str) -> Path:
    if not package:
        return folder
    found = find_spec(package)
    if found is None or found.origin is None:
        missing = package.replace("_", "-")
        raise ThemeError(f"The theme {folder.name} needs fonts that are not installed: pip install {missing}")
    return Path(found.origin).parent


def _meant(word: str, known: Iterable[str]) -> str:
    close = get_close_matches(word, list(known), 1)
    return f' (did you mean "{close[0]}"?)' if close else ""


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names) or "none"


_KINDS = {dict: "a table", list: "a list", str: "words in quotes", bool: "true or false", int: "a whole number"}
