"""Saved web pages of many shapes -> how well each extractor finds the essay: `scripts/bench webpages`.

The pages are our own: essays of the sample book in the shapes of the common publishing systems, with what such sites
put around them. The score is that of the article-extraction benchmark: runs of four words, each page as much as
another.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import fmean

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[2] / "scripts"))

from benchmarks.cleaning import _f1, _runs, say
from fleuron.clean import clean
from fleuron.manuscript.web import read_html
from fleuron.model import Finding, Source
from webpages import WebPage, pages


def main() -> None:
    """Print a row a shape, and the whole."""
    logging.disable(logging.CRITICAL)
    every = list(pages())
    names = list(CLEANERS)
    say(f"{'':16}" + "".join(f"{name:>14}" for name in names))
    scores = {name: [(page.shape, score(page, CLEANERS[name](page))) for page in every] for name in names}
    for shape in sorted({page.shape for page in every}):
        say(f"{shape:16}" + "".join(f"{_mean(scores[name], shape):14.4f}" for name in names))
    say(f"{'all':16}" + "".join(f"{_mean(scores[name]):14.4f}" for name in names))
    for at, what in enumerate(("precision", "recall")):
        say(f"{what:16}" + "".join(f"{fmean(each[at] for _, each in scores[name]):14.4f}" for name in names))


def score(page: WebPage, text: str) -> tuple[float, float]:
    """Return precision and recall of a text."""
    got, wanted = _runs(text), _runs("\n".join(page.gold))
    both = sum((got & wanted).values())
    return both / max(1, sum(got.values())), both / max(1, sum(wanted.values()))


def _mean(scores: list[tuple[str, tuple[float, float]]], shape: str = "") -> float:
    found = [each for own, each in scores if shape in ("", own)]
    return _f1(*(fmean(part) for part in zip(*found, strict=True)))


def ours(page: WebPage) -> str:
    """Return what fleuron prints in the text of the essay."""
    read = read_html(page.data, "page.html")
    assert not isinstance(read, Finding)
    essay = clean(Source(page.slug, "page.html", read[0], imprint=read[1]))
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
