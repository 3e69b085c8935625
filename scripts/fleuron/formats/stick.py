"""A document in the hands of WeasyPrint -> the same pages sooner: plain lines are set of logotypes, not shaped anew.

While a chunk is made up, a few functions of WeasyPrint give way to those here. What they cannot do is left to those:
lines in several faces or scripts, tracked or underlined ones. A test compares what both draw, and fails where a new
WeasyPrint does anything else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from operator import itemgetter
from typing import Any

from weasyprint.css import ComputedStyle
from weasyprint.draw import text as drawing
from weasyprint.layout import inline, preferred
from weasyprint.layout.leader import leader_index
from weasyprint.text.constants import PANGO_DIRECTION
from weasyprint.text.ffi import ffi, gobject, pango, unicode_to_char_p
from weasyprint.text.fonts import get_font_description
from weasyprint.text.line_break import Layout

from fleuron.formats.inherit import COMPUTE, missing
from fleuron.formats.logotypes import SPACES, Case, Dots, SetLine
from fleuron.formats.measure import features
from fleuron.formats.turn import Turn, turn

STYLE = itemgetter(
    *("font_family", "font_size", "font_style", "font_stretch", "font_weight", "font_variation_settings", "lang"),
    *("font_kerning", "font_variant_ligatures", "font_variant_position", "font_variant_caps", "font_variant_numeric"),
    *("font_variant_alternates", "font_variant_east_asian", "font_feature_settings"),
)
PLAIN = itemgetter("letter_spacing", "text_decoration_line", "direction", "font_language_override", "overflow_wrap")
PLAINLY = ("normal", "none", "ltr", "normal", "normal")
PARTS = re.compile(f"([{SPACES}])")

SETUP = Layout.setup


class Kit:
    """What Pango needs to lay texts out in one style."""

    def __init__(self, style: Any) -> None:
        self.context = ffi.gc(pango.pango_font_map_create_context(style.font_config.font_map), gobject.g_object_unref)
        pango.pango_context_set_round_glyph_positions(self.context, False)
        pango.pango_context_set_base_dir(self.context, PANGO_DIRECTION[style["direction"]])
        lang, _said = unicode_to_char_p(style["lang"])
        self.language = pango.pango_language_from_string(lang)
        pango.pango_context_set_language(self.context, self.language)
        self.description = get_font_description(style)
        self.features = ",".join(f"{name} {value}" for name, value in features(style).items()).encode()


def _kept(style: Any, what: str) -> dict[Any, Any]:
    """Return what is kept with the faces that are open, and goes when they are closed."""
    kept: dict[Any, Any] = vars(style.font_config).setdefault(what, {})
    return kept


def _set_up(layout: Any, style: Any) -> None:
    """Do as `Layout.setup`, which makes a kit for every line, and never lets go of its features."""
    if not style["lang"] or style["text_decoration_line"] != "none" or style["font_language_override"] != "normal":
        SETUP(layout, style)
        return
    kits = _kept(style, "kits")
    if (key := (style["direction"], STYLE(style))) not in kits:
        kits[key] = Kit(style)
    kit = kits[key]
    layout.style, layout.language, layout.first_line_direction = style, kit.language, 0
    layout.ascent = layout.underline_position = layout.strikethrough_position = None
    layout.layout = ffi.gc(pango.pango_layout_new(kit.context), gobject.g_object_unref)
    pango.pango_layout_set_auto_dir(layout.layout, False)
    pango.pango_layout_set_font_description(layout.layout, kit.description)
    if kit.features:
        attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
        pango.pango_attr_list_insert(attributes, pango.pango_attr_font_features_new(kit.features))
        pango.pango_layout_set_attributes(layout.layout, attributes)


def _case(text: str, style: Any) -> Case | None:
    """Find the case of a text in a style; None where logotypes cannot be set in it."""
    if PLAIN(style) != PLAINLY or not text.strip(SPACES):
        return None
    like = "x" if any(map(str.isalpha, text)) else "."
    cases: dict[Any, Case] = _kept(style, "cases")
    if (key := (like, STYLE(style))) not in cases:
        cases[key] = Case(style, like)
    return cases[key]


def _line(text: str, style: Any, spacing: float, justified: float, room: Any) -> SetLine | None:
    """Set a line of logotypes, with so much added to each space; None where it cannot be, or would not be the same."""
    case = _case(text, style)
    if case is None:
        return None
    split = PARTS.split(text)
    words = [word for word in split if word]
    parts = [(word, part) for word in words if (part := case[word])]
    joints = zip(split[::2], split[1::2], split[2::2], strict=False)
    if len(parts) < len(words) or not all(split[2:-2:2]):
        return None
    if not spacing and not all(case.apart(before[-1:], space, after[:1]) for before, space, after in joints):
        return None
    return SetLine(case, text, parts, justified, room)


def _split(plain: Any, text: str, style: Any, context: Any, room: Any, justified: float, **more: Any) -> Any:
    """Do as `split_first_line`, which for a line that is broken already, or breaks plainly, needs nothing but words."""
    if style["white_space"] == "pre" and text.startswith("\n"):
        return None, 0, 1, 0.0, 0.0, 0.0
    first = _first(text, style, context, room)
    if first and (line := _line(first.line, style, style["word_spacing"], justified, room)):
        width = line.width(style["word_spacing"])
        return line, first.length, first.resume, width, line.case.height, line.case.baseline
    layout, *told = plain(text, style, context, room, justified, **more)
    line = _line(layout.text, style, style["word_spacing"], layout.justification_spacing, layout.max_width)
    return line or layout, *told


def _first(text: str, style: Any, context: Any, room: Any) -> Turn | None:
    if style["white_space"] == "pre":
        line, broken, _ = text.partition("\n")
        length = len(line.encode())
        return Turn(line, length, length + 1 if broken else None)
    case = _case(text, style) if style["white_space"] == "normal" else None
    return turn(case, text, style, context, room) if case else None


def _create(plain: Any, text: str, style: Any, context: Any, max_width: Any, justification_spacing: float) -> Any:
    """Do as `create_layout`, for a line that is justified."""
    line = _line(text, style, style["word_spacing"] + justification_spacing, justification_spacing, max_width)
    return line or plain(text, style, context, max_width, justification_spacing)


def _draw(plain: Any, stream: Any, box: Any, text_overflow: str, block_ellipsis: Any, matrix: Any) -> Any:
    """Do as `draw_first_line`, for a line of logotypes."""
    line, style = box.pango_layout, box.style
    if not isinstance(line, SetLine):
        return plain(stream, box, text_overflow, block_ellipsis, matrix)
    font, size = stream.add_font(line.case.font)
    if text_overflow == "ellipsis" or block_ellipsis != "none" or font.bitmap or font.png or font.svg or font.colr:
        Layout.reactivate(line, style)
        return plain(stream, box, text_overflow, block_ellipsis, matrix)
    if not box.text.strip():
        return []
    stream.set_text_matrix(*matrix.values)
    stream.set_font_size(font.hash, size)
    for _, part in line.parts:
        for glyph in part.glyphs:
            font.to_unicode.setdefault(glyph.number, glyph.text)
            font.widths.setdefault(glyph.number, glyph.own)
    stream.show_text(line.drawn(style["word_spacing"] + line.justification_spacing))
    return []


def _lead(plain: Any, context: Any, line: Any, containing_block: Any) -> None:
    """Do as `handle_leader`, but make one box of the dots, which are boxes by themselves there, and tags in the PDF."""
    plain(context, line, containing_block)
    _, leader = leader_index(line)
    dots: list[Any] = list(leader.children) if leader else []
    if len(dots) > 1 and isinstance(dots[0].pango_layout, SetLine):
        first = dots[-1]  # they are laid from the right
        first.pango_layout = Dots(first.pango_layout, len(dots))
        first.text, first.width = first.pango_layout.text, first.width * len(dots)
        leader.children = (first,)


WAYS = (
    (ComputedStyle, "__missing__", COMPUTE, missing),
    (Layout, "setup", SETUP, _set_up),
    *(
        (module, name, getattr(module, name), partial(way, getattr(module, name)))
        for module, name, way in (
            *((inline, "split_first_line", _split), (preferred, "split_first_line", _split)),
            *((inline, "create_layout", _create), (inline, "handle_leader", _lead)),
            (drawing, "draw_first_line", _draw),
        )
    ),
)


@contextmanager
def cast() -> Iterator[None]:
    """Have WeasyPrint set lines of logotypes wherever it can."""
    for module, name, _, ours in WAYS:
        setattr(module, name, ours)
    try:
        yield
    finally:
        for module, name, theirs, _ in WAYS:
            setattr(module, name, theirs)
