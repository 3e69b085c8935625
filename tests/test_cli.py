"""The command as an editor meets it: what it prints, how it ends, and what it leaves on the disk."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from fleuron.cli import main
from fleuron.cli.show import show
from fleuron.model import Finding
from places import ROOT

PAGE = """The Waiting Room

By Ida Marlowe

The clock in the waiting room ran four minutes slow, and everyone who sat there knew it and said nothing about it.

She had bought it herself, with her first month's rent, and could not bring herself to have it mended or thrown away.

Leave a Reply
"""
HEAVY = {"weasyprint", "ebooklib", "pypandoc", "PIL", "numpy", "lxml", "pikepdf"}
BOOK = 'title = "A Book"\nissued = 2026-01-02\n'


@pytest.fixture
def book(tmp_path):
    """Make the smallest book that has everything: its page is sound, and each test spoils one thing."""
    folder = tmp_path / "book"
    (folder / "essays").mkdir(parents=True)
    (folder / "book.toml").write_text(BOOK)
    (folder / "essays" / "waiting.txt").write_text(PAGE)
    return folder


def run(monkeypatch, capsys, *words):
    """Run the command; give its exit code and all that it said."""
    monkeypatch.setattr(sys, "argv", ["fleuron", *map(str, words)])
    code = 0
    try:
        main()
    except SystemExit as end:
        code = end.code or 0
    said = capsys.readouterr()
    assert "Traceback" not in said.out + said.err
    return code, said.out + said.err


def spoil_binary(book):
    (book / "essays" / "photo.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")


def spoil_empty(book):
    (book / "essays" / "empty.txt").write_text(" \n\n")


def spoil_furniture(book):
    (book / "essays" / "shell.txt").write_text("top of page\n\nLeave a Reply\n\nbottom of page\n")


def spoil_huge(book):
    (book / "essays" / "huge.txt").write_bytes(b"word " * 10_000_000)


def spoil_order(book):
    (book / "book.toml").write_text(BOOK + 'essays = ["waitng"]\n')


def spoil_twice(book):
    (book / "book.toml").write_text(BOOK + 'essays = ["waiting", "waiting"]\n')


def spoil_key(book):
    (book / "book.toml").write_text('titel = "A Book"\n')


def spoil_syntax(book):
    (book / "book.toml").write_text('title = "A Book\n')


def spoil_sidecar(book):
    (book / "essays" / "waiting.toml").write_text("authors = [1]\n")


def spoil_role(book):
    (book / "essays" / "waiting.toml").write_text('[[rulings]]\nline = 1\nwords = "The"\nrole = "titel"\n')


def spoil_people(book):
    (book / "contributors.toml").write_text('[ida]\nnane = "Ida"\n')


def spoil_matter(book):
    (book / "matter").mkdir()
    (book / "matter" / "forward.md").write_text("# Forward\n\nOn we go.\n")


def spoil_theme(book):
    (book / "book.toml").write_text(BOOK + 'theme = "clasic"\n')


def spoil_twins(book):
    (book / "essays" / "waiting!.txt").write_text(PAGE)


FAULTS = [
    (spoil_binary, 1, "MAN102", "essays/photo.txt"),
    (spoil_empty, 1, "MAN104", "essays/empty.txt"),
    (spoil_furniture, 1, "BLD501", "essays/shell.txt"),
    (spoil_huge, 1, "MAN103", "essays/huge.txt"),
    (spoil_order, 2, "MAN303", 'did you mean "waiting"'),
    (spoil_twice, 2, "MAN304", "named twice"),
    (spoil_key, 2, "MAN202", 'book.toml:1: unknown key "titel" (did you mean "title"?)'),
    (spoil_syntax, 2, "MAN201", "book.toml:1:"),
    (spoil_sidecar, 2, "MAN203", "essays/waiting.toml:1"),
    (spoil_role, 2, "MAN204", "essays/waiting.toml"),
    (spoil_people, 2, "MAN202", 'did you mean "name"'),
    (spoil_matter, 2, "MAN307", "call it foreword.md"),
    (spoil_theme, 2, "clasic", 'did you mean "classic"'),
    (spoil_twins, 2, "MAN105", "would be one essay"),
]


@pytest.mark.parametrize(("spoil", "code", "finding", "says"), FAULTS, ids=[row[0].__name__[6:] for row in FAULTS])
def test_a_fault_is_told_and_placed(monkeypatch, capsys, book, tmp_path, spoil, code, finding, says):
    out = tmp_path / "out"
    out.mkdir()
    (out / "a-book.epub").write_text("yesterday's book")
    spoil(book)
    ended, said = run(monkeypatch, capsys, "build", book, "-o", out, "-f", "epub")
    assert ended == code, said
    assert finding in said
    assert says in said
    made = (out / "a-book.epub").read_bytes()
    assert made[:2] == b"PK" if code == 1 else made == b"yesterday's book"


@pytest.mark.parametrize("place", ["nowhere", "empty"])
def test_a_folder_without_pages_is_named(monkeypatch, capsys, tmp_path, place):
    (tmp_path / "empty").mkdir()
    ended, said = run(monkeypatch, capsys, "build", tmp_path / place, "-o", tmp_path / "out")
    assert (ended, "MAN100" in said, str(tmp_path / place) in said) == (2, True, True)


def test_a_folder_that_cannot_be_written_to_is_named(monkeypatch, capsys, book, tmp_path):
    (tmp_path / "out").write_text("a file in the way")
    ended, said = run(monkeypatch, capsys, "build", book, "-o", tmp_path / "out")
    assert (ended, "BLD502" in said) == (2, True)
    assert (tmp_path / "out").read_text() == "a file in the way"


def test_text_in_other_encodings_is_read(monkeypatch, capsys, book):
    (book / "essays" / "wide.txt").write_text(PAGE.replace("Ida", "Zoë"), encoding="utf-16")
    (book / "essays" / "old.txt").write_bytes(PAGE.replace("Ida", "Renée").encode("cp1252"))
    ended, said = run(monkeypatch, capsys, "clean", book, "--as", "verdicts")
    assert ended == 0, said
    for name in ("wide", "old"):
        assert f"==> essays/{name}.txt <==\n1\ttitle\t" in said
    _, text = run(monkeypatch, capsys, "clean", book / "essays" / "wide.txt")
    assert text.startswith("The Waiting Room\n\nThe clock in the waiting room")


def test_clean_writes_a_file_a_page(monkeypatch, capsys, book, tmp_path):
    ended, _ = run(monkeypatch, capsys, "clean", book, "-o", tmp_path / "out", "--as", "markdown")
    assert ended == 0
    assert (tmp_path / "out" / "waiting.md").read_text().startswith("# The Waiting Room\n\nThe clock")


def test_many_pages_are_cleaned_alike_by_one_worker_or_by_two(monkeypatch, capsys, tmp_path):
    for number in range(5):
        (tmp_path / f"page-{number}.txt").write_text(PAGE.replace("Ida", f"Ida {'X' * number}"))
    one, two = (run(monkeypatch, capsys, "clean", tmp_path, "--as", "diff", "-j", hands) for hands in ("1", "2"))
    assert one == two
    assert one[1].count("==> ") == 5


def test_a_bare_folder_becomes_a_book_and_says_what_it_inferred(monkeypatch, capsys, book, tmp_path):
    ended, said = run(monkeypatch, capsys, "build", book / "essays", "-o", tmp_path / "out", "-f", "epub")
    assert ended == 0, said
    assert "MAN301" in said
    assert said.endswith(f"BUILD OK: {tmp_path / 'out' / 'essays.epub'}\n")


def test_the_sources_are_never_written_to(monkeypatch, capsys, book, tmp_path):
    before = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in book.rglob("*") if path.is_file()}
    run(monkeypatch, capsys, "build", book, "-o", tmp_path / "out", "-f", "epub")
    after = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in book.rglob("*") if path.is_file()}
    assert before == after


@pytest.mark.parametrize("moment", ["judged", "typeset", "load_theme", "audit"])
def test_ctrl_c_leaves_yesterdays_book(monkeypatch, capsys, book, tmp_path, moment):
    def stop(*_):
        raise KeyboardInterrupt

    out = tmp_path / "out"
    out.mkdir()
    (out / "a-book.epub").write_text("yesterday's book")
    monkeypatch.setattr(f"fleuron.build.{moment}", stop)
    ended, said = run(monkeypatch, capsys, "build", book, "-o", out, "-f", "epub")
    assert (ended, "STOPPED" in said) == (1, True)
    assert [(path.name, path.read_text()) for path in out.iterdir()] == [("a-book.epub", "yesterday's book")]


def test_a_full_disk_leaves_yesterdays_book(monkeypatch, capsys, book, tmp_path):
    def full(path, data):
        if path.name.startswith(".manifest"):
            raise OSError(28, "No space left on device", str(path))
        return write(path, data)

    write = Path.write_bytes
    out = tmp_path / "out"
    out.mkdir()
    (out / "a-book.epub").write_text("yesterday's book")
    monkeypatch.setattr(Path, "write_bytes", full)
    ended, said = run(monkeypatch, capsys, "build", book, "-o", out, "-f", "epub")
    assert (ended, "BLD503" in said) == (2, True)
    assert [(path.name, path.read_text()) for path in out.iterdir()] == [("a-book.epub", "yesterday's book")]


@pytest.mark.parametrize("words", [["--help"], ["build", "--help"], ["clean", "--help"], ["--version"]])
def test_help_loads_nothing_heavy(words):
    program = f"""
