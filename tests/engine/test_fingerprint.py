from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from enum import IntEnum
from itertools import combinations
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from briefgen.engine.fingerprint import Fingerprints, fingerprint


class Level(IntEnum):
    """A number with a name."""

    ONE = 1


@dataclass(frozen=True, slots=True)
class Left:
    """A pair."""

    first: object
    second: object = None


@dataclass(frozen=True, slots=True)
class Right:
    """A pair of another name."""

    first: object
    second: object = None


def test_other_values_have_other_digests() -> None:
    """Type, nesting, zone and class all count."""
    noon = datetime(2026, 1, 1, 12)  # noqa: DTZ001
    values = [
        *(1, True, 1.0, Level.ONE, "1", b"1", None, "None", "", b""),
        *((), [], (1,), [1], ((1,),), (1, 1), ((1, 2), 3), (1, (2, 3)), (1, 2, 3)),
        *({}, {"a": 1}, {"a": True}, ("dict", "a", 1), ["dict", "a", 1]),
        *(Left(1), Left(1, 1), Left(1.0), Right(1), Left(Left(1)), Left(Right(1)), (Left(1),)),
        *(noon, noon.replace(tzinfo=UTC), noon.replace(tzinfo=ZoneInfo("Europe/Oslo"))),
        *(noon.replace(tzinfo=timezone(timedelta(hours=1))), noon.replace(fold=1)),
        *(date(2026, 1, 1), "2026-01-01", 2**70, -(2**70), 0.1, "\ud800"),
    ]
    digests = [fingerprint(value) for value in values]
    same = [(a, b) for a, b in combinations(range(len(values)), 2) if digests[a] == digests[b]]
    assert not [(values[a], values[b]) for a, b in same]


@given(st.text(), st.text())
def test_only_equal_texts_share_a_digest(first: str, second: str) -> None:
    """No text can stand in for another, in a record neither."""
    assert (fingerprint(first) == fingerprint(second)) == (first == second)
    assert (fingerprint(Left(first, second)) == fingerprint(Left(second, first))) == (
        first == second
    )


@given(st.lists(st.integers(0, 3), max_size=4))
def test_sharing_does_not_count(numbers: list[int]) -> None:
    """A record met twice has the digest of two equal ones, alone or among others."""
    shared = Left("part", (1, 2))
    together = Fingerprints()
    for number in numbers:
        twice = Right(shared, (shared, number))
        apart = Right(Left("part", (1, 2)), (Left("part", (1, 2)), number))
        assert together(twice) == fingerprint(apart) == fingerprint(twice)


def test_digests_last() -> None:
    """A digest is the same in every process and release, so that stores stay of use."""
    assert fingerprint(("a", 1, None, date(2026, 1, 1))).hex() == "a93b68b7e3137d5e350f568e0985b6c4"
