"""Essay + Permission -> words: where it first appeared, and by what right it stands here."""

from __future__ import annotations

import re
from html import escape

from fleuron.collate.people import join, person
from fleuron.collate.xhtml import block, link
from fleuron.licences import licence
from fleuron.model import Book, Decisions, Division, Essay, Permission, Plan
from fleuron.wording import Wording, called, own, wording

ISO = re.compile(r"(\d{4})-(0[1-9]|1[0-2])(?:-(\d\d))?")


def origin(essay: Essay, plan: Plan) -> str:
    """Say at the end of an essay where it first appeared, and by what licence it stands here."""
    permission = plan.decisions.get(essay.slug, Decisions()).permission
    told = (("first", _first(essay, plan)), ("licence", _licence(permission)[0]))
    return " ".join(wording(plan.language)[key].format(words) for key, words in told if words)


def credit(division: Division, plan: Plan) -> str:
    """Write what the credits say of an essay; the wording that its holder asks for stands there to the letter."""
    essay = division.essay
    if essay is None:
        return ""
    decided = plan.decisions.get(essay.slug, Decisions())
    place = _first(essay, plan)
    words = wording(plan.language)
    translators = join((person(name, plan) for name in decided.translators), words)
    said = [
        words["first"].format(escape(place)) if place else "",
        f"{link(essay.url, essay.url)}." if essay.url else "",
        _right(decided.permission, words),
    ]
    if not any(said):
        return ""
    title = words["quoted"].format(essay.title)
    title = words["by"].format(title, join(division.authors, words)) if division.authors else title
    turned = f", {words['translated-by'].format(translators)}" if translators else ""
    return block("", " ".join([escape(f"{title}{turned}."), *filter(None, said)]))


def picture_credits(book: Book) -> str:
    """Write what the credits say of the pictures: a line for each that has a credit or a right of its own."""
    said = wording(book.plan.language)
    where = {
        said["quoted"].format(division.title): division.essay.pictures for division in book.divisions if division.essay
    }
    where |= {called(kind, book.plan.language): pictures for kind, pictures in book.plan.art.items()}
    lines = [
        f"{said['picture-in'].format(escape(title))} {' '.join(told)}"
        for title, pictures in where.items()
        for picture in pictures
        if (told := [*filter(None, (_stopped(escape(picture.credit)), _right(picture.permission, said)))])
    ]
    return "".join(block("", line) for line in dict.fromkeys(lines))


def _stopped(words: str) -> str:
    return words if not words or words.endswith((".", "!", "?")) else f"{words}."


def _first(essay: Essay, plan: Plan) -> str:
    """Name the site and the day; a date that was read off the page is written out, where we know how."""
    found = ISO.fullmatch(essay.published)
    published = essay.published
    if found and own(plan.language):
        year, month, day = found.groups()
        published = wording(plan.language).date(year, int(month), int(day or 0))
    return ", ".join(filter(None, (essay.site, published)))


def _right(permission: Permission | None, said: Wording) -> str:
    """Write the holder's own wording, or what is usual where there is none."""
    if permission is None or permission.credit:
        return escape(permission.credit) if permission else ""
    holder = escape(permission.holder)
    match permission.status:
        case "own":
            return said["holder"].format(holder) if holder else ""
        case "granted":
            return said["granted-by"].format(holder) if holder else said["granted"]
        case "licence":
            name, url = _licence(permission)
            return said["licence"].format(link(url, name) if url else escape(name)) if name else ""
        case status:
            return said[status]


def _licence(permission: Permission | None) -> tuple[str, str]:
    if permission is None or permission.status != "licence":
        return "", ""
    known = licence(permission.licence)
    return known or (permission.licence, "")