import sys
sys.argv[0] = "fleuron"
try:
    from fleuron.cli import main
    main()
finally:
    print(*({HEAVY} & set(sys.modules)))
"""
    said = subprocess.run(
        [sys.executable, "-c", program, *words],
        env=os.environ | {"PYTHONPATH": str(ROOT / "scripts")},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert said.splitlines()[-1] == ""


def test_clean_as_diff_marks_every_line_and_sums_up(monkeypatch, capsys, tmp_path):
    (tmp_path / "page.txt").write_text("Skip to content\n\nThe Bench\n\nBy Ada Wren\n\nShe said, 'no'.\n", "utf-8")
    _, said = run(monkeypatch, capsys, "clean", tmp_path / "page.txt", "--as", "diff")
    assert "    1 -  nav             Skip to content  (furniture/skip, 100 %)\n" in said
    assert "\n1 page: 3 lines kept, 1 cut, " in said
    assert "\x1b" not in said


@pytest.mark.parametrize("hands", ["1", "2"])
def test_clean_as_diff_has_colours_on_a_terminal_and_none_in_a_file(monkeypatch, capsys, tmp_path, hands):
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    for name in "abcd":
        (tmp_path / f"{name}.txt").write_text("Skip to content\n\nThe Bench\n\nShe said, 'no'.\n", "utf-8")
    _, said = run(monkeypatch, capsys, "clean", tmp_path, "--as", "diff", "-j", hands)
    run(monkeypatch, capsys, "clean", tmp_path, "--as", "diff", "-o", tmp_path / "out", "-j", hands)
    files = [file.read_text("utf-8") for file in (tmp_path / "out").iterdir()]
    assert "\x1b" in said
    assert len(files) == 4
    assert not [text for text in files if "\x1b" in text]


def test_clean_shows_a_page_that_is_edited_by_hand_and_names_its_fault_once(monkeypatch, capsys, tmp_path):
    (tmp_path / "tea.md").write_text("# Tea\n\nShe poured it.\n\n![A cup](cup.png)\n")
    code, said = run(monkeypatch, capsys, "clean", tmp_path / "tea.md")
    assert (code, said.count("PIC102"), "She poured it." in said) == (1, 1, True)


def test_findings_that_are_alike_are_told_together(capsys):
    said = [("MAN104", "a.txt", "it is empty"), ("CLN105", "b.txt", "nobody"), ("MAN104", "c.txt", "it is empty")]
    show([Finding(code, place, sentence, "save it again") for code, place, sentence in said])
    assert capsys.readouterr().out.splitlines() == [
        "warning MAN104 a.txt and c.txt: it is empty",
        "    Fix: save it again",
        "warning CLN105 b.txt: nobody",
        "    Fix: save it again",
    ]
