"""Two rows of values in, the places where another object stands out; and a row changed there."""

from __future__ import annotations

from itertools import compress, count
from operator import is_not
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["differing", "replaced"]

T = TypeVar("T")


def differing(before: Sequence[object] | None, now: Sequence[object]) -> list[int] | None:
    """Return the places where `now` holds another object; None where the rows can't be compared.

    Ten thousand values are looked at with each save in a preview, so no Python runs for each.
    """
    if before is now:
        return []
    if before is None or len(before) != len(now):
        return None
    return [*compress(count(), map(is_not, before, now))]


def replaced(row: tuple[T, ...], others: Mapping[int, T]) -> tuple[T, ...]:
    """Return the row with `others` at their places; where there are none, the very row."""
    if not others:
        return row
    now = list(row)
    for place, other in others.items():
        now[place] = other
    return tuple(now)
