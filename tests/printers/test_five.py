"""The project's own book as each of the printers takes it: nothing to refuse, in our eyes and in others'."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from fleuron.build import Report, build
from fleuron.presswork import pages_for
from fleuron.printers import load_printer, printer_names
from places import MANUSCRIPT
from printers.jobs import described
from samples import edition


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Report:
    book = tmp_path_factory.mktemp("five") / "book"
    shutil.copytree(MANUSCRIPT, book)
    (book / "press.icc").write_bytes(described())
    plan = book / "book.toml"
    plan.write_text('icc = "press.icc"\nleaf = "0.0045 in"\n' + plan.read_text("utf-8"), "utf-8")
    return build(book, book.parent / "build", ("print",), printers=printer_names())


@pytest.mark.long
def test_no_printer_finds_a_fault_in_the_sample_book(built: Report) -> None:
    asked = [f"{kind}-{name}" for name in printer_names() for kind in ("print", "wrap")]
    assert [artifact.format for artifact in built.artifacts] == ["print", *asked]
    told = [finding for finding in built.findings if finding.code.startswith("PRE")]
    assert [finding for finding in told if finding.severity != "note"] == []


@pytest.mark.long
def test_ingrams_checker_passes_the_sample_book(built: Report) -> None:
    files = {artifact.format: artifact.path for artifact in built.artifacts}
    inside = _checked("interior", files["print-ingramspark"])
    assert inside.pop("resolution") in ("pass", "warn")  # it warns of pictures with more pixels than it needs
    assert set(inside.values()) <= {"pass", "skip"}
    cover = _checked("cover", files["wrap-ingramspark"], "--trim-size", "5.5x8.5", "--binding", "perfectbound")
    assert cover.pop("barcode") in ("pass", "warn")  # it asks a person to look at every barcode
    assert set(cover.values()) <= {"pass", "skip"}


def test_ingrams_checker_passes_our_pages(tmp_path: Path) -> None:
    path = tmp_path / "pages.pdf"
    path.write_bytes(pages_for(edition(long=4), load_printer("ingramspark")).data)
    said = _checked("interior", path)
    assert said["margins"] == said["pdfx_compliance"] == said["font_embedding"] == "pass"
    assert set(said.values()) <= {"pass", "skip"}


def _checked(kind: str, path: Path, *more: str) -> dict[str, str]:
    command: Sequence[str] = [str(Path(sys.executable).with_name("ingram-check")), kind, str(path), *more]
    said = subprocess.run([*command, "--format", "json"], capture_output=True, text=True, check=False)
    return {check["check_name"]: check["status"] for check in json.loads(said.stdout)["checks"]}
