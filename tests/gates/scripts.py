"""A script of this folder -> what it says, run by Node with the packages of node_modules."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
MODULES = HERE.parents[1] / "node_modules"


def missing(*packages: str) -> str:
    """Name what is missing on this machine; nothing when a script that needs these packages can run."""
    lacking = [package for package in packages if not (MODULES / package).is_dir()]
    return "Node" if not _node() else f"the npm package {lacking[0]}" if lacking else ""


def run(script: str, *words: str, told: object = None) -> Any:
    """Give a script its words, and JSON on its standard input, and return the JSON that it says."""
    command = [_node(), str(HERE / script), *words]
    done = subprocess.run(command, input=json.dumps(told), capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{script} ended in an error: {done.stderr}"
    return json.loads(done.stdout)


def _node() -> str:
    own = Path(sys.executable).with_name("node")
    return str(own) if own.exists() else shutil.which("node") or ""
