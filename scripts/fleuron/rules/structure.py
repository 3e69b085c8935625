"""Page -> claims on the essay itself: lists, quotes, verse, headings and their levels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from fleuron.model import Role
from fleuron.rules.page import NUMBER, Claim, Entry, Page

BULLETS = "•◦▪▫‣⁃●○■·∙*"
DASHES = "-–+"
LONGEST = 16  # words of a heading
QUOTED = re.compile(r"[\"“«].*[\"”»]\W*(?:[-–—―]\s*\S.{2,80})?", re.S)
SIGNED = re.compile(r"[-–—―~]\s*[^\W\d_].{2,80}")
HEAD_STOP = re.compile(r"[.,;…][\"'”’)]*$")
FAQ = re.compile(r"(?:faqs?|frequently asked questions|q\s*(?:&|and)\s*a|questions and answers)\b.*", re.I)
DEAR = re.compile(r"(?:dear|my dear|dearest)\b.{1,40},", re.I)
LETTER = 15  # lines of a letter at the most
LONG = 15  # words of a line that may hold a pull quote
LINES = 3  # of a stanza at the least
WIDTH = 60  # characters of a line of verse at the most


def lists(page: Page) -> Iterator[Claim]:
    """Name the items of lists, by mark and indent, and the paragraphs that continue an item."""
    open_item: Entry | None = None
    for entry in page.entries:
        if page.role(entry) is not None:
            continue
        if _item(page, entry):
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
        elif QUOTED.fullmatch(entry.text) and entry.words >= 8 and below and _signature(below):
            yield Claim(entry.number, Role.QUOTE)
            yield Claim(below.number, Role.QUOTE)
        elif QUOTED.fullmatch(entry.text) and entry.words >= 8 and re.search(r"[”\"»]\W*[-–—―]\s*\S", entry.text):
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
    """Name the notes below the essay: a bare number, or a marked one under a head, and its text."""
    wanted = 1
    for number, text in zip(page.open, page.open[1:], strict=False):
        if (
            number.raw.strip("[].^") == str(wanted)
            and text.words >= 4
            and text.stops
            and number.at > len(page.entries) / 2
        ):
            yield Claim(number.number, Role.NOTE)
            yield Claim(text.number, Role.NOTE)
            wanted += 1


def letters(page: Page) -> Iterator[Claim]:
    """Name a letter in the essay, from `Dear …,` to its signature; where the whole page is letters, its names."""
    opened = [entry for entry in page.open if DEAR.fullmatch(entry.text)]
    for dear in opened:
        signed = next((e for e in page.open if dear.at < e.at < dear.at + LETTER and _name(e)), None)
        if signed is None:
            continue
        inside = len(opened) == 1 and page.first < dear.at and signed.at < page.last
        for entry in page.open if inside else (signed,):
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


def counted(page: Page) -> list[int]:
    """Find the heads that count up from 1, three or more, each over lines of its own: no template does that."""
    run: list[Entry] = []
    for entry in page.open:
        number = NUMBER.match(entry.raw)
        alone = entry.gap > 0 and entry.words <= LONGEST and not HEAD_STOP.search(entry.text)
        if number and alone and not entry.indent and int(number[1]) == len(run) + 1:
            run.append(entry)
    parted = all(below.at > above.at + 1 for above, below in pairwise(run))
    return [entry.at for entry in run] if len(run) >= LINES and parted else []


def verse(page: Page) -> Iterator[Claim]:
    """Name runs of short lines without a blank between them: stanzas, addresses."""
    run: list[Entry] = []
    for entry in (*page.open, None):
        if entry and run and entry.gap == 0 and entry.at == run[-1].at + 1 and _short(entry):
            run.append(entry)
            continue
        if len(run) >= LINES:
            yield from (Claim(line.number, Role.VERSE, sure=0.8) for line in run)
        run = [entry] if entry and _short(entry) else []


def headings(page: Page) -> Iterator[Claim]:
    """Name the short lines that stand alone over running text, and give them their level."""
    found = [entry for at, entry in enumerate(page.open) if _heads(page, at)]
    levels = _levels(page, found)
    for entry in found:
        yield Claim(entry.number, Role.HEADING, levels[entry.number], 0.9)


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
    """Tell whether a line can be a letter's signature."""
    return entry.words <= 3 and entry.text[:1].isupper() and entry.text[-1:] not in ",:;!?" and not entry.mark


