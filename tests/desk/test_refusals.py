"""What the desk refuses has a code that can be explained."""

import pytest

from fleuron.desk import decide, sidecar
from fleuron.errors import InputError
from fleuron.model import Line, Role


def codes(error):
    return [finding.code for finding in error.value.findings]


def test_a_broken_sidecar_is_not_written_over():
    with pytest.raises(InputError) as error:
        sidecar.rule('title = "open', sidecar.ruling(Line(3, "Some words."), Role.QUOTE))
    assert codes(error) == ["DSK101"]


def test_a_sidecar_that_another_hand_changed_is_left(tmp_path):
    path = tmp_path / "page.toml"
    path.write_text('title = "Theirs"\n')
    ledger = decide.Ledger()
    ledger._steps.append(decide.Step(path, "", 'title = "Ours"\n', "title"))
    with pytest.raises(InputError) as error:
        ledger.undo()
    assert codes(error) == ["DSK102"]
    assert path.read_text() == 'title = "Theirs"\n'
