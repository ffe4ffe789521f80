"""Frozen values in, plain trees of lists and atoms out, and back: for digests and the store.

A tree holds None, bool, int, float, str and bytes as themselves and everything else as a list that
starts with its kind, so that no two values share a tree. Unlike pickle, a tree can name only
dataclasses and enums of the packages the reader allows: a store from elsewhere runs no code.
"""

from __future__ import annotations

import dataclasses
import sys
from datetime import date, datetime, time, timedelta, timezone
from enum import Enum
from operator import attrgetter
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["lowered", "raised"]

_ATOMS = frozenset({type(None), bool, int, float, str, bytes})
_LOWER: dict[type, Callable[[Any], list[Any]]] = {}
_RAISE: dict[str, Callable[[list[Any], str], Any]] = {}


def lowered(value: object) -> Any:
    """Return the tree of a value.

    A TypeError names a type that has no tree: sets without order and mutable classes have none.
    """
    kind = type(value)
    if kind in _ATOMS:
        return value
    return (_LOWER.get(kind) or _learn(kind))(value)


def raised(tree: Any, package: str) -> Any:
    """Return a tree's value; a ValueError if it names classes not of `package` or briefgen."""
    if type(tree) is not list:
        return tree
    try:
        kind = tree[0]
        known = _RAISE.get(kind)
        return known(tree, package) if known else _raised_instance(tree, package)
    except (AttributeError, IndexError, KeyError, LookupError, TypeError, ValueError) as error:
        raise ValueError(f"not a record: {error}") from error


def _learn(kind: type) -> Callable[[Any], list[Any]]:
    if dataclasses.is_dataclass(kind):
        lower = _lower_dataclass(kind)
    elif issubclass(kind, Enum):
        name = _name(kind)
        lower = lambda value: [name, value.name]  # noqa: E731
    elif issubclass(kind, PurePath):
        lower = lambda value: ["path", str(value)]  # noqa: E731
    else:
        raise TypeError(
            f"{kind.__module__}.{kind.__qualname__} has no fingerprint: use a frozen dataclass"
        )
    _LOWER[kind] = lower
    return lower


def _lower_dataclass(kind: type) -> Callable[[Any], list[Any]]:
    name = _name(kind)
    fields = [field.name for field in dataclasses.fields(kind)]
    if not fields:
        return lambda _: [name]
    if len(fields) == 1:
        (only,) = fields
        return lambda value: [name, lowered(getattr(value, only))]
    values = attrgetter(*fields)
    return lambda value: [name, *map(lowered, values(value))]


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


def _raised_zone(zone: str | float | None) -> Any:
    if zone is None:
        return None
    if isinstance(zone, str):
        from zoneinfo import ZoneInfo

        return ZoneInfo(zone)
    return timezone(timedelta(seconds=zone))


_LOWER.update(
    {
        tuple: lambda value: ["tuple", *map(lowered, value)],
        list: lambda value: ["list", *map(lowered, value)],
        dict: lambda value: ["dict", *(lowered(x) for pair in value.items() for x in pair)],
        frozenset: lambda value: ["set", *sorted(map(lowered, value), key=repr)],
        date: lambda value: ["date", value.isoformat()],
        datetime: lambda value: [
            "datetime",
            value.replace(tzinfo=None).isoformat(),
            _zone(value.tzinfo),
            value.fold,
        ],
        time: lambda value: ["time", value.replace(tzinfo=None).isoformat(), _zone(value.tzinfo)],
        timedelta: lambda value: ["timedelta", value.days, value.seconds, value.microseconds],
    }
)


def _all(tree: list[Any], package: str) -> Any:
    return (raised(x, package) for x in tree[1:])


def _raised_datetime(tree: list[Any], _: str) -> datetime:
    return datetime.fromisoformat(tree[1]).replace(tzinfo=_raised_zone(tree[2]), fold=tree[3])


def _raised_dict(tree: list[Any], package: str) -> dict[Any, Any]:
    flat = [*_all(tree, package)]
    return dict(zip(flat[::2], flat[1::2], strict=True))


_RAISE.update(
    {
        "tuple": lambda tree, package: tuple(_all(tree, package)),
        "list": lambda tree, package: list(_all(tree, package)),
        "dict": _raised_dict,
        "set": lambda tree, package: frozenset(_all(tree, package)),
        "date": lambda tree, _: date.fromisoformat(tree[1]),
        "datetime": _raised_datetime,
        "time": lambda tree, _: time.fromisoformat(tree[1]).replace(tzinfo=_raised_zone(tree[2])),
        "timedelta": lambda tree, _: timedelta(*tree[1:]),
        "path": lambda tree, _: Path(tree[1]),
    }
)


def _raised_instance(tree: list[Any], package: str) -> Any:
    module, _, qualname = tree[0].partition(":")
    if module.partition(".")[0] not in {package, "briefgen"}:
        raise ValueError(f"a class of {module} is not allowed here")
    kind = attrgetter(qualname)(sys.modules[module])
    if not isinstance(kind, type):
        raise TypeError(f"{tree[0]} is no class")
    if issubclass(kind, Enum):
        return kind[tree[1]]
    return kind(*_all(tree, package))
