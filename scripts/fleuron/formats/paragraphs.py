"""A document and its measure -> its paragraphs and headings, read for `compose`, and the lines they can be set in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import inf
from operator import itemgetter
from xml.etree.ElementTree import Element

from fleuron.compose import Fill, Line, Piece, Room, Shaper, Style, compose
from fleuron.formats.measure import Measure

THING = "\N{OBJECT REPLACEMENT CHARACTER}"
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
TEXTS = ("p", "li", *HEADINGS)
CUTS = (1.0, 0.99, 1.01, 0.98, 1.02)  # of its size, that a paragraph may be set in to be even; nobody sees a hundredth
EVEN = 0.4  # em; lines with wider spaces are uneven
Settings = dict[int, tuple[Line, ...]]  # by the number of lines, the best first


@dataclass(frozen=True, slots=True)
class Atom:
    """A run of text in a paragraph, or a `thing` that stands in it, with the inline elements around it."""

    text: str
    path: tuple[Element, ...]
    thing: Element | None = None


@dataclass(frozen=True, slots=True)
class Drop:
    """A drop cap: how many lines it reaches, how much of them it takes, and its size."""

    element: Element
    reach: int
    width: float
    size: float
    down: float


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph or heading, and its lines by their number, the best first."""

    element: Element
    atoms: tuple[Atom, ...]
    settings: Settings
    fill: Fill
    drop: Drop | None = None
    spacing: float = 0.0  # what the sheet adds to each space
    size: float = 0.0  # px, where it is not quite the sheet's


def read_paragraphs(root: Element, measure: Measure, language: str) -> tuple[dict[Element, Paragraph], tuple[str, ...]]:
    """Compose what can be composed of a document; return it by its element, and how the other paragraphs begin."""
    spoken = dict(_languages(root, language))
    shapers = {each: _shaper(each) for each in set(spoken.values())}
    found: dict[Element, Paragraph] = {}
    left = []
    for element, width, indent in (*_texts(root, 0.0, measure), *_notes(root, measure, shapers[language])):
        paragraph = _read(element, width, indent, measure, shapers[spoken[element]])
        if paragraph:
            found[element] = paragraph
        elif element.tag not in HEADINGS:
            left.append(" ".join("".join(element.itertext()).split()[:6]))
    return found, tuple(left)


@lru_cache(maxsize=8)
def _shaper(language: str) -> Shaper:
    """Keep what was measured for the chunks to come."""
    return Shaper(language)


def _languages(element: Element, language: str) -> Iterator[tuple[Element, str]]:
    """Find the language of each element: its own, or else that of the one around it."""
    language = element.get("lang") or language
    yield element, language
    for child in element:
        yield from _languages(child, language)


def _texts(element: Element, width: float, measure: Measure) -> Iterator[tuple[Element, float, float]]:
    """Find the elements that hold lines, with the width of these and the indent of the first."""
    if not measure.flows(element):
        return
    if element.tag == "section":
        width = measure.page(measure.style(element)["page"])[0]
    room = width - measure.edges(measure.style(element))
    if element.tag not in TEXTS or any(measure.flows(child) for child in element):
        for child in element:
            yield from _texts(child, room, measure)
    elif not measure.adds(element):
        yield element, room, float(measure.style(element)["text_indent"].value)


def _notes(root: Element, measure: Measure, shaper: Shaper) -> Iterator[tuple[Element, float, float]]:
    """Find the paragraphs of the notes; the first of each begins after the note's number."""
    for section in root.iter("section"):
        width = measure.page(measure.style(section)["page"])[0]
        notes = [span for span in section.iter("span") if measure.style(span)["float"] == "footnote"]
        for number, note in enumerate(notes, 1):
            face = measure.face(note, "footnote-marker")
            marker = (shaper.width(f"{number}.", face) or 0.0) + (shaper.width(" ", face) or 0.0) if face else 0.0
            for place, paragraph in enumerate(note):
                yield paragraph, width, float(measure.style(paragraph)["text_indent"].value) if place else marker


