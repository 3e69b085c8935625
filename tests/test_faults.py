"""The error drill: each faulty book gives one finding, at the right place, and check and build agree on it."""

import json
import re
import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fleuron.build import build
from fleuron.errors import InputError
from fleuron.findings import explanations
from fleuron.manuscript import read_manuscript
from places import ROOT
from test_cli import run

CASES = tomllib.loads((ROOT / "tests" / "cases" / "faults.toml").read_text("utf-8"))
FAULTS = CASES["fault"]
CODE = re.compile(r'"([A-Z]{3}\d{3})"')
SOURCE = "\n".join(path.read_text("utf-8") for path in (ROOT / "scripts" / "fleuron").rglob("*.py"))


DEEP = "<div>" * 100_000 + "<p>The bridge was closed.</p>"  # too long for a file of cases


def lay(folder, files):
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = DEEP if text == "DEEP" else text
        path.write_bytes(text if isinstance(text, bytes) else text.encode())


def changed(book):
    """Change some values of the sound book's plan, and no other line of it."""
    text = CASES["sound"]["book.toml"]
    for key, value in book.items():
        said = json.dumps(value)
        if key in ("here", "there"):
            was = '["waiting"]' if key == "here" else '["kettle"]'
            text = text.replace(f"essays = {was}", f"essays = {said}")
        else:
            text = re.sub(rf"(?m)^{key} = .*\n", "", text)
            text = re.sub(r"(?m)^(issued = .*\n)", rf"\1{key} = {said}\n", text)
    return text


@pytest.fixture
def book(tmp_path):
    lay(tmp_path / "book", CASES["sound"])
    return tmp_path / "book"


def spoil(book, fault):
    if "book" in fault:
        lay(book, {"book.toml": changed(fault["book"])})
    lay(book, fault.get("files", {}))
    lay(book, {name: bytes.fromhex(data) for name, data in fault.get("hex", {}).items()})


def checked(monkeypatch, capsys, book):
    """Check a book; give how that ended, and all that was found."""
    ended, said = run(monkeypatch, capsys, "check", book, "--json")
    return ended, [(row["code"], row["place"], row["sentence"], row["fix"]) for row in json.loads(said)["findings"]]


def built(book, out):
    """Build a book in no format at all: what is found is found before a format is made."""
    try:
        findings = build(book, out, ()).findings
    except InputError as error:
        return error.exit_code, [(f.code, f.place, f.sentence, f.fix) for f in error.findings]
    failed = any(finding.severity == "error" for finding in findings)
    return int(failed), [(f.code, f.place, f.sentence, f.fix) for f in findings]


def test_a_sound_book_has_no_findings(monkeypatch, capsys, book):
    assert checked(monkeypatch, capsys, book) == (0, [])


@pytest.mark.parametrize("fault", FAULTS, ids=[fault["name"] for fault in FAULTS])
def test_a_fault_gives_one_finding(monkeypatch, capsys, book, tmp_path, fault):
    spoil(book, fault)
    ended, found = checked(monkeypatch, capsys, book)
    assert [row[:2] for row in found] == [(fault["code"], fault["place"])], found
    assert ended == fault["ends"]
    assert fault.get("says", "") in found[0][2] + found[0][3]
    assert built(book, tmp_path / "out") == (ended, found)


WORDS = st.sampled_from(
    [
        "[",
        "]",
        '"',
        "'",
        "=",
        "\n",
        "#",
        "{",
        ",",
        "1",
        "true",
        "[[",
        "]]",
        "permission",
        "parts",
        "\0",
        "é",
        '"""',
        "nan",
        "{}",
    ]
)
FILES = sorted(name for name in CASES["sound"] if name.endswith(".toml"))


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(FILES), st.integers(0, 400), st.integers(0, 4), WORDS), min_size=1, max_size=3)
)
def test_however_a_file_is_spoiled_it_is_told_in_findings(spoils):
    files = dict(CASES["sound"])
    for name, at, cut, word in spoils:
        files[name] = files[name][:at] + word + files[name][at + cut :]
    with TemporaryDirectory() as folder:
        lay(Path(folder), files)
        try:
            _, _, findings = read_manuscript(Path(folder))
        except InputError as error:
            findings = error.findings
            told = len(findings)
        else:
            told = True
    assert told
    assert all(finding.place and finding.sentence and finding.fix for finding in findings)


def test_the_drill_is_long():
    assert len(FAULTS) >= 40


def test_every_code_is_explained_and_every_explanation_is_of_a_code():
    assert set(CODE.findall(SOURCE)) == set(explanations())


@pytest.mark.parametrize(("code", "text"), explanations().items(), ids=explanations())
def test_an_explanation_says_it_in_short_and_then_at_length(code, text):
    short, blank, *rest = text.strip().splitlines()
    assert short.endswith(".")
    assert len(short) < 80
    assert blank == ""
    assert len(" ".join(rest)) > 40


def test_every_code_has_a_test():
    tests = [path for path in (ROOT / "tests").rglob("*") if path.suffix in (".py", ".toml")]
    words = "\n".join(path.read_text("utf-8") for path in tests)
    assert [code for code in explanations() if code not in words] == []
