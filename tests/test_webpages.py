"""Essays of our own in the shapes of many publishing systems: found whole, named rightly, every word told of."""

from statistics import fmean

import pytest

from benchmarks.webpages import CLEANERS, blinded, f1, score
from fleuron.account import lost, unset
from fleuron.clean import clean
from fleuron.desk.decide import Ledger
from fleuron.desk.reading import find
from fleuron.manuscript.web import read_html
from fleuron.model import Source
from fleuron.typeset import typeset
from test_faults import lay
from webpages import ESSAYS, SHAPES, page, pages

NAMES = sorted(path.stem for path in SHAPES.glob("*.html"))
SILENT = {"livejournal", "discourse", "drupal"}  # their pages state no author's name for machines
PEERS = ("trafilatura", "readability", "jusText")


def read(made):
    found = read_html(made.data, "page.html")
    return Source(made.slug, "page.html", found.lines, imprint=found.imprint)


@pytest.mark.parametrize("shape", NAMES)
def test_the_essay_is_found_in_every_shape(shape):
    for number in (0, 5):
        made = page(shape, ESSAYS[number], number)
        source = read(made)
        essay = clean(source)
        precision, recall = score(made, "\n".join(v.text.replace("\u00a0", " ") for v in essay.printed))
        assert min(precision, recall) > 0.97
        assert essay.title == made.title
        assert essay.authors == (made.author,) or shape in SILENT
        assert not essay.published or shape in SILENT or essay.published == made.date
        assert list(lost(source, essay)) == []


def test_no_word_is_lost_between_a_web_page_and_the_book():
    essays = [clean(read(page(shape, ESSAYS[2], 2))) for shape in NAMES]
    essays = [essay for essay, shape in zip(essays, NAMES, strict=True) if essay.printed and shape]
    chapters, _ = typeset([_named(essay, shape) for essay, shape in zip(essays, NAMES, strict=True)], {})
    assert [finding.sentence for chapter in chapters for finding in unset(chapter)] == []


def _named(essay, slug):
    from dataclasses import replace

    return replace(essay, slug=slug)


def test_an_editor_rules_on_a_line_of_a_web_page(tmp_path):
    """What is pressed on the desk stands in the sidecar, by number and words, and is followed."""
    lay(tmp_path / "essays", {"fee.html": page("medium", "the-fee").data})
    sheet = find(tmp_path, "fee")
    line = next(v.line for v in sheet.essay.verdicts if v.role.printed)
    Ledger().decide(sheet, {"line": str(line.number), "role": "cut"})
    ruled = next(v for v in find(tmp_path, "fee").essay.verdicts if v.line.number == line.number)
    assert (ruled.rule, ruled.role.printed) == ("editor", False)
    assert line.text.split()[0] in (tmp_path / "essays" / "fee.toml").read_text("utf-8")


@pytest.mark.long
def test_fleuron_finds_more_than_each_of_its_voters():
    every = [*pages(), *map(blinded, pages())]
    scores = {name: [score(made, keep(made)) for made in every] for name, keep in CLEANERS.items()}
    found = {name: f1(*(fmean(part) for part in zip(*rows, strict=True))) for name, rows in scores.items()}
    assert found["fleuron"] >= 0.97
    assert all(found["fleuron"] > found[peer] for peer in PEERS), found