def _short(entry: Entry) -> bool:
    return len(entry.text) <= WIDTH and not entry.mark and entry.words <= 12


def _heads(page: Page, at: int) -> bool:
    entry = page.open[at]
    below = page.open[at + 1 : at + 4]
    if entry.words > LONGEST or not below or not any(char.isalpha() for char in entry.text):
        return False
    if HEAD_STOP.search(entry.text) or entry.text[0].islower() or SIGNED.fullmatch(entry.raw):
        return False
    if entry.mark and not entry.mark[:1].isdigit() and not entry.mark.strip("().").isalpha():
        return False
    return _over_text(page, entry, below) and _titled(page, entry, below)


def _over_text(page: Page, entry: Entry, below: tuple[Entry, ...]) -> bool:
    """Tell whether running text follows, at once or under one more heading."""
    if entry.gap == 0 and entry.at and page.entries[entry.at - 1].number in {e.number for e in page.open}:
        return False
    for step, other in enumerate(below):
        if (other.words > entry.words and (other.prose or other.stops)) or page.role(other) is Role.LIST:
            return True
        if step == 2 or HEAD_STOP.search(other.text):
            return False
    return False


def _titled(page: Page, entry: Entry, below: tuple[Entry, ...]) -> bool:
    """Tell a heading from a short remark that ends in a question, a cry or a colon."""
    if entry.text.endswith((":", "!", "?", "”", '"')):
        return _capitals(entry) or (entry.text.endswith("?") and _asked(page, entry))
    return True


def _capitals(entry: Entry) -> bool:
    long_ = [word for word in re.findall(r"[^\W\d_][\w’']*", entry.text) if len(word) > 3]
    return len(long_) >= 1 and all(word[0].isupper() for word in long_) and entry.text[0] not in '"“'


def _asked(page: Page, entry: Entry) -> bool:
    """Tell whether the page asks and answers: a heading says so, or two more lines ask."""
    asking = [o for o in page.open if o.text.endswith("?") and o.words <= LONGEST and o.gap > 0]
    return len(asking) >= 3 or any(FAQ.fullmatch(other.text) for other in page.entries[: entry.at])


def _levels(page: Page, found: list[Entry]) -> dict[int, int]:
    """Give questions under a list of questions, and numbered heads under plain ones, the second level."""
    levels: dict[int, int] = {}
    faq = False
    numbers = [bool(NUMBER.match(entry.raw)) for entry in found]
    mixed = any(numbers) and not all(numbers)
    first = next((at for at, numbered in enumerate(numbers) if numbered), 0)
    plain_above = mixed and first > 0 and _restart(found)
    for at, entry in enumerate(found):
        asks = entry.text.endswith("?")
        over = bool(FAQ.fullmatch(entry.text)) or (not asks and _over_questions(found[at:]))
        under = faq and asks and not over
        faq = over or under
        inner = bool(re.match(r"\d+\.\d+", entry.raw))
        levels[entry.number] = 2 if under or inner or (plain_above and numbers[at]) else 1
    return levels


def _over_questions(run: list[Entry]) -> bool:
    """Tell whether a heading has no text of its own, but two questions below it, one right under it."""
    under = run[1:3]
    return len(under) == 2 and all(entry.text.endswith("?") for entry in under) and under[0].at == run[0].at + 1


def _restart(found: list[Entry]) -> bool:
    """Tell whether numbering starts again under a plain heading, so that it stands below it."""
    ones = [at for at, entry in enumerate(found) if (n := NUMBER.match(entry.raw)) and n[1] == "1"]
    over = [at for at in ones if at and not NUMBER.match(found[at - 1].raw)]
    return len(ones) >= 2 or bool(over and _unbroken(found[over[0] :]))


def _unbroken(run: list[Entry]) -> bool:
    """Tell whether the numbers run on without a plain heading among them."""
    numbered = [bool(NUMBER.match(entry.raw)) for entry in run]
    return numbered == sorted(numbered, reverse=True)
