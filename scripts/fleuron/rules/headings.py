"""Page -> claims on the essay's headings, and their levels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from fleuron.model import Role
from fleuron.rules.page import NUMBER, SIGNED, Claim, Entry, Page

LONGEST = 16  # words of a heading
STOPS = (".", ",", ";", "…")
CALL = re.compile(  # of a note, behind a stop; "v.5" and "Vol.2" call none
    r"(?:(?<=[^\W\d_]{2}[.,;…])[\"'”’)]*(?:\s?\[\d{1,3}\]|[⁰¹²³⁴-⁹])+|(?<=[^\W\d_]{4}[.,;…])[\"'”’)]*\d{1,3})$"
)
FAQ = re.compile(r"(?:faqs?|frequently asked questions|q\s*(?:&|and)\s*a|questions and answers)\b.*", re.I)
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
FIGURES = {numeral: number for number, numeral in enumerate(ROMAN, 1)}
RUN = 3  # of heads that count up, at the least


def headings(page: Page) -> Iterator[Claim]:
    """Name the short lines that stand alone over running text, and give them their level."""
    bare = {at for at in counted(page) if page.entries[at].words == 1}
    found = [entry for at, entry in enumerate(page.open) if entry.at in bare or _heads(page, at)]
    levels = _levels(page, found)
    for entry in found:
        yield Claim(entry.number, Role.HEADING, levels[entry.number], 0.9)


def counted(page: Page) -> list[int]:
    """Find the heads that count up from 1, three or more, each over lines of its own: no template does that."""
    runs: list[list[Entry]] = [[]]
    for entry in page.open:
        figure = _figure(entry.raw) if entry.words <= LONGEST and not entry.indent else 0
        if not figure:
            continue
        alone = entry.gap > 0 or (entry.at > 0 and page.role(page.entries[entry.at - 1]) is not None)
        if alone and figure in (1, len(runs[-1]) + 1) and not _stops(entry):
            runs += [[]] if figure == 1 else []
            runs[-1].append(entry)
    parted = [run for run in runs if all(below.at > above.at + 1 for above, below in pairwise(run))]
    return [entry.at for run in parted if len(run) >= RUN for entry in run]


@lru_cache(maxsize=1 << 10)  # three rules ask it of the same lines
def _figure(raw: str) -> int:
    """Return the number that a line begins with, or that is all of it, Roman or Arabic; 0 where there is none."""
    if number := NUMBER.match(raw):
        return int(number[1])
    bare = raw.strip("§[](). ")
    return int(bare) if bare.isascii() and bare.isdigit() else FIGURES.get(bare, 0)


def _stops(entry: Entry) -> bool:
    """Tell whether a line ends as no heading does."""
    return _uncalled(entry.text).rstrip("\"'”’)").endswith(STOPS)


def _uncalled(text: str) -> str:
    """Return a text without the calls of notes at its end; all of them end in a figure or a bracket."""
    return CALL.sub("", text) if text[-1:].isdigit() or text[-1:] == "]" else text


def _heads(page: Page, at: int) -> bool:
    entry = page.open[at]
    below = page.open[at + 1 : at + 4]
    if entry.words > LONGEST or not below or not any(map(str.isalpha, entry.text)):
        return False
    if _stops(entry) or entry.text[0].islower() or SIGNED.fullmatch(entry.raw):
        return False
    if entry.mark and not entry.mark[:1].isdigit() and not entry.mark.strip("().").isalpha():
        return False
    return _over_text(page, entry, below) and _titled(page, entry, below)


def _over_text(page: Page, entry: Entry, below: tuple[Entry, ...]) -> bool:
    """Tell whether running text follows, at once or under one more heading."""
    if entry.gap == 0 and entry.at and page.role(page.entries[entry.at - 1]) is None:
        return False
    for step, other in enumerate(below):
        runs = other.prose or other.stops or _uncalled(other.text) != other.text
        if (other.words > entry.words and runs) or page.role(other) is Role.LIST:
            return True
        if step == 2 or _stops(other):
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
