"""Frozen dataclasses -> JSON and back: a value can be kept, and what is kept can be read but not run."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import is_dataclass
from datetime import date
from enum import Enum
from functools import cache, partial
from types import NoneType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

Value = TypeVar("Value")
Reader = Callable[[Any], Any]


def dumps(value: Any) -> bytes:
    """Write a dataclass with slots: a list of what its fields hold."""
    return json.dumps(value, default=_plain, ensure_ascii=False, separators=(",", ":")).encode()


def loads(kind: type[Value], data: bytes) -> Value:
    """Read a dataclass; raises ValueError or TypeError where what was kept is none of that kind."""
    read: Any = _reader
    value: Value = read(kind)(json.loads(data))
    return value


def _plain(value: Any) -> Any:
    if isinstance(value, frozenset | bytes):
        return sorted(value) if isinstance(value, frozenset) else value.hex()
    return value.isoformat() if isinstance(value, date) else [getattr(value, name) for name in value.__slots__]


@cache
def _reader(kind: Any) -> Reader:
    """Return what makes a value of this kind from JSON."""
    inside, origin = get_args(kind), get_origin(kind)
    if origin is frozenset or (origin is tuple and inside[-1] is ...):
        each = _reader(inside[0])
        return lambda rows: origin(map(each, _of(list, rows)))
    if origin is tuple:
        readers = [*map(_reader, inside)]
        return lambda row: tuple(_row(readers, row))
    if NoneType in inside:
        some = _reader(next(each for each in inside if each is not NoneType))
        return lambda value: None if value is None else some(value)
    return _maker(kind) if is_dataclass(kind) else _scalar(kind)


def _maker(kind: Any) -> Reader:
    module = sys.modules[kind.__module__]  # or the package around it knows the names of its kinds
    hints = get_type_hints(kind, vars(module), vars(sys.modules[str(module.__package__)]))
    readers = [_reader(hints[name]) for name in kind.__slots__]
    return lambda row: kind(*_row(readers, row))


def _scalar(kind: Any) -> Reader:
    special: dict[Any, Reader] = {date: date.fromisoformat, bytes: bytes.fromhex}
    return special.get(kind) or (kind if issubclass(kind, Enum) else partial(_of, kind))


def _row(readers: Sequence[Reader], row: Any) -> Iterator[Any]:
    return (read(value) for read, value in zip(readers, _of(list, row), strict=True))


def _of(kind: type[Value], value: Any) -> Value:
    """Return a value that is of this kind and no other; raises TypeError."""
    if type(value) is not kind:
        raise TypeError(f"{value!r} is no {kind.__name__}")
    return value
