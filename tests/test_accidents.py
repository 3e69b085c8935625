"""What can happen to a build: a worker dies, the disk is full, the cache is spoilt, two build at once, one is stopped.

The book is right, or the one of yesterday is still there; there is never half a file.
"""

from __future__ import annotations

import json
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pytest

from fleuron import cache, shelf
from places import ROOT
from test_cli import BOOK, PAGE

ESSAYS = 8
ROOM = 32_768  # bytes; no book is so small, and no cache of its pages
YESTERDAY = b"yesterday's book"
STOP = """
import os, signal, sys
from fleuron.cli import main
from fleuron.formats import pages

signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background begins without
kept, keep = [], pages.keep

def stop(key, data):
    kept.append(keep(key, data))
    if len(kept) == 3:
        os.kill(os.getpid(), signal.SIGINT)
    return True

pages.keep = stop
sys.argv[0] = "fleuron"
main()
"""
KILL = """
import os, signal, sys
from multiprocessing import active_children
from fleuron.cli import main
from fleuron.formats import pages

killed, keep = [], pages.keep

def kill(key, data):
    if not killed:
        worker = active_children()[0]
        killed.append(worker.pid)
        worker.kill()
    return keep(key, data)

pages.keep = kill
sys.argv[0] = "fleuron"
try:
    main()
finally:
    print("killed", len(killed))
"""


@dataclass(frozen=True, slots=True)
class Desk:
    """A book to build in processes of its own, with a cache of its own that has the faces and no page."""

    place: Path

    @property
    def book(self) -> Path:
        return self.place / "book"

    @property
    def out(self) -> Path:
        return self.place / "out"

    @property
    def cache(self) -> Path:
        return self.place / "cache"

    def command(self, *words: object, program: str = "") -> list[str]:
        run = ["-c", program] if program else ["-m", "fleuron"]
        return [sys.executable, *run, "build", str(self.book), "-f", "print", "-j", "2", *map(str, words)]

    def environment(self, cache: Path | None = None) -> Mapping[str, str]:
        paths = {"FLEURON_CACHE": str(cache or self.cache), "PYTHONPATH": str(ROOT / "scripts")}
        return os.environ | paths

    def build(
        self, *words: object, program: str = "", cache: Path | None = None, limit: int = 0
    ) -> subprocess.CompletedProcess[str]:
        """Build, with files of `limit` bytes at most if there is one."""

        def narrow() -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

        return subprocess.run(
            self.command(*(words or ("-o", self.out)), program=program),
            env=self.environment(cache),
            capture_output=True,
            text=True,
            start_new_session=True,
            preexec_fn=narrow if limit else None,
        )


@pytest.fixture
def desk(tmp_path: Path, faces: Path) -> Desk:
    return desk_of(tmp_path, faces)


def desk_of(place: Path, faces: Path) -> Desk:
    desk = Desk(place)
    shutil.copytree(faces, desk.cache)
    (desk.book / "essays").mkdir(parents=True)
    (desk.book / "book.toml").write_text(BOOK, "utf-8")
    for number in range(ESSAYS):
        text = PAGE.replace("Waiting Room", f"Room {number}").replace("four minutes", f"{number + 2} minutes")
        (desk.book / "essays" / f"room-{number}.txt").write_text(text, "utf-8")
    desk.out.mkdir()
    (desk.out / "a-book-print.pdf").write_bytes(YESTERDAY)
    return desk


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory, faces: Path) -> Desk:
    """Build the book as it should be."""
    sound = desk_of(tmp_path_factory.mktemp("sound"), faces)
    assert sound.build().returncode == 0
    return sound


@pytest.fixture(scope="module")
def right(sound: Desk) -> bytes:
    return (sound.out / "a-book-print.pdf").read_bytes()


@contextmanager
def mounted(place: Path, how: str) -> Iterator[bool]:
    """Mount a disk that is no more than memory, where this machine lets us."""
    if not shutil.which("mount") or os.geteuid() or sys.platform != "linux":
        yield False
        return
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", how, "tmpfs", place], capture_output=True).returncode == 0
    try:
        yield done
    finally:
        if done:
            subprocess.run(["umount", place], check=True)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_stopped_at_once_it_keeps_what_was_made_up(desk: Desk) -> None:
    stopped = desk.build(program=STOP)
    assert stopped.returncode == 1, stopped.stderr
    assert "STOPPED" in stopped.stderr
    assert "Traceback" not in stopped.stderr
    assert [path.read_bytes() for path in desk.out.iterdir()] == [YESTERDAY]
    again = desk.build("-o", desk.out, "--verbose")
    kept = re.search(r"^Making up .* (\d+), (\d+) from the cache$", again.stderr, re.M)
    assert kept, again.stderr
    assert int(kept[2]) == 3


