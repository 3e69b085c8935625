"""Names and ids -> Persons: who has which part in the book."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from fleuron.model import Decisions, Division, Person, Plan
from fleuron.names import ROLES, nameless, slugify, sort_name
from fleuron.wording import Wording

UNNAMED_HERE = frozenset({"author", "editor"})  # these stand elsewhere: in the essays and in book.toml


def person(name: str, plan: Plan) -> Person:
    """Find a person by id or name; a name that nobody has registered stands for itself."""
    if known := plan.people.get(name):
        return known
    if said := nameless(name):
        return Person(slugify(said), said, said)
    registered = {each.name.casefold(): each for each in plan.people.values()}
    return registered.get(name.casefold()) or Person(slugify(name), name, sort_name(name))


def join(people: Iterable[Person], said: Wording) -> str:
    """Name people as in a sentence."""
    return said.series([each.name for each in people])


def helpers(plan: Plan, essays: Sequence[Division]) -> tuple[tuple[str, Person], ...]:
    """List who helped the authors and the editors, by role, each once: translators, who wrote the foreword …"""
    slugs = [division.essay.slug for division in essays if division.essay]
    translators = [name for slug in slugs for name in plan.decisions.get(slug, Decisions()).translators]
    named = [("translator", person(name, plan)) for name in translators]
    listed = [(role, each) for role in ROLES for each in plan.people.values() if role in each.roles]
    return tuple(dict.fromkeys(row for row in (*listed, *named) if row[0] not in UNNAMED_HERE))
