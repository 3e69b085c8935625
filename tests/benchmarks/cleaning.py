"""Pages and their essays -> how well each cleaner tells the two apart: `scripts/bench cleaning FOLDER`.

FOLDER holds index.jsonl (id, title, essay, comments and oracle a line), ID.seed.txt (the page as scraped), ID.full.txt
(all its lines) and ID.gold.txt (the essay). Scores are those of the article-extraction benchmark: runs of four words,
every page as much as another. Other tools see each line as a paragraph of HTML, for the page itself is gone. Where the
weights were learned from these same pages, figures are those of training; with --folds (what `scripts/train --folds`
wrote) each page is judged by weights that have not seen its site.
"""

from __future__ import annotations

import html
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

import click

from benchmarks.parts import COLUMNS as PARTS
from benchmarks.parts import Page, parts
from fleuron.account import words
from fleuron.clean import clean
from fleuron.model import Line, Source
from fleuron.rules import scorer
from fleuron.rules.page import fold
from fleuron.rules.phrases import find

WORD = re.compile(r"\w+")
RUN = 4  # words
FLOOR = 0.8  # the best score that whole lines can reach, on a page that is worth counting
WARM = 20  # pages that start the program up
END = frozenset({"widget", "comment-heading", "nav"})
COLUMNS = ("F1 all", "essays", "talked", "recall", "precis", "worst", *PARTS, "title", "pages/s")


class Answer(NamedTuple):
    """What a cleaner makes of a page: the lines in the text, the title, if it tells one, and what it sets above."""

    kept: list[bool]
    title: str | None = None
    told: tuple[bool, ...] = ()


Cleaner = Callable[[Page], Answer]


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True))
@click.option("--folds", type=click.Path(path_type=Path, exists=True), help="Weights that are blind to some sites.")
@click.option("--peers/--no-peers", default=True, show_default=True)
def main(folder: Path, folds: Path | None, peers: bool) -> None:
    """Print the whole table for the pages of FOLDER."""
    for rendering in ("seed", "full"):
        pages = list(read(folder, rendering))
        click.echo(f"\n{f'{rendering}: {len(pages)} pages':36}" + "".join(f"{name:>8}" for name in COLUMNS))
        for name, cleaner in cleaners(peers, folds):
            cells = [f"{figure:8.3f}" if figure is not None else f"{'–':>8}" for figure in measured(cleaner, pages)]
            click.echo(f"{name:36}{''.join(cells[:-1])}{cells[-1].split('.')[0].rjust(8)}")
    click.echo(f"\n{LEGEND}")


LEGEND = (
    "talked: essays with readers' comments. worst: mean F1 of the worst tenth. first, last, heads, items: these lines\n"
    "of the essay that are kept; its first also where it is told above the text, as title or standfirst. after: lines\n"
    "below its last that are kept. speech: lines of 15 words or more below it that are kept, where readers talk.\n"
    "pages/s: in CPU seconds of one core, after start-up."
)


def read(folder: Path, rendering: str) -> Iterator[Page]:
    """Read the pages that are worth counting."""
    for record in map(json.loads, (folder / "index.jsonl").read_text("utf-8").splitlines()):
        if record["oracle"][rendering] >= FLOOR:
            text = (folder / f"{record['id']}.{rendering}.txt").read_text("utf-8")
            lines = tuple(Line(n, line) for n, line in enumerate(text.split("\n"), 1) if line.strip())
            gold = (folder / f"{record['id']}.gold.txt").read_text("utf-8")
            told = record["title"] or "", record["essay"], record["comments"][rendering]
            yield Page(record["id"], lines, gold, *told)


def cleaners(peers: bool, folds: Path | None) -> Iterator[tuple[str, Cleaner]]:
    """Name every cleaner that is there."""
    yield "keep everything", lambda page: Answer([True] * len(page.lines))
    yield "cut at end widgets", cut_at_end
    if peers:
        yield from others()
    yield "fleuron (trained on dev)", ours
    if folds:
        yield "fleuron (sites unseen)", unseen(folds)


def ours(page: Page) -> Answer:
    """Keep what fleuron prints in the text of an essay."""
    essay = clean(Source("page", "page.txt", page.lines))
    roles = [verdict.role for verdict in essay.verdicts]
    return Answer([role.printed for role in roles], essay.title, tuple(role.told for role in roles))


