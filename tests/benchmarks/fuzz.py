"""Any bytes -> the laws held, or the bytes that break them: `scripts/bench fuzz --minutes 60`.

The same seed makes the same pages: `--seed SEED --runs PAGES` comes again to a fault that a long run has told.

Pages are made from those of the tests and of the sample book: cut, shuffled, wrapped, marked, written in other
encodings, spoiled byte by byte; and some editor rules, joins, splits and replaces on them. Each is read, cleaned and
set. A page that makes the cleaner say what it has not said before is kept, and spoiled further.
"""

from __future__ import annotations

import json
import random
import textwrap
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from fleuron.account import lost, unset
from fleuron.clean import clean
from fleuron.errors import FleuronError
from fleuron.manuscript import read_page
from fleuron.marking import mark
from fleuron.model import PARTED, Decisions, Essay, Mark, Role, Ruling, Source
from fleuron.typeset import typeset
from fleuron.typography import polish
from places import ROOT

ENCODINGS = ("utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252", "latin-1", "koi8-r", "shift-jis")
MARKS = ("• ", "1. ", "- ", "> ", "    ", "\t", "“", "”", "'", '"', "[1]", "¹", "*", "_", "# ", "…", "-", "—", "\u00ad")
SEAMS = ("\n", "\n\n", "\r\n", "\r", " ", "\u2028", "\x0b", "\x0c", "\u200b", "")
TAGS = ("p", "p", "p", "div", "li", "h2", "blockquote", "pre", "em", "nav", "aside", "script", "table", "sup")
BATCH = 60  # pages that are set in one run of pandoc
KEPT = 2000  # pages that said something new

Text = Callable[[random.Random, str], str]


@dataclass
class Tally:
    """What was run, and what it found."""

    runs: int = 0
    refused: int = 0
    essays: int = 0
    said: set[tuple[str, ...]] = field(default_factory=set)
    faults: list[tuple[str, bytes]] = field(default_factory=list)


def cut(dice: random.Random, text: str) -> str:
    """Take a piece of a page out."""
    at = dice.randrange(len(text) + 1)
    return text[:at] + text[at + dice.randrange(200) :]


def repeat(dice: random.Random, text: str) -> str:
    """Say a piece of a page again, elsewhere."""
    at = dice.randrange(len(text) + 1)
    return text[:at] + text[(start := dice.randrange(len(text) + 1)) : start + dice.randrange(300)] + text[at:]


def shuffle(dice: random.Random, text: str) -> str:
    """Put the lines of a page in another order."""
    lines = text.split("\n")
    dice.shuffle(lines)
    return "\n".join(lines)


def wrap(dice: random.Random, text: str) -> str:
    """Break a page at a fixed width, and divide some of its words."""
    width = dice.randrange(20, 90)
    return "\n".join("\n".join(textwrap.wrap(line, width)) if line.strip() else "" for line in text.split("\n"))


def insert(dice: random.Random, text: str) -> str:
    """Put marks and characters of any kind into a page."""
    for _ in range(dice.randrange(1, 6)):
        at = dice.randrange(len(text) + 1)
        odd = chr(dice.choice([dice.randrange(0x20, 0x3000), dice.randrange(0x110000), dice.randrange(0x20)]))
        text = text[:at] + dice.choice([*MARKS, *SEAMS, odd]) + text[at:]
    return text


def reseam(dice: random.Random, text: str) -> str:
    """End some lines in another way."""
    return "".join(line + (dice.choice(SEAMS) if dice.random() < 0.3 else "\n") for line in text.split("\n"))


TEXTS: tuple[Text, ...] = (cut, repeat, shuffle, wrap, insert, insert, reseam)


def spoil(dice: random.Random, data: bytes) -> bytes:
    """Change, drop or add some bytes."""
    for _ in range(dice.randrange(1, 8)):
        at = dice.randrange(len(data) + 1)
        data = data[:at] + dice.choice([b"", dice.randbytes(1), dice.randbytes(4)]) + data[at + dice.randrange(3) :]
    return data


def corpus() -> list[str]:
    """Gather the pages of the sample book and of the tests."""
    folders = (ROOT / "manuscript" / "essays", *(ROOT / "tests" / name for name in ("rules/cases", "cases", "pages")))
    pages = [path.read_text("utf-8") for folder in folders for path in sorted(folder.glob("*.txt"))]
    hostile = json.loads((ROOT / "tests" / "cases" / "hostile.json").read_text("utf-8"))
    return [*pages, "\n\n".join(map(str, hostile)).encode("utf-8", "replace").decode()]


def page(dice: random.Random, pages: list[str]) -> tuple[str, str, bytes]:
    """Make a page: its text before it was written, the ending of its name, and its bytes."""
    text = dice.choice(pages)
    if dice.random() < 0.3:
        other = dice.choice(pages)
        text = text[: dice.randrange(len(text) + 1)] + "\n" + other[dice.randrange(len(other) + 1) :]
    for _ in range(dice.randrange(4)):
        text = dice.choice(TEXTS)(dice, text)[:20_000]
    ending = dice.choice([*[".txt"] * 7, ".md", ".html"])
    saved = tagged(dice, text) if ending == ".html" else text
    data = saved.encode(dice.choice(ENCODINGS), "replace")
    return text, ending, spoil(dice, data) if dice.random() < 0.2 else data


