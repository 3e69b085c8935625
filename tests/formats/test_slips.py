"""Edition -> gatherings: the same, whether an essay is set now or was set before."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from fleuron.formats import slips as slipping
from fleuron.formats.galley import galley
from fleuron.formats.gather import gather
from fleuron.formats.slips import slips
from fleuron.model import Edition
from samples import edition

INSIDE = {
    "plain": "<p>Nothing leads out of it.</p>",
    "a note": '<p>So<a href="#fn1" id="fnref1" role="doc-noteref">1</a>.</p><section role="doc-endnotes"><ol>'
    '<li id="fn1"><p>It is.<a href="#fnref1" role="doc-backlink">↩</a></p></li></ol></section>',
    "a link within": '<p><a href="#here">On</a>.</p><p id="here">Here.</p>',
    "a link to the web": '<p><a href="https://example.org"><em>Away</em> from here</a>.</p>',
    "a link to another": '<p>See <a href="#credits">there</a>.</p>',
    "a link to nowhere": '<p>See <a href="#nowhere">there</a>.</p>',
    "contents of its own": '<nav><a href="#here">On</a></nav><p id="here">Here.</p>',
}


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, faces: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(faces, tmp_path / "kept")
    monkeypatch.setenv("FLEURON_CACHE", str(tmp_path / "kept"))


def told(edition: Edition, gatherings: object) -> list[tuple[str, bool, tuple[str, ...]]]:
    return [(each.html(edition.book.plan.language, {"here": "7"}), each.front, each.leads) for each in gatherings]


def with_essay(xhtml: str) -> Edition:
    whole = edition()
    divisions = [replace(each, xhtml=each.xhtml + xhtml) if each.essay else each for each in whole.book.divisions]
    return replace(whole, book=replace(whole.book, divisions=tuple(divisions)))


@pytest.mark.parametrize("xhtml", INSIDE.values(), ids=INSIDE)
def test_gatherings_are_those_of_the_galley(xhtml: str) -> None:
    book = with_essay(xhtml)
    right = told(book, gather(galley(book)))
    assert [told(book, slips(book)) for _ in range(2)] == [right, right]


@pytest.mark.parametrize(("name", "times"), [("plain", 0), ("a link within", 0), ("a link to another", 1)])
def test_only_an_essay_that_leads_elsewhere_is_set_again(
    name: str, times: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    book, made = with_essay(INSIDE[name]), []
    slips(book)
    inner = slipping.galley
    monkeypatch.setattr(slipping, "galley", lambda edition, set_: made.append(set_) or inner(edition, set_))
    slips(book)
    essays = {each.id for each in book.book.divisions if each.essay}
    assert bool(essays - made[0].keys()) == bool(times)


def test_what_is_moved_is_set_as_it_stands_now() -> None:
    book = edition()
    slips(book)
    first, second, *_ = (each for each in book.book.divisions if each.essay)
    moved = {first.id: replace(second, authors=first.authors), second.id: replace(first, short="Short", title="New")}
    divisions = tuple(moved.get(each.id, each) for each in book.book.divisions if each.kind != "part")
    now = replace(book, book=replace(book.book, divisions=divisions))
    assert told(now, slips(now)) == told(now, gather(galley(now)))
