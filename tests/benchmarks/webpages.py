"""Saved web pages of many shapes -> how well each extractor finds the essay: `scripts/bench webpages`.

The pages are our own: essays of the sample book in the shapes of the common publishing systems, with what such sites
put around them. The score is that of the article-extraction benchmark: runs of four words, each page as much as
another. With --blind, each class, id and role is a number, as on the pages of frameworks: what no list of names helps
with.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import fmean
from zlib import crc32

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[2] / "scripts"))

from benchmarks.cleaning import f1, runs
from fleuron.clean import clean
from fleuron.manuscript.web import read_html
from fleuron.model import Finding, Source
from webpages import WebPage, pages

NAMED = re.compile(r"""(\s(?:class|id|itemprop|role|rel|data-\w+)=)(["'])(.*?)\2""")


def main() -> None:
    """Print a row a shape, and the whole."""
    logging.disable(logging.CRITICAL)
    every = [blinded(page) if "--blind" in sys.argv else page for page in pages()]
    names = list(CLEANERS)
    sys.stdout.write(f"{'':16}" + "".join(f"{name:>14}" for name in names) + "\n")
    scores = {name: [(page.shape, score(page, CLEANERS[name](page))) for page in every] for name in names}
    rows = [(shape, [_mean(scores[name], shape) for name in names]) for shape in sorted({page.shape for page in every})]
    rows.append(("all", [_mean(scores[name]) for name in names]))
    for at, what in enumerate(("precision", "recall")):
        rows.append((what, [fmean(each[at] for _, each in scores[name]) for name in names]))
    for what, figures in rows:
        sys.stdout.write(f"{what:16}" + "".join(f"{figure:14.4f}" for figure in figures) + "\n")


def blinded(page: WebPage) -> WebPage:
    """Put a number in the place of every name that a template gives."""
    return replace(page, html=NAMED.sub(lambda name: f'{name[1]}"x{crc32(name[3].encode()) % 9999}"', page.html))


def score(page: WebPage, text: str) -> tuple[float, float]:
    """Return precision and recall of a text."""
    got, wanted = runs(text), runs("\n".join(page.gold))
    both = sum((got & wanted).values())
    return both / max(1, sum(got.values())), both / max(1, sum(wanted.values()))


def _mean(scores: list[tuple[str, tuple[float, float]]], shape: str = "") -> float:
    found = [each for own, each in scores if shape in ("", own)]
    return f1(*(fmean(part) for part in zip(*found, strict=True)))


def ours(page: WebPage) -> str:
    """Return what fleuron prints in the text of the essay."""
    read = read_html(page.data, "page.html")
    assert not isinstance(read, Finding)
    essay = clean(Source(page.slug, "page.html", read.lines, imprint=read.imprint))
    return "\n".join(verdict.text.replace("\u00a0", " ") for verdict in essay.printed)


def _trafilatura(page: WebPage) -> str:
    from trafilatura import extract

    return extract(page.data, include_comments=False) or ""


def _readability(page: WebPage) -> str:
    from lxml import html
    from readability import Document

    summary = html.document_fromstring(Document(page.data).summary())
    return re.sub(r"\s+", " ", " ".join(summary.itertext()))


def _justext(page: WebPage) -> str:
    import justext

    found = justext.justext(page.data, justext.get_stoplist("English"))
    return "\n".join(paragraph.text for paragraph in found if not paragraph.is_boilerplate)


CLEANERS: dict[str, Callable[[WebPage], str]] = {
    "trafilatura": _trafilatura,
    "readability": _readability,
    "jusText": _justext,
    "fleuron": ours,
}

if __name__ == "__main__":
    main()
