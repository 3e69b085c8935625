"""The house rules: where things are, how long a module may be, what it promises, and what the README shows."""

from __future__ import annotations

import os
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from fleuron.cli import cli
from places import ROOT, need

TOP = {
    ".ci",
    ".gitignore",
    "README.md",
    "manuscript",
    "pyproject.toml",
    "requirements.lock",
    "scripts",
    "styles",
    "tests",
}
MODULES = sorted((ROOT / "scripts" / "fleuron").rglob("*.py"))
README = (ROOT / "README.md").read_text(encoding="utf-8")
SHOWN = re.findall(
    r"^(?:\$ )?((?:fleuron|scripts/\w+)\b[^\n#]*)", "".join(re.findall(r"(?ms)^```.*?^```", README)), re.M
)
PATH_OF_A_MACHINE = re.compile(rb"(?<![\w.~-])/(?:work|tmp|root|home/\w+|Users/\w+|mnt|media|private|var/folders)/")
HOST_OF_PACKAGES = re.compile(rb"pypi\.|python[h]osted|https?://[^\s/]*(?:debian|ubuntu|brew|npmjs)")


def committed() -> list[Path]:
    git = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    need(git.returncode == 0, "the git checkout")
    return [ROOT / name for name in git.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_the_top_of_the_house_holds_what_the_design_says():
    assert {path.relative_to(ROOT).parts[0] for path in committed()} == TOP


@pytest.mark.parametrize("law", [PATH_OF_A_MACHINE, HOST_OF_PACKAGES], ids=["path of a machine", "host of packages"])
def test_no_file_names_what_only_one_machine_has(law):
    texts = {path: path.read_bytes() for path in committed()}
    assert [str(path.relative_to(ROOT)) for path, data in texts.items() if b"\0" not in data and law.search(data)] == []


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)
def test_a_module_can_be_read_in_one_sitting(module):
    assert len(module.read_text(encoding="utf-8").splitlines()) < 250


@pytest.mark.parametrize("module", MODULES, ids=lambda path: "/".join(path.parts[-2:]))
def test_a_module_opens_with_what_goes_in_and_what_comes_out(module):
    opening = module.read_text(encoding="utf-8").split("\n\n")[0]
    assert re.match(r'"""[^\n]+ -> [^\n]', opening) or module.parts[-2:] == ("fleuron", "__init__.py")


@pytest.mark.parametrize("line", SHOWN)
def test_a_command_of_the_readme_is_one(line):
    name, *words = line.split()
    if name == "fleuron":
        cli.commands[words[0]].make_context(words[0], words[1:])
    else:
        assert os.access(ROOT / name, os.X_OK)


def test_the_readme_opens_with_the_two_commands():
    assert [line.split()[0] for line in SHOWN[:2]] == ["scripts/build", "scripts/test"]


def test_every_package_is_pinned():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = project["build-system"]["requires"] + project["project"]["dependencies"]
    asked += project["project"]["optional-dependencies"]["test"]
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    pinned = {line.split("==")[0].lower() for line in lines if re.fullmatch(r"[\w.-]+==[\w.]+", line)}
    assert {re.split(r"[<>=~!]", name)[0].lower() for name in asked} <= pinned
