"""Sources -> the same, each with the lines it shares with its kin; Page -> claims on these, outside the essay.

Pages are kin where their addresses name one site, or where they have several lines in common that no phrase file
has. What recurs above the first paragraph that is a page's own, or below the last, is the site's. Within the essay
nothing is claimed, nor the line that touches it: a head that all essays have, a signature.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from urllib.parse import urlsplit

from fleuron.model import Role, Source
from fleuron.rules.page import Claim, Page, key
from fleuron.rules.phrases import find

LINES = 3  # in common that make two pages kin
TELLING = 3  # words of such a line, at the least
PROSE = 12  # words of a line that must recur on MANY pages: a second part may say again how the first one ended
MANY = 3
BUTTON = 4  # words


def acquaint(sources: Sequence[Source]) -> tuple[Source, ...]:
    """Tell each page which of its lines recur on pages of the same site."""
    count = Counter(text for source in sources for text in {line.text.strip() for line in source.lines})
    own = [frozenset(key(line.text) for line in source.lines if count[line.text.strip()] > 1) for source in sources]
    shared = [frozenset[str]()] * len(sources)
    for family in _families(sources, own):
        count = Counter(line for at in family for line in own[at])
        recurs = {line for line, pages in count.items() if pages >= (MANY if line.count(" ") + 1 >= PROSE else 2)}
        for at in family:
            shared[at] = own[at] & recurs
    return tuple(replace(each, shared=lines) if lines else each for each, lines in zip(sources, shared, strict=True))


def families(page: Page) -> Iterator[Claim]:
    """Name the lines that a site has on several of its pages."""
    own = [entry.at for entry in page.prose if entry.key not in page.shared]
    for entry in page.open if own else ():
        if entry.key in page.shared and not own[0] - 1 <= entry.at <= own[-1] + 1:
            yield Claim(entry.number, Role.NAV if entry.words <= BUTTON else Role.WIDGET, sure=0.9)


def _families(sources: Sequence[Source], own: Sequence[frozenset[str]]) -> Iterable[list[int]]:
    """Part the pages into families, by site and by what they share."""
    head = list(range(len(sources)))

    def find_head(at: int) -> int:
        while head[at] != at:
            at = head[at] = head[head[at]]
        return at

    for one, two in _kin(sources, own):
        head[find_head(two)] = find_head(one)
    found: dict[int, list[int]] = defaultdict(list)
    for at in range(len(sources)):
        found[find_head(at)].append(at)
    return found.values()


def _kin(sources: Sequence[Source], own: Sequence[frozenset[str]]) -> Iterator[tuple[int, int]]:
    """Find pairs of pages that are of one site: enough of them to tie each family together."""
    sites: dict[str, list[int]] = defaultdict(list)
    lines: dict[str, list[int]] = defaultdict(list)
    for at, source in enumerate(sources):
        if site := (urlsplit(source.decisions.url).hostname or "").removeprefix("www."):
            sites[site].append(at)
        for line in own[at]:
            lines[line].append(at)
    for pages in sites.values():
        yield from pairwise(pages)
    telling = (pages for line, pages in lines.items() if len(pages) > 1 and _tells(line))
    common = Counter(pair for pages in telling for pair in pairwise(pages))
    yield from (pair for pair, count in common.items() if count >= LINES)


def _tells(line: str) -> bool:
    return line.count(" ") + 1 >= TELLING and find(line) is None
