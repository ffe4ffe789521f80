from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum, IntEnum
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.engine.record import lowered

HERE = __name__.partition(".")[0]


class Kind(Enum):
    """Two names."""

    ONE = 1
    TWO = "two"


class Level(IntEnum):
    """A number with a name."""

    HIGH = 1


@dataclass(frozen=True, slots=True)
class Nothing:
    """No fields."""


@dataclass(frozen=True, slots=True)
class One:
    """One field."""

    value: object


@dataclass(frozen=True, slots=True, kw_only=True)
class Many:
    """Fields that go by name."""

    first: object
    second: object = None


ATOMS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats(allow_nan=False)
    | st.text()
    | st.binary()
    | st.dates()
    | st.times()
    | st.timedeltas()
    | st.datetimes()
    | st.datetimes(timezones=st.just(UTC) | st.timezones(no_cache=False))
    | st.sampled_from([*Kind, Level.HIGH, Nothing(), Path("a/b"), UTC.utcoffset(None)])
)
VALUES = st.recursive(
    ATOMS,
    lambda inner: (
        st.lists(inner, max_size=3).map(tuple)
        | st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=3), inner, max_size=3)
        | st.builds(One, inner)
        | st.builds(Many, first=inner, second=inner)
    ),
    max_leaves=8,
)


def shape(value: object) -> str:
    """Return a value with the types of all its parts."""
    if isinstance(value, (tuple, list)):
        return f"{type(value).__name__}({[*map(shape, value)]})"
    if isinstance(value, dict):
        return f"dict({[(k, shape(v)) for k, v in value.items()]})"
    if isinstance(value, One):
        return f"One({shape(value.value)})"
    if isinstance(value, Many):
        return f"Many({shape(value.first)}, {shape(value.second)})"
    fold = getattr(value, "fold", None)
    return f"{type(value).__name__}:{value!r}:{fold}"


@given(VALUES, VALUES)
def test_trees_are_equal_where_values_are(one: object, other: object) -> None:
    """Values of other types or other parts have other trees, equal ones the same."""
    same = shape(one) == shape(other)
    assert (repr(lowered(one)) == repr(lowered(other))) is same
    assert repr(lowered(one)) == repr(lowered(one))


@pytest.mark.parametrize("value", [{1, 2}, object(), bytearray(), (One({3}),)])
def test_values_that_can_change_are_refused(value: object) -> None:
    """A set or a class of no fields known has no tree; the error names the type."""
    with pytest.raises(TypeError, match="can't be kept"):
        lowered(value)


def test_order_of_sets_does_not_count() -> None:
    """A frozenset has one tree; a read-only mapping is its mapping."""
    assert lowered(frozenset({1, 2, 3})) == lowered(frozenset({3, 2, 1}))
    assert lowered(MappingProxyType({"a": 1})) == lowered({"a": 1})
    assert lowered(PurePosixPath("a")) == lowered(Path("a"))


def test_a_day_and_its_midnight_differ() -> None:
    """Dates, datetimes, times and spans have trees of their own."""
    trees = [
        lowered(x)
        for x in (
            date(2026, 1, 1),
            datetime(2026, 1, 1),  # noqa: DTZ001
            datetime(2026, 1, 1, tzinfo=UTC),
            datetime(2026, 1, 1, tzinfo=ZoneInfo("UTC")),
            time(),
            timedelta(),
            "2026-01-01",
        )
    ]
    assert len({*map(repr, trees)}) == len(trees)
