"""A manuscript -> what an editor would else write by hand: an essay as Markdown, an order; nothing is overwritten."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from fleuron.clean import clean
from fleuron.errors import InputError
from fleuron.manuscript import read_manuscript
from fleuron.model import Finding, Severity
from fleuron.names import meant
from fleuron.order import Section
from fleuron.rules.families import acquaint
from fleuron.shelf import write
from fleuron.typeset import markdown


def adopt(slug: str, folder: Path) -> Path:
    """Write an essay as Markdown beside its page, to be edited by hand; it is then the book's text.

    Raises InputError where there is no such essay, or it has been adopted before.
    """
    _, sources, _ = read_manuscript(folder)
    found = {source.slug: source for source in acquaint(sources)}
    if slug not in found:
        near = meant(slug, found)
        hint = f' (did you mean "{near}"?)' if near else ""
        fix = f"write {near}" if near else f"the essays are {', '.join(found)}"
        raise InputError([_fault("MKR602", folder, f'there is no essay "{slug}"{hint}', fix)])
    path = (folder / found[slug].place).with_suffix(".md")
    if path.exists():
        raise InputError([_fault("MKR603", path, "this essay has been adopted already", "edit it, or take it away")])
    essay = clean(found[slug])
    write({path: f"# {essay.title}\n\n{markdown(essay)}".encode()})
    return path


def reorder(folder: Path, sections: Sequence[Section]) -> Path:
    """Write an order into a book.toml that has none yet; raises InputError where it has one."""
    path = folder / "book.toml"
    text = path.read_text("utf-8") if path.exists() else f"title = {_quoted(titled(folder))}\n"
    plan, sources, _ = read_manuscript(folder)
    if len(plan.parts) > 1 or plan.parts[0].title or plan.parts[0].essays != tuple(each.slug for each in sources):
        sentence = "this book has an order already"
        raise InputError([_fault("MKR604", path, sentence, "take it out of book.toml first, or copy the new one in")])
    write({path: f"{_parted(text, sections)}".encode()})
    return path


def toml(sections: Sequence[Section]) -> str:
    """Write an order as book.toml has it."""
    if len(sections) == 1 and not sections[0].title:
        return f"essays = {_list(place.essay.slug for place in sections[0].places)}\n"
    parts = [
        f"\n[[parts]]\ntitle = {_quoted(section.title)}\n"
        f"essays = {_list(place.essay.slug for place in section.places)}\n"
        for section in sections
    ]
    return "".join(parts)


def _parted(text: str, sections: Sequence[Section]) -> str:
    """Put a list of essays before the first table of a book.toml, or parts after its last."""
    order = toml(sections)
    if order.startswith("\n"):
        return text.rstrip("\n") + "\n" + order
    head, table, rest = text.partition("\n[")
    return f"{head.rstrip()}\n{order}{table}{rest}"


def titled(folder: Path) -> str:
    """Say what a folder of pages is called, as a title."""
    return folder.resolve().name.replace("-", " ").replace("_", " ").strip().capitalize() or "Untitled"


def _list(items: Iterable[str]) -> str:
    return f"[{', '.join(map(_quoted, items))}]"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "")


def _fault(code: str, place: Path, sentence: str, fix: str) -> Finding:
    return Finding(code, str(place), sentence, fix, Severity.ERROR)
