"""Turn frozen values into plain trees of lists and atoms, to be digested.

A tree holds None, bool, int, float, str and bytes as themselves and everything else as a list that
starts with its kind, so that no two values share a tree.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta, timezone
from enum import Enum
from operator import attrgetter
from pathlib import PurePath
from types import MappingProxyType
from typing import Any, TypeAlias

from briefgen.values import names as fields_of

__all__ = ["ATOMS", "RECORDS", "Lower", "lowered"]

Lower: TypeAlias = Callable[[object], Any]

ATOMS = frozenset({type(None), bool, int, float, str, bytes})
RECORDS: set[type] = set()  # the dataclasses met so far
_LOWER: dict[type, Callable[[Any, Lower], list[Any]]] = {}


def lowered(value: object, lower: Lower | None = None) -> Any:
    """Return the tree of a value, its parts lowered by `lower`.

    A TypeError names a type that has no tree: only frozen values have one.
    """
    kind = type(value)
    if kind in ATOMS:
        return value
    return (_LOWER.get(kind) or _learn(kind))(value, lower or lowered)


def _learn(kind: type) -> Callable[[Any, Lower], list[Any]]:
    fields = fields_of(kind)
    if fields is not None:
        tree = _lower_dataclass(_name(kind), fields)
        RECORDS.add(kind)
    elif issubclass(kind, Enum):
        name = _name(kind)
        tree = lambda value, _: [name, value.name]  # noqa: E731
    elif issubclass(kind, PurePath):
        tree = lambda value, _: ["path", str(value)]  # noqa: E731
    else:
        raise TypeError(
            f"{kind.__module__}.{kind.__qualname__} can't be kept: use plain or frozen values"
        )
    _LOWER[kind] = tree
    return tree


def _lower_dataclass(name: str, fields: tuple[str, ...]) -> Callable[[Any, Lower], list[Any]]:
    if not fields:
        return lambda _, __: [name]
    if len(fields) == 1:
        only = attrgetter(*fields)
        return lambda value, lower: [name, lower(only(value))]
    values = attrgetter(*fields)
    return lambda value, lower: [
        name,
        # Most fields are texts, and a site's pages have half a million of them.
        *[part if type(part) in ATOMS else lower(part) for part in values(value)],
    ]


def _name(kind: type) -> str:
    return f"{kind.__module__}:{kind.__qualname__}"


def _zone(zone: Any) -> str | float | None:
    """Return a zone's name, or its offset in seconds."""
    if zone is None:
        return None
    if key := getattr(zone, "key", None):
        return str(key)
    if isinstance(zone, timezone):
        return zone.utcoffset(None).total_seconds()
    raise TypeError(f"a time zone needs a name or a fixed offset, not {zone!r}")


def _lower_mapping(value: Any, lower: Lower) -> list[Any]:
    return ["dict", *(lower(x) for pair in value.items() for x in pair)]


_LOWER.update(
    {
        tuple: lambda value, lower: ["tuple", *map(lower, value)],
        list: lambda value, lower: ["list", *map(lower, value)],
        dict: _lower_mapping,
        MappingProxyType: _lower_mapping,
        frozenset: lambda value, lower: ["set", *sorted(map(lower, value), key=repr)],
        date: lambda value, _: ["date", value.isoformat()],
        datetime: lambda value, _: [
            "datetime",
            value.replace(tzinfo=None).isoformat(),
            _zone(value.tzinfo),
            value.fold,
        ],
        time: lambda value, _: [
            "time",
            value.replace(tzinfo=None).isoformat(),
            _zone(value.tzinfo),
            value.fold,
        ],
        timedelta: lambda value, _: ["timedelta", value.days, value.seconds, value.microseconds],
    }
)
