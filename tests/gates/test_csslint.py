from __future__ import annotations

from pathlib import Path

import pytest

from gates.csslint import lint

CASES = (Path(__file__).parent / "cases" / "csslint.tsv").read_text("utf-8").splitlines()
STYLES = Path(__file__).parents[2] / "styles"


@pytest.mark.parametrize("case", CASES)
def test_the_lint_tells_good_from_bad(case: str) -> None:
    css, _, fault = case.partition("\t")
    found = " ".join(lint(css, plain=True))
    assert fault in found
    assert bool(fault) == bool(found)


@pytest.mark.parametrize(
    "sheet", sorted(STYLES.glob("*/ebook*.css")), ids=lambda sheet: f"{sheet.parent.name}/{sheet.name}"
)
def test_the_sheets_of_the_ebook_suit_old_engines(sheet: Path) -> None:
    assert lint(sheet.read_text("utf-8"), plain=sheet.stem == "ebook") == []
