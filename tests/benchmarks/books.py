"""Number -> a manuscript folder of so many essays, out of our own words: the same number, the same book."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from random import Random

WORDS = tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))
LENGTH = 7400  # characters of an essay, on the average
SPREAD = (0.5, 1.5)
BOOK = """title = "The Book of {count} Essays"
subtitle = "Made to be measured"
editors = ["Una Benchmark"]
publisher = "The Measuring Press"
language = "en-GB"
issued = 2026-01-01
"""


def write_book(folder: Path, count: int) -> Path:
    """Write a manuscript of `count` essays in Markdown, in parts of fifty; return its folder."""
    essays = folder / "essays"
    essays.mkdir(parents=True, exist_ok=True)
    slugs = [f"essay-{number:04}" for number in range(1, count + 1)]
    for number, slug in enumerate(slugs):
        chance = Random(number)
        title = _title(chance)
        (essays / f"{slug}.md").write_text(f"# {title}\n\n{_essay(chance)}", "utf-8")
        author = f"{chance.choice(WORDS['names'])} {chance.choice(WORDS['surnames'])}"
        (essays / f"{slug}.toml").write_text(f'authors = ["{author}"]\n', "utf-8")
    parts = [slugs[start : start + 50] for start in range(0, count, 50)]
    tables = "".join(f'\n[[parts]]\ntitle = "Shelf {n}"\nessays = {part}\n' for n, part in enumerate(parts, 1))
    (folder / "book.toml").write_text(BOOK.format(count=count) + tables, "utf-8")
    return folder


def middle(count: int) -> str:
    """Return the slug of the essay in the middle."""
    return f"essay-{count // 2 + 1:04}"


def edit(folder: Path, count: int) -> None:
    """Put one comma more into the essay in the middle."""
    path = folder / "essays" / f"{middle(count)}.md"
    text = path.read_text("utf-8")
    path.write_text(text.replace(" and ", ", and ", 1), "utf-8")


def _title(chance: Random) -> str:
    return f"{chance.choice(WORDS['titles'])} the {_one(chance, 'things').title()} {chance.randint(1, 99)}"


def _essay(chance: Random) -> str:
    room = LENGTH * chance.uniform(*SPREAD)
    blocks: list[str] = []
    while sum(map(len, blocks)) < room:
        blocks += _blocks(chance)
    return "\n\n".join(blocks) + "\n"


def _blocks(chance: Random) -> Iterator[str]:
    """Write a few paragraphs, now and then under a heading, with a quotation, a list or a note."""
    draw = chance.random()
    if draw < 0.12:
        yield f"## {_title(chance)}"
    for _ in range(chance.randint(1, 4)):
        yield _paragraph(chance)
    if draw > 0.92:
        yield f"> {_paragraph(chance)}"
    elif draw > 0.86:
        yield "\n".join(f"- {_sentence(chance)}" for _ in range(3))
    elif draw > 0.8:
        mark = chance.randint(1, 10**9)
        yield f"{_paragraph(chance)}[^n{mark}]\n\n[^n{mark}]: {_sentence(chance)}"


def _paragraph(chance: Random) -> str:
    return " ".join(_sentence(chance) for _ in range(chance.randint(2, 7)))


def _sentence(chance: Random) -> str:
    clauses = [_clause(chance) for _ in range(chance.randint(1, 3))]
    said = ", and ".join(clauses)
    return f"{said[0].upper()}{said[1:]}{chance.choice('....?;'.replace(';', '.'))}"


def _clause(chance: Random) -> str:
    thing = _one(chance, "things")
    words = f"the {_one(chance, 'kinds')} {thing} {_one(chance, 'deeds')} the {_one(chance, 'things')}"
    place = f" {_one(chance, 'places')}" if chance.random() < 0.6 else ""
    return f"*{words}*{place}" if chance.random() < 0.05 else words + place


def _one(chance: Random, kind: str) -> str:
    return str(chance.choice(WORDS[kind]))
