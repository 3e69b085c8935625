"""Facts -> what search engines read of the book: schema.org's Book, with a part for each essay (JSON-LD)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from fleuron.formats.safety import legal, tidy
from fleuron.formats.site.facts import Download, Facts, Piece, web
from fleuron.model import Person
from fleuron.subjects import subject


def book_data(said: Facts) -> dict[str, Any]:
    """Describe the book; what the editor has not said is left out."""
    plan = said.plan
    return _told(
        {
            "@context": "https://schema.org",
            "@type": "Book",
            "@id": said.address or plan.identifier,
            "url": said.address,
            "name": said.title,
            "alternativeHeadline": tidy(plan.subtitle),
            "description": tidy(plan.description),
            "inLanguage": list(said.book.languages),
            "datePublished": plan.issued.isoformat() if said.dated else "",
            "author": _people(said.book.authors),
            "editor": _people(said.book.editors),
            "publisher": {"@type": "Organization", "name": tidy(plan.publisher)} if tidy(plan.publisher) else "",
            "isPartOf": {"@type": "BookSeries", "name": tidy(plan.series)} if tidy(plan.series) else "",
            "keywords": [subject(tidy(each)).words for each in plan.subjects],
            "copyrightNotice": tidy(plan.rights),
            "image": f"{said.address}cover.jpg",
            "isAccessibleForFree": True,
            **_access(said),
            "workExample": [_edition(said, download) for download in said.downloads],
            "hasPart": [_part(said, piece) for piece in said.pieces],
        }
    )


def as_json(data: dict[str, Any]) -> str:
    """Write JSON that may stand inside a page: no character in it can end a script element."""
    text = legal(json.dumps(data, ensure_ascii=False, indent=1))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _people(persons: Iterable[Person]) -> list[dict[str, Any]]:
    return [_told({"@type": "Person", "name": tidy(p.name), "url": web(p.url)}) for p in persons]


def _access(said: Facts) -> dict[str, Any]:
    """Say how the book can be read, in the words that its own package file uses."""
    listed: dict[str, list[str]] = {}
    for name, value in said.access:
        listed.setdefault(name.removeprefix("schema:"), []).append(value)
    ways = listed.pop("accessModeSufficient", [])
    sufficient = [{"@type": "ItemList", "itemListElement": [way]} for way in ways]
    return {**listed, "accessModeSufficient": sufficient, "accessibilitySummary": said.summary}


def _edition(said: Facts, download: Download) -> dict[str, Any]:
    address = said.address + download.file
    return _told(
        {
            "@type": "Book",
            "name": said.title,
            "bookFormat": "https://schema.org/EBook",
            "isbn": said.plan.isbn.get(download.format, "").replace("-", "").replace(" ", ""),
            "numberOfPages": download.count if download.unit == "pages" else None,
            "encoding": {
                "@type": "MediaObject",
                "contentUrl": address,
                "encodingFormat": download.media,
                "contentSize": str(download.size),
                "sha256": download.sha256,
            },
            "potentialAction": {"@type": "ReadAction", "target": address},
        }
    )


def _part(said: Facts, piece: Piece) -> dict[str, Any]:
    return _told(
        {
            "@type": "Article" if piece.division.essay else "Chapter",
            "name": piece.title,
            "inLanguage": said.book.language(piece.division),
            "url": said.address + piece.file,
            "author": _people(piece.authors),
            "pagination": piece.pages,
            "isBasedOn": piece.url,
        }
    )


def _told(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value not in ("", None, [], {})}
