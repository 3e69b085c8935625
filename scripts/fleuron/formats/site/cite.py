"""Works -> citations: BibTeX, RIS, CSL-JSON, and the line that a reader copies."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from fleuron.formats.safety import tidy
from fleuron.formats.site.facts import Work
from fleuron.model import Person
from fleuron.names import nameless
from fleuron.wording import Wording

SPECIAL = re.compile(r"[&%$#_{}~^\\]")
TEX = {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\\": r"\textbackslash{}"}


def bibtex(works: Iterable[Work]) -> str:
    """Write entries for BibTeX; what TeX would read as a command is escaped."""
    return "\n".join(_entry(work) for work in works)


def ris(works: Iterable[Work]) -> str:
    """Write entries as reference managers take them (RIS)."""
    return "".join("".join(f"{tag}  - {value}\r\n" for tag, value in _tags(work)) + "ER  - \r\n" for work in works)


def csl(works: Iterable[Work]) -> str:
    """Write entries as the Citation Style Language's JSON."""
    return json.dumps([_item(work) for work in works], ensure_ascii=False, indent=1) + "\n"


FORMS: tuple[tuple[str, Callable[[Iterable[Work]], str]], ...] = (("bib", bibtex), ("ris", ris), ("json", csl))


def line(work: Work, said: Wording) -> tuple[str, str, str]:
    """Write a line for a bibliography (The Chicago Manual of Style, 14.106): before, in, and after the book's title."""
    names = [tidy(person.name) for person in work.editors]
    place = ", ".join(filter(None, (work.publisher, work.year)))
    end = f". {place}." if place else "."
    if work.book is None:
        edited = said["cite-editor" if len(names) == 1 else "cite-editors"]
        return (f"{_inverted(work.editors, said)}, {edited} " if names else ""), work.title, end
    edited = f", {said['edited-by']} {said.series(names)}" if names else ""
    pages = f", {work.pages}" if work.pages else ""
    title, by = _quoted(work.title, said), f"{_inverted(work.authors, said)}. " if work.authors else ""
    return f"{by}{title} {said['cite-in']} ", work.book.title, f"{edited}{pages}{end}"


def _quoted(title: str, said: Wording) -> str:
    """Quote a title, and end the sentence: within the marks in English, behind them elsewhere."""
    stop = "" if title.endswith(("?", "!")) else "."
    inside = said.language == "en"
    return said["quoted"].format(f"{title}{stop}" if inside else title) + ("" if inside else ".")


def _inverted(people: Iterable[Person], said: Wording) -> str:
    first, *others = people
    return said.series([_sort(first), *(tidy(person.name) for person in others)]).rstrip(".")


def _sort(person: Person) -> str:
    sort = tidy(person.sort)
    return sort if "," in sort else tidy(person.name)


def _entry(work: Work) -> str:
    kind = "book" if work.book is None else "incollection"
    fields = {
        "author": _names(work.authors),
        "title": f"{{{_tex(work.title)}}}",
        "booktitle": f"{{{_tex(work.book.title)}}}" if work.book else "",
        "editor": _names(work.editors),
        "pages": work.pages.replace("–", "--"),
        "publisher": _tex(work.publisher),
        "year": work.year,
        "isbn": work.isbn,
        "url": work.url.replace("{", "%7B").replace("}", "%7D"),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@{kind}{{{re.sub(r'[^a-z0-9:-]', '', work.key)},\n{lines}}}\n"


def _names(people: Iterable[Person]) -> str:
    return " and ".join(_tex(_sort(p)) if "," in _sort(p) else f"{{{_tex(_sort(p))}}}" for p in people)


def _tex(text: str) -> str:
    return SPECIAL.sub(lambda mark: TEX.get(mark[0], f"\\{mark[0]}"), text)


def _tags(work: Work) -> Iterator[tuple[str, str]]:
    yield "TY", "BOOK" if work.book is None else "CHAP"
    yield from (("AU", _sort(person)) for person in work.authors)
    yield "TI", work.title
    if work.book:
        yield "T2", work.book.title
    yield from (("ED" if work.book is None else "A2", _sort(person)) for person in work.editors)
    first, _, last = work.pages.partition("–")
    told = (("PB", work.publisher), ("PY", work.year), ("SN", work.isbn), ("SP", first), ("EP", last), ("UR", work.url))
    yield from ((tag, value) for tag, value in told if value)


def _item(work: Work) -> dict[str, Any]:
    item = {
        "id": work.key,
        "type": "book" if work.book is None else "chapter",
        "title": work.title,
        "container-title": work.book.title if work.book else "",
        "author": [_person(person) for person in work.authors],
        "editor": [_person(person) for person in work.editors],
        "publisher": work.publisher,
        "issued": {"date-parts": [[int(work.year)]]} if work.year else {},
        "page": work.pages,
        "ISBN": work.isbn,
        "URL": work.url,
    }
    return {key: value for key, value in item.items() if value}


def _person(person: Person) -> dict[str, str]:
    family, comma, given = _sort(person).partition(", ")
    if not comma or nameless(person.name):
        return {"literal": tidy(person.name)}
    return {"family": family, "given": given}
