"""Source -> Essay: every line is judged once, in order, and none is lost.

The rules only say what a line is. This module alone keeps the verdicts, so a rule can neither delete text
nor forget to report what it did. The editor's rulings come first; what no rule names is printed.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from fleuron.anchors import Marks, idle, marks, opens
from fleuron.model import Essay, Finding, Picture, Role, Ruling, Severity, Source, Verdict
from fleuron.rules.bylines import Byline, people, read
from fleuron.rules.damage import damage
from fleuron.rules.dates import find
from fleuron.rules.page import MARK, Claim, Doubt, Entry, Page, Rule, measure
from fleuron.rules.pictures import place
from fleuron.rules.wraps import Paragraph, unwrap
from fleuron.typography import polish
from fleuron.verdicts import verdict_on


def clean(source: Source) -> Essay:
    """Judge every line of a page; the first to claim a line keeps it."""
    marked, findings = marks(source)
    paragraphs = unwrap(source.lines, marked.apart, marked.joined)
    entries = measure(
        (
            line if line.text == text else replace(line, text=text)
            for line, text in ((paragraph.lines[0], paragraph.text) for paragraph in paragraphs)
        ),
        {paragraph.lines[0].number: paragraph.lines[-1].number for paragraph in paragraphs},
    )
    verdicts = _judge(source, marked, paragraphs, entries, findings)
    decided = source.decisions
    pictures = [*place(source, verdicts, lambda words: [e.number for e in entries if opens(e.raw, words)])]
    byline, imprint = _byline(verdicts), source.imprint
    title = decided.title or _first(verdicts, Role.TITLE) or polish(imprint.title, source.language)
    stated = imprint.authors if "authors" in imprint.sure else ()
    authors = decided.authors or stated or byline.names or imprint.authors
    findings += _missing(source, verdicts, title, authors)
    if not source.markdown:
        findings += damage(source.place, verdicts, (title, *authors))
    return Essay(
        slug=source.slug,
        place=source.place,
        title=title or _spoken(source.slug),
        short=decided.short,
        standfirst=decided.standfirst or _standfirst(verdicts, byline, source.language),
        authors=authors,
        site=decided.site or byline.site or imprint.site,
        url=decided.url or imprint.url,
        published=decided.published or imprint.published or _published(verdicts),
        licence=decided.licence,
        verdicts=verdicts,
        markdown=source.markdown,
        findings=(*source.findings, *findings, *(each for each in pictures if isinstance(each, Finding))),
        language=source.language,
        pictures=tuple(sorted((each for each in pictures if isinstance(each, Picture)), key=lambda each: each.line)),
        imprint=imprint,
    )


def _judge(
    source: Source, marked: Marks, paragraphs: Iterable[Paragraph], entries: tuple[Entry, ...], findings: list[Finding]
) -> tuple[Verdict, ...]:
    """Judge paragraph by paragraph; the verdict on its first line has the text, and the lines below it join it."""
    rows = _ask(source, entries, map(_ruled, marked.rulings))
    used: set[object] = set()
    verdicts: list[Verdict] = []
    for paragraph, entry in zip(paragraphs, entries, strict=True):
        verdict = verdict_on(paragraph, entry, *rows[entry.number], source, marked, used)
        verdicts.append(verdict)
        for line in paragraph.lines[1:]:
            verdicts.append(replace(verdict, line=line, text="", joins=True, found="", changes=(), spans=()))
    findings.extend((*_idle(source, used), *idle(source.place, marked, used)))
    return tuple(verdicts)


def _ask(source: Source, entries: tuple[Entry, ...], rulings: Iterable[Claim]) -> dict[int, tuple[Claim, str]]:
    """Ask the editor, then every rule in turn; the first to claim a line keeps it, and what nobody claims is text."""
    rows = {claim.number: (claim, "editor") for claim in rulings}
    roles = {number: claim.role for number, (claim, _) in rows.items()}
    doubts: dict[int, float] = {}
    page = Page(source.slug, entries, roles, source.shared)
    for rule in _rules() if entries else ():
        for said in (claims := [*rule(page)]):
            if isinstance(said, Doubt):
                doubts[said.number] = said.sure
            elif said.number not in rows:
                rows[said.number] = said, f"{rule.__name__}/{said.why}" if said.why else rule.__name__
                roles[said.number] = said.role
        page = Page(source.slug, entries, roles, source.shared) if claims else page
    for entry in entries:
        sure = doubts.get(entry.number, 1.0)
        if entry.number not in rows:
            rows[entry.number] = Claim(entry.number, Role.BODY, 0, sure), "body"
        claim, rule_name = rows[entry.number]
        if sure < claim.sure:
            rows[entry.number] = claim._replace(sure=sure), rule_name
    return rows


@cache
def _rules() -> Sequence[Rule]:
    """Load the rules, which an essay that has no lines to be judged can do without.

    What is loaded by now stays: Python need not look through it again and again for what it might clear away.
    """
    from fleuron.rules.table import RULES

    gc.freeze()
    return RULES


def _ruled(ruling: Ruling) -> Claim:
    return Claim(ruling.number, ruling.role, ruling.level or (1 if ruling.role in (Role.HEADING, Role.LIST) else 0))


def _idle(source: Source, used: set[object]) -> Iterator[Finding]:
    for old, _ in source.decisions.replacements:
        if old not in used:
            yield Finding(
                "CLN102",
                source.place,
                f"The replacement of “{old}” finds these words nowhere in the page.",
                "Copy the words from the page as it was scraped, or drop the replacement.",
            )


def _missing(source: Source, verdicts: tuple[Verdict, ...], title: str, authors: Iterable[str]) -> Iterator[Finding]:
    if not source.markdown and not any(verdict.role.printed for verdict in verdicts):
        yield Finding(
            "CLN103",
            source.place,
            "No line of this page reads as an essay.",
            "Scrape the page again, or rule on its lines in the sidecar.",
            Severity.ERROR,
        )
    if not title:
        yield Finding(
            "CLN104",
            source.place,
            f"The page does not say its title; the book calls it “{_spoken(source.slug)}”.",
            'Add title = "…" to the sidecar.',
        )
    if not tuple(authors):
        yield Finding(
            "CLN105",
            source.place,
            "The page does not say who wrote it.",
            'Add authors = ["…"] to the sidecar.',
            gate=True,
        )


def _byline(verdicts: tuple[Verdict, ...]) -> Byline:
    """Read the first byline that names someone, and join to it those beside it."""
    for verdict in verdicts:
        if verdict.role is Role.BYLINE:
            text = verdict.line.text.strip()
            text = text.removeprefix(mark.group() if (mark := MARK.match(text)) else "")
            if found := read(text):
                return found
            if names := people(text):
                return Byline(names)
    return Byline(())


def _standfirst(verdicts: tuple[Verdict, ...], byline: Byline, language: str) -> str:
    told = [verdict.text for verdict in verdicts if verdict.role is Role.STANDFIRST and not verdict.joins]
    return " ".join([*told, polish(byline.standfirst, language)] if byline.standfirst else told)


def _published(verdicts: tuple[Verdict, ...]) -> str:
    lines = [verdict.line.text for verdict in verdicts if verdict.role in (Role.DATELINE, Role.BYLINE)]
    return next((day for text in lines if (day := find(text))), "")


def _first(verdicts: tuple[Verdict, ...], role: Role) -> str:
    return next((verdict.text for verdict in verdicts if verdict.role is role), "")


def _spoken(slug: str) -> str:
    return " ".join(slug.replace("_", " ").replace("-", " ").split()).capitalize() or "Untitled"
