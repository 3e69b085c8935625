"""Essay + Permission -> words: where it first appeared, and by what right it stands here."""

from __future__ import annotations

import re
from html import escape

from fleuron.collate.people import join, person
from fleuron.collate.xhtml import block, link
from fleuron.licences import licence
from fleuron.model import Book, Decisions, Division, Essay, Permission, Plan

ISO = re.compile(r"(\d{4})-(0[1-9]|1[0-2])(?:-(\d\d))?")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def origin(essay: Essay, plan: Plan) -> str:
    """Say at the end of an essay where it first appeared, and by what licence it stands here."""
    permission = plan.decisions.get(essay.slug, Decisions()).permission
    place = _first(essay, plan)
    name = _licence(permission)[0]
    return " ".join(filter(None, (f"First published: {place}." if place else "", f"Licence: {name}." if name else "")))


def credit(division: Division, plan: Plan) -> str:
    """Write what the credits say of an essay; the wording that its holder asks for stands there to the letter."""
    essay = division.essay
    if essay is None:
        return ""
    decided = plan.decisions.get(essay.slug, Decisions())
    place = _first(essay, plan)
    translators = join(person(name, plan) for name in decided.translators)
    said = [
        f"First published: {escape(place)}." if place else "",
        f"{link(essay.url, essay.url)}." if essay.url else "",
        _right(decided.permission),
    ]
    if not any(said):
        return ""
    by = f" by {join(division.authors)}" if division.authors else ""
    title = f"“{essay.title}”{by}{f', translated by {translators}' if translators else ''}."
    return block("", " ".join([escape(title), *filter(None, said)]))


def picture_credits(book: Book) -> str:
    """Write what the credits say of the pictures: a line for each that has a credit or a right of its own."""
    where = {f"“{division.title}”": division.essay.pictures for division in book.divisions if division.essay}
    where |= {f"the {kind}": pictures for kind, pictures in book.plan.art.items()}
    lines = [
        f"Picture in {escape(title)}: {' '.join(said)}"
        for title, pictures in where.items()
        for picture in pictures
        if (said := [*filter(None, (_stopped(escape(picture.credit)), _right(picture.permission)))])
    ]
    return "".join(block("", line) for line in dict.fromkeys(lines))


def _stopped(words: str) -> str:
    return words if not words or words.endswith((".", "!", "?")) else f"{words}."


def _first(essay: Essay, plan: Plan) -> str:
    """Name the site and the day; a date that was read off the page is written out, where we know how."""
    found = ISO.fullmatch(essay.published)
    published = essay.published
    if found and plan.language.startswith("en"):
        year, month, day = found.groups()
        published = " ".join(filter(None, (str(int(day)) if day else "", MONTHS[int(month) - 1], year)))
    return ", ".join(filter(None, (essay.site, published)))


def _right(permission: Permission | None) -> str:
    """Write the holder's own wording, or what is usual where there is none."""
    if permission is None or permission.credit:
        return escape(permission.credit) if permission else ""
    holder = escape(permission.holder)
    match permission.status:
        case "own":
            return f"Copyright {holder}." if holder else ""
        case "granted":
            return f"Printed by permission of {holder}." if holder else "Printed by permission."
        case "public-domain":
            return "In the public domain."
        case "licence":
            name, url = _licence(permission)
            return f"Licence: {link(url, name) if url else escape(name)}." if name else ""
        case _:
            return f"Permission {permission.status}."


def _licence(permission: Permission | None) -> tuple[str, str]:
    if permission is None or permission.status != "licence":
        return "", ""
    known = licence(permission.licence)
    return known or (permission.licence, "")
