"""Every command that the README shows is run, in order, and says what the README says it does."""

import re
import shlex

import pytest

from places import ROOT
from test_cli import PAGE, run
from test_faults import CASES, lay

BRIDGE = "<h1>The Bridge</h1><p>The bridge was there before the town was, and the town never crossed it.</p>"
README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"(?ms)^```console\n(.*?)^```", README)
SHOWN = [shown for block in BLOCKS for shown in re.split(r"(?m)^\$ ", block)[1:]]
FAILS = {"build typo": 2, "build chairs --release": 1, "check chairs --strict": 1}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Lay out the small pages that the README speaks of."""
    folder = tmp_path_factory.mktemp("readme")
    lay(folder, {"pages/waiting.txt": PAGE, "pages/kettle.txt": CASES["sound"]["essays/kettle.txt"]})
    lay(folder, {"saved/bridge.html": BRIDGE})
    lay(folder, {"typo/book.toml": 'titel = "A Book"\n', "typo/essays/waiting.txt": PAGE})
    return folder


def pattern(lines):
    """Match what was said with what is shown, where … stands for the rest of a line, or for any lines."""
    parts = [".*" if line == "…" else re.escape(line).replace("…", "[^\n]*") for line in lines.splitlines()]
    return re.compile("\n".join(parts) + "\n?", re.DOTALL)


@pytest.mark.parametrize("shown", SHOWN, ids=[shown.splitlines()[0] for shown in SHOWN])
def test_a_command_says_what_the_readme_shows(monkeypatch, capsys, folder, shown):
    line, _, expected = shown.partition("\n")
    program, *words = shlex.split(line)
    monkeypatch.chdir(folder)
    ended, said = run(monkeypatch, capsys, *words)
    assert program == "fleuron"
    assert ended == FAILS.get(" ".join(words), 0), said
    assert not expected or pattern(expected).fullmatch(said), said


def test_the_readme_shows_every_command():
    from fleuron.cli import cli

    named = set(re.findall(r"fleuron (\w+)|`(\w+)`", README))
    assert set(cli.commands) <= {word for pair in named for word in pair if word}
