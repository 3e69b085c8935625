"""[permission] -> Permission: by what right an essay is printed, as its sidecar or book.toml says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from fleuron.manuscript.tables import LANGUAGE, Kind, place_of
from fleuron.model import Finding, Permission

STATUS = ("own", "granted", "public-domain", "licence", "pending", "refused")
PERMISSION: Mapping[str, Kind] = {
    "status!": STATUS,
    "licence": str,
    "holder": str,
    "date": date,
    "evidence": str,
    "credit": str,
    "covers": [("print", "ebook")],
    "languages": [LANGUAGE],
    "territories": [str],
    "expires": date,
}
FILE = re.compile(r"(?!https?:)[^\s:]+\.(?:pdf|eml|msg|txt|md|docx?|odt|html?|png|jpe?g|tiff?)", re.IGNORECASE)


def permission(table: Mapping[str, Any], path: Path, place: str) -> Permission | None:
    """Read the [permission] of a table that has been checked; None where it has none."""
    row = table.get("permission")
    return None if row is None else read_permission(row, place_of(path, place, "permission"))


def read_permission(row: Mapping[str, Any], place: str) -> Permission:
    """Read a permission that was written at a place."""
    return Permission(
        status=row["status"],
        licence=row.get("licence", ""),
        holder=row.get("holder", ""),
        granted=row.get("date"),
        evidence=row.get("evidence", ""),
        credit=row.get("credit", ""),
        covers=tuple(row.get("covers", ())),
        languages=tuple(row.get("languages", ())),
        territories=tuple(row.get("territories", ())),
        expires=row.get("expires"),
        place=place,
    )


def evidence(found: Permission | None, folder: Path) -> list[Finding]:
    """Look for the evidence of a permission where it names a file, from the manuscript's own folder."""
    if found is None or not FILE.fullmatch(found.evidence) or (folder / found.evidence).exists():
        return []
    sentence = f'the evidence "{found.evidence}" is not in the manuscript'
    return [Finding("MAN311", found.place, sentence, "put the file there, or say in words where the letter is kept")]
