"""Edition -> Pages: each gathering made up and drawn once, and kept; print, screen and page map come from them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cache, partial
from typing import Any, TypeAlias

from fleuron.cache import fingerprint, keep, keeps, recall, trim
from fleuron.errors import FleuronError, ToolError
from fleuron.formats.about import about
from fleuron.formats.cards import Cards
from fleuron.formats.draft import behind
from fleuron.formats.engine import load
from fleuron.formats.gather import Gathering
from fleuron.formats.house import House, house, sha256
from fleuron.formats.slips import slips
from fleuron.formats.tools import PACKAGES, toolbox
from fleuron.link import Card, Chunk, Leaf, Sheaf, card, link, numbered, parse, roman
from fleuron.model import Book, Edition, Finding, Severity, Theme
from fleuron.names import series
from fleuron.program import code
from fleuron.watch import Watch, unwatched
from fleuron.workers import spread

ENTRIES = 15  # of the contents on a page: a guess, which is set right when they are made up
TRIM = re.compile(r"/TrimBox \[([^]]*)]")
SOMETIMES = "0"  # of sixteen chunks one has the cache looked through: it may have a hundred thousand things
STAGE = "Making up"
SHOWN = 3  # of the paragraphs that a finding is about
TRIES = 4  # the contents tell folios that hang on how long the contents are
Told: TypeAlias = tuple[House, tuple[str, ...]]  # what gatherings have in common: the style, and the tools
Task: TypeAlias = tuple[tuple[tuple[str, bytes], ...], str]  # what is one's own: the pictures, and the text
Work: TypeAlias = Callable[[Told, Task], bytes]


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of a book: the chunks, how many of them have roman folios, and the faces by their sums.

    Where the book was linked before, what has not changed of it lies on its `shelf`.
    """

    sheaves: tuple[Sheaf, ...]
    front: int
    faces: Mapping[str, bytes] = field(repr=False)
    shelf: str

    def link(self, edition: Edition, *, screen: bool, first: int = 1) -> bytes:
        """Link the pages to a PDF for the screen or for print, the body from a folio on; those of a draft say so."""
        told = about(edition.book, draft=edition.draft)
        under = behind(*self._trim()) if edition.draft else b""
        how: dict[str, Any] = {"screen": screen, "under": under, "first": first, "shelf": self.shelf}
        return link(self.sheaves, self.faces, told, front=self.front, **how)

    def _trim(self) -> Iterator[float]:
        """Yield the edges of the trimmed page (pt); all pages have the same."""
        found = TRIM.search(self.sheaves[0].card.boxes)
        yield from map(float, found[1].split() if found else ())

    def left_to_layout(self) -> Iterator[Finding]:
        """Tell which paragraphs could not be composed, and which letters no face has: what the layout made of both."""
        left = [f"“{words}”" for sheaf in self.sheaves for words in sheaf.card.left]
        if left:
            some = left[:SHOWN] + [f"{len(left) - SHOWN} more"] * (len(left) > SHOWN)
            what = "the paragraph that begins" if len(left) == 1 else "the paragraphs that begin"
            why = "a picture in it, or letters that the theme's face lacks"
            said = f"broken line by line, less evenly than others, for {why}: {what} {series(some)}"
            fix = "look at the lines; choose a theme whose face has the letters, if they matter"
            yield Finding("PAG101", "print", said, fix, Severity.NOTE)
        if lacking := sorted({letter for sheaf in self.sheaves for letter in sheaf.card.lacking}):
            told = series([f"{letter} (U+{ord(letter):04X})" for letter in lacking])
            fix = "put something else there with a replacement in the sidecar, or install a font that has the letters"
            yield Finding("PAG102", "print", f"no font at hand has {told}: an empty box is printed there", fix)

    @property
    def count(self) -> int:
        """How many pages there are, with the blank ones between chunks."""
        counts = [sheaf.card.pages for sheaf in self.sheaves]
        return sum(count + count % 2 for count in counts[:-1]) + sum(counts[-1:])

    def folios(self) -> tuple[str, ...]:
        """Return how each page is counted, blank ones too; the pages of print are even in number."""
        counts = [sheaf.card.pages + sheaf.card.pages % 2 for sheaf in self.sheaves]
        starts = enumerate(numbered(counts, self.front))
        return tuple(
            roman(folio + turn) if n < self.front else str(folio + turn)
            for n, (_, folio) in starts
            for turn in range(counts[n])
        )

    def leaves(self) -> Iterator[tuple[str, Leaf]]:
        """Yield the pages that are not blank, each with its folio."""
        starts = numbered([sheaf.card.pages for sheaf in self.sheaves], self.front)
        for n, (sheaf, (_, folio)) in enumerate(zip(self.sheaves, starts, strict=True)):
            for number, leaf in enumerate(sheaf.open().leaves, folio):
                yield roman(number) if n < self.front else str(number), leaf


_last: dict[str, tuple[Book, Theme, Pages]] = {}


def lay_out(edition: Edition, watch: Watch = unwatched) -> Pages:
    """Return the pages of an edition; asked again for the same book, return the same."""
    book, theme = edition.book, edition.theme
    *known, pages = _last.get("pages", (None, None, None))
    if pages is None or known[0] is not book or known[1] is not theme:
        watch(STAGE)
        gatherings, style = slips(edition), house(edition)
        front = next((n for n, each in enumerate(gatherings) if not each.front), len(gatherings))
        faces = {sha256(face.data): face.data for face in style.faces}
        shelf = fingerprint("shelf", book.plan.identifier, len(gatherings), *_style_key(style))
        pages = Pages(tuple(_sheaves(gatherings, front, style, shelf, watch)), front, faces, shelf)
        _last["pages"] = book, theme, pages
    return pages