def unseen(folds: Path) -> Cleaner:
    """Judge each page by weights that have not seen its site."""
    fold_of = json.loads((folds / "folds.json").read_text("utf-8"))
    learned = {
        each: scorer.learned((folds / f"weights-{each}.json").read_text("utf-8")) for each in set(fold_of.values())
    }

    def judged(page: Page) -> Answer:
        seen, scorer.weights = scorer.weights, lambda: learned[fold_of[page.id]]
        try:
            return ours(page)
        finally:
            scorer.weights = seen

    return judged


def cut_at_end(page: Page) -> Answer:
    """Keep all above the first line of the lower half that is a widget by its words alone."""
    for at in range(len(page.lines) // 2, len(page.lines)):
        phrase = find(fold(page.lines[at].text))
        if phrase and phrase.role in END and not phrase.weak:
            return Answer([place < at for place in range(len(page.lines))])
    return Answer([True] * len(page.lines))


def others() -> Iterator[tuple[str, Cleaner]]:
    """Name the tools that clean HTML, each on the lines as paragraphs."""
    import justext
    import readability
    import trafilatura

    stop = justext.get_stoplist("English")

    def by_justext(page: bytes) -> Sequence[str]:
        return [each.text for each in justext.justext(page, stop, encoding="utf-8") if not each.is_boilerplate]

    def by_trafilatura(page: bytes) -> Sequence[str]:
        return (trafilatura.extract(page, include_comments=False) or "").split("\n")

    def by_readability(page: bytes) -> Sequence[str]:
        summary = readability.Document(page.decode()).summary()
        return [html.unescape(re.sub("<[^>]+>", "", each)) for each in re.findall("(?s)<p[^>]*>(.*?)</p>", summary)]

    for name, extract in (
        ("jusText", by_justext),
        ("trafilatura", by_trafilatura),
        ("readability-lxml", by_readability),
    ):
        yield f"{name}, on wrapped lines", partial(wrapped, extract)


def wrapped(extract: Callable[[bytes], Sequence[str]], page: Page) -> Answer:
    """Show a tool each line as a paragraph, and find among the lines what it keeps."""
    inner = "\n".join(f"<p>{html.escape(line.text.strip())}</p>" for line in page.lines)
    said = f"<html><head><title>x</title></head><body><article>{inner}</article></body></html>"
    left = Counter(tuple(WORD.findall(text)) for text in extract(said.encode("utf-8", "replace")))
    kept = []
    for line in page.lines:
        own = tuple(WORD.findall(line.text))
        kept.append(bool(own) and left[own] > 0)
        left[own] -= kept[-1]
    return Answer(kept)


def measured(cleaner: Cleaner, pages: list[Page]) -> list[float | None]:
    """Run a cleaner over all pages, and give a figure for each column."""
    for page in pages[:WARM]:
        cleaner(page)
    start = time.process_time()
    answers = [cleaner(page) for page in pages]
    speed = len(pages) / (time.process_time() - start + 1e-9)
    scores = [score(page, answer.kept) for page, answer in zip(pages, answers, strict=True)]
    essays = [each for each, page in zip(scores, pages, strict=True) if page.essay]
    talked = [each for each, page in zip(scores, pages, strict=True) if page.essay and page.comments]
    worst = sorted(f1(*each) for each in scores)[: max(1, len(scores) // 10)]
    means = [tuple(fmean(part) for part in zip(*some, strict=True)) for some in (scores, essays, talked) if some]
    above = [[*answer.told] or [False] * len(answer.kept) for answer in answers]
    kept = parts(pages, [answer.kept for answer in answers], above)
    named = [words(said) == words(page.title) for page, (_, said, _) in zip(pages, answers, strict=True) if said]
    titles = fmean(named) if named else None
    return [*(f1(*mean) for mean in means), means[0][1], means[0][0], fmean(worst), *kept, titles, speed]


def score(page: Page, keep: list[bool]) -> tuple[float, float]:
    """Return precision and recall of the kept lines."""
    got = runs(" ".join(line.text for line, kept in zip(page.lines, keep, strict=True) if kept))
    wanted = runs(page.gold)
    both = sum((got & wanted).values())
    return both / max(1, sum(got.values())), both / max(1, sum(wanted.values()))


def f1(precision: float, recall: float) -> float:
    """Return the harmonic mean."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def runs(text: str) -> Counter[tuple[str, ...]]:
    """Count the runs of words in a text."""
    tokens = WORD.findall(text)
    return Counter(zip(*(tokens[at:] for at in range(min(RUN, len(tokens)))), strict=False))


if __name__ == "__main__":
    main()
