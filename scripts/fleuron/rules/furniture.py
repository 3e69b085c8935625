"""Page -> claims: lines that a site says in so many words (buttons, boxes, menus, notices, credits)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fleuron.model import Role
from fleuron.rules.headings import counted
from fleuron.rules.page import Claim, Entry, Page
from fleuron.rules.phrases import Phrase, find

HEADS = frozenset({("nav", "related"), ("comment-heading", "heads"), ("widget", "thread")})
NEAR = 2  # lines between a phrase that essays say too and another that vouches for it
POINTS = frozenset({"related", "related-links", "read-more", "invitations"})
POINTER = 20  # words of a line that points to another page, at the most
LONGEST = 60  # words of the longest notice
BREAK = re.compile(r"(?:[*⁂§~#•·∙◦=_—–-]\s*){1,12}|❦|☙|❧|\*\s*\*\s*\*")
BACK, ON = "←⟵«‹◄", "→⟶»›►"
QUOTES = re.compile("«[^»]+»|‹[^›]+›|»[^«]+«|›[^‹]+‹")
TRAIL = re.compile(r"\S+(?:\s\S+){0,4}(?:\s+[>»›/→]\s+\S+(?:\s\S+){0,9}){1,5}")


def furniture(page: Page) -> Iterator[Claim]:
    """Name what a site's template says word for word."""
    said = {
        entry.at: phrase for entry in page.entries if (phrase := _phrase(entry)) and not of_essay(page, entry, phrase)
    }
    for at, phrase in said.items():
        if not phrase.weak or any(at + step in said for step in range(-NEAR, NEAR + 1) if step):
            sure = 0.8 if phrase.weak else 1.0
            yield Claim(page.entries[at].number, Role(phrase.role), 0, sure, phrase.name)


def of_essay(page: Page, entry: Entry, phrase: Phrase) -> bool:
    """Tell whether what a site says over a list stands over a paragraph: so it may be a head of the essay."""
    below = page.entries[entry.at + 1 : entry.at + 2]
    return phrase.weak and phrase[:2] in HEADS and any(line.prose and line.gap and not line.mark for line in below)


def breaks(page: Page) -> Iterator[Claim]:
    """Name the marks between two sections of the essay."""
    for entry in page.open:
        if page.first < entry.at < page.last and BREAK.fullmatch(entry.raw) and (entry.gap > 0 or entry.hints):
            yield Claim(entry.number, Role.BREAK)


def marks(page: Page) -> Iterator[Claim]:
    """Name lines without a letter: bullets, rules, and outside the essay counters."""
    heads = frozenset(counted(page))
    for entry in page.open:
        if len(entry.raw) < 40 and not any(map(str.isalpha, entry.raw)):
            outside = not page.first < entry.at < page.last and entry.at not in heads
            if outside or not any(map(str.isdigit, entry.raw)):
                yield Claim(entry.number, Role.WIDGET)


def trails(page: Page) -> Iterator[Claim]:
    """Name the trail that leads from the site's front page to this one."""
    for entry in page.open:
        if entry.at < page.first and entry.words <= 20 and TRAIL.fullmatch(entry.raw):
            yield Claim(entry.number, Role.NAV)


def arrows(page: Page) -> Iterator[Claim]:
    """Name the links to the pages before and after this one; what « quotes » is none."""
    for entry in page.open:
        pointed = len(entry.raw) > 1 and (entry.raw[0] in BACK or entry.raw[-1] in ON)
        if entry.words <= 14 and pointed and not _quotes(entry):
            yield Claim(entry.number, Role.NAV)


def pointers(page: Page) -> Iterator[Claim]:
    """Name the line that sends the reader to another page by its title: “Read more: …”."""
    for entry in page.open:
        head, colon, title = entry.folded.partition(":")
        if colon and title.strip() and entry.words <= POINTER and not entry.mark:
            phrase = find(head)
            if phrase and phrase.name in POINTS:
                yield Claim(entry.number, Role.TEASER, sure=0.8)


def _quotes(entry: Entry) -> bool:
    return QUOTES.search(entry.raw) is not None or (entry.stops and entry.raw[0] in "«‹»›")


def _phrase(entry: Entry) -> Phrase | None:
    if entry.words > LONGEST:
        return None
    return find(entry.folded) or _doubled(entry.folded)


def _doubled(text: str) -> Phrase | None:
    """Find a phrase that a button says twice, once for the eye and once for the screen reader."""
    half, odd = divmod(len(text), 2)
    return find(text[:half]) if not odd and text[:half] == text[half:] else None
