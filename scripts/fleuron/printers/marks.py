"""A page's instructions -> Marks: what is painted, where, in which ink, as a printer's machine reads it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import hypot, sqrt
from typing import Any

import pikepdf

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
WHOLE: Matrix = (1, 0, 0, 1, 0, 0)
DEVICE = {"/G": "DeviceGray", "/RGB": "DeviceRGB", "/CMYK": "DeviceCMYK"}
DEVICES = {"g": "DeviceGray", "rg": "DeviceRGB", "k": "DeviceCMYK"}
COLOURS = {*DEVICES, "cs", "sc", "scn"}
STROKES, FILLS = {"S", "s"}, {"f", "F", "f*"}
BOTH = {"B", "B*", "b", "b*"}
SHOWS = {"Tj", "TJ", "'", '"'}
CLIP, HIDDEN = 7, 3  # text rendering modes that print nothing
DEPTH = 12  # forms within forms


@dataclass(frozen=True, slots=True)
class Ink:
    """A colour: its space (ICC3 is an RGB profile) and its tints."""

    space: str = "DeviceGray"
    tints: tuple[float, ...] = (0,)


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing painted: text, stroke, fill, image, shade, or `odd` for what no ink is.

    `size` is that of the text, or the width of the stroke, in pt; `box` is left, bottom, right, top, in pt.
    """

    kind: str
    ink: Ink = Ink()
    size: float = 0
    box: tuple[float, float, float, float] | None = None
    object: Any = field(default=None, compare=False)
    says: str = ""

    @property
    def seen(self) -> bool:
        white = self.ink in (Ink("DeviceGray", (1,)), Ink("DeviceRGB", (1, 1, 1)), Ink("DeviceCMYK", (0, 0, 0, 0)))
        return self.kind in ("text", "stroke", "fill", "shade", "image") and not white


@dataclass(slots=True)
class State:
    """What the instructions so far have set."""

    at: Matrix = WHOLE
    fill: Ink = Ink()
    stroke: Ink = Ink()
    width: float = 1
    size: float = 0
    mode: int = 0
    font: Any = None
    text: Matrix = WHOLE


def read_marks(stream: Any, resources: Any, at: Matrix = WHOLE, depth: int = 0) -> Iterator[Mark]:
    """Give the marks of a page or a form, in order; forms and tiles within it are followed."""
    state, saved, path = State(at), list[State](), list[Point]()
    read: Any = pikepdf.parse_content_stream(stream)
    for operands, operator in read:
        name = str(operator)
        if name == "q":
            saved.append(replace(state))
        elif name == "Q" and saved:
            state = saved.pop()
        elif name in ("m", "l", "c", "v", "y", "re"):
            path += _points(name, [float(number) for number in operands], state.at)
        elif name in STROKES | FILLS | BOTH | {"n"}:
            yield from _painted(name, state, path)
            path = []
        elif name in ("Do", "sh", "gs", "INLINE IMAGE", "scn", "SCN") or name in SHOWS:
            yield from _shown(name, operands, state, resources, depth)
        _set(state, name, operands, resources)


def space_of(value: Any, resources: Any) -> str:
    """Name a colour space: DeviceGray, ICC4, Separation:Gold …"""
    if not isinstance(value, pikepdf.Array):
        name = str(value)
        known = resources.get("/ColorSpace", {})
        return space_of(known[name], resources) if name in known else DEVICE.get(name, name[1:])
    family = str(value[0])
    if family == "/ICCBased":
        return f"ICC{int(value[1].N)}"
    if family in ("/Separation", "/DeviceN"):
        return f"{family[1:]}:{value[1] if family == '/Separation' else 'inks'}".replace(":/", ":")
    if family in ("/Indexed", "/I"):
        return space_of(value[1], resources)
    return family[1:]


def _set(state: State, name: str, operands: Sequence[Any], resources: Any) -> None:
    if name in COLOURS:
        state.fill = _ink(name, operands, state.fill, resources)
    elif name.lower() in COLOURS:
        state.stroke = _ink(name.lower(), operands, state.stroke, resources)
    elif name == "cm":
        state.at = _times(_numbers(operands), state.at)
    elif name == "w":
        state.width = float(operands[0])
    elif name == "Tf":
        state.font, state.size = resources.get("/Font", {}).get(str(operands[0])), float(operands[1])
    elif name == "Tr":
        state.mode = int(operands[0])
    elif name in ("BT", "Tm"):
        state.text = _numbers(operands) or WHOLE


def _ink(name: str, operands: Sequence[Any], before: Ink, resources: Any) -> Ink:
    if name == "cs":
        return Ink(space_of(operands[0], resources), ())
    return Ink(before.space if name in ("sc", "scn") else DEVICES[name], _numbers(operands))


def _painted(name: str, state: State, path: Sequence[Point]) -> Iterator[Mark]:
    box = _around(path)
    if name in FILLS | BOTH:
        yield Mark("fill", state.fill, box=box)
    if name in STROKES | BOTH:
        yield Mark("stroke", state.stroke, state.width * _scale(state.at), box)


