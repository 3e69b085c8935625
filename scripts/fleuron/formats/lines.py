"""A document and its measure -> the same document, each justified paragraph broken into lines by `compose`.

A line becomes a <span class="line"> that says how wide its spaces are; the layout only stacks what it is given. What
cannot be composed (pictures, forced breaks, a foreign face or script) is left for the layout to break.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element, SubElement

from fleuron.compose import Line, Piece, Room, Shaper, compose
from fleuron.formats.measure import Measure

RULES = """
.composed { white-space: pre; text-align: left; hyphens: none }
.composed .note { white-space: normal; word-spacing: 0; text-align: justify; hyphens: auto }
"""
HYPHEN = "\N{HYPHEN}"
MIDDLE = 0.35  # em; the middle of a letter, over the baseline
THING = "\N{OBJECT REPLACEMENT CHARACTER}"
BLOCKS = {("block", "flow"), ("block", "flow", "list-item")}


@dataclass(frozen=True, slots=True)
class Atom:
    """A run of text in a paragraph, or a `thing` that stands in it, with the inline elements around it."""

    text: str
    path: tuple[Element, ...]
    thing: Element | None = None


def set_lines(root: Element, measure: Measure, language: str) -> int:
    """Compose every paragraph of a document; return how many had to be left to the layout."""
    shaper = Shaper(language)
    left = 0
    for paragraph, width in list(_paragraphs(root, 0.0, measure)):
        left += not _set(paragraph, width, measure, shaper, language)
    return left


def _paragraphs(element: Element, width: float, measure: Measure) -> Iterator[tuple[Element, float]]:
    """Find the justified paragraphs, with the width of their lines."""
    style = measure.style(element)
    if element.tag == "section":
        width = measure.page_width(style["page"])
    if style["display"] not in BLOCKS or style["float"] != "none" or style["position"] != "static":
        return
    room = width - measure.edges(style)
    if element.tag in ("p", "li") and not any(_is_block(child, measure) for child in element):
        if style["text_align_all"] == "justify":
            yield element, room
        return
    for child in element:
        yield from _paragraphs(child, room, measure)


def _is_block(element: Element, measure: Measure) -> bool:
    return measure.style(element)["display"] in BLOCKS and measure.style(element)["float"] == "none"


def _set(paragraph: Element, width: float, measure: Measure, shaper: Shaper, language: str) -> bool:
    """Compose one paragraph in place; return False, and leave it as it is, where it cannot be done."""
    atoms = list(_collapsed(_atoms(paragraph, (), measure)))
    drop = atoms.pop(0).thing if atoms and _floats(atoms[0].thing, "left", measure) else None
    pieces = [_piece(atom, paragraph, measure) for atom in atoms]
    known = [piece for piece in pieces if piece]
    if not known or len(known) < len(pieces) or any(True for found in paragraph.iter() if found.tag in ("br", "img")):
        return False
    settings = compose(known, _room(paragraph, drop, width, measure, shaper), shaper, language)
    if not settings:
        return False
    lines = next(iter(settings.values()))
    _write(paragraph, atoms, lines)
    if drop is not None:
        _drop(paragraph, drop, measure, shaper)
    return True


def _atoms(element: Element, path: tuple[Element, ...], measure: Measure) -> Iterator[Atom]:
    if element.text:
        yield Atom(element.text, path)
    for child in element:
        if measure.style(child)["float"] != "none":
            yield Atom(THING, path, child)
        else:
            yield from _atoms(child, (*path, child), measure)
        if child.tail:
            yield Atom(child.tail, path)


def _collapsed(atoms: Iterator[Atom]) -> Iterator[Atom]:
    """Make one space of each run of white space, across elements; none at the beginning and the end."""
    held: Atom | None = None
    open_space = True
    for atom in atoms:
        text = atom.text if atom.thing is not None else re.sub(r"[ \t\n]+", " ", atom.text)
        text = text[1:] if open_space and text.startswith(" ") else text
        if not text:
            continue
        if held:
            yield held
        held, open_space = replace(atom, text=text), text.endswith(" ")
    if held:
        yield replace(held, text=held.text.rstrip(" ")) if held.thing is None else held


def _floats(thing: Element | None, side: str, measure: Measure) -> bool:
    return thing is not None and measure.style(thing)["float"] == side


def _piece(atom: Atom, paragraph: Element, measure: Measure) -> Piece | None:
    style = measure.face(atom.path[-1] if atom.path else paragraph)
    if style is None or (atom.thing is not None and not _floats(atom.thing, "footnote", measure)):
        return None
    return Piece(atom.text, style, None if atom.thing is None else _call_width(atom.thing, measure))


def _call_width(note: Element, measure: Measure) -> float:
    """Return the width of a note's call: of a figure, as themes set it."""
    style = measure.style(note, "footnote-call")
    return float(0.5 * style["font_size"]) + measure.edges(style)


