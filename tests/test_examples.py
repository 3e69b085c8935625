"""The example in the help of every command is run as it stands, in a shell, beside the files that it speaks of."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen
from zipfile import ZipFile

import pytest
from click.testing import CliRunner

from fleuron.cli import cli
from test_cli import PAGE
from test_faults import CASES, lay

WEB = "<p>The bridge was there before the town was, and the town has never once crossed it on foot.</p>" * 3
SERVED = {"preview", "review"}
ENDS = {"verify": 1}  # a book of a few pages is too thin for those printers, and they say so
SAYS = {
    "adopt": "ADOPTED: manuscript/essays/waiting.md",
    "build": "BUILD OK: build/book.epub, build/book-print.pdf",
    "cache": "thrown away",
    "check": "CHECK OK",
    "clean": "1\ttitle",
    "doctor": "READY",
    "explain": "MAN303  ",
    "import": "IMPORTED: 1 page",
    "new": "NEW: manuscript",
    "order": "PROPOSED",
    "preview": "127.0.0.1",
    "review": "127.0.0.1",
    "schema": "",
    "status": "READY",
    "verify": "PRE",
}


def example(name):
    told = CliRunner().invoke(cli, [name, "--help"]).output
    found = re.search(r"Example: (fleuron .+)", " ".join(told.split()))
    assert found, told
    return found[1]


@pytest.fixture
def shell(tmp_path):
    """Lay out a manuscript and its pages, and run a line beside them as an editor's shell would."""
    lay(tmp_path / "manuscript", CASES["sound"] | {"book.toml": f'name = "book"\n{CASES["sound"]["book.toml"]}'})
    with ZipFile(tmp_path / "more.zip", "w") as archive:
        archive.writestr("bridge.html", f"<title>The Bridge</title><h1>The Bridge</h1>{WEB}")
    lay(tmp_path / "pages", {"waiting.txt": PAGE, "kettle.txt": CASES["sound"]["essays/kettle.txt"]})
    here = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "FLEURON_CACHE": str(tmp_path / "cache"),
        "PYTHONUNBUFFERED": "1",
    }

    def run(line):
        return subprocess.Popen(
            line,
            shell=True,
            cwd=tmp_path,
            env=os.environ | here,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    return run


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_the_example_in_the_help_does_what_it_says(shell, tmp_path, name):
    if name == "new":
        shutil.rmtree(tmp_path / "manuscript")
    if name == "verify":
        with shell(example("build")) as process:
            process.communicate()
    with shell(f"exec {example(name)}" if name in SERVED else example(name)) as process:
        if name in SERVED:
            told = process.stdout.readline()
            assert urlopen(told.strip()).status == 200
            os.killpg(process.pid, signal.SIGINT)
        else:
            told = process.stdout.read()
    assert SAYS[name] in told
    assert process.returncode == ENDS.get(name, 0), told
    if name == "schema":
        assert json.loads((tmp_path / "book.schema.json").read_text("utf-8"))["title"] == "fleuron: book"
