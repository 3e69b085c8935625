from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fleuron.clean import clean
from fleuron.desk import sidecar
from fleuron.errors import InputError
from fleuron.manuscript.kinds import lines
from fleuron.model import Decisions, Line, Role, Ruling, Source
from places import ROOT

WRITTEN = """# Ours since 2019.
title = "The Lamp"  # she asked for the article

[permission]
status = "own"

# a quotation, whatever it looks like
[[rulings]]
line = 3
words = "She had"  # not "She has"
role = "quote"

# her own heading
[[rulings]]
line = 9
words = "Three things"
role = "heading"

[[replacements]]
find = "teh"
put = "the"
"""
RULES = st.tuples(st.just("rule"), st.integers(1, 12), st.sampled_from([Role.BODY, Role.QUOTE, Role.HEADING]))
LIFTS = st.tuples(st.just("lift"), st.integers(1, 12), st.just(Role.BODY))


def at(number: int, role: Role = Role.BODY, level: int = 0) -> Ruling:
    return Ruling(number, f"Words of {number}", role, level)


@given(st.sampled_from(["", WRITTEN, 'title = "x"', WRITTEN.replace("\n", "\n")]), st.lists(st.one_of(RULES, LIFTS)))
def test_after_any_decisions_the_sidecar_says_just_that_and_all_else_stays(text: str, decisions: list) -> None:
    before = tomllib.loads(text)
    wanted = {row["line"]: row["role"] for row in before.get("rulings", [])}
    for what, number, role in decisions:
        if what == "rule":
            text = sidecar.rule(text, at(number, role))
            wanted[number] = str(role)
        else:
            text = sidecar.lift(text, number)
            wanted.pop(number, None)
    after = tomllib.loads(text)
    assert {row["line"]: row["role"] for row in after.pop("rulings", [])} == wanted
    before.pop("rulings", None)
    assert after == before


ROWS = st.tuples(
    st.sampled_from(["joins", "splits", "refusals"]), st.integers(1, 9), st.sampled_from(["'90s", '"so"', ""])
)


@settings(deadline=None, max_examples=40)
@given(st.sampled_from(["", WRITTEN]), st.lists(ROWS, max_size=6))
def test_what_is_entered_and_struck_again_leaves_the_sidecar_as_it_was(text: str, rows: list) -> None:
    now = text
    wanted: dict[str, list] = {}
    for table, number, words in rows:
        told = {"line": number, "words": f"Words of {number}"}
        told |= {"splits": {"at": words} if words else {}, "refusals": {"keep": words}}.get(table, {})
        now = sidecar.enter(now, table, told)
        assert sidecar.has(now, table, told)
        wanted[table] = [row for row in wanted.get(table, []) if row != told] + [told]
    after = tomllib.loads(now)
    assert {table: sorted(after[table], key=str) for table in wanted} == {
        table: sorted(each, key=str) for table, each in wanted.items()
    }
    for table, each in wanted.items():
        for told in each:
            now = sidecar.strike(now, table, told)
    assert now == text


def test_words_in_quotation_marks_stand_in_the_sidecar_as_they_are() -> None:
    after = sidecar.enter("", "refusals", {"line": 3, "words": "He said", "keep": '"so"'})
    assert after == '[[refusals]]\nline = 3\nwords = "He said"\nkeep = \'"so"\'\n'


@given(st.lists(RULES))
def test_every_comment_stays_where_the_editor_put_it(decisions: list) -> None:
    text = WRITTEN
    for _, number, role in decisions:
        text = sidecar.rule(text, at(number, role))
    assert "# a quotation, whatever it looks like\n[[rulings]]\nline = 3\n" in text
    assert "# her own heading\n[[rulings]]\nline = 9\n" in text
    assert "  # she asked for the article\n" in text


def test_a_ruling_is_five_lines_more_and_no_other_change() -> None:
    after = sidecar.rule(WRITTEN, at(5, Role.LIST, 1))
    block = '[[rulings]]\nline = 5\nwords = "Words of 5"\nrole = "list"\nlevel = 1\n\n'
    assert after.replace(block, "") == WRITTEN


