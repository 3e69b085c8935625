"""The label at the head of a Markdown text is read, and no other lines are taken for one."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from fleuron.manuscript.labels import labelled

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "labels.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["of"])
def test_a_label_is_told_and_taken_off(case):
    imprint, rest = labelled(case["text"])
    said = {key: getattr(imprint, key) for key in ("title", "authors", "published", "url") if getattr(imprint, key)}
    assert said == {key: tuple(value) if key == "authors" else value for key, value in case.get("said", {}).items()}
    assert rest.strip() == case["rest"]
    assert len(rest.splitlines()) == len(case["text"].splitlines())
