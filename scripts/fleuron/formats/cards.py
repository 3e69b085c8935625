"""Chunks by name -> what is known of them unopened, kept as one entry for a book; what cannot be read is not there."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from fleuron.cache import keep, keeps, outdated, recall
from fleuron.link import Card, Sheaf, read_card


class Cards:
    """The cards of the chunks of one book."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._known = _kept(name)

    def card(self, key: str) -> Card | None:
        """Return the card of a chunk that is kept, if there is one."""
        return self._known.get(key) if keeps(key) else None

    def close(self, sheaves: Sequence[Sheaf]) -> None:
        """Keep the cards of these chunks, and no others."""
        if outdated(self._known, {sheaf.name: sheaf for sheaf in sheaves}):
            keep(self._name, json.dumps({sheaf.name: _told(sheaf.card) for sheaf in sheaves}).encode())


def _told(card: Card) -> dict[str, Any]:
    """Write a card, with the glyphs of a font as columns, which are read at once."""
    told = asdict(replace(card, fonts={}))
    for name, font in card.fonts.items():
        glyphs = [list(font.glyphs), *map(list, zip(*font.glyphs.values(), strict=True))]
        told["fonts"][name] = asdict(replace(font, glyphs={})) | {"glyphs": glyphs if font.glyphs else [[], [], []]}
    return told


def _kept(name: str) -> dict[str, Card]:
    try:
        return {key: read_card(told) for key, told in json.loads(recall(name) or b"{}").items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}
