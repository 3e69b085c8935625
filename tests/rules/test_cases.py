"""Every page in cases/ is a test: one `role | line` for each line, a bare row for a blank line, `+` for a role where
the line goes on with the one above.

A role in brackets is what the line should be and is not yet: the day it is, the brackets must go.
"""

from pathlib import Path

import pytest

from fleuron.clean import clean
from fleuron.model import Line, Source

CASES = sorted((Path(__file__).parent / "cases").glob("*.txt"))


def read(path):
    """Read a case: its lines, the roles they have, and the roles they should have."""
    lines, roles, wished = [], [], []
    for number, row in enumerate(path.read_text("utf-8").splitlines(), 1):
        role, bar, text = row.partition(" | ")
        if row.startswith("#") or not bar:
            continue
        lines.append(Line(number, text))
        roles.append(role.strip().strip("()"))
        wished.append(role.strip().startswith("("))
    return Source("a-case", path.name, tuple(lines)), roles, wished


def judged(path):
    """Return the role of each line, as wanted and as given, for lines that are known and for lines that fail."""
    source, roles, wished = read(path)
    given = ["+" if verdict.joins else verdict.role.value for verdict in clean(source).verdicts]
    rows = list(zip((line.text for line in source.lines), roles, given, wished, strict=True))
    return [row[:3] for row in rows if not row[3]], [row[:3] for row in rows if row[3]]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_line_of_a_case_has_its_role(path):
    known, _ = judged(path)
    assert [row for row in known if row[1] != row[2]] == []


@pytest.mark.parametrize("path", [path for path in CASES if judged(path)[1]], ids=lambda path: path.stem)
@pytest.mark.xfail(strict=True, reason="what the rules cannot tell yet")
def test_what_cannot_be_told_yet(path):
    _, failing = judged(path)
    assert any(row[1] == row[2] for row in failing)
