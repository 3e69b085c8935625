"""Essays -> Proposal: an order in which to read them, and why each stands where it does."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isqrt
from typing import Any

from fleuron.errors import ToolError
from fleuron.model import Essay, Person
from fleuron.names import nameless, sort_name
from fleuron.rules.dates import find
from fleuron.rules.page import counted

NOBODY: Mapping[str, Person] = {}
LEAST = 6  # essays; a book of fewer needs no parts
CLOSERS = 5  # essays that may close the book: those that have most in common with the others
SHARED = 3  # words that say why one essay follows another


@dataclass(frozen=True, slots=True)
class Place:
    """One essay in the order proposed, and why it stands there."""

    essay: Essay
    why: str


@dataclass(frozen=True, slots=True)
class Section:
    """A part that is proposed, its title still to come (TK); a book without parts has one, untitled."""

    title: str
    places: tuple[Place, ...]


def propose(essays: Sequence[Essay], by: str, people: Mapping[str, Person] = NOBODY) -> tuple[Section, ...]:
    """Propose an order: by path, author (an id of `people`, or a name), date, length or title.

    Raises ToolError where the path's tool is missing.
    """
    if by == "path" and len(essays) > 2:
        return _path(sorted(essays, key=lambda essay: essay.slug))  # a tie must not hang on how they came in
    if by == "author":
        return (Section("", _by_author(essays, people)),)
    return (Section("", ORDERS["title" if by == "path" else by](essays)),)


def _by_author(essays: Sequence[Essay], people: Mapping[str, Person]) -> tuple[Place, ...]:
    sorts = {essay.slug: _sort(essay, people) for essay in essays}
    ranked = sorted(essays, key=lambda each: (not sorts[each.slug], sorts[each.slug].casefold(), each.title.casefold()))
    return tuple(Place(essay, sorts[essay.slug] or "no author's name known") for essay in ranked)


def _sort(essay: Essay, people: Mapping[str, Person]) -> str:
    named = [people[name].sort if name in people else sort_name(name) for name in essay.authors if not nameless(name)]
    return named[0] if named else ""


def _by_date(essays: Sequence[Essay]) -> tuple[Place, ...]:
    dates = {essay.slug: find(essay.published) or _year(essay.published) for essay in essays}
    ranked = sorted(essays, key=lambda essay: (not dates[essay.slug], dates[essay.slug], essay.title.casefold()))
    return tuple(Place(essay, dates[essay.slug] or "no date known") for essay in ranked)


def _year(text: str) -> str:
    found = re.search(r"\b(?:19|20)\d\d\b", text)
    return found[0] if found else ""


def _by_length(essays: Sequence[Essay]) -> tuple[Place, ...]:
    sized = sorted(essays, key=lambda essay: (_words(essay), essay.title.casefold()))
    return tuple(Place(essay, f"{_words(essay):,} words") for essay in sized)


def _words(essay: Essay) -> int:
    return counted(_text(essay))


def _text(essay: Essay) -> str:
    return essay.markdown or "\n".join(verdict.text for verdict in essay.printed)


def _by_title(essays: Sequence[Essay]) -> tuple[Place, ...]:
    def key(essay: Essay) -> str:
        return re.sub(r"^(?:a|an|the) ", "", essay.title.casefold())

    return tuple(Place(essay, f"“{essay.title}”") for essay in sorted(essays, key=key))


ORDERS: Mapping[str, Callable[[Sequence[Essay]], tuple[Place, ...]]] = {
    "date": _by_date,
    "length": _by_length,
    "title": _by_title,
}


def _path(essays: Sequence[Essay]) -> tuple[Section, ...]:
    """Walk from the essay that is near to all the others, each step to what is near in theme.

    The walk ends with the essay that is near to all the others but the first; parts begin where a step is longest.
    """
    words, weights = _themes([f"{essay.title}\n{_text(essay)}" for essay in essays])
    near = weights @ weights.T
    route = _walk(near)
    why = ["opens: it has most in common with all the others"]
    why += [f"near the one before it in {_shared(weights[a] * weights[b], words)}" for a, b in pairwise(route)]
    why[-1] = f"closes: near to most of the others, and to {why[-1].removeprefix('near ')}"
    starts = [0, *_breaks([near[a, b] for a, b in pairwise(route)], len(essays))]
    return tuple(
        Section(
            f"TK ({_shared(weights[route[start:end]].mean(axis=0), words)})" if len(starts) > 1 else "",
            tuple(Place(essays[at], why[step]) for step, at in enumerate(route) if start <= step < end),
        )
        for start, end in pairwise([*starts, len(route)])
    )


def _themes(texts: Sequence[str]) -> tuple[list[str], Any]:
    """Weigh the words of each text by how much they are its own (TF-IDF); a row a text, of length one."""
    try:
        from sklearn.feature_extraction.text import TfidfVectorizer
    except ImportError as error:
        raise ToolError("The reading path needs scikit-learn: pip install 'fleuron[order]'") from error
    usual = 0.7 if len(texts) > 3 else 1.0  # a word of most essays says nothing of one
    weigh = TfidfVectorizer(
        sublinear_tf=True, max_df=usual, stop_words="english", token_pattern=r"(?u)\b[^\W\d_]{4,}\b(?!['’]t)"
    )
    rows = weigh.fit_transform(texts).toarray()
    return list(weigh.get_feature_names_out()), rows


def _walk(near: Any) -> list[int]:
    """Walk from what is nearest to all to one of those that are next so: whichever makes the shortest walk."""
    first, *rest = sorted(range(len(near)), key=lambda at: (-near[at].sum(), at))
    walks = [_mended(_reach(first, last, near), near) for last in rest[:CLOSERS]]
    return max(walks, key=lambda walk: sum(near[a, b] for a, b in pairwise(walk)))


def _reach(first: int, last: int, near: Any) -> list[int]:
    """Go from one end to the other, each time to the nearest that is left."""
    route, left = [first], [at for at in range(len(near)) if at not in (first, last)]
    while left:
        route.append(min(left, key=lambda at: (-near[route[-1], at], at)))
        left.remove(route[-1])
    return [*route, last]


def _mended(route: list[int], near: Any) -> list[int]:
    """Turn stretches of a walk round as long as that makes it shorter (2-opt)."""
    better = True
    while better:
        better = False
        for start in range(1, len(route) - 2):
            for end in range(start + 2, len(route)):
                a, b, c, d = route[start - 1], route[start], route[end - 1], route[end]
                if near[a, c] + near[b, d] > near[a, b] + near[c, d] + 1e-9:
                    route[start:end] = route[start:end][::-1]
                    better = True
    return route


def _breaks(steps: Sequence[float], count: int) -> list[int]:
    """Choose where parts begin: at the longest steps that leave each part two essays at least."""
    wanted = isqrt(count) - 1 if count >= LEAST else 0
    chosen: list[int] = []
    for at in sorted(range(1, count), key=lambda at: (steps[at - 1], at)):
        if len(chosen) < wanted and all(abs(at - other) >= 2 for other in (0, count, *chosen)):
            chosen.append(at)
    return sorted(chosen)


def _shared(weights: Any, words: Sequence[str]) -> str:
    """Name the words that weigh most."""
    heaviest = sorted(range(len(words)), key=lambda at: (-weights[at], words[at]))[:SHARED]
    return ", ".join(words[at] for at in heaviest if weights[at] > 0) or "nothing that we can name"
