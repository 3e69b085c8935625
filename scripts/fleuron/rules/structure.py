"""Page -> claims on the essay itself: lists, quotes, notes, letters, verse."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from fleuron.model import Role
from fleuron.rules.glued import items
from fleuron.rules.page import SIGNED, Claim, Entry, Page

BULLETS = "•◦▪▫‣⁃●○■·∙*"
DASHES = "-–+"
QUOTED = re.compile(r"[\"“«].*[\"”»]\W*(?:[-–—―]\s*\S.{2,80})?", re.S)
DEAR = re.compile(r"(?:dear|my dear|dearest)\b.{1,40},", re.I)
LETTER = 15  # lines of a letter at the most
CLOSE = 15  # words before its signature
INITIAL = re.compile(r"[A-Z]\.")
LONG = 15  # words of a line that may hold a pull quote
ANNOUNCED = 8  # words of a sentence that ends in a colon
ASIDE = re.compile(r"\[[^\W\d_]+(?: [^\W\d_]+){0,3}\]")
CLOSING = 3  # lines below the last prose in which verse may still begin
LINES = 3  # of a stanza at the least
VERSED = re.compile(r"[,;—–-]$")  # what ends a line of verse, and no line of a menu
NOTE = re.compile(r"(?:\[(\d{1,2})\]|([⁰¹²³⁴-⁹]{1,2})|(\d{1,2})(?:\.|(?=\s)))\s*(?=\S+\s+\S)")
CALL = "(?<![⁰¹²³⁴-⁹]){0}(?![⁰¹²³⁴-⁹])"
GLUED = r"{0}(?:(?<=[^\W\d_]{{3}}{0})(?!\w)|(?<=[^\W\d_][.,;:!?”’)]{0})(?=[\s—]|$))"  # too common to be believed alone
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
NOTED = re.compile(  # what stands over notes
    "(?:foot|end)?notes?|references|anmerkungen|fußnoten|notizen|notas?|notes de bas de page|note a piè di pagina"
    "|(?:voet|fot)?note[nr]|przypisy|примечания|сноски|注释?|脚注"
)
WIDTH = 60  # characters of a line of verse at the most


def lists(page: Page) -> Iterator[Claim]:
    """Name the items of lists, by mark and indent, and the paragraphs that continue an item."""
    open_item: Entry | None = None
    for entry in page.entries:
        if page.role(entry) is not None:
            continue
        if entry.mark and len(items(entry.raw)) > 1:
            yield Claim(entry.number, Role.LIST, 1, why="glued")
        elif _item(page, entry):
            open_item = entry
            yield Claim(entry.number, Role.LIST, _depth(entry))
        elif open_item and entry.indent > open_item.indent and not entry.mark:
            yield Claim(entry.number, Role.LIST, _depth(open_item))
        else:
            open_item = None


def quotes(page: Page) -> Iterator[Claim]:
    """Name block quotes: marked with '>', indented, or wholly in quotation marks and then signed."""
    for entry in page.open:
        below = page.entries[entry.at + 1] if entry.at + 1 < len(page.entries) else None
        if entry.raw.startswith(">") or (entry.indent >= 2 and not entry.mark and entry.words >= 8):
            yield Claim(entry.number, Role.QUOTE)
        elif entry.words >= 8 and below and _signature(below) and QUOTED.fullmatch(entry.text):
            yield Claim(entry.number, Role.QUOTE)
            yield Claim(below.number, Role.QUOTE)
        elif entry.words >= 8 and QUOTED.fullmatch(entry.text) and re.search(r"[”\"»]\W*[-–—―]\s*\S", entry.text):
            yield Claim(entry.number, Role.QUOTE)


def pull_quotes(page: Page) -> Iterator[Claim]:
    """Name a short paragraph that a longer one says again, word for word."""
    said = "\n".join(entry.key for entry in page.open if entry.words >= LONG)
    for entry in page.open:
        if 8 <= entry.words <= 60 and entry.stops and not entry.mark and _again(entry, said):
            yield Claim(entry.number, Role.PULL_QUOTE)


def _again(entry: Entry, said: str) -> bool:
    """Tell whether longer lines hold the words of this one; its own printings do not count."""
    if said.count(entry.key) <= (entry.words >= LONG):
        return False
    return any(entry.key in line and len(line) > 1.2 * len(entry.key) for line in said.split("\n"))


def notes(page: Page) -> Iterator[Claim]:
    """Name the notes below the essay: a number and its text, in one line or in two, that the text above calls."""
    run = [*_parted_notes(page)]
    yield from (Claim(entry.number, Role.NOTE) for pair in run for entry in pair)
    if not run:
        yield from _numbered_notes(page)


def _parted_notes(page: Page) -> Iterator[tuple[Entry, Entry]]:
    """Find the notes that have their number in a line of its own; a call may have come to stand alone as well."""
    pairs = [
        (figure, number, text)
        for number, text in pairwise(page.open)
        if (figure := number.raw.strip("[].^")).isdigit() and text.words >= 4 and text.stops and text.text[-1] != "?"
    ]
    begins = max((at for at, pair in enumerate(pairs) if pair[0] == "1"), default=len(pairs))
    for wanted, (figure, number, text) in enumerate(pairs[begins:], 1):
        if figure != str(wanted) or number.at <= (page.first + page.last) / 2:
            return
        yield number, text


def _numbered_notes(page: Page) -> Iterator[Claim]:
    run = _counted_notes(page)
    if not run:
        return
    head = page.entries[run[0].at - 1]
    titled = NOTED.fullmatch(head.key) is not None and page.role(head) is None
    above = "\n".join(entry.raw for entry in page.entries[: run[0].at])
    if run[0].at > page.first and all(_called(str(n), above, titled) for n in range(1, len(run) + 1)):
        if titled:
            yield Claim(head.number, Role.NAV, why="head")  # they will stand under their own
        yield from (Claim(entry.number, Role.NOTE) for entry in run)


def _called(note: str, text: str, titled: bool) -> bool:
    """Tell whether a text calls a note: `[1]`, a raised figure, or under a title one that is glued to its word."""
    raised = note.translate(RAISED)
    said = f"[{note}]" in text or (raised in text and re.search(CALL.format(raised), text))
    return bool(said or (titled and re.search(GLUED.format(note), text)))


def _counted_notes(page: Page) -> list[Entry]:
    """Find the last lines that count up from 1, with `[1]`, `1.`, `1 ` or a raised figure before some words."""
    run: list[Entry] = []
    for entry in page.open:
        found = NOTE.match(entry.raw)
        number = int((found[1] or found[2] or found[3]).translate(LOWERED)) if found else 0
        if number == 1:
            run = [entry]
        elif number and number == len(run) + 1 and entry.at <= run[-1].at + 2:
            run.append(entry)
    return run


def letters(page: Page) -> Iterator[Claim]:
    """Name a letter in the essay, from `Dear …,` to its signature; where the whole page is letters, its names."""
    opened = [entry for entry in page.open if entry.text.endswith(",") and DEAR.fullmatch(entry.text)]
    for dear in opened:
        signed = next((e for e in page.open if dear.at < e.at < dear.at + LETTER and _name(e)), None)
        if signed is None:
            continue
        inside = len(opened) == 1 and page.first < dear.at and signed.at < page.last
        above = page.entries[signed.at - 1]
        closed = (above,) if above.words <= CLOSE and above.text.endswith(",") and above is not dear else ()
        for entry in page.open if inside else (dear, *closed, signed):
            if dear.at <= entry.at <= signed.at:
                yield Claim(entry.number, Role.QUOTE if inside else Role.BODY, sure=0.8)


def epigraph(page: Page) -> Iterator[Claim]:
    """Name the signed words that stand over the essay's first line."""
    for entry, below in zip(page.open, page.open[1:], strict=False):
        over = entry.at <= page.first and below.at == entry.at + 1
        if over and entry.words >= 5 and _signature(below) and QUOTED.fullmatch(entry.text):
            yield Claim(entry.number, Role.QUOTE)
            yield Claim(below.number, Role.QUOTE)
            return


