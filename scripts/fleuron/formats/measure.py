"""A document and its sheet -> how each element is set, and in how much room; alone reads WeasyPrint's insides.

Lengths are CSS pixels. Nothing is laid out for this: the styles are computed, and widths follow from the margins.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from xml.etree.ElementTree import Element

from weasyprint import CSS, DEFAULT_OPTIONS, HTML
from weasyprint.css.counters import CounterStyle
from weasyprint.document import Document
from weasyprint.layout.page import PageType, set_page_type_computed_styles
from weasyprint.text.fonts import FontConfiguration, font_features
from weasyprint.text.line_break import strut

from fleuron.compose import Style
from fleuron.model import Face

FEATURES = (
    "font_kerning",
    "font_variant_ligatures",
    "font_variant_position",
    "font_variant_caps",
    "font_variant_numeric",
    "font_variant_alternates",
    "font_variant_east_asian",
    "font_feature_settings",
)
SIDES = ("margin_left", "padding_left", "border_left_width", "border_right_width", "padding_right", "margin_right")
ENDS = ("margin_top", "padding_top", "border_top_width", "border_bottom_width", "padding_bottom", "margin_bottom")
BLOCKS = {("block", "flow"), ("block", "flow", "list-item")}
POINT = 0.75  # of a CSS pixel
NOTHING = ("none", "normal", "inhibit")


@dataclass(frozen=True, slots=True)
class Ground:
    """Where text stands on a page, in pt: its margins, the leading, and how far below the head its first line is."""

    inner: float
    outer: float
    head: float
    foot: float
    leading: float
    first: float


class Measure:
    """The computed styles of one document, from when they are first asked for."""

    def __init__(self, html: HTML, sheet: CSS, fonts: FontConfiguration, faces: Iterable[Face]) -> None:
        self._html, self._sheet, self._fonts = html, sheet, fonts
        self._faces = {(face.family, face.weight, face.italic): face.data for face in faces}
        self._pages: dict[str, tuple[float, float]] = {}

    @cached_property
    def _styles(self) -> Any:
        options = {**DEFAULT_OPTIONS, "stylesheets": [self._sheet]}
        return Document._build_layout_context(self._html, self._fonts, CounterStyle(), {}, options).style_for

    def style(self, element: Element, part: str | None = None) -> Mapping[str, Any]:
        """Return the computed style of an element, or of a pseudo-element of it."""
        style: Mapping[str, Any] = self._styles(element, part)
        return style

    def flows(self, element: Element) -> bool:
        """Tell whether an element is a plain block that stands below the one before it."""
        style = self.style(element)
        return style["display"] in BLOCKS and style["float"] == "none" and style["position"] == "static"

    def adds(self, element: Element) -> bool:
        """Tell whether the sheet puts more text into the lines of an element."""
        return any(style["display"][0] == "inline" for found in element.iter() for style in self._added(found))

    def below(self, element: Element) -> float:
        """Return the height of what the sheet puts in lines of its own under an element's text."""
        added = [style for style in self._added(element) if style["display"][0] == "block"]
        return sum(self.ends(style) + float(style["line_height"].value) for style in added)

    def _added(self, element: Element) -> Iterator[Mapping[str, Any]]:
        for part in ("before", "after"):
            style = self.style(element, part)
            if style is not None and style["content"] not in NOTHING:
                yield style

    def face(self, element: Element, part: str | None = None) -> Style | None:
        """Return how the text of an element is shaped, or None where its face is not of the theme's."""
        style = self.style(element, part)
        data = self._faces.get((style["font_family"][0], style["font_weight"], style["font_style"] == "italic"))
        if data is None:
            return None
        tracking = 0.0 if style["letter_spacing"] == "normal" else style["letter_spacing"]
        return Style(data, style["font_size"], tuple(features(style).items()), tracking, style["word_spacing"])

    def page(self, name: str) -> tuple[float, float]:
        """Return the width and height of the text area of a named page."""
        if name not in self._pages:
            page = _page(name)
            set_page_type_computed_styles(page, self._html, self._styles)
            style = self._styles(page)
            wide, high = style["size"]
            self._pages[name] = float(wide) - self.edges(style), float(high) - self.ends(style)
        return self._pages[name]

    def ground(self, section: Element, paragraph: Element) -> Ground:
        """Return where the text of a division stands on its rectos; its versos mirror them."""
        name = str(self.style(section)["page"])
        self.page(name)
        page, (leading, first) = self._styles(_page(name)), strut(self.style(paragraph))
        sides = (float(page[f"margin_{side}"].value) for side in ("left", "right", "top", "bottom"))
        return Ground(*(POINT * length for length in (*sides, leading, first)))

    def foot(self, name: str) -> float:
        """Return the height that the notes of a named page take besides their own."""
        self.page(name)
        return self.ends(self._styles(_page(name), "@footnote"))

    def edges(self, style: Mapping[str, Any]) -> float:
        """Return how much of its line a box keeps to itself on both sides."""
        return sum(pixels(style[side]) for side in SIDES)

    def ends(self, style: Mapping[str, Any]) -> float:
        """Return how much a box keeps to itself above and below."""
        return sum(pixels(style[end]) for end in ENDS)


def _page(name: str) -> PageType:
    return PageType("right", False, name, 1, ())


def features(style: Mapping[str, Any]) -> dict[str, int]:
    """Return the OpenType features that a style asks for."""
    return dict(font_features(*(style[name] for name in FEATURES)))


def pixels(length: Any) -> float:
    """Return a length; one that is relative cannot be known before layout, and counts for nothing."""
    if isinstance(length, int | float):
        return float(length)
    return float(length.value) if getattr(length, "unit", "") == "px" else 0.0
