"""Pages and their essays -> how well each cleaner tells the two apart.

Run it on a folder of labelled pages (index.jsonl, ID.seed.txt, ID.full.txt, ID.gold.txt):

    .venv/bin/python tests/benchmarks/cleaning.py FOLDER [--peers]

The scores are those of the article-extraction benchmark: runs of four words, every page as much as another.
Peers see each line as a paragraph of HTML, for the page itself is gone; they are left out where they are not
installed (justext, trafilatura). The second table counts what is kept of the parts of an essay, and of the
lines below its last.
"""

from __future__ import annotations

import argparse
import html
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

from fleuron.clean import clean  # noqa: E402
from fleuron.model import Line, Source  # noqa: E402

WORD = re.compile(r"\w+")
RUN = 4  # words
FLOOR = 0.8  # the best score that whole lines can reach, on a page that is worth counting
Keep = Callable[[tuple[Line, ...]], list[bool]]


@dataclass(frozen=True, slots=True)
class Page:
    """One page in one rendering, and its essay."""

    lines: tuple[Line, ...]
    gold: str
    essay: bool
    comments: bool


def main() -> None:
    """Print both tables."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--peers", action="store_true")
    wanted = asked.parse_args()
    for rendering in ("seed", "full"):
        pages = list(read(wanted.folder, rendering))
        say(f"\n{f'{rendering}: {len(pages)} pages':32}F1 all  essays  talked  recall  worst tenth, pages/s")
        for name, keep in cleaners(wanted.peers):
            start = time.process_time()
            kept = [keep(page.lines) for page in pages]
            speed = len(pages) / (time.process_time() - start + 1e-9)
            say(f"{name:32}{row(pages, kept)}  {speed:9.0f}   {parts(pages, kept)}")


def read(folder: Path, rendering: str) -> Iterator[Page]:
    """Read the pages that are worth counting."""
    for record in map(json.loads, (folder / "index.jsonl").read_text("utf-8").splitlines()):
        if record["oracle"][rendering] >= FLOOR:
            text = (folder / f"{record['id']}.{rendering}.txt").read_text("utf-8")
            lines = tuple(Line(n, line) for n, line in enumerate(text.split("\n"), 1) if line.strip())
            gold = (folder / f"{record['id']}.gold.txt").read_text("utf-8")
            yield Page(lines, gold, record["essay"], record["comments"][rendering])


def cleaners(peers: bool) -> Iterator[tuple[str, Keep]]:
    """Name every cleaner that is there."""
    yield "keep everything", lambda lines: [True] * len(lines)
    if peers:
        yield from _peers()
    yield "fleuron", ours


def ours(lines: tuple[Line, ...]) -> list[bool]:
    """Keep what fleuron prints in the text of an essay."""
    return [verdict.role.printed for verdict in clean(Source("page", "page.txt", lines)).verdicts]


def _peers() -> Iterator[tuple[str, Keep]]:
    try:
        import justext

        stop = justext.get_stoplist("English")
        yield (
            "jusText on wrapped lines",
            lambda lines: _back(
                lines,
                (p.text for p in justext.justext(_wrapped(lines), stop, encoding="utf-8") if not p.is_boilerplate),
            ),
        )
    except ImportError:
        say("jusText is not installed")
    try:
        import trafilatura

        yield (
            "trafilatura on wrapped lines",
            lambda lines: _back(
                lines, (trafilatura.extract(_wrapped(lines), include_comments=False) or "").split("\n")
            ),
        )
    except ImportError:
        say("trafilatura is not installed")


def _wrapped(lines: tuple[Line, ...]) -> bytes:
    inner = "\n".join(f"<p>{html.escape(line.text.strip())}</p>" for line in lines)
    return f"<html><head><title>x</title></head><body><article>{inner}</article></body></html>".encode()


def _back(lines: tuple[Line, ...], paragraphs: Iterator[str] | list[str]) -> list[bool]:
    """Find the paragraphs that a peer kept among the lines."""
    left = Counter(tuple(WORD.findall(paragraph)) for paragraph in paragraphs)
    kept = []
    for line in lines:
        words = tuple(WORD.findall(line.text))
        kept.append(bool(words) and left[words] > 0)
        left[words] -= kept[-1]
    return kept


def row(pages: list[Page], kept: list[list[bool]]) -> str:
    """Score all pages, the essays, and the essays with readers' comments."""
    scores = [score(page, keep) for page, keep in zip(pages, kept, strict=True)]
    essays = [each for each, page in zip(scores, pages, strict=True) if page.essay]
    talked = [each for each, page in zip(scores, pages, strict=True) if page.essay and page.comments]
    worst = sorted(_f1(*each) for each in scores)[: max(1, len(scores) // 10)]
    figures = (*(_f1(*(fmean(part) for part in zip(*some, strict=True))) for some in (scores, essays, talked)),)
    return "  ".join(f"{figure:.4f}" for figure in (*figures, fmean(each[1] for each in scores), fmean(worst)))


def score(page: Page, keep: list[bool]) -> tuple[float, float]:
    """Return precision and recall of the kept lines."""
    got = _runs(" ".join(line.text for line, kept in zip(page.lines, keep, strict=True) if kept))
    wanted = _runs(page.gold)
    both = sum((got & wanted).values())
    return both / max(1, sum(got.values())), both / max(1, sum(wanted.values()))


def parts(pages: list[Page], kept: list[list[bool]]) -> str:
    """Count, over the essays, the first and last lines kept, all lines of the gold, and lines below it."""
    first, last, body, below = [], [], [], []
    for page, keep in zip(pages, kept, strict=True):
        said = Counter(tuple(WORD.findall(line.lower())) for line in page.gold.split("\n"))
        own = [bool(words) and said[words] > 0 for words in (tuple(WORD.findall(x.text.lower())) for x in page.lines)]
        if page.essay and any(own):
            places = [at for at, mine in enumerate(own) if mine]
            first.append(keep[places[0]])
            last.append(keep[places[-1]])
            body += [keep[at] for at in places]
            below += keep[places[-1] + 1 :]
    names = ("first", "last", "lines", "below")
    return ", ".join(f"{name} {fmean(some):.3f}" for name, some in zip(names, (first, last, body, below), strict=True))


def say(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _runs(text: str) -> Counter[tuple[str, ...]]:
    words = WORD.findall(text)
    return Counter(zip(*(words[at:] for at in range(RUN)), strict=False))


if __name__ == "__main__":
    main()
