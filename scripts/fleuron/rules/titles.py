"""Page -> claims: the title, its second printing, and what stands above and below it."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from fleuron.model import Role
from fleuron.rules.bylines import read
from fleuron.rules.dates import dated
from fleuron.rules.page import Claim, Entry, Page, repeats
from fleuron.rules.phrases import find

LONGEST = 30  # words
DEPTH = 30  # short lines around the first prose in which a title is looked for
EARLY = 2  # lines of prose that may stand above a title: notices, mostly
PICTURE = re.compile(r"\b(?:images?|photo|picture|logo|icon|courtesy|illustration|skip to|sign in|log in)\b", re.I)
SIGNS = (Role.BYLINE, Role.DATELINE)
SUFFIX = re.compile(r"\s+[|·•—–-]\s+[^|]{2,60}")
WORD = re.compile(r"\w+")


def title(page: Page) -> Iterator[Claim]:
    """Choose the title among the first short lines: what the essay speaks of, and its address names, weighs most."""
    candidates = _marked(page) or [entry for entry in page.open if _may_be(page, entry)][-DEPTH:]
    if not candidates:
        return
    count = repeats(entry for entry in page.entries if entry.at <= page.first)
    below = " ".join(entry.folded for entry in page.entries if entry.words <= 2 * LONGEST)
    words = Counter(word for entry in page.prose for word in page.tokens[entry.at])
    best = max(candidates, key=lambda entry: (_weight(page, entry, count[entry.key], below, words), -entry.at))
    best = next(entry for entry in candidates if entry.key == best.key)  # its first printing
    yield Claim(best.number, Role.TITLE)
    for entry in page.open:
        if entry is not best and entry.words <= 2 * LONGEST and _same(entry, best):
            yield Claim(entry.number, Role.DUPLICATE_TITLE)


def _marked(page: Page) -> list[Entry]:
    """Return the lines that the page's own data call its title, or else those that its markup does."""
    hinted = [entry for entry in page.open if entry.hints and entry.words <= LONGEST]
    told = [entry for entry in hinted if entry.hints and entry.hints.told == "title"]
    return told or [entry for entry in hinted if entry.hints and entry.hints.level == 1]


def above(page: Page) -> Iterator[Claim]:
    """Name the short lines above the title, in its first or second printing: they lead about the site."""
    titles = (Role.TITLE, Role.DUPLICATE_TITLE)
    places = [entry.at for entry in page.entries[: page.first + 1] if page.role(entry) in titles]
    for entry in page.open:
        if places and entry.at < places[-1] and not entry.prose:
            yield Claim(entry.number, Role.NAV if entry.at < places[0] else Role.WIDGET, sure=0.8)


def standfirst(page: Page) -> Iterator[Claim]:
    """Name what stands between title and byline: a sentence of the editors, or the section's name."""
    top = next((entry.at for entry in page.entries if page.role(entry) is Role.TITLE), None)
    signed = next((e.at for e in page.entries if page.role(e) is Role.BYLINE and e.at <= page.first + 3), None)
    if top is None or signed is None:
        return
    between = [entry for entry in page.open if top < entry.at < signed]
    if len(between) <= 2 and all(4 <= entry.words <= 60 for entry in between):
        for entry in between:
            yield Claim(entry.number, Role.STANDFIRST, sure=0.8)


def beneath(page: Page) -> Iterator[Claim]:
    """Name what stands between the title and the text that essays would not say there."""
    top = next((entry.at for entry in page.entries if page.role(entry) is Role.TITLE), None)
    signed = max((e.at for e in page.entries[: page.first + 3] if page.role(e) in SIGNS), default=-1)
    for entry in page.open:
        if top is not None and top < entry.at < max(page.first, signed):
            phrase = find(entry.folded)
            if phrase:
                yield Claim(entry.number, Role(phrase.role), 0, 0.8, phrase.name)
            elif entry.at < signed and entry.words < 4:
                yield Claim(entry.number, Role.NAV, sure=0.7)


def _may_be(page: Page, entry: Entry) -> bool:
    late = sum(prose.at < entry.at for prose in page.prose[: EARLY + 1]) > EARLY
    prose = entry.prose and (entry.words >= 25 or entry.raw.endswith("."))
    signs = bool(read(entry.text)) or dated(entry.text)
    lettered = any(char.isalpha() for char in entry.text)
    return not late and not prose and lettered and entry.words <= LONGEST and not entry.mark and not signs


def _weight(page: Page, entry: Entry, count: int, below: str, words: Counter[str]) -> float:
    """Weigh one candidate: `below` is all that is said of other pages and of rights, `words` what the prose says."""
    own = [word for word in page.tokens[entry.at] if len(word) > 2]
    long = [word for word in entry.text.split() if len(word) > 3]
    after = page.entries[entry.at + 1 : entry.at + 3]
    signs = {
        "addressed": _addressed(page, entry),
        "spoken": sum(words[word] > 1 for word in own) / max(2, len(own)),
        "repeated": count > 1 and entry.words >= 3,
        "cited": entry.words >= 2 and f"“{entry.key}" in below and entry.raw[0] not in '“"',
        "owner": f"© # {entry.key}" in below,
        "three": entry.words >= 3,
        "five": entry.words >= 5,
        "eight": entry.words >= 8,
        "thirteen": entry.words >= 13,
        "ends": entry.text.endswith((".", ":", ",")),
        "picture": bool(PICTURE.search(entry.text)),
        "late": entry.at > page.first,
        "alone": entry.gap > 0 or entry.at == 0,
        "titled": sum(word[0].isupper() for word in long) / max(1, len(long)),
        "asks": entry.text.endswith("?"),
        "stops": entry.stops,
        "close": bool(after) and after[0].prose,
        "signed": any(other.words <= 20 and (read(other.text) or dated(other.text)) for other in after),
    }
    return sum(weight * signs[name] for name, weight in weights().items())


@cache
def weights() -> dict[str, float]:
    """Read how much each sign of a title weighs."""
    return tomllib.loads(files(__package__).joinpath("titles.toml").read_text(encoding="utf-8"))


def _addressed(page: Page, entry: Entry) -> float:
    """Return how well a line agrees with the words of the page's address."""
    slug = {word for word in WORD.findall(page.slug.casefold().replace("_", " ")) if word.isalpha()}
    own = set(WORD.findall(entry.text.casefold().replace("’", "").replace("'", "")))
    return 2 * len(slug & own) / (len(slug) + len(own)) if len(slug) > 1 and own else 0.0


def _same(entry: Entry, best: Entry) -> bool:
    if entry.key == best.key:
        return True
    return best.words >= 3 and entry.text.startswith(best.text) and bool(SUFFIX.fullmatch(entry.text[len(best.text) :]))
