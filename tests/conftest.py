"""The two books that many tests read, each built once, and the validators, each started once."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from fleuron import cache
from fleuron.build import Report, build
from fleuron.clean import clean
from fleuron.manuscript import read_manuscript
from fleuron.themes import find_styles, load_theme
from gates import epubcheck
from places import MANUSCRIPT, SEEDS, need


@dataclass(frozen=True, slots=True)
class Built:
    """A book as it came out, and the essays that went in."""

    report: Report
    essays: tuple
    out: Path

    def file(self, format):
        return next(artifact.path for artifact in self.report.artifacts if artifact.format == format)


def _built(folder, out):
    _, sources, _ = read_manuscript(folder)
    return Built(build(folder, out, ("epub", "screen", "print")), tuple(map(clean, sources)), out)


@pytest.fixture(scope="session")
def sample(tmp_path_factory):
    """Build the project's own book."""
    return _built(MANUSCRIPT, tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="session")
def real(tmp_path_factory):
    """Build a book from the five real pages alone, with no configuration."""
    need(SEEDS.is_dir(), "the folder of the five real pages")
    return _built(SEEDS, tmp_path_factory.mktemp("real"))


@pytest.fixture(scope="session", params=["sample", "real"])
def book(request):
    """Give each of the two books in turn."""
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="session")
def checker():
    need(not epubcheck.missing(), epubcheck.missing())
    running = epubcheck.EpubCheck()
    yield running
    running.close()


@pytest.fixture(scope="session")
def faces(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Put the faces of two themes, which are slow to cut, into a cache that has nothing else."""
    place, asked, recall = tmp_path_factory.mktemp("faces"), [], cache.recall
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cache, "recall", lambda name: asked.append(name) or recall(name))
        for theme in ("classic", "modern"):
            load_theme(find_styles(), theme)
    for name in asked:
        shutil.copy(cache.folder() / name, place / name)
    return place
