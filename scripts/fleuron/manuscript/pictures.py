"""[[pictures]] and ![…](…) -> Pictures: each with its file, or a finding that says why it is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from fleuron.art import UnfitError, look
from fleuron.manuscript.permissions import PERMISSION, evidence, read_permission
from fleuron.manuscript.tables import Form, Kind, Spot, fault
from fleuron.model import Finding, Picture
from fleuron.names import meant
from fleuron.typography import polish

SHARE = Form(r"(100|[1-9]\d?)%", "a share of the text's width", "60%")
PICTURE: Mapping[str, Kind] = {
    "file!": str,
    "alt": str,
    "decorative": bool,
    "caption": str,
    "credit": str,
    "width": SHARE,
    "after": str,
    "permission": PERMISSION,
}
SHOWN = (".jpg", ".jpeg", ".png", ".gif", ".tif", ".tiff", ".webp", ".bmp")
WEB = re.compile(r"(?:[a-z][a-z0-9+.-]+:|//)", re.IGNORECASE)
IMAGE = re.compile(
    r"""!\[(?P<alt>(?:\\.|[^\[\]\\])*)\]
    \(\s*(?:<(?P<angled>[^<>\n]+)>|(?P<bare>(?:[^()<>"'\n]|\([^()\n]*\))+?))
    (?:\s+(?:"(?P<double>(?:\\.|[^"\\])*)"|'(?P<single>(?:\\.|[^'\\])*)'))?\s*\)
    (?:\{(?P<more>[^{}\n]*)\})?""",
    re.VERBOSE,
)
ATTRIBUTE = re.compile(r'(?P<key>[\w.#-]+)(?:=(?:"(?P<words>(?:\\.|[^"\\])*)"|(?P<word>[^\s"]+)))?')
KNOWN = ("alt", "credit", "width", ".decorative")
UNFIT: Mapping[str, tuple[str, str, str]] = {
    "unknown": ("PIC104", "“{}” is no picture that we can read", "save it as PNG or JPEG"),
    "drawn": ("PIC104", "“{}” is an SVG, which no printer takes as it is", "export it as a PNG, 400 px to the inch"),
    "damaged": ("PIC105", "“{}” is cut short or damaged", "copy it again from where it came"),
    "huge": ("PIC106", "“{}” is larger than a book can use", "save it with 80 million pixels and 60 MB at most"),
}


def placed(
    table: Mapping[str, Any], sidecar: Path, page: Path, base: Path, language: str
) -> Iterator[Picture | Finding]:
    """Read the pictures that a sidecar places on its page."""
    for number, row in enumerate(table.get("pictures", ())):
        yield from read_picture(row, page, base, _line(sidecar, base, number), language)


def drawn(
    text: str, table: Mapping[str, Any], sidecar: Path, page: Path, base: Path, language: str
) -> tuple[str, list[Picture | Finding]]:
    """Read the pictures that a Markdown text names, and put `![](picture:0)` on a line of its own in their stead.

    What the text does not say of a picture its sidecar may.
    """
    rows = list(enumerate(table.get("pictures", ())))
    found: list[Picture | Finding] = []
    count = 0

    def swap(image: re.Match[str]) -> str:
        nonlocal count
        told, strange = _told(image)
        where = f"{page.relative_to(base).as_posix()}:{text.count(chr(10), 0, image.start()) + 1}"
        found.extend(Finding("PIC112", where, f'"{key}" says nothing about a picture here', _fix()) for key in strange)
        bare = re.sub(r"^(\.\.?/)+", "", told["file"])
        row: Mapping[str, Any] = next((rows.pop(at)[1] for at, (_, row) in enumerate(rows) if row["file"] == bare), {})
        for each in read_picture({**row, **told}, page, base, where, language):
            found.append(each)
            if isinstance(each, Picture):
                count += 1
                return _alone(f"![](picture:{count - 1})", image)
        return ""

    text = IMAGE.sub(swap, text)
    for number, row in rows:
        sentence = f"the text does not say where “{row['file']}” stands"
        found.append(fault("PIC111", _line(sidecar, base, number), sentence, f"write ![…]({row['file']}) into it"))
    return text, found


def read_picture(
    row: Mapping[str, Any], page: Path, base: Path, place: str, language: str, line: int = 0
) -> Iterator[Picture | Finding]:
    """Read one picture, as a table of PICTURE tells of it; a file lies beside the page or in the manuscript.

    `line` is that which it follows on its page, where that is known.
    """
    path = _path(str(row["file"]), page, base, place)
    if isinstance(path, Finding):
        yield path
        return
    file = path.relative_to(base.resolve()).as_posix()
    try:
        data = path.read_bytes()
        seen = look(data)
    except OSError as error:
        yield fault("PIC102", place, f"“{file}” cannot be read: {error.strerror}", "mend the file's permissions")
        return
    except UnfitError as error:
        code, sentence, fix = UNFIT[error.what]
        yield fault(code, place, sentence.format(file), fix)
        return
    if seen.moves:
        yield Finding("PIC108", place, f"“{file}” moves; the book shows how it begins", "choose a still picture")
    granted = read_permission(row["permission"], place) if "permission" in row else None
    yield from evidence(granted, base)
    alt, caption, credit = (polish(str(row.get(key, "")), language) for key in ("alt", "caption", "credit"))
    yield Picture(
        file,
        data,
        (seen.width, seen.height),
        alt=alt,
        caption=caption,
        credit=credit,
        decorative=bool(row.get("decorative")),
        width=int(str(row.get("width", "100%")).rstrip("%")),
        permission=granted,
        after=str(row.get("after", "")),
        line=line,
        place=place,
    )


def _path(name: str, page: Path, base: Path, place: str) -> Path | Finding:
    """Find a picture's file, from the manuscript's folder or from its page's own."""
    if WEB.match(name):
        sentence = f"“{name}” is not in the manuscript, and nothing is fetched"
        return fault("PIC103", place, sentence, "save the picture into art/, and name it so")
    home = base.resolve()
    tried = [(folder / each) for each in dict.fromkeys((name, unquote(name))) for folder in (home, page.parent)]
    path = next((each.resolve() for each in tried if each.is_file()), None)
    if path is None:
        near = meant(name, _shown(home))
        hint = f" (did you mean “{near}”?)" if near else ""
        fix = f"write {near}" if near else "put the file there, or take the picture out"
        return fault("PIC102", place, f"there is no picture “{name}”{hint}", fix)
    if not path.is_relative_to(home):
        return fault("PIC103", place, f"“{name}” lies outside the manuscript", "copy it into art/, and name it so")
    return path


def _shown(home: Path) -> list[str]:
    return [each.relative_to(home).as_posix() for each in sorted(home.rglob("*")) if each.suffix.lower() in SHOWN]


def _line(sidecar: Path, base: Path, number: int) -> str:
    place = sidecar.relative_to(base).as_posix()
    return Spot(place, sidecar.read_text("utf-8-sig") if sidecar.exists() else "").at("pictures", number).line()


def _told(image: re.Match[str]) -> tuple[dict[str, Any], list[str]]:
    """Read what a picture in Markdown says of itself; return what is none of that too.

    In brackets stands what it shows, in quotes its caption. Where `alt=` says what it shows, the brackets may hold the
    caption, as pandoc has it.
    """
    more = {each["key"]: each["words"] or each["word"] or "" for each in ATTRIBUTE.finditer(image["more"] or "")}
    caption = image["double"] or image["single"] or (image["alt"] if "alt" in more else "")
    told = {"file": (image["angled"] or image["bare"]).strip(), "caption": caption}
    told |= {"alt": more.get("alt", image["alt"]), "credit": more.get("credit", "")}
    kept: dict[str, Any] = {key: re.sub(r"\\(.)", r"\1", words) for key, words in told.items() if words}
    kept |= {"decorative": True} if ".decorative" in more else {}
    share = more.get("width", "")
    kept |= {"width": share} if re.fullmatch(SHARE.pattern, share) else {}
    odd = [f"width={share}"] if share and "width" not in kept else []
    return kept, [*odd, *(key for key in more if key not in KNOWN)]


def _fix() -> str:
    return 'it may have {alt="…" credit="…" width=60% .decorative}'


def _alone(words: str, image: re.Match[str]) -> str:
    """Put a picture on a line of its own, as deep in a list or a quotation as the line that it was in."""
    opening = image.string[image.string.rfind("\n", 0, image.start()) + 1 : image.start()]
    lead = re.sub(r"[^>\s]", " ", opening) if re.match(r"\s|>", opening) else ""
    return f"\n{lead.rstrip()}\n{lead}{words}\n{lead.rstrip()}\n{lead}"
