"""bytes of a web archive (MHTML) -> the page in it: its bytes, where it was, and its charset."""

from __future__ import annotations

from email import message_from_bytes
from email.errors import MessageError
from email.message import Message

from fleuron.manuscript.decode import refused
from fleuron.manuscript.web.tree import LARGEST
from fleuron.model import Finding

PAGES = ("text/html", "application/xhtml+xml")


def unfold(data: bytes, place: str) -> tuple[bytes, str, str] | Finding:
    """Find the page among the parts: the one that the archive starts with, or else its first."""
    if len(data) > LARGEST:
        sentence = f"this page is {len(data) / 1e6:.0f} MB, and no essay is"
        return refused("MAN103", place, sentence, "save the page again without its pictures, or as text")
    try:
        archive = message_from_bytes(data)
        page = _page(archive)
        inner = page.get_payload(decode=True) if page else None
    except (MessageError, ValueError, LookupError, RecursionError):
        page, inner = None, None
    if page is None or not isinstance(inner, bytes) or not inner.strip():
        sentence = "this web archive holds no page: its parts are missing or damaged"
        return refused("MAN102", place, sentence, "open the page again, and save it as HTML or as text")
    return inner, place, str(page.get_param("charset", "") or "")


def _page(archive: Message) -> Message | None:
    start = str(archive.get_param("start", "") or "")
    parts = [part for part in archive.walk() if part.get_content_type() in PAGES]
    return next((part for part in parts if start and part.get("Content-ID", "") == start), parts[0] if parts else None)
