from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from fleuron.formats.safety import OPS, XHTML, legal, tidy, tree

CASES = (Path(__file__).parent / "cases" / "active.tsv").read_text("utf-8").splitlines()


def _inside(root: etree._Element) -> str:
    whole = (
        etree.tostring(root, encoding="unicode").replace(f' xmlns="{XHTML}"', "").replace(f' xmlns:epub="{OPS}"', "")
    )
    return whole.removeprefix("<section>").removesuffix("</section>")


@pytest.mark.parametrize("case", CASES)
def test_nothing_that_acts_is_left_and_no_word_is_lost(case: str) -> None:
    given, _, expected = case.partition("\t")
    assert _inside(tree(given)) == expected


def test_characters_that_no_xml_may_hold_go() -> None:
    assert legal("a\x00b\x0bc\ufffed\ud800\te") == "abcd\te"
    assert tidy(" a\n\x00 b ") == "a b"
    assert _inside(tree("<p>a\x00b</p>")) == "<p>ab</p>"
