"""House -> the text block of a recto and of a verso, as the sheet's margins leave it."""

from __future__ import annotations

from typing import TypeAlias

from fleuron.formats.house import House

Frame: TypeAlias = tuple[float, float, float, float]  # what lies left, above, right and below, as shares of the page
BLANK = '<html><body><p>1</p><p style="break-before: page">2</p></body></html>'


def frames(style: House) -> tuple[Frame, Frame]:
    """Make up two pages of next to nothing, and measure them; raises what the layout raises."""
    from fleuron.formats.press import make_up

    recto, verso = (page._page_box for page in make_up(style, BLANK)[0].pages)
    return _frame(recto), _frame(verso)


def _frame(box: object) -> Frame:
    width, height = box.margin_width(), box.margin_height()  # type: ignore[attr-defined]
    left, top, right, low = (getattr(box, f"margin_{side}") for side in ("left", "top", "right", "bottom"))
    return left / width, top / height, right / width, low / height