def test_no_process_is_left_behind(desk: Desk) -> None:
    """Ask the group of a build that was stopped whether anybody is in it."""
    with subprocess.Popen(
        desk.command("-o", desk.out, program=STOP),
        env=desk.environment(),
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as stopped:
        stopped.communicate()
        with pytest.raises(ProcessLookupError):
            os.killpg(stopped.pid, 0)


def test_no_worker_outlives_a_build_that_is_killed(desk: Desk) -> None:
    """Wait for the end of what they could still say."""
    program = STOP.replace("getpid(), signal.SIGINT", "getpid(), signal.SIGKILL")
    with subprocess.Popen(
        desk.command("-o", desk.out, program=program), env=desk.environment(), stderr=subprocess.PIPE
    ) as killed:
        killed.communicate(timeout=120)
    assert killed.returncode == -signal.SIGKILL
    assert [path.read_bytes() for path in desk.out.iterdir()] == [YESTERDAY]


def test_a_worker_that_is_killed_is_missed_by_nobody(desk: Desk, right: bytes) -> None:
    built = desk.build(program=KILL)
    assert built.returncode == 0, built.stderr
    assert built.stdout.endswith("killed 1\n")
    assert (desk.out / "a-book-print.pdf").read_bytes() == right


def test_a_full_disk_leaves_yesterdays_book(desk: Desk, tmp_path: Path) -> None:
    """Give the book a disk without room for it, or where none can be had, files that may not be longer."""
    out = tmp_path / "small"
    out.mkdir()
    with mounted(out, f"size={ROOM}") as done:
        (out / "a-book-print.pdf").write_bytes(YESTERDAY)
        full = desk.build("-o", out, limit=0 if done else ROOM)
        assert (full.returncode, "BLD503" in full.stderr) == (2, True), full.stderr
        assert [path.read_bytes() for path in out.iterdir()] == [YESTERDAY]


def test_a_cache_without_room_costs_time_and_nothing_else(
    desk: Desk, tmp_path: Path, faces: Path, right: bytes
) -> None:
    """Give the cache a disk with room for the faces alone, or where none can be had, no disk."""
    small, full = tmp_path / "small", sum(path.stat().st_size for path in faces.iterdir())
    small.mkdir()
    with mounted(small, f"size={full + ROOM}") as done:
        if done:
            shutil.copytree(faces, small, dirs_exist_ok=True)
        assert desk.build(cache=small if done else Path("/proc/none")).returncode == 0
        assert (desk.out / "a-book-print.pdf").read_bytes() == right
        assert len(names(small)) < len(names(faces)) + ESSAYS
        assert all(cache._read(path) is not None for path in small.iterdir())


def test_a_folder_that_cannot_be_written_to_is_as_it_was(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "glass"
    out.mkdir()
    with mounted(out, "ro") as done:
        if not done:
            out.chmod(0o555)
        refused = desk.build("-o", out if done or os.geteuid() else "/proc")
    assert (refused.returncode, "BLD502" in refused.stderr) == (2, True), refused.stderr
    assert names(out) == []


SPOILS: Mapping[str, Callable[[bytes], bytes]] = {
    "truncated": lambda data: data[: len(data) // 2],
    "empty": lambda _: b"",
    "changed": lambda data: data[:-1] + bytes([data[-1] ^ 1]),
    "foreign": lambda _: random.Random(1).randbytes(5000),
}


@pytest.mark.parametrize("spoil", SPOILS.values(), ids=SPOILS)
def test_a_spoilt_cache_is_made_anew(desk: Desk, sound: Desk, right: bytes, spoil: Callable[[bytes], bytes]) -> None:
    spoilt = set(names(sound.cache)) - set(names(desk.cache))
    assert len(spoilt) > 2 * ESSAYS
    for name in spoilt:
        (desk.cache / name).write_bytes(spoil((sound.cache / name).read_bytes()))
    assert desk.build().returncode == 0
    assert (desk.out / "a-book-print.pdf").read_bytes() == right
    spoilt_still = [path for path in desk.cache.iterdir() if cache._read(path) is None]
    assert len(spoilt_still) <= 1, "only what tells of the other book, in its own folder, is not asked for"


def test_what_a_build_that_was_killed_left_is_cleared_away(desk: Desk, right: bytes) -> None:
    (desk.out / ".a-book-print.pdf.new").write_bytes(b"half a bo")
    assert desk.build().returncode == 0
    assert (desk.out / "a-book-print.pdf").read_bytes() == right
    assert names(desk.out) == ["a-book-audit.json", "a-book-print.pdf", "manifest.json"]


def test_of_two_builds_in_one_folder_one_is_there_whole(desk: Desk, tmp_path: Path, faces: Path) -> None:
    (tmp_path / "other").mkdir()
    other = desk_of(tmp_path / "other", faces)
    page = other.book / "essays" / "room-0.txt"
    page.write_text(page.read_text("utf-8").replace("everyone", "everybody"), "utf-8")
    both = [
        subprocess.Popen(each.command("-o", desk.out), env=each.environment(), stderr=subprocess.PIPE)
        for each in (desk, other)
    ]
    assert [each.communicate()[1] and each.returncode for each in both] == [b"", b""]
    (row,) = json.loads((desk.out / "manifest.json").read_text("utf-8"))["artifacts"]
    assert row["sha256"] == sha256((desk.out / "a-book-print.pdf").read_bytes()).hexdigest()
    assert names(desk.out) == ["a-book-audit.json", "a-book-print.pdf", "manifest.json"]


def test_files_written_by_many_at_once_are_all_of_one(tmp_path: Path) -> None:
    def write(letter: str) -> None:
        for _ in range(20):
            shelf.write({tmp_path / name: letter.encode() * 50_000 for name in "abc"})

    with ThreadPoolExecutor(4) as writers:
        assert list(writers.map(write, "klmn")) == [None] * 4
    assert names(tmp_path) == ["a", "b", "c"]
    assert len({path.read_bytes() for path in tmp_path.iterdir()}) == 1