def asides(page: Page) -> Iterator[Claim]:
    """Name what a transcript tells in brackets, where it does so within the essay too: [Applause]."""
    told = [entry for entry in page.open if ASIDE.fullmatch(entry.raw)]
    if any(page.first < entry.at < page.last for entry in told):
        yield from (Claim(e.number, Role.BODY, sure=0.8) for e in told if page.first < e.at <= page.last + CLOSING)


def stanzas(page: Page) -> Iterator[Claim]:
    """Name the runs of short lines within the essay that go on as only verse does, or that the essay announces."""
    for run in _runs(page):
        within = page.first < run[0].at and run[-1].at < page.last
        closing = page.first < run[0].at <= page.last + CLOSING
        ended = sum(bool(VERSED.search(entry.text)) for entry in run)
        running = sum(entry.text[:1].islower() for entry in run) if run[0].text[:1].isupper() else 0
        versed = 2 * (ended + running) >= len(run) and sum(entry.words for entry in run) >= 3 * len(run)
        above = page.entries[run[0].at - 1] if run[0].at else run[0]
        announced = above.words >= ANNOUNCED and above.text.endswith(":")
        if (closing and versed) or (within and announced):
            yield from (Claim(entry.number, Role.VERSE, sure=0.8) for entry in run)


def verse(page: Page) -> Iterator[Claim]:
    """Name runs of short lines without a blank between them: stanzas, addresses."""
    yield from (Claim(entry.number, Role.VERSE, sure=0.8) for run in _runs(page) for entry in run)


def _runs(page: Page) -> Iterator[list[Entry]]:
    run: list[Entry] = []
    for entry in (*page.open, None):
        if entry and run and entry.gap == 0 and entry.at == run[-1].at + 1 and _short(entry):
            run.append(entry)
            continue
        if len(run) >= LINES:
            yield run
        run = [entry] if entry and _short(entry) else []


def _item(page: Page, entry: Entry) -> bool:
    mark = entry.mark
    if not mark or not entry.text:
        return False
    if mark in BULLETS or entry.indent >= 2:
        return True
    alike = [
        other
        for other in _beside(page, entry)
        if other.mark and other.mark not in BULLETS and other.indent == entry.indent
    ]
    if mark in DASHES:
        return any(other.mark == mark for other in alike)
    if any(other.gap == 0 or entry.gap == 0 for other in alike):
        return True  # flush-left numbers, line under line
    return entry.stops and bool(alike) and any(other.stops for other in alike)


def _beside(page: Page, entry: Entry) -> list[Entry]:
    return [page.entries[at] for at in (entry.at - 1, entry.at + 1) if 0 <= at < len(page.entries)]


def _depth(entry: Entry) -> int:
    return 1 + max(0, entry.indent - 1) // 4


def _signature(entry: Entry) -> bool:
    return entry.words <= 12 and bool(SIGNED.fullmatch(entry.raw))


def _name(entry: Entry) -> bool:
    """Tell whether a line can be a letter's signature; an initial in it looks like the mark of a list."""
    marked = entry.mark and not INITIAL.fullmatch(entry.mark)
    return entry.words <= 3 and entry.text[:1].isupper() and entry.text[-1:] not in ",:;!?" and not marked


def _short(entry: Entry) -> bool:
    return len(entry.text) <= WIDTH and not entry.mark and entry.words <= 12
