"""Book -> Ledger: by what right each essay is printed, and for what that right is enough."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from fleuron.licences import licence, licences
from fleuron.model import UNDATED, Book, Decisions, Essay, Finding, Permission, Picture, Plan
from fleuron.names import meant

USES = ("print", "ebook")
SAID = MappingProxyType({"print": "in print", "ebook": "as an ebook"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One essay's line in the ledger: what is known of its permission, and which uses it is cleared for."""

    essay: Essay
    permission: Permission | None
    cleared: frozenset[str]
    findings: tuple[Finding, ...]

    @property
    def right(self) -> str:
        """Name the right in a few words."""
        if self.permission is None:
            return "unknown"
        return self.permission.licence or self.permission.status


def ledger(book: Book) -> tuple[Entry, ...]:
    """Open the ledger of a book: a line an essay, in the book's order."""
    return tuple(_entry(essay, book.plan) for essay in book.essays)


def findings(entries: Sequence[Entry]) -> list[Finding]:
    """List what the ledger lacks; a book whose editor has recorded no permission at all is told so once."""
    if entries and all(entry.permission is None for entry in entries):
        essays = "the essay" if len(entries) == 1 else f"any of the {len(entries)} essays"
        sentence = f"by what right {essays} may be printed is not known; the book is a draft"
        return [Finding("PER101", "book.toml", sentence, "write a [permission] into each essay's sidecar", gate=True)]
    return [finding for entry in entries for finding in entry.findings]


def account(entries: Sequence[Entry]) -> list[dict[str, Any]]:
    """Write the ledger in plain words: a row an essay."""
    return [
        {
            "essay": entry.essay.slug,
            "title": entry.essay.title,
            "right": entry.right,
            "holder": entry.permission.holder if entry.permission else "",
            "cleared": sorted(entry.cleared),
        }
        for entry in entries
    ]


def draft(entries: Sequence[Entry], use: str) -> bool:
    """Tell whether an essay is not cleared for a use (print, ebook)."""
    return any(use not in entry.cleared for entry in entries)


def waived(entries: Sequence[Entry], uses: Iterable[str]) -> frozenset[Finding]:
    """Return what may be lacking still when only these uses are made of the essays."""
    return frozenset(finding for entry in entries if entry.cleared.issuperset(uses) for finding in entry.findings)


def _entry(essay: Essay, plan: Plan) -> Entry:
    permission = plan.decisions.get(essay.slug, Decisions()).permission
    asked = replace(plan, language=essay.language or plan.language)
    hung, shown = _pictured(essay, asked)
    if permission is None:
        sentence = "by what right this essay may be printed is not known"
        fix = f"write [permission] into {_sidecar(essay)}, with its status, its holder and the evidence"
        return Entry(essay, None, frozenset(), (Finding("PER101", essay.place, sentence, fix, gate=True), *hung))
    found, cleared = _judged(permission, asked)
    return Entry(essay, permission, cleared & shown, (*found, *hung))


def _judged(permission: Permission, plan: Plan) -> tuple[tuple[Finding, ...], frozenset[str]]:
    """Hold a permission to what the book asks of it; return what is wrong, and the uses that it is enough for."""
    found = tuple(finding for check in CHECKS for finding in check(permission, plan))
    wholly = not any(finding.gate and finding.code != "PER105" for finding in found)
    return found, frozenset(use for use in USES if wholly and _covers(permission, use))


def _pictured(essay: Essay, plan: Plan) -> tuple[list[Finding], frozenset[str]]:
    """Do the same for the pictures of an essay that have a permission of their own; the rest go with the essay."""
    findings: list[Finding] = []
    uses = frozenset(USES)
    for picture in essay.pictures:
        if picture.permission:
            found, cleared = _judged(picture.permission, plan)
            findings += [_of_picture(picture, each) for each in found]
            uses &= cleared
    return findings, uses


def _of_picture(picture: Picture, found: Finding) -> Finding:
    said = found.sentence.replace("this essay", "it").replace("the essay", "the text")
    fix = found.fix.replace("the essay", "the picture")
    return replace(found, sentence=f"the picture “{picture.file}”: {said}", fix=fix)