def tagged(dice: random.Random, text: str) -> str:
    """Save a page with markup, some of it unclosed."""
    rows = [f"<{(tag := dice.choice(TAGS))}>{line}" + f"</{tag}>" * (dice.random() < 0.9) for line in text.split("\n")]
    return f"<!DOCTYPE html><title>{text[:20]}</title><body>{''.join(rows)}"


def decided(dice: random.Random, source: Source) -> Source:
    """Let some editor decide on a page."""
    rows = [dice.choice(source.lines) for _ in range(dice.randrange(4))] if source.lines else []
    marks = tuple(Mark(row.number, row.text[: dice.randrange(1, 30)], dice.choice(row.text.split())) for row in rows)
    joins = tuple(replace(each, at="") for each in marks if dice.random() < 0.5)
    rulings = tuple(
        Ruling(each.number, each.words, dice.choice(list(Role)), dice.randrange(3))
        for each in marks
        if dice.random() < 0.5
    )
    replacements = tuple((each.at, dice.choice(["", "two words", each.at.upper()])) for each in marks[:1])
    return replace(source, decisions=Decisions(rulings=rulings, replacements=replacements, joins=joins, splits=marks))


def judged(source: Source) -> Essay:
    """Clean a page, and hold every law of cleaning to it."""
    essay = clean(source)
    broken = [finding.sentence for finding in lost(source, essay)]
    if len(mark(essay)) != len(source.lines):
        broken.append("a line is not marked")
    for verdict in essay.printed:
        for text in verdict.text.split(PARTED):
            if polish(text, essay.language, verdict.kept) != text:
                broken.append(f"polished twice: {text!r}")
    if broken:
        raise AssertionError(*broken)
    return essay


def run(dice: random.Random, pages: list[str], place: Path, tally: Tally) -> Essay | None:
    """Read, clean and judge one page; keep it where it says something new."""
    text, ending, data = page(dice, pages)
    path = place / f"page{ending}"
    path.write_bytes(data)
    tally.runs += 1
    try:
        source = read_page(path)
        if not isinstance(source, Source):
            tally.refused += 1
            return None
        essay = judged(decided(dice, source) if dice.random() < 0.4 else source)
    except FleuronError:
        tally.refused += 1
        return None
    except Exception:
        tally.faults.append((traceback.format_exc(), data))
        return None
    finally:
        path.unlink()
    tally.essays += 1
    said = {(v.role, v.rule, *(change.step for change in v.changes)) for v in essay.verdicts}
    if said - tally.said and len(pages) < KEPT:
        pages.append(text)
    tally.said |= said
    return essay


def hold(essays: list[Essay], tally: Tally) -> None:
    """Set some essays, and see that each has its words."""
    numbered = [replace(essay, slug=f"page-{at}") for at, essay in enumerate(essays)]
    try:
        for chapter in typeset(numbered, {})[0]:
            for finding in unset(chapter):
                lines = "\n".join(verdict.line.text for verdict in chapter.essay.verdicts)
                tally.faults.append((finding.sentence, lines.encode("utf-8", "surrogatepass")))
    except Exception:
        lines = "\n\n\n".join(verdict.line.text for essay in essays for verdict in essay.verdicts)
        tally.faults.append((traceback.format_exc(), lines.encode("utf-8", "surrogatepass")))


def fuzz(seed: int, seconds: float = 0, runs: int = 0) -> Iterator[Tally]:
    """Fuzz for some seconds or some runs, and tell at each batch how far it is."""
    dice, pages, tally, start = random.Random(seed), corpus(), Tally(), time.monotonic()
    with TemporaryDirectory() as folder:
        while (time.monotonic() - start < seconds) if seconds else (tally.runs < runs):
            batch = [run(dice, pages, Path(folder), tally) for _ in range(min(BATCH, runs or BATCH))]
            hold([essay for essay in batch if essay and not essay.markdown], tally)
            yield tally


@click.command()
@click.option("--minutes", type=float, default=1, show_default=True)
@click.option("--runs", type=int, default=0, help="Make so many pages, however long it takes.")
@click.option("--seed", type=int, default=0, show_default=True)
@click.option("--keep", type=click.Path(path_type=Path), help="Write what breaks a law into this folder.")
def main(minutes: float, runs: int, seed: int, keep: Path | None) -> None:
    """Fuzz, and say what was found."""
    told = 0
    tally = Tally()
    for tally in fuzz(seed, seconds=0 if runs else minutes * 60, runs=runs):
        for number, (says, data) in enumerate(tally.faults[told:], told):
            click.echo(f"--- fault {number}, --seed {seed} --runs {tally.runs}\n{says}")
            if keep:
                keep.mkdir(parents=True, exist_ok=True)
                (keep / f"{seed}-{number}.bin").write_bytes(data)
        told = len(tally.faults)
    counts = f"{tally.essays} judged and set, {tally.refused} refused, {len(tally.said)} verdicts with their steps"
    click.echo(f"{tally.runs} pages: {counts}, {told} faults")
    raise SystemExit(bool(told))


if __name__ == "__main__":
    main()
