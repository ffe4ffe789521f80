"""Frozen values in, plain trees of lists and atoms out, and back: for digests and the store.

A tree holds None, bool, int, float, str and bytes as themselves and everything else as a list that
starts with its kind, so that no two values share a tree. Unlike pickle, a tree can name only
dataclasses and enums of the packages the reader allows: a store from elsewhere runs no code.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta, timezone
from enum import Enum
from functools import cache
from importlib import import_module
from operator import attrgetter
from pathlib import Path, PurePath
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias

from briefgen.values import names as fields_of

if TYPE_CHECKING:
    from msgspec.msgpack import Decoder, Encoder

__all__ = ["ATOMS", "RECORDS", "Lower", "decoded", "encoded", "lowered", "raised"]

Lower: TypeAlias = Callable[[object], Any]

_OURS = "briefgen"
_NO_RECORD = (
    *(ArithmeticError, AttributeError, ImportError, LookupError),
    *(RecursionError, TypeError, ValueError),
)
ATOMS = frozenset({type(None), bool, int, float, str, bytes})
RECORDS: set[type] = set()  # the dataclasses met so far
_LOWER: dict[type, Callable[[Any, Lower], list[Any]]] = {}
_RAISE: dict[str, Callable[..., Any]] = {}
_KINDS: dict[str, tuple[Callable[[list[Any]], Any], str]] = {}


def lowered(value: object, lower: Lower | None = None) -> Any:
    """Return the tree of a value, its parts lowered by `lower`.

    A TypeError names a type that has no tree: only frozen values have one.
    """
    kind = type(value)
    if kind in ATOMS:
        return value
    return (_LOWER.get(kind) or _learn(kind))(value, lower or lowered)


def raised(tree: Any, package: str, more: Mapping[str, Callable[..., Any]] | None = None) -> Any:
    """Return a tree's value; a ValueError if it names classes not of `package` or briefgen.

    `more` are kinds that a caller's own `lower` put into the tree, and what makes their values.
    """
    if type(tree) is not list:
        return tree
    try:
        return _raised(tree, package, {**_RAISE, **more} if more else _RAISE)
    except _NO_RECORD as error:
        raise ValueError(f"not a record: {error}") from error


def encoded(value: object) -> bytes | None:
    """Return a value's bytes; None for text or a number that MessagePack can't hold."""
    try:
        return _encoder().encode(lowered(value))
    except (UnicodeEncodeError, OverflowError):  # half a surrogate pair, more than 64 bits
        return None


def decoded(data: bytes, package: str) -> Any:
    """Return the value of bytes; a ValueError if they are not of a value allowed here."""
    from msgspec import MsgspecError

    try:
        return raised(_decoder().decode(data), package)
    except (MsgspecError, TypeError) as error:  # TypeError: a key that can't be one
        raise ValueError(f"not a record: {error}") from error


@cache
def _encoder() -> Encoder:
    from msgspec.msgpack import Encoder

    return Encoder()


@cache
def _decoder() -> Decoder[Any]:
    from msgspec.msgpack import Decoder

    return Decoder()


def _raised(tree: list[Any], package: str, plain: Mapping[str, Callable[..., Any]]) -> Any:
    values = [_raised(x, package, plain) if type(x) is list else x for x in tree]
    kind = values[0]
    if build := plain.get(kind):
        return build(*values[1:])
    make, allowed = _KINDS.get(kind) or _found(kind, package)
    if allowed not in {package, _OURS}:
        raise LookupError(f"a class of {allowed} is not allowed here")
    return make(values)


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


def _raised_zone(zone: str | float | None) -> Any:
    if zone is None:
        return None
    if isinstance(zone, str):
        from zoneinfo import ZoneInfo

        return ZoneInfo(zone)
    return timezone(timedelta(seconds=zone))


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


def _raised_datetime(text: str, zone: str | float | None, fold: int) -> datetime:
    moment = datetime.fromisoformat(text)
    if zone is None and not fold:
        return moment
    return moment.replace(tzinfo=_raised_zone(zone), fold=fold)


def _raised_time(text: str, zone: str | float | None, fold: int) -> time:
    return time.fromisoformat(text).replace(tzinfo=_raised_zone(zone), fold=fold)


_RAISE.update(
    {
        "tuple": lambda *values: values,
        "list": lambda *values: [*values],
        "dict": lambda *flat: dict(zip(flat[::2], flat[1::2], strict=True)),
        "set": lambda *values: frozenset(values),
        "date": date.fromisoformat,
        "datetime": _raised_datetime,
        "time": _raised_time,
        "timedelta": timedelta,
        "path": Path,
    }
)


def _found(name: str, package: str) -> tuple[Callable[[list[Any]], Any], str]:
    """Return what makes a value of its tree's list, and the package that must be allowed."""
    module, _, qualname = name.partition(":")
    owner = module.partition(".")[0]
    if owner not in {package, _OURS}:
        raise LookupError(f"a class of {owner} is not allowed here")
    kind = attrgetter(qualname)(sys.modules.get(module) or import_module(module))
    if not isinstance(kind, type) or (fields_of(kind) is None and not issubclass(kind, Enum)):
        raise TypeError(f"{name} is neither a dataclass nor an enum")
    _KINDS[name] = (_maker(kind), owner)
    return _KINDS[name]


def _maker(kind: Any) -> Callable[[list[Any]], Any]:
    if issubclass(kind, Enum):
        return lambda values: kind[values[1]]
    names = fields_of(kind) or ()
    if len(kind.__match_args__) < len(names):  # some have to be named
        return lambda values: kind(**dict(zip(names, values[1:], strict=True)))
    count = len(names) + 1

    def make(values: list[Any]) -> Any:
        if len(values) != count:
            raise LookupError(f"{kind.__qualname__} has other fields now")
        return kind(*values[1:])

    return make
