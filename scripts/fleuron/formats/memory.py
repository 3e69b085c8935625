"""Work that goes deep and leaves much behind -> the same, for which Python takes memory once and clears up once."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec, TypeVar

SLOTS = 1 << 15  # of a frame: Python then takes 512 kB of stack at once, of which half is left for what is called

P = ParamSpec("P")
T = TypeVar("T")


def roomy(work: Callable[P, T]) -> Callable[P, T]:
    """Call a function with room enough on the stack for all that it calls.

    CPython's stack is made of pieces of 16 kB; where one ends in the midst of the layout, it is taken from the system
    and given back at every call, which took up to a quarter of the time.
    """

    def call(*args: P.args, **how: P.kwargs) -> T:
        return work(*args, **how)

    call.__code__ = call.__code__.replace(co_stacksize=SLOTS)
    return wraps(work)(call)


@contextmanager
def swept_later() -> Iterator[None]:
    """Have Python clear away what is left behind once, at the end, and look at nothing else for it."""
    gc.disable()
    gc.freeze()
    try:
        yield
    finally:
        gc.enable()
        gc.collect(0)
        gc.unfreeze()
