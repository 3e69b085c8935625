"""Page -> claims on the notes below an essay that present its author, where no head announces them.

Such a note opens with a name, and says at once what its bearer is. It is the author's where the byline has the name;
else the prose above must not know it, and it must stand last, or under the name in a line of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from fleuron.model import Role
from fleuron.rules.bylines import LONGEST, listed, named, read
from fleuron.rules.page import GLANCE, Claim, Entry, Page

SIGNED = 0.6  # of the other prose stands above a note, at the least, where the byline has its name
UNDER, LAST = 0.85, 0.9  # the same, under the name in a line of its own, and where neither is
BEYOND = 12  # words from the name within which the note says what its bearer is
LEAST = 5  # words of the shortest note
NEAR = 4  # lines above in which the name may stand by itself
MARKS = ".,;:()’'\""


def bios(page: Page) -> Iterator[Claim]:
    """Name the paragraphs that present the author, and the name right over them."""
    late = [(entry, name, place) for entry, place in _late(page) if (name := _opening(entry))]
    signed = _signed(page, {word for _, name, _ in late for word in name})
    bare = {entry.key for entry in page.open if entry.at < page.first and named(entry.text, least=2)} if late else set()
    for entry, name, place in late:
        known = not signed.isdisjoint(name) or (place >= LAST and " ".join(name) in bare)
        if _presents(page, entry, name, place, known):
            yield from (Claim(each.number, Role.BIO, sure=0.9) for each in (*_over(page, entry, name), entry))


def _late(page: Page) -> Iterator[tuple[Entry, float]]:
    """Find the lines that stand late and may present someone, and tell how much of the other prose is above each."""
    total = sum(entry.words for entry in page.prose)
    said = listed("being") | listed("doing")
    above = 0
    for entry in page.open:
        own = entry.words * entry.prose
        place, above = above / max(1, total - own), above + own
        if place >= SIGNED and entry.words >= LEAST and not entry.mark and not said.isdisjoint(entry.tokens):
            yield entry, place


def _presents(page: Page, entry: Entry, name: tuple[str, ...], place: float, known: bool) -> bool:
    """Tell whether a paragraph that opens with a name presents its bearer, and whether this is nobody in the essay."""
    said = [word.strip(MARKS) for word in entry.text[:GLANCE].casefold().split()[len(name) :][: 2 * BEYOND]]
    if known and any(word in listed("doing") for word in said[:BEYOND]):
        return True
    begins = next((at for at, word in enumerate(said[:BEYOND], 1) if word in listed("being")), len(said))
    if listed("work").isdisjoint(said[begins : begins + BEYOND]):
        return False
    stands = (len(name) > 1 and place >= LAST) or (place >= UNDER and bool(_over(page, entry, name)))
    return known or (stands and not any(name[-1] in other.tokens for other in page.prose if other.at < entry.at))


def _opening(entry: Entry) -> tuple[str, ...]:
    """Return the words of the name that a paragraph opens with, folded."""
    name: list[str] = []
    for word in entry.text[:GLANCE].split()[: LONGEST + 1]:
        if not named(" ".join((*name, word.strip(MARKS)))):
            break
        name.append(word.strip(MARKS))
        if word[-1] in MARKS:
            break
    return tuple(word.casefold() for word in name)


def _over(page: Page, entry: Entry, name: tuple[str, ...]) -> list[Entry]:
    """Return the lines over a paragraph that have the name alone."""
    above = page.entries[max(0, entry.at - NEAR) : entry.at]
    return [line for line in above if name[0] in line.tokens and named(line.text, least=2) and page.role(line) is None]


def _signed(page: Page, names: Collection[str]) -> frozenset[str]:
    """Return the words of the names in bylines, of those that have one of some names."""
    short = [entry.text for entry in page.open if entry.words <= 2 * LONGEST] if names else []
    found = (read(text) for text in short if any(map(text.casefold().__contains__, names)))
    said = (name.casefold().split() for byline in found if byline for name in byline.names)
    return frozenset(word for words in said for word in words if len(word) > 2)
