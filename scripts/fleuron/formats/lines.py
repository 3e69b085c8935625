"""A paragraph and the lines chosen for it -> its element rewritten: the layout only stacks what it is given.

A line becomes a <span> that says how wide its spaces are and what hangs in the margins, and ends in a newline.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from xml.etree.ElementTree import Element, SubElement

from fleuron.compose import Fill, Line
from fleuron.formats.paragraphs import Atom, Drop, Paragraph

RULES = """
.composed { white-space: pre; hyphens: none }
.composed.even { text-align: left }
.note { footnote-policy: line }
.composed .note { white-space: normal; word-spacing: 0; text-align: justify }
.note::footnote-marker { word-spacing: 0 }
"""
HYPHEN = "\N{HYPHEN}"
PART = "data-part"
MIDDLE = 0.35  # em; the middle of a letter, over the baseline


def set_lines(paragraph: Paragraph, count: int) -> set[int]:
    """Replace what is in a paragraph by so many lines; tell which elements those lines are in."""
    seen: set[int] = set()
    element, lines = paragraph.element, paragraph.settings[count]
    for child in list(element):
        element.remove(child)
    element.text = None
    _mark(element, paragraph)
    _write(element, paragraph, lines, seen)
    if paragraph.drop:
        _set_drop(element, paragraph.drop)
    return seen


def set_parts(
    paragraph: Paragraph, count: int, heads: Mapping[int, Element | None], parent: Element, name: str
) -> None:
    """Replace a paragraph by parts that begin pages of their own, each cut before one of its lines.

    The parts are one paragraph still, known by its `name`; a picture may be at the head of a page, before its part.
    """
    cuts = list(heads)
    element, lines = paragraph.element, paragraph.settings[count]
    element.set(PART, name)
    before = {**element.attrib}
    seen = set_lines(replace(paragraph, settings={count: lines[: cuts[0]]}), count)
    place = list(parent).index(element)
    for start, end in pairwise((*cuts, len(lines))):
        part = Element(element.tag, {name: value for name, value in before.items() if name != "id"})
        _mark(part, paragraph)
        add(part, "style", "display:block;margin-top:0;text-indent:0")
        _write(part, paragraph, lines[start:end], seen)
        head = heads[start]
        add(part if head is None else head, "style", "break-before:page")
        for each in (part,) if head is None else (head, part):
            place += 1
            parent.insert(place, each)
    element.tail, part.tail = None, element.tail
    add(element, "style", "margin-bottom:0")


def _mark(element: Element, paragraph: Paragraph) -> None:
    add(element, "class", "composed even" if paragraph.fill is Fill.JUSTIFIED else "composed", " ")
    if paragraph.size:
        add(element, "style", f"font-size:{paragraph.size:.3f}px")


def _write(element: Element, paragraph: Paragraph, lines: Sequence[Line], seen: set[int]) -> None:
    for line in lines:
        style = _style(line, paragraph.spacing)
        place = SubElement(element, "span", {"style": style}) if style or paragraph.drop else element
        _fill(place, _clipped(paragraph.atoms, line), seen)
        if line is not lines[-1]:
            _add_text(element, "\n")


def add(element: Element, name: str, value: str, between: str = ";") -> None:
    """Add to an attribute that is a list."""
    element.set(name, between.join(filter(None, (element.get(name), value))))


def _set_drop(element: Element, drop: Drop) -> None:
    """Stand the drop cap in the first line, its foot on the last line that it reaches, and set in the lines beside it.

    It must not make its line higher: its own has no height, and hangs about the baseline before it is moved down.
    """
    middle = MIDDLE * drop.size
    place = f"vertical-align:{-middle}px;position:relative;top:{drop.down - middle}px"
    drop.element.set("style", f"float:none;line-height:0;{place}")
    first = element[0]
    drop.element.tail, first.text = first.text, None
    first.insert(0, drop.element)
    for line in element[1 : drop.reach]:
        add(line, "style", f"padding-left:{drop.width:.3f}px")


def _style(line: Line, spacing: float) -> str:
    """Write what a line needs; nothing for one that is set as the face has it."""
    needs = {"margin-left": -line.left, "margin-right": -line.right, "word-spacing": spacing + line.gap}
    return ";".join(f"{name}:{length:.3f}px" for name, length in needs.items() if length)


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