def _shown(name: str, operands: Sequence[Any], state: State, resources: Any, depth: int) -> Iterator[Mark]:
    if name in SHOWS:
        down = _times(state.text, state.at)
        size = abs(state.size) * hypot(down[2], down[3])
        kind = "odd" if state.mode in (HIDDEN, CLIP) else "text"
        ink = state.stroke if state.mode == 1 else state.fill
        yield Mark(kind, ink, size, object=state.font, says="hidden text" if kind == "odd" else "")
    elif name == "gs":
        yield from _odd(resources.get("/ExtGState", {}).get(str(operands[0]), {}))
    elif name == "sh":
        shading = resources["/Shading"][str(operands[0])]
        yield Mark("shade", Ink(space_of(shading.ColorSpace, resources), ()))
    elif name == "INLINE IMAGE":
        yield _picture(operands[0].obj, state.at, resources)
    elif name == "Do":
        yield from _placed(resources["/XObject"][str(operands[0])], state.at, resources, depth)
    elif operands and str(operands[-1]) in resources.get("/Pattern", {}):
        yield from _pattern(resources["/Pattern"][str(operands[-1])], state.at, resources, depth)


def _placed(thing: Any, at: Matrix, resources: Any, depth: int) -> Iterator[Mark]:
    if str(thing.get("/Subtype")) == "/Image":
        yield _picture(thing, at, resources)
        if "/SMask" in thing:
            yield Mark("odd", says="transparency: a soft mask on a picture")
    elif depth < DEPTH:
        if "/Group" in thing and str(thing.Group.get("/S")) == "/Transparency":
            yield Mark("odd", says="transparency: a group")
        inner = _times(_numbers(thing.get("/Matrix", WHOLE)), at)
        yield from read_marks(thing, thing.get("/Resources", resources), inner, depth + 1)


def _picture(image: Any, at: Matrix, resources: Any) -> Mark:
    """Measure a picture: `size` is its pixels to the inch, the fewer of across and down."""
    space = image.get("/ColorSpace", image.get("/CS"))
    mask = bool(image.get("/ImageMask", image.get("/IM", False)))
    ink = Ink("DeviceGray" if mask or space is None else space_of(space, resources), ())
    wide, high = int(image.get("/Width", image.get("/W"))), int(image.get("/Height", image.get("/H")))
    across, down = hypot(at[0], at[1]) / 72, hypot(at[2], at[3]) / 72
    ppi = min(wide / across, high / down) if across and down else 0
    return Mark("image", ink, ppi, _around([_apply(at, corner) for corner in ((0, 0), (1, 0), (0, 1), (1, 1))]), image)


def _pattern(pattern: Any, at: Matrix, resources: Any, depth: int) -> Iterator[Mark]:
    if int(pattern.get("/PatternType", 1)) == 2:
        yield Mark("shade", Ink(space_of(pattern.Shading.ColorSpace, resources), ()))
    elif depth < DEPTH:
        inner = _times(_numbers(pattern.get("/Matrix", WHOLE)), at)
        yield from read_marks(pattern, pattern.get("/Resources", resources), inner, depth + 1)


def _odd(state: Any) -> Iterator[Mark]:
    if float(state.get("/ca", 1)) < 1 or float(state.get("/CA", 1)) < 1:
        yield Mark("odd", says="transparency: one sees through it")
    if str(state.get("/SMask", "/None")) != "/None":
        yield Mark("odd", says="transparency: a soft mask")
    if str(state.get("/BM", "/Normal")) not in ("/Normal", "/Compatible"):
        yield Mark("odd", says=f"transparency: the blend mode {str(state.BM)[1:]}")
    if any(str(state.get(key, "/Default")) not in ("/Default", "/Identity") for key in ("/TR", "/TR2", "/HTP")):
        yield Mark("odd", says="tones: a transfer function or halftone of its own")


def _numbers(operands: Any) -> Any:
    return tuple(float(each) for each in operands if not isinstance(each, pikepdf.Name))


def _times(a: Matrix, b: Matrix) -> Matrix:
    return (
        *(a[0] * b[0] + a[1] * b[2], a[0] * b[1] + a[1] * b[3]),
        *(a[2] * b[0] + a[3] * b[2], a[2] * b[1] + a[3] * b[3]),
        *(a[4] * b[0] + a[5] * b[2] + b[4], a[4] * b[1] + a[5] * b[3] + b[5]),
    )


def _apply(at: Matrix, point: Point) -> Point:
    return at[0] * point[0] + at[2] * point[1] + at[4], at[1] * point[0] + at[3] * point[1] + at[5]


def _scale(at: Matrix) -> float:
    return sqrt(abs(at[0] * at[3] - at[1] * at[2]))


def _points(name: str, numbers: Sequence[float], at: Matrix) -> list[Point]:
    if name == "re":
        x, y, wide, high = numbers
        return [_apply(at, corner) for corner in ((x, y), (x + wide, y), (x, y + high), (x + wide, y + high))]
    return [_apply(at, (x, y)) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]


def _around(path: Sequence[Point]) -> tuple[float, float, float, float] | None:
    if not path:
        return None
    across, up = zip(*path, strict=True)
    return min(across), min(up), max(across), max(up)