def ahead(editions: Iterable[Edition], watch: Watch = unwatched) -> None:
    """Make up what the cache lacks of several books, over one set of workers.

    It is only there to save time: what fails is left to be told when its book is made.
    """
    watch(STAGE)
    wanted: dict[str, tuple[House, str]] = {}
    for edition in editions:
        style = house(edition)
        htmls = (each.html(style.language, {}) for each in slips(edition) if not each.leads)
        wanted |= {_key(html, style): (style.with_pictures_of(html), html) for html in htmls}
    missing = {key: task for key, task in wanted.items() if not keeps(key)}
    with suppress(FleuronError):
        for key, data in watch(STAGE, _made(_attempt, missing), len(wanted), len(wanted) - len(missing)):
            if data and not keep(key, data):
                break


def _sheaves(gatherings: Sequence[Gathering], front: int, style: House, shelf: str, watch: Watch) -> Sequence[Sheaf]:
    """Make up what stands for itself; then what tells the folios of the rest, until they are right."""
    cards = Cards(fingerprint("cards", code("fleuron.link.chunk"), shelf))
    first = {n: each.html(style.language, {}) for n, each in enumerate(gatherings) if not each.leads}
    sheaves = dict(zip(first, _pressed(list(first.values()), style, cards, watch), strict=True))
    counts = [
        sheaves[n].card.pages if n in sheaves else len(each.leads) // ENTRIES for n, each in enumerate(gatherings)
    ]
    told = dict(_folios(sheaves, counts, front))
    for _ in range(TRIES):
        later = {n: each.html(style.language, told) for n, each in enumerate(gatherings) if each.leads}
        sheaves |= zip(later, _pressed(list(later.values()), style, cards), strict=True)
        found = dict(_folios(sheaves, [sheaves[n].card.pages for n in range(len(gatherings))], front))
        if found == told:
            break
        told = found
    made = [sheaves[n] for n in range(len(gatherings))]
    cards.close(made)
    return made


def _folios(sheaves: Mapping[int, Sheaf], counts: Sequence[int], front: int) -> Iterator[tuple[str, str]]:
    """Yield the folio of every place that a link can lead to."""
    for n, (_, folio) in enumerate(numbered(counts, front)):
        for place in sheaves[n].card.places if n in sheaves else ():
            number = folio + place.page
            yield place.label, roman(number) if n < front else str(number)


def _pressed(htmls: Sequence[str], style: House, cards: Cards, watch: Watch = unwatched) -> list[Sheaf]:
    """Return the chunk of each gathering: as it was kept, or made now, on all the workers there are."""
    keys = [_key(html, style) for html in htmls]
    known = {key: each for key in keys if (each := cards.card(key) or _carded(_kept(key)))}
    needed = ((key, html) for key, html in zip(keys, htmls, strict=True) if key not in known)
    missing = {key: (style.with_pictures_of(html), html) for key, html in needed}
    held: dict[str, bytes] = {}  # what there was no room to keep
    for key, data in watch(STAGE, _made(_press, missing), len(keys), len(known)):
        held |= {} if keep(key, data) else {key: data}
        known[key] = card(parse(data))
    if any(key.endswith(SOMETIMES) for key in missing):
        trim()
    opens = (partial(_opened, key, html, style, held.get(key)) for key, html in zip(keys, htmls, strict=True))
    return [Sheaf(key, known[key], open_) for key, open_ in zip(keys, opens, strict=True)]


def _opened(key: str, html: str, style: House, held: bytes | None) -> Chunk:
    """Open a chunk; one that has been lost since is made again."""
    told = style.with_pictures_of(html)
    return (parse(held) if held else _kept(key)) or parse(load().press(told, html))


def _carded(chunk: Chunk | None) -> Card | None:
    return card(chunk) if chunk else None


def _made(work: Work, tasks: Mapping[str, tuple[House, str]]) -> Iterator[tuple[str, bytes]]:
    """Make up gatherings, on all the workers there are; yield each one's key and chunk."""
    if tasks:
        load()  # once, and not in every process anew
        split = {key: (replace(style, pictures=()), (style.pictures, html)) for key, (style, html) in tasks.items()}
        yield from spread(work, {key: ((style, toolbox()), task) for key, (style, task) in split.items()})


def _press(told: Told, task: Task) -> bytes:
    """Make up one gathering, by the same tools as who asks for it; raises ToolError where they are others."""
    (style, tools), (pictures, html) = told, task
    for name, theirs, ours in zip(("fleuron", *PACKAGES, "Pango"), tools, toolbox(), strict=True):
        if theirs != ours:
            which = f" {ours} and not {theirs}" if name != "fleuron" else ""
            raise ToolError(f"A worker has another {name}{which}: install the same fleuron on every machine")
    data: bytes = load().press(replace(style, pictures=pictures), html)
    return data


def _attempt(told: Told, task: Task) -> bytes:
    with suppress(Exception):  # whatever it is, it must not keep other books from being made
        return _press(told, task)
    return b""


def _kept(key: str) -> Chunk | None:
    """Recall a chunk; what cannot be read as one is not there."""
    data = recall(key)
    try:
        return parse(data) if data else None
    except (ValueError, KeyError, TypeError):
        return None


def _key(html: str, style: House) -> str:
    return fingerprint("chunk", html, *_style_key(style), *toolbox())


@cache
def _style_key(style: House) -> tuple[str, ...]:
    return sha256(style.css.encode()), style.language, *(sha256(face.data) for face in style.faces)
