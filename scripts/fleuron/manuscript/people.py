"""contributors.toml -> people by id, and whether those whom the book names are among them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from pathlib import Path

from fleuron.manuscript.tables import URL, Kind, fault, place_of, read_table
from fleuron.model import Finding, Person, Source
from fleuron.names import ROLES, meant, nameless, sort_name
from fleuron.typography import polish

PERSON: Mapping[str, Kind] = {"*": {"name!": str, "sort": str, "bio": str, "url": URL, "roles": [tuple(ROLES)]}}
ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
ALIKE = 0.88  # of 1: one letter in eight may differ


def read_people(path: Path) -> tuple[Mapping[str, Person], list[Finding]]:
    """Read the register of all who have a part in the book; a book without one has no findings here."""
    table, findings = read_table(path, PERSON, path.name) if path.exists() else ({}, [])
    people = {
        key: Person(
            id=key,
            name=row["name"],
            sort=row.get("sort") or sort_name(row["name"]),
            bio=polish(row.get("bio", "")),
            url=row.get("url", ""),
            roles=tuple(row.get("roles", ())),
            place=place_of(path, path.name, key),
        )
        for key, row in table.items()
    }
    return people, findings + list(_doubles(people))


def strangers(
    editors: Sequence[str], sources: Sequence[Source], people: Mapping[str, Person], folder: Path
) -> Iterator[Finding]:
    """Find the ids that nobody has, and the names that are nearly somebody's; a plain name may stand for itself."""
    places = [("book.toml", name) for name in editors]
    for source in sources:
        named = (*source.decisions.authors, *source.decisions.translators)
        places += [(source.decisions.place, name) for name in named]
    for place, name in dict.fromkeys(places):
        if name in people or nameless(name) or any(name == person.name for person in people.values()):
            continue
        if ID.fullmatch(name):
            where = place_of(folder / place, place, name)
            near = meant(name, people)
            hint = f' (did you mean "{near}"?)' if near else ""
            fix = f"write {near}" if near else f"add [{name}] to contributors.toml, or write the name in full"
            yield fault("MAN308", where, f'there is no contributor "{name}"{hint}', fix)
        elif alike := _alike(name, people):
            where = place_of(folder / place, place, name)
            sentence = f'"{name}" is almost {alike.name}, who is in contributors.toml'
            yield Finding("MAN309", where, sentence, f'write "{alike.id}" if they are one person')


def _alike(name: str, people: Mapping[str, Person]) -> Person | None:
    return next(
        (p for p in people.values() if SequenceMatcher(None, name.casefold(), p.name.casefold()).ratio() > ALIKE), None
    )


def _doubles(people: Mapping[str, Person]) -> Iterator[Finding]:
    seen: dict[str, Person] = {}
    for person in people.values():
        first = seen.setdefault(person.name.casefold(), person)
        if first is not person:
            sentence = f"{person.name} is listed twice, as {first.id} and as {person.id}"
            yield fault("MAN315", person.place, sentence, "keep one of them, and let the essays name it")
