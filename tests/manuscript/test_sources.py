"""Pages that the system will not give up, and sidecars beside them."""

import os
from pathlib import Path

from fleuron.manuscript.gather import gather
from fleuron.manuscript.sources import read_sources


def test_a_page_that_may_not_be_read_is_named_and_the_others_are_read(tmp_path, monkeypatch):
    def refuse(path):
        if path.name == "locked.txt":
            raise PermissionError(13, "Permission denied", str(path))
        return read(path)

    read = Path.read_bytes
    for name in ("locked", "open"):
        (tmp_path / f"{name}.txt").write_text("A Page\n\nIts words.\n")
    monkeypatch.setattr(Path, "read_bytes", refuse)
    sources, findings = read_sources(tmp_path, tmp_path)
    assert [source.slug for source in sources] == ["open"]
    assert [(finding.code, finding.place) for finding in findings] == [("MAN101", "locked.txt")]


def test_a_page_edited_by_hand_wins_and_keeps_the_scraped_lines(tmp_path):
    (tmp_path / "page.txt").write_text("A Page\n\nBy Ida Marlowe\n\nIts words.\n")
    (tmp_path / "page.md").write_text("# A Better Page\n\nBetter words.\n")
    ((source,), findings) = read_sources(tmp_path, tmp_path)
    assert (source.place, source.markdown, source.decisions.title) == ("page.md", "Better words.\n", "A Better Page")
    assert [line.number for line in source.lines] == [1, 3, 5]
    assert not findings


def test_a_page_that_leads_nowhere_is_named(tmp_path):
    (tmp_path / "page.txt").symlink_to(tmp_path / "gone.txt")
    os.mkfifo(tmp_path / "pipe.txt")  # nothing would ever come of it
    sources, findings = read_sources(tmp_path, tmp_path)
    assert (sources, [(finding.code, finding.place) for finding in findings]) == ([], [("MAN101", "page.txt")])
    assert gather([tmp_path], tmp_path) == ([tmp_path / "page.txt"], [])


def test_a_web_page_under_the_name_of_a_text_is_read_as_one(tmp_path):
    page = "<!DOCTYPE html>\n<html><head><title>Tea</title></head><body><h1>Tea</h1><p>She poured it.</p></body></html>"
    (tmp_path / "page.txt").write_text(page)
    ((source,), findings) = read_sources(tmp_path, tmp_path)
    assert [line.text for line in source.lines] == ["Tea", "She poured it."]
    assert (source.imprint.title, findings) == ("Tea", [])


def test_the_label_of_a_markdown_page_says_what_it_is(tmp_path):
    (tmp_path / "page.md").write_text("---\nauthor: Ida Marlowe\n---\n\n# A Page\n\nIts words.\n")
    ((source,), _) = read_sources(tmp_path, tmp_path)
    assert (source.imprint.authors, source.decisions.title) == (("Ida Marlowe",), "A Page")
    assert source.markdown == "Its words.\n"
