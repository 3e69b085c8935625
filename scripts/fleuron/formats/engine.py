"""Nothing -> `press`, and WeasyPrint with it, loaded late, and without the search for libraries that it does not need.

WeasyPrint asks for each library by the names of all systems, and on Linux Python starts three programs for each name
that is not this system's, before the loader finds the last one by itself.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import util
from functools import cache
from importlib import import_module
from types import ModuleType


@cache
def load() -> ModuleType:
    """Load what makes up pages; raises OSError where a library is not there."""
    try:
        with _unsought():
            return import_module("fleuron.formats.press")
    except OSError:
        return import_module("fleuron.formats.press")


@contextmanager
def _unsought() -> Iterator[None]:
    search = util.find_library
    util.find_library = (lambda name: None) if sys.platform == "linux" else search
    try:
        yield
    finally:
        util.find_library = search
