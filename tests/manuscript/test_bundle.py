"""Archives of pages, sound and hostile: what is unpacked, and what never is."""

import io
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from fleuron.manuscript.bundle import unpack


def packed(tmp_path, *parts, compression=ZIP_DEFLATED):
    path = tmp_path / "pages.zip"
    with ZipFile(path, "w", compression) as archive:
        for name, data in parts:
            archive.writestr(name if isinstance(name, ZipInfo) else ZipInfo(name), data, compression)
    room = tmp_path / "room"
    room.mkdir()
    return path, room


def test_pages_come_out_as_they_went_in_and_what_systems_add_stays(tmp_path):
    path, room = packed(tmp_path, ("a.txt", b"One\r\n"), ("more/b.html", b"<p>Two"), ("__MACOSX/._a.txt", b"x"))
    found, findings = unpack(path, room)
    assert findings == []
    assert {page.relative_to(room).as_posix(): page.read_bytes() for page in found} == {
        "a.txt": b"One\r\n",
        "more/b.html": b"<p>Two",
    }


@pytest.mark.parametrize(
    "name", ["../out.txt", "/etc/out.txt", "a/../../out.txt", "..\\out.txt", "C:\\out.txt", "inner.zip"]
)
def test_nothing_is_written_outside_and_no_archive_in_an_archive(tmp_path, name):
    path, room = packed(tmp_path, (name, b"x"), ("sound.txt", b"y"))
    found, findings = unpack(path, room)
    assert [page.name for page in found] == ["sound.txt"]
    assert [finding.code for finding in findings] == ["MAN108"]
    assert sorted(each.name for each in tmp_path.iterdir()) == ["pages.zip", "room"]


def test_a_bomb_is_not_unpacked(tmp_path):
    path, room = packed(tmp_path, ("bomb.txt", b"0" * 30_000_000))
    assert path.stat().st_size < 60_000
    found, findings = unpack(path, room)
    assert (found, [finding.code for finding in findings]) == ([], ["MAN108"])
    assert list(room.iterdir()) == []


def test_a_part_that_is_longer_than_it_says_is_not_written(tmp_path):
    path, room = packed(tmp_path, ("bomb.txt", b"a" * 1000), compression=0)
    data = path.read_bytes().replace((1000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    path.write_bytes(data)
    found, findings = unpack(path, room)
    assert (found, [finding.code for finding in findings]) == ([], ["MAN108"])


def test_a_locked_part_is_named(tmp_path):
    path, room = packed(tmp_path, ("secret.txt", b"hush"), ("sound.txt", b"y"), compression=0)
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x03\x04") + 6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(bytes(data))
    found, findings = unpack(path, room)
    assert [page.name for page in found] == ["sound.txt"]
    assert "password" in findings[0].sentence


@pytest.mark.parametrize("cut", [5, 40, 70])
def test_a_damaged_archive_is_a_finding(tmp_path, cut):
    path, room = packed(tmp_path, ("a.txt", b"The bridge was closed."))
    path.write_bytes(path.read_bytes()[:-cut])
    found, findings = unpack(path, room)
    assert (found, [finding.code for finding in findings]) == ([], ["MAN108"])


def test_what_is_no_archive_is_a_finding(tmp_path):
    (tmp_path / "room").mkdir()
    (tmp_path / "pages.zip").write_bytes(io.BytesIO(b"The bridge was closed.").read())
    assert [f.code for f in unpack(tmp_path / "pages.zip", tmp_path / "room")[1]] == ["MAN108"]
