"""Each fault in a TOML file has its line, its column where there is one, and a hint."""

from datetime import date

import pytest

from fleuron.manuscript.tables import read_table

SCHEMA = {
    "title": str,
    "issued": date,
    "editors": [str],
    "isbn": {"*": str},
    "parts": [{"title": str, "essays": [str]}],
}
FAULTS = [
    ('titel = "x"\n', "MAN202", ":1", 'did you mean "title"'),
    ('title = "x"\n\n[[parts]]\ntitel = "y"\n', "MAN202", ":4", 'did you mean "title"'),
    ("title = 3\n", "MAN203", ":1", "3, a number"),
    ('issued = "yesterday"\n', "MAN203", ":1", '"yesterday", words'),
    ('editors = "one"\n', "MAN203", ":1", "not a list"),
    ('title = "x"\nisbn = "1"\n', "MAN203", ":2", "not a table"),
    ('title = "x\n', "MAN201", ":1:", "not TOML"),
    ('title = "x"\neditors = ["a"\nissued = 2026-01-01\n', "MAN201", ":3:", "not TOML"),
    ("title = true\n", "MAN203", ":1", "true, a yes or no"),
]


@pytest.mark.parametrize(("text", "code", "where", "says"), FAULTS)
def test_a_fault_is_found_and_placed(tmp_path, text, code, where, says):
    (tmp_path / "book.toml").write_text(text)
    table, findings = read_table(tmp_path / "book.toml", SCHEMA, "book.toml")
    assert table == {}
    assert [finding.code for finding in findings] == [code]
    assert findings[0].place.startswith(f"book.toml{where}")
    assert says in findings[0].sentence
    assert findings[0].fix


def test_a_sound_table_is_read(tmp_path):
    (tmp_path / "book.toml").write_bytes('\ufefftitle = "Café"\r\nissued = 2026-11-23\r\n'.encode())
    table, findings = read_table(tmp_path / "book.toml", SCHEMA, "book.toml")
    assert table == {"title": "Café", "issued": date(2026, 11, 23)}
    assert not findings


def test_a_file_that_is_not_utf_8_is_named(tmp_path):
    (tmp_path / "book.toml").write_bytes(b'title = "Caf\xe9"\n')
    assert [finding.code for finding in read_table(tmp_path / "book.toml", SCHEMA, "book.toml")[1]] == ["MAN201"]
