"""Page -> claims: the title, its second printing, and what stands above and below it."""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import accumulate, chain
from typing import Any

from fleuron.model import Role
from fleuron.rules.bylines import named, read
from fleuron.rules.dates import dated
from fleuron.rules.page import Claim, Entry, Page, key, repeats
from fleuron.rules.phrases import find
from fleuron.rules.vocabulary import vocabulary

LONGEST = 30  # words
DEPTH = 30  # short lines around the first prose in which a title is looked for
FEW = 4  # words of a sentence, at the least
EARLY = 2  # lines of prose that may stand above a title: notices, mostly
PICTURE = re.compile(r"\b(?:images?|photo|picture|logo|icon|courtesy|illustration|skip to|sign in|log in)\b", re.I)
POST = re.compile(r"(?:from|to|cc|sender|reply-to|date|message-id)\s*:", re.I)  # over a letter by mail
SIGNS = (Role.BYLINE, Role.DATELINE)
SUFFIX = re.compile(r"\s+[|·•—–-]\s+[^|]{2,60}")
WORD = re.compile(r"\w+")
STOPS = (".", "。", "।", "۔")


def title(page: Page) -> Iterator[Claim]:
    """Choose the title among the first short lines: what the essay speaks of, and its address names, weighs most."""
    signs = candidates(page)
    if not signs:
        return
    weight = weights()
    best = max(signs, key=lambda at: (sum(weight[name] * sign for name, sign in signs[at].items()), -at))
    first = next(page.entries[at] for at in signs if page.entries[at].key == page.entries[best].key)
    yield Claim(first.number, Role.TITLE)
    for entry in page.open:
        if entry is not first and entry.words <= 2 * LONGEST and _same(entry, first):
            yield Claim(entry.number, Role.DUPLICATE_TITLE)


def candidates(page: Page) -> dict[int, dict[str, float]]:
    """Return the places of the lines that may be the title, and what speaks for each and against it."""
    late = page.prose[EARLY].at if len(page.prose) > EARLY else len(page.entries)
    found = _marked(page) or [entry for entry in page.open if entry.at <= late and _may_be(entry)][-DEPTH:]
    count = repeats(entry for entry in page.entries if entry.at <= page.first)
    below = " ".join(entry.folded for entry in page.entries if entry.words <= 2 * LONGEST)
    spoken = accumulate((entry.stops and entry.words >= FEW for entry in page.open), initial=0)
    sentences = {entry.at: above for entry, above in zip(page.open, spoken, strict=False)}
    own = frozenset(word for entry in found for word in entry.tokens)
    words = Counter(filter(own.__contains__, chain.from_iterable(entry.tokens for entry in page.prose)))
    opening = frozenset(word for entry in page.prose[:EARLY] for word in entry.tokens)
    return {
        entry.at: {
            **_shape(entry),
            **_place(page, entry, rank, sentences[entry.at]),
            **_echo(entry, words, opening),
            "addressed": _addressed(page, entry),
            "repeated": count[entry.key] > 1 and entry.words >= 3,
            "cited": entry.words >= 2 and f"“{entry.key}" in below and entry.raw[0] not in '“"',
            "owner": f"© # {entry.key}" in below,
        }
        for rank, entry in enumerate(found)
    }


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


def _may_be(entry: Entry) -> bool:
    prose = entry.prose and (entry.words >= 25 or entry.raw.endswith(STOPS))
    if prose or entry.words > LONGEST or entry.mark or not any(map(str.isalpha, entry.text)):
        return False
    return not (POST.match(entry.text) or read(entry.text) or dated(entry.text))


def _heads(entry: Entry) -> bool:
    """Tell whether a line stands like a title: alone, of some words, without a stop."""
    return 2 <= entry.words <= LONGEST and entry.gap > 0 and not entry.stops and not entry.mark


def _shape(entry: Entry) -> dict[str, float]:
    long = [word for word in entry.text.split() if len(word) > 3]
    return {
        "three": entry.words >= 3,
        "five": entry.words >= 5,
        "eight": entry.words >= 8,
        "thirteen": entry.words >= 13,
        "ends": entry.text.endswith((*STOPS, ":", ",", "，", "：")),
        "picture": bool(PICTURE.search(entry.text)),
        "titled": sum(word[0].isupper() for word in long) / max(1, len(long)),
        "small": entry.text[0].islower(),
        "figures": "#" in entry.folded,
        "asks": entry.text.endswith("?"),
        "stops": entry.stops,
        "barred": "|" in entry.text,
        "spoken_to": not vocabulary()["second"].isdisjoint(entry.tokens),
        "general": entry.key in generic(),
        "shouts": entry.text.isupper(),
    }


def _place(page: Page, entry: Entry, rank: int, sentences: int) -> dict[str, float]:
    """Say where a line stands, which of the likely ones it is, and below how many sentences."""
    after = page.entries[entry.at + 1 : entry.at + 3]
    above = page.entries[entry.at - 1] if entry.at else None
    return {
        "under": above is not None and page.role(above) is not None,
        "beneath": above is not None and above.words < 4 and not entry.gap,
        "over": bool(after) and after[0].words < 4 and not after[0].gap,
        "late": entry.at > page.first,
        "rank": math.log1p(rank),
        "leads": rank == 0,
        "far": math.log1p(abs(page.first - entry.at)),
        "alone": entry.gap > 0 or entry.at == 0,
        "close": bool(after) and after[0].prose,
        "below": math.log1p(sentences),
        "among": above is not None and above.stops and bool(after) and after[0].stops,
        "over_text": bool(after) and after[0].stops and after[0].words >= FEW,
        "second": above is not None and page.role(above) is None and _heads(above) and not entry.stops,
        "named": any(named(other.text, least=2) for other in after),
        "signed": any(other.words <= 20 and (read(other.text) or dated(other.text)) for other in after),
    }


def _echo(entry: Entry, words: Counter[str], opening: frozenset[str]) -> dict[str, float]:
    """Say how far the prose, and its beginning, repeat the longer words of a line."""
    own = [word for word in entry.tokens if len(word) > 2 and word not in vocabulary()["common"]]
    size = max(2, len(own))
    return {
        "spoken": sum(words[word] > 1 for word in own) / size,
        "often": sum(math.log1p(words[word]) for word in own) / size,
        "opening": sum(map(opening.__contains__, own)) / size,
        "unspoken": sum(word not in words for word in own) / size,
    }


@cache
def weights() -> Mapping[str, float]:
    """Read how much each sign of a title weighs."""
    return {str(name): float(weight) for name, weight in _data()["weights"].items()}


@cache
def generic() -> frozenset[str]:
    """Read the heads that any text may have, and that name none."""
    return frozenset(map(key, _data()["generic"]))


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("titles.toml").read_text(encoding="utf-8"))


def _addressed(page: Page, entry: Entry) -> float:
    """Return how well a line agrees with the words of the page's address; the commonest words tell nothing."""
    slug = {word for word in WORD.findall(page.slug.casefold().replace("_", " ")) if word.isalpha()}
    own = set(WORD.findall(entry.text.casefold().replace("’", "").replace("'", "")))
    if len(slug) < 2 or not own:
        return 0.0
    common = vocabulary()["common"]
    slug, own = slug - common or slug, own - common or own
    return 2 * len(slug & own) / (len(slug) + len(own))


def _same(entry: Entry, best: Entry) -> bool:
    if entry.key == best.key:
        return True
    return best.words >= 3 and entry.text.startswith(best.text) and bool(SUFFIX.fullmatch(entry.text[len(best.text) :]))