def _drop(paragraph: Element, drop: Element, measure: Measure, shaper: Shaper) -> None:
    """Stand the drop cap in the first line, its foot on the last line that it reaches, and set in the lines beside it.

    It must not make its line higher: its own has no height, and hangs about the baseline before it is moved down.
    """
    size = measure.style(drop)["font_size"]
    down = (_reach(paragraph, drop, measure) - 1) * measure.style(paragraph)["line_height"].value
    drop.tail = None
    drop.set(
        "style",
        f"float:none;line-height:0;vertical-align:{-MIDDLE * size}px;position:relative;top:{down - MIDDLE * size}px",
    )
    paragraph[0].insert(0, drop)
    drop.tail, paragraph[0].text = paragraph[0].text, None
    for line in paragraph[1 : _reach(paragraph, drop, measure)]:
        line.set("style", f"{line.get('style')};padding-left:{_beside(drop, measure, shaper):.3f}px")


def _beside(drop: Element, measure: Measure, shaper: Shaper) -> float:
    """Return how much of a line a drop cap takes."""
    face = measure.face(drop)
    return ((shaper.width(drop.text or "", face) if face else None) or 0.0) + measure.edges(measure.style(drop))


def _reach(paragraph: Element, drop: Element, measure: Measure) -> int:
    """Return how many lines a drop cap reaches."""
    return round(float(measure.style(drop)["height"].value / measure.style(paragraph)["line_height"].value))


def _room(paragraph: Element, drop: Element | None, width: float, measure: Measure, shaper: Shaper) -> Room:
    """Return the widths of the lines: less the indent of the first, less the drop cap where it reaches."""
    indent = float(measure.style(paragraph)["text_indent"].value)
    if drop is None:
        return Room((width - indent,), width)
    beside = width - _beside(drop, measure, shaper)
    return Room((beside - indent, *[beside] * (_reach(paragraph, drop, measure) - 1)), width)


def _write(paragraph: Element, atoms: Sequence[Atom], lines: Sequence[Line]) -> None:
    """Replace what is in a paragraph by its lines."""
    for child in list(paragraph):
        paragraph.remove(child)
    paragraph.text = None
    paragraph.set("class", f"{paragraph.get('class', '')} composed".strip())
    seen: set[int] = set()
    for line in lines:
        span = SubElement(paragraph, "span", {"class": "line", "style": _style(line)})
        span.tail = "\n" if line is not lines[-1] else None
        _fill(span, _clipped(atoms, line), seen)


def _style(line: Line) -> str:
    hang = f"margin-left:{-line.left:.3f}px;" * (line.left > 0) + f"margin-right:{-line.right:.3f}px;" * (
        line.right > 0
    )
    return f"{hang}word-spacing:{line.gap:.4f}px"


def _clipped(atoms: Sequence[Atom], line: Line) -> Iterator[Atom]:
    """Cut from the paragraph what stands in one line, its hyphen added."""
    at = 0
    for atom in atoms:
        start, end = max(line.start, at), min(line.end, at + len(atom.text))
        if start < end:
            hyphen = HYPHEN if line.hyphen and end == line.end else ""
            yield replace(atom, text=atom.text[start - at : end - at] + hyphen)
        at += len(atom.text)


def _fill(span: Element, atoms: Iterator[Atom], seen: set[int]) -> None:
    """Write a line's text into it, with the inline elements that it is in; an id stands once."""
    stack: list[tuple[Element | None, Element]] = [(None, span)]
    for atom in atoms:
        path: tuple[Element | None, ...] = (None, *atom.path)
        shared = next((n for n, (a, (b, _)) in enumerate(zip(path, stack, strict=False)) if a is not b), None)
        del stack[min(len(path), len(stack)) if shared is None else shared :]
        for original in atom.path[len(stack) - 1 :]:
            stack.append((original, SubElement(stack[-1][1], original.tag, _attributes(original, seen))))
        if atom.thing is not None:
            atom.thing.tail = None
            stack[-1][1].append(atom.thing)
        else:
            _add_text(stack[-1][1], atom.text)


def _attributes(element: Element, seen: set[int]) -> dict[str, str]:
    kept = {name: value for name, value in element.attrib.items() if name != "id" or id(element) not in seen}
    seen.add(id(element))
    return kept


def _add_text(element: Element, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text
