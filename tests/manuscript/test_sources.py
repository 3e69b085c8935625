"""Pages that the system will not give up, and sidecars beside them."""

from pathlib import Path

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