def test_a_ruling_that_is_taken_back_leaves_what_was_there() -> None:
    for number in (1, 5, 12):
        assert sidecar.lift(sidecar.rule(WRITTEN, at(number)), number) == WRITTEN


def test_a_ruling_on_a_line_is_changed_and_not_doubled() -> None:
    after = sidecar.rule(WRITTEN, Ruling(3, "She had", Role.HEADING, 2))
    assert 'words = "She had"  # not "She has"\nrole = "heading"\nlevel = 2\n\n# her own heading' in after
    assert after.count("[[rulings]]") == 2


def test_a_ruling_whose_line_has_moved_is_changed_where_it_stands_now_and_no_other() -> None:
    texts = {1: "Menu", 5: "She had a lamp.", 11: "Three things"}
    assert sidecar.follow(WRITTEN, texts, 11) == WRITTEN.replace("line = 9", "line = 11")
    assert sidecar.follow(WRITTEN, texts, 1) == WRITTEN


def test_rulings_written_in_one_line_are_kept_so() -> None:
    after = sidecar.rule('rulings = [{ line = 1, words = "One", role = "body" }]\n', at(4))
    assert [row["line"] for row in tomllib.loads(after)["rulings"]] == [1, 4]
    assert "[[rulings]]" not in after


def test_title_and_authors_are_set_and_taken_out() -> None:
    after = sidecar.put(sidecar.put(WRITTEN, "title", "A “Lamp”"), "authors", ["Ada Wren", "Ines Fenn"])
    told = tomllib.loads(after)
    assert (told["title"], told["authors"]) == ("A “Lamp”", ["Ada Wren", "Ines Fenn"])
    assert "# she asked for the article" in after
    assert "authors" not in tomllib.loads(sidecar.put(after, "authors", []))


def test_nothing_is_written_over_what_the_editor_left_broken() -> None:
    with pytest.raises(InputError, match="not TOML"):
        sidecar.rule('title = "open', at(3))


@given(st.text(min_size=1).filter(str.strip))
def test_the_words_that_a_ruling_names_are_found_again_on_its_line(text: str) -> None:
    found = list(lines(text))
    rulings = tuple(sidecar.ruling(line, Role.BODY) for line in found)
    essay = clean(Source("x", "x.txt", tuple(found), Decisions(rulings=rulings)))
    assert [verdict.rule for verdict in essay.verdicts] == ["editor"] * len(found)


def test_a_long_word_is_named_by_its_beginning() -> None:
    assert len(sidecar.ruling(Line(1, "x" * 500), Role.BODY).words) == sidecar.LONGEST


def test_a_sidecar_is_written_whole_and_keeps_its_place_and_its_rights(tmp_path: Path) -> None:
    real, link = tmp_path / "real.toml", tmp_path / "link.toml"
    real.write_text("old = 1\n", "utf-8")
    real.chmod(0o640)
    link.symlink_to(real)
    sidecar.write(link, WRITTEN)
    assert real.read_text("utf-8") == sidecar.read(link) == WRITTEN
    assert link.is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640
    assert len(list(tmp_path.iterdir())) == 2


def test_a_sidecar_that_says_nothing_is_no_file(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    sidecar.write(path, sidecar.rule("", at(2)))
    sidecar.write(path, sidecar.lift(sidecar.read(path), 2))
    assert not path.exists()


@pytest.mark.parametrize("moment", ["os.fsync", "shutil.copymode", "pathlib.Path.replace"])
def test_a_desk_that_is_killed_in_the_middle_of_a_write_leaves_the_sidecar_whole(tmp_path: Path, moment: str) -> None:
    path = tmp_path / "x.toml"
    path.write_text(WRITTEN, "utf-8")
    module, name = moment.split(".", 1)
    deadly = f"""
import os, pathlib, shutil, signal
from fleuron.desk import sidecar
{module}.{name} = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
sidecar.write(pathlib.Path({str(path)!r}), "title = 'half'\\n" * 9999)
"""
    ended = subprocess.run([sys.executable, "-c", deadly], env={"PYTHONPATH": str(ROOT / "scripts")}, check=False)
    assert ended.returncode == -9
    assert path.read_text("utf-8") == WRITTEN
