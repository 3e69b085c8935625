"""A PDF -> the same, mended by hand: opened from memory, and saved so that its bytes are always the same."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pikepdf


def opened(data: bytes) -> pikepdf.Pdf:
    """Open a PDF from memory."""
    return pikepdf.open(BytesIO(data))


def saved(pdf: pikepdf.Pdf, **how: Any) -> bytes:
    """Return the file; its /ID is made from its content."""
    out = BytesIO()
    pdf.remove_unreferenced_resources()
    pdf.save(out, deterministic_id=True, **how)
    return out.getvalue()
