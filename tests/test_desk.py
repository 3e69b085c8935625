"""The editor's day at the command line: what each command says, writes and ends with."""

import json
import re

import pytest

from fleuron.findings import explanations
from test_cli import run
from test_faults import CASES, lay

PENDING = 'authors = ["otto-fenn"]\n\n[permission]\nstatus = "pending"\nholder = "The Shelf"\n'
EBOOK = 'authors = ["otto-fenn"]\n\n[permission]\nstatus = "own"\ncovers = ["ebook"]\n'


@pytest.fixture
def book(tmp_path):
    lay(tmp_path / "book", CASES["sound"])
    return tmp_path / "book"


@pytest.fixture
def desk(monkeypatch, capsys, book):
    """Run a command on a sound book; give its exit code and what it said."""
    return lambda *words: run(monkeypatch, capsys, *words)


def test_check_shows_the_ledger_and_ends_well(desk, book):
    ended, said = desk("check", book)
    assert ended == 0
    assert re.search(r"^waiting +own +The authors +ebook, print$", said, re.M)
    assert said.splitlines()[-1] == "CHECK OK: nothing to mend"


def test_check_is_strict_when_asked(desk, book):
    lay(book, {"essays/kettle.toml": PENDING})
    assert desk("check", book)[0] == 0
    ended, said = desk("check", book, "--strict")
    assert (ended, said.splitlines()[-1]) == (1, "CHECK FAILED: 1 warning")


def test_check_changes_nothing(desk, book):
    before = {path: path.stat().st_mtime_ns for path in book.rglob("*")}
    desk("check", book)
    assert {path: path.stat().st_mtime_ns for path in book.rglob("*")} == before


def test_status_says_what_is_owed(desk, book):
    untold = '[ida-marlowe]\nname = "Ida Marlowe"\n\n[otto-fenn]\nname = "Otto Fenn"\nbio = "He keeps bees."\n'
    lay(book, {"essays/kettle.toml": PENDING, "contributors.toml": untold})
    ended, said = desk("status", book)
    owed, advised = said.split("Worth a look:")
    assert ended == 0
    assert "PER102 essays/kettle.toml:3" in owed
    assert "PPL101 contributors.toml:1" in advised
    assert said.splitlines()[-1] == "OWED: 1 thing before the release"


def test_an_author_who_is_unknown_is_owed(desk, book):
    page = CASES["sound"]["essays/kettle.txt"].replace("By Otto Fenn\n\n", "")
    lay(book, {"essays/kettle.txt": page, "essays/kettle.toml": 'site = "The Shelf"\n'})
    assert "CLN105 essays/kettle.txt" in desk("status", book)[1].split("Worth a look:")[0]
    lay(book, {"essays/kettle.toml": 'authors = ["Anonymous"]\n'})
    assert desk("status", book)[1].splitlines()[-1] == "READY: nothing is owed"


def test_the_shell_can_complete_commands(desk, monkeypatch):
    monkeypatch.setenv("_FLEURON_COMPLETE", "bash_source")
    ended, said = desk()
    assert (ended, "_FLEURON_COMPLETE=bash_complete" in said) == (0, True)


def test_status_says_that_nothing_is_owed(desk, book):
    assert desk("status", book)[1].splitlines()[-1] == "READY: nothing is owed"


def test_a_draft_is_marked_and_said(desk, book, tmp_path):
    lay(book, {"essays/kettle.toml": EBOOK})
    ended, said = desk("build", book, "-o", tmp_path / "out", "-f", "epub", "-f", "print")
    assert ended == 0
    assert "DRAFT (print): fleuron status says what is owed" in said
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))
    assert {row["format"]: row.get("draft", False) for row in manifest["artifacts"]} == {"epub": False, "print": True}


def test_a_release_is_refused_while_an_essay_is_not_cleared(desk, book, tmp_path):
    lay(book, {"essays/kettle.toml": PENDING, "out/kept": "yesterday"})
    ended, said = desk("build", book, "-o", tmp_path / "out", "-f", "epub", "--release")
    assert ended == 1
    assert "PER102 essays/kettle.toml:3" in said
    assert said.splitlines()[-1] == "NOT RELEASED"
    assert not list((tmp_path / "out").iterdir())


@pytest.mark.parametrize(("format", "ends"), [("epub", 0), ("print", 1)])
def test_a_release_asks_only_for_what_it_prints(desk, book, tmp_path, format, ends):
    lay(book, {"essays/kettle.toml": EBOOK})
    assert desk("build", book, "-o", tmp_path / "out", "-f", format, "--release")[0] == ends


def test_a_release_holds_no_words_that_are_still_to_come(desk, book, tmp_path):
    lay(book, {"matter/preface.md": "# Preface\n\nTK\n"})
    ended, said = desk("build", book, "-o", tmp_path / "out", "-f", "epub", "--release")
    assert (ended, "PLH101 matter/preface.md" in said) == (1, True)