def _sidecar(essay: Essay) -> str:
    return f"{essay.place.rsplit('.', 1)[0]}.toml"


def _covers(permission: Permission, use: str) -> bool:
    return not permission.covers or use in permission.covers


def _status(permission: Permission, plan: Plan) -> Iterator[Finding]:
    if permission.status == "pending":
        whose = f" of {permission.holder}" if permission.holder else ""
        sentence = f"the permission{whose} has not come yet"
        yield _gate("PER102", permission, sentence, 'write status = "granted", its date and the evidence when it has')
    elif permission.status == "refused":
        sentence = f"{permission.holder or 'the holder'} refused this essay"
        yield _gate("PER103", permission, sentence, "take the essay out of the book, or ask again")


def _expiry(permission: Permission, plan: Plan) -> Iterator[Finding]:
    if permission.expires is None:
        return
    if plan.issued == UNDATED:
        sentence = f"the permission ends on {permission.expires}, and the book has no date of issue"
        yield _gate("PER104", permission, sentence, "write issued = … into book.toml")
    elif permission.expires < plan.issued:
        sentence = f"the permission ended on {permission.expires}, before the book is issued on {plan.issued}"
        yield _gate("PER104", permission, sentence, "ask the holder for a longer term")


def _use(permission: Permission, plan: Plan) -> Iterator[Finding]:
    for use in USES:
        if not _covers(permission, use):
            sentence = f"the permission does not cover this essay {SAID[use]}"
            yield _gate("PER105", permission, sentence, f'ask the holder, and add "{use}" to covers')


def _language(permission: Permission, plan: Plan) -> Iterator[Finding]:
    tongues = {language.partition("-")[0].lower() for language in permission.languages}
    if tongues and plan.language.partition("-")[0].lower() not in tongues:
        sentence = f"the permission covers {', '.join(permission.languages)}, and the essay is in {plan.language}"
        yield _gate("PER106", permission, sentence, "ask the holder for that language")


def _territory(permission: Permission, plan: Plan) -> Iterator[Finding]:
    granted = {each.casefold() for each in permission.territories}
    if not granted or "world" in granted:
        return
    sold = {each.casefold() for each in plan.territories} or {"world"}
    if not sold <= granted:
        where = ", ".join(plan.territories) or "the world"
        sentence = f"the permission covers {', '.join(permission.territories)}, and the book is sold in {where}"
        yield _gate("PER107", permission, sentence, "ask for more, or write the book's territories into book.toml")


def _evidence(permission: Permission, plan: Plan) -> Iterator[Finding]:
    asked = {"holder": permission.holder, "date": permission.granted, "evidence": permission.evidence}
    lacking = [name for name, there in asked.items() if not there]
    if permission.status == "granted" and lacking:
        sentence = f"a permission is granted here without {' and without '.join(lacking)}"
        yield Finding("PER108", permission.place, sentence, f"write {', '.join(lacking)} into [permission]")


def _licence(permission: Permission, plan: Plan) -> Iterator[Finding]:
    if permission.status != "licence":
        return
    if not permission.licence:
        fix = 'write its SPDX name: licence = "CC-BY-4.0"'
        yield _gate("PER109", permission, "a licence is claimed here and not named", fix)
    elif licence(permission.licence) is None:
        near = meant(permission.licence, licences())
        hint = f' (did you mean "{near}"?)' if near else ""
        sentence = f'no licence that we know is called "{permission.licence}"{hint}'
        yield Finding("PER110", permission.place, sentence, f"write {near or 'its SPDX name, as CC-BY-4.0'}")


CHECKS: Sequence[Callable[[Permission, Plan], Iterator[Finding]]] = (
    *(_status, _expiry, _use, _language, _territory, _evidence, _licence),
)


def _gate(code: str, permission: Permission, sentence: str, fix: str) -> Finding:
    return Finding(code, permission.place, sentence, fix, gate=True)
