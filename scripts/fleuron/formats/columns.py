"""Composed paragraphs -> the lines each is set in, and where the pages of its division end.

What stands in a division is read as a column of blocks for `compose.paginate`. A division with something in it whose
height is not known before layout (a picture, a note at the foot) is left to the layout, each paragraph at its best.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from xml.etree.ElementTree import Element

from fleuron.compose import Block, Line, Way, paginate
from fleuron.formats.figures import HIGH
from fleuron.formats.lines import add, set_lines, set_parts
from fleuron.formats.measure import Measure, pixels
from fleuron.formats.paragraphs import TEXTS, Paragraph


@dataclass(frozen=True, slots=True)
class Slab:
    """A block, with the paragraph it is made of, and the elements that begin with it, the outermost first."""

    block: Block
    opens: tuple[Element, ...]
    paragraph: Paragraph | None = None


def set_columns(root: Element, measure: Measure, paragraphs: Mapping[Element, Paragraph]) -> None:
    """Write every paragraph of a document in its lines, and every page break that was chosen."""
    chosen: dict[Element, int] = {}
    cuts: dict[Element, dict[int, Element | None]] = {}
    for section in list(root.iter("section")):
        slabs = _slabs(section, measure, paragraphs)
        way = _paged(section, measure, slabs) if slabs else None
        if slabs and way:
            chosen |= {slab.opens[-1]: n for slab, n in zip(slabs, way.chosen, strict=True) if slab.paragraph}
            cuts |= _break(section, slabs, way)
    parents = {child: parent for parent in root.iter() for child in parent}
    for number, (element, paragraph) in enumerate(paragraphs.items()):
        count = chosen.get(element, next(iter(paragraph.settings)))
        if element in cuts:
            set_parts(paragraph, count, cuts[element], parents[element], f"cut {number}")
        else:
            set_lines(paragraph, count)


def _paged(section: Element, measure: Measure, slabs: Sequence[Slab]) -> Way | None:
    name = measure.style(section)["page"]
    return paginate([slab.block for slab in slabs], measure.page(name)[1], measure.foot(name))


def _break(section: Element, slabs: Sequence[Slab], way: Way) -> dict[Element, dict[int, Element | None]]:
    """Ask the layout for the page breaks before blocks; return those inside of paragraphs, by line.

    A picture that is owed to a page is taken to its head: before the block, or between the lines.
    """
    cuts: dict[Element, dict[int, Element | None]] = {}
    for spot in way.starts:
        opens, head = slabs[spot.block].opens, None
        if spot.owed is not None:
            head = slabs[spot.owed].opens[0]
            section.remove(head)
            add(head, "style", "margin-top:0")
        if spot.line:
            cuts.setdefault(opens[-1], {})[spot.line] = head
        elif head is not None:
            add(head, "style", "break-before:page")
            section.insert(list(section).index(opens[0]), head)
        else:
            add(opens[0], "style", "break-before:page")
            for element in opens:
                add(element, "style", "margin-top:0")
    return cuts


class _Unknown(Exception):  # noqa: N818
    """Something has a height that only the layout knows."""


def _slabs(section: Element, measure: Measure, paragraphs: Mapping[Element, Paragraph]) -> list[Slab]:
    """Read a division as a column; empty where that cannot be done."""
    if not measure.flows(section) or measure.ends(measure.style(section)):
        return []
    try:
        slabs = [slab for child in section for slab in _column(child, (), measure, paragraphs)]
    except _Unknown:
        return []
    level = set(section)
    slabs = [_borne(slab, level) for slab in slabs]
    return [_held(slab, after, measure) for slab, after in zip(slabs, [*slabs[1:], None], strict=True)]


def _borne(slab: Slab, level: set[Element]) -> Slab:
    """Let a picture float among what stands in the division itself, and leave alone what is inside of something."""
    alone = len(slab.opens) == 1 and slab.opens[0] in level
    return replace(slab, block=replace(slab.block, bears=alone, floats=alone and slab.opens[0].tag == "figure"))


def _held(slab: Slab, after: Slab | None, measure: Measure) -> Slab:
    """Keep a block with the one after it, where this one does not want to begin a page."""
    avoids = after and any(measure.style(element)["break_before"] == "avoid" for element in after.opens)
    return replace(slab, block=replace(slab.block, stays=True)) if avoids else slab


def _column(
    element: Element, opens: tuple[Element, ...], measure: Measure, paragraphs: Mapping[Element, Paragraph]
) -> Iterator[Slab]:
    style, opens = measure.style(element), (*opens, element)
    paragraph = paragraphs.get(element)
    if not measure.flows(element):
        raise _Unknown
    if paragraph:
        notes = [_note(atom.thing, measure, paragraphs) if atom.thing is not None else 0.0 for atom in paragraph.atoms]
        yield Slab(_block(style, measure.below(element), paragraph, notes), opens, paragraph)
    elif len(element) == 0 or any(child.tag == "br" for child in element):
        yield Slab(_plain(element, style), opens)
    else:
        inside = [
            slab
            for number, child in enumerate(element)
            for slab in _column(child, opens if number == 0 else (), measure, paragraphs)
        ]
        yield from _boxed(element, style, opens, inside)


def _boxed(
    element: Element, style: Mapping[str, Any], opens: tuple[Element, ...], inside: list[Slab]
) -> Iterator[Slab]:
    """Pass the blocks of a box on, its margins joined with theirs; one that holds together becomes one block."""
    top, bottom = pixels(style["margin_top"]), pixels(style["margin_bottom"])
    padding = pixels(style["padding_top"]) + pixels(style["padding_bottom"])
    if padding or element.tag == "header" or style["break_inside"] == "avoid":
        height = max(padding + _stacked([slab.block for slab in inside]), pixels(style["min_height"]))
        line = inside[0].block.line
        stays = style["break_after"] == "avoid"
        yield Slab(Block({0: frozenset()}, line, top, bottom, height, whole=True, stays=stays), opens)
        return
    for number, slab in enumerate(inside):
        before = max(slab.block.before, top) if number == 0 else slab.block.before
        after = max(slab.block.after, bottom) if number == len(inside) - 1 else slab.block.after
        yield replace(slab, block=replace(slab.block, before=before, after=after))


def _stacked(blocks: Sequence[Block]) -> float:
    """Return the height of blocks that stand in a box with padding, each at its best."""
    total, gap = 0.0, 0.0
    for block in blocks:
        total += max(gap, block.before) + next(iter(block.settings)) * block.line + block.more
        gap = block.after
    return total + gap


def _note(note: Element, measure: Measure, paragraphs: Mapping[Element, Paragraph]) -> float:
    """Return the height of a note at the foot of the page."""
    if not all(part in paragraphs for part in note):
        raise _Unknown
    heights = [
        len(next(iter(paragraphs[part].settings.values()))) * float(measure.style(part)["line_height"].value)
        for part in note
    ]
    return sum(heights) + measure.ends(measure.style(note))


def _block(style: Mapping[str, Any], below: float, paragraph: Paragraph, notes: Sequence[float]) -> Block:
    text = "".join(atom.text for atom in paragraph.atoms)
    return Block(
        {count: _hyphens(lines, text) for count, lines in paragraph.settings.items()},
        float(style["line_height"].value),
        pixels(style["margin_top"]),
        pixels(style["margin_bottom"]),
        pixels(style["padding_top"]) + pixels(style["padding_bottom"]) + below,
        {count: _called(lines, paragraph, notes) for count, lines in paragraph.settings.items()} if any(notes) else {},
        whole=style["break_inside"] == "avoid" or bool(below),
        stays=style["break_after"] == "avoid",
    )


def _called(lines: Sequence[Line], paragraph: Paragraph, notes: Sequence[float]) -> dict[int, float]:
    """Return the height of the notes that each line calls."""
    heights: dict[int, float] = {}
    at = 0
    for atom, height in zip(paragraph.atoms, notes, strict=True):
        if height:
            line = next(number for number, line in enumerate(lines) if line.start <= at < line.end)
            heights[line] = heights.get(line, 0.0) + height
        at += len(atom.text)
    return heights


def _hyphens(lines: Sequence[Line], text: str) -> frozenset[int]:
    return frozenset(number for number, line in enumerate(lines) if line.hyphen or text[line.end - 1] == "-")


def _plain(element: Element, style: Mapping[str, Any]) -> Block:
    """Read a picture, a rule, or lines that the author broke."""
    if element.tag == "img":
        height, lines = float(element.get(HIGH, "0")), 0
    elif element.tag == "hr":
        height = pixels(style["height"])
        lines = 0
    elif element.tag not in TEXTS or any(child.tag == "br" for child in element):
        height, lines = 0.0, 1 + sum(child.tag == "br" for child in element)
    else:
        raise _Unknown
    top, bottom = pixels(style["margin_top"]), pixels(style["margin_bottom"])
    line = float(style["line_height"].value)
    return Block({lines: frozenset()}, line, top, bottom, height, whole=True, stays=style["break_after"] == "avoid")
