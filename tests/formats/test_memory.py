"""Work -> the same, with room for all that it calls, and cleared up after at its end and not before."""

from __future__ import annotations

import gc
import inspect
from weakref import ref

import pytest

from fleuron.formats.memory import SLOTS, roomy, swept_later


class Ring:
    """Something that only the clearing up can free."""

    def __init__(self) -> None:
        self.self = self


def test_what_is_called_is_the_work_itself() -> None:
    @roomy
    def fall(depth: int, *, told: str) -> str:
        """Go down."""
        caller = inspect.currentframe()
        assert caller is not None
        assert caller.f_back is not None
        assert caller.f_back.f_code.co_stacksize == SLOTS
        return told if depth == 0 else fall(depth - 1, told=told)

    assert fall(40, told="down") == "down"
    assert (fall.__name__, fall.__doc__) == ("fall", "Go down.")


def test_a_fault_of_the_work_is_the_callers() -> None:
    with pytest.raises(ZeroDivisionError):
        roomy(lambda: 1 / 0)()


def test_what_is_left_behind_goes_at_the_end_and_what_was_there_stays() -> None:
    before = Ring()
    with swept_later():
        assert not gc.isenabled()
        left = ref(Ring())
        assert left() is not None
    assert left() is None
    assert before.self is before
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0


def test_a_fault_leaves_the_clearing_up_as_it_was() -> None:
    with pytest.raises(ValueError, match="no"), swept_later():
        raise ValueError("no")
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