def _read(element: Element, width: float, indent: float, measure: Measure, shaper: Shaper) -> Paragraph | None:
    """Read and compose one paragraph; None where it cannot be done."""
    atoms = list(_collapsed(_atoms(element, (), measure)))
    drop = _drop(atoms, element, measure, shaper)
    pieces = [_piece(atom, element, measure) for atom in atoms]
    known = [piece for piece in pieces if piece]
    if not known or len(known) < len(pieces) or any(True for found in element.iter() if found.tag in ("br", "img")):
        return None
    room = _room(element, drop, width, indent, measure)
    settings, size = _set(known, room, shaper, steady=bool(drop))
    spacing = measure.style(element)["word_spacing"]
    return Paragraph(element, tuple(atoms), settings, room.fill, drop, spacing, size) if settings else None


def _set(pieces: Sequence[Piece], room: Room, shaper: Shaper, *, steady: bool) -> tuple[Settings, float]:
    """Compose a paragraph; return its size too, where it would be uneven in its own and need not be `steady`.

    Type that is cut a hundredth smaller has as much more room.
    """
    sizes = {piece.style.size for piece in pieces}
    best: tuple[float, Settings, float] = inf, {}, 0.0
    for cut in CUTS[:1] if steady or room.fill is not Fill.JUSTIFIED or len(sizes) > 1 else CUTS:
        wide = Room(tuple(width / cut for width in room.first), room.rest / cut, room.fill)
        found = compose(pieces, wide, shaper, shaper.language, others=True)
        settings = {count: tuple(_scaled(line, cut) for line in lines) for count, lines in found.items()}
        widest = _widest(settings, pieces[0].style, shaper)
        best = min(best, (widest, settings, 0.0 if cut == 1 else cut * pieces[0].style.size), key=itemgetter(0))
        if widest <= EVEN:
            break
    return best[1:]


def _scaled(line: Line, cut: float) -> Line:
    return replace(line, gap=cut * line.gap, left=cut * line.left, right=cut * line.right)


def _widest(settings: Settings, style: Style, shaper: Shaper) -> float:
    """Return the widest space of the best setting, in em."""
    added = max((line.gap for lines in [*settings.values()][:1] for line in lines), default=-inf)
    return ((shaper.width(" ", style) or 0.0) + added) / style.size


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


def _drop(atoms: list[Atom], element: Element, measure: Measure, shaper: Shaper) -> Drop | None:
    """Take the drop cap, which floats at the left, from the beginning of a paragraph."""
    thing = atoms[0].thing if atoms else None
    if thing is None or measure.style(thing)["float"] != "left":
        return None
    del atoms[0]
    style, line, face = measure.style(thing), measure.style(element)["line_height"].value, measure.face(thing)
    letters = (shaper.width(thing.text or "", face) if face else None) or 0.0
    reach = round(float(style["height"].value / line))
    return Drop(thing, reach, letters + measure.edges(style), style["font_size"], (reach - 1) * line)


def _piece(atom: Atom, element: Element, measure: Measure) -> Piece | None:
    style = measure.face(atom.path[-1] if atom.path else element)
    if style is None or (atom.thing is not None and measure.style(atom.thing)["float"] != "footnote"):
        return None
    return Piece(atom.text, style, None if atom.thing is None else _call_width(atom.thing, measure))


def _call_width(note: Element, measure: Measure) -> float:
    """Return the width of a note's call: of a figure, as faces set it."""
    style = measure.style(note, "footnote-call")
    return float(0.5 * style["font_size"]) + measure.edges(style)


def _room(element: Element, drop: Drop | None, width: float, indent: float, measure: Measure) -> Room:
    """Return the widths of the lines: less the indent of the first, less the drop cap where it reaches."""
    align = measure.style(element)["text_align_all"]
    if align == "justify":
        fill = Fill.JUSTIFIED
    else:
        fill = Fill.BALANCED if align == "center" or element.tag in HEADINGS else Fill.RAGGED
    if drop is None:
        return Room((width - indent,), width, fill)
    beside = width - drop.width
    return Room((beside - indent, *[beside] * (drop.reach - 1)), width, fill)