def test_machines_are_told_what_was_made(desk, book, tmp_path):
    ended, said = desk("build", book, "-o", tmp_path / "out", "-f", "epub", "--json")
    told = json.loads(said)
    assert (ended, told["ok"], told["findings"]) == (0, True, [])
    assert [(row["format"], row["draft"]) for row in told["artifacts"]] == [("epub", False)]
    assert [row["cleared"] for row in told["ledger"]] == [["ebook", "print"]] * 2


@pytest.mark.parametrize("command", ["build", "check", "status"])
def test_machines_are_told_why_nothing_was_made(desk, book, tmp_path, command):
    lay(book, {"book.toml": "titel = 1\n"})
    ended, said = desk(command, book, "--json", *(["-o", tmp_path / "out"] if command == "build" else []))
    told = json.loads(said)
    assert (ended, told["ok"]) == (2, False)
    assert [(row["code"], row["place"]) for row in told["findings"]] == [("MAN202", "book.toml:1")]


def test_new_starts_a_book_that_status_can_read(desk, book, tmp_path):
    ended, said = desk("new", tmp_path / "fresh", "--from", book / "essays")
    assert ended == 0
    assert said.splitlines()[-1] == f"NEW: {tmp_path / 'fresh'}, 9 files"
    assert desk("status", tmp_path / "fresh")[0] == 0


@pytest.mark.parametrize("words", [["new", "in-the-way/book", "--from"], ["clean", "-o", "in-the-way"]])
def test_a_folder_that_cannot_be_made_is_named(desk, book, tmp_path, monkeypatch, words):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in-the-way").write_text("a file")
    ended, said = desk(*words, book / "essays")
    assert (ended, "BLD502 in-the-way" in said) == (2, True)


def test_adopt_names_the_file_it_made(desk, book):
    ended, said = desk("adopt", "kettle", book)
    assert (ended, said) == (0, f"ADOPTED: {book / 'essays' / 'kettle.md'}\n")


def test_order_proposes_and_writes_nothing(desk, book):
    before = (book / "book.toml").read_bytes()
    ended, said = desk("order", book, "--by", "title")
    assert ended == 0
    assert 'essays = ["kettle", "waiting"]' in said
    assert (book / "book.toml").read_bytes() == before


def test_order_writes_when_asked(desk, book):
    lay(book, {"book.toml": 'title = "A Book"\n'})
    ended, said = desk("order", book, "--by", "author", "--write")
    assert (ended, said.splitlines()[-1]) == (0, f"ORDERED: {book / 'book.toml'}")
    assert (book / "book.toml").read_text("utf-8") == 'title = "A Book"\nessays = ["kettle", "waiting"]\n'


def test_explain_lists_all_and_tells_of_one(desk):
    listed = desk("explain")[1].splitlines()
    assert [line.split()[0] for line in listed] == list(explanations())
    assert desk("explain", "man303")[1].startswith("MAN303  An essay is named that is not there.\n\n")
    ended, said = desk("explain", "MAN33")
    assert (ended, "did you mean MAN3" in said) == (2, True)


def test_doctor_names_every_tool_and_says_whether_books_can_be_made(desk):
    ended, said = desk("doctor")
    assert ended == 0
    assert [line.split()[0] for line in said.splitlines()[:3]] == ["pypandoc", "WeasyPrint", "EbookLib"]
    assert said.splitlines()[-1] == "READY to make books"


def test_doctor_says_what_a_missing_tool_would_add(desk, monkeypatch):
    monkeypatch.setattr("fleuron.doctor.PACKAGES", {"pypandoc": ("no-such-package", "text; pip install it", True)})
    monkeypatch.setattr("fleuron.doctor.PROGRAMS", {"Java": (("no-such-program",), "the check of shops")})
    ended, said = desk("doctor")
    assert ended == 2
    assert re.search(r"pypandoc +missing: text; pip install it", said)
    assert re.search(r"Java +missing: the check of shops", said)
    assert said.splitlines()[-1] == "CANNOT MAKE BOOKS: pypandoc missing"


@pytest.mark.parametrize("name", ["book", "contributors", "sidecar"])
def test_a_schema_knows_the_keys_of_the_sample(desk, name):
    schema = json.loads(desk("schema", name)[1])
    assert schema["type"] == "object"
    if name == "sidecar":
        assert schema["additionalProperties"] is False
        assert schema["properties"]["permission"]["required"] == ["status"]
        assert "granted" in schema["properties"]["permission"]["properties"]["status"]["enum"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["bild"], 'did you mean "build"'),
        (["stats"], 'did you mean "status"'),
        (["build", "--relase"], "--release"),
        (["xyz"], "No such command"),
    ],
)
def test_a_misspelt_word_is_told_its_neighbour(desk, words, says):
    ended, said = desk(*words)
    assert (ended, says in said) == (2, True)
