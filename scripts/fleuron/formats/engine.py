"""Nothing -> `press`, and WeasyPrint with it, loaded late, and without what it looks for and does not need.

WeasyPrint asks for each library by the names of all systems, and on Linux Python starts three programs for each name
that is not this system's, before the loader finds the last one by itself. It cuts fonts by HarfBuzz, and loads what
cuts them by fontTools. And cffi reads all types that it knows before any that it is asked for.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import util
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any

CUTTERS = ("fontTools.subset", "fontTools.varLib.instancer")


@cache
def load() -> ModuleType:
    """Load what makes up pages; raises OSError where a library is not there."""
    try:
        with _unsought(), _unloaded():
            press = import_module("fleuron.formats.press")
    except OSError:
        press = import_module("fleuron.formats.press")
    _read_fewer(import_module("weasyprint.text.ffi").ffi)
    return press


@contextmanager
def _unsought() -> Iterator[None]:
    search = util.find_library
    util.find_library = (lambda name: None) if sys.platform == "linux" else search
    try:
        yield
    finally:
        util.find_library = search


class _Later(ModuleType):
    """A module that is loaded when something in it is called."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)

        def call(*told: Any, **how: Any) -> Any:
            return getattr(import_module(self.__name__), name)(*told, **how)

        return call


@contextmanager
def _unloaded() -> Iterator[None]:
    """Load what cuts fonts only if it is called; what is loaded already stays."""
    later = {name: _Later(name) for name in CUTTERS if name not in sys.modules}
    sys.modules.update(later)
    try:
        yield
    finally:
        for name, module in later.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]


def _read_fewer(ffi: Any) -> None:
    """Have cffi read of the types that it knows those that are named where it is asked for one."""
    parser = ffi._parser
    read = parser._parse

    def parse(source: str) -> Any:
        known = parser._declarations
        parser._declarations = {key: each for key, each in known.items() if key.rpartition(" ")[2] in source}
        try:
            return read(source)
        finally:
            parser._declarations = known

    parser._parse = parse
