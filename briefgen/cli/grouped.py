"""Which of many mistakes or notices are printed: of each kind the first, and how many more.

Notices are of one kind by their code, mistakes where they differ in nothing but values and numbers.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, TypeVar

from briefgen.errors import BriefgenError, Notice

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["grouped"]

Row = TypeVar("Row", BriefgenError, Notice)

_SHOWN = 3
# One or two more are shown, rather than a line that says so.
_MOST_SHOWN = 5
_VALUES = re.compile(r"\"[^\"]*\"|'[^']*'|\d+")


def grouped(rows: Sequence[Row], *, every: bool) -> Iterator[tuple[Row, str]]:
    """Yield the rows to print, in order, each with the line that stands for more like it, or ""."""
    kinds = [_kind(row) for row in rows]
    counts = Counter(kinds)
    shown: Counter[str] = Counter()
    files: dict[str, set[str | None]] = defaultdict(set)
    for kind, row in zip(kinds, rows, strict=True):
        files[kind].add(row.path)
    for kind, row in zip(kinds, rows, strict=True):
        if every or counts[kind] <= _MOST_SHOWN:
            yield row, ""
            continue
        shown[kind] += 1
        if shown[kind] <= _SHOWN:
            rest, last = counts[kind] - _SHOWN, shown[kind] == _SHOWN
            # Where each file has one, the files can be counted.
            what = "files" if len(files[kind]) == counts[kind] else "places"
            more = f"\n  and in {rest:,} more {what}; briefgen check --all lists them"
            yield row, more if last else ""


def _kind(row: BriefgenError | Notice) -> str:
    return row.code if isinstance(row, Notice) else _VALUES.sub("", row.message)
