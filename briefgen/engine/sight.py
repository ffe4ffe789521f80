"""Paths in, numbers out of what the disk says of each: where they stand, nothing was changed.

No file is opened, and nothing is loaded that is not needed to look: most builds end after it.
"""

from __future__ import annotations

import os
from array import array
from itertools import chain
from operator import attrgetter

from briefgen.engine.digest import blake2b
from briefgen.engine.ticks import recent as recent_times

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

__all__ = [
    "NUMBERS",
    "inputs_numbers",
    "numbers_sight",
    "outputs_sight",
    "recent",
    "rows_sight",
]

NUMBERS = 4
"""How many numbers tell one file: size, time of change, inode, time of any touch."""
_MASK = (1 << 64) - 1
_MISSING = (0,) * NUMBERS
# A change of permissions counts as well: a file may be no longer readable.
_INPUT = attrgetter("st_size", "st_mtime_ns", "st_ino", "st_ctime_ns")
# Our own may be linked to elsewhere meanwhile, which is no change.
_OUTPUT = attrgetter("st_size", "st_mtime_ns", "st_ino")


def inputs_numbers(paths: Sequence[bytes]) -> array[int]:
    """Return the numbers of files and folders as they stand; of a missing one, zeros."""
    return array("Q", _bytes(_numbers, paths))


def outputs_sight(paths: Sequence[bytes], folder: bytes) -> bytes:
    """Return the digest of our own files under `folder`, another where one is missing."""
    return _digest(_outputs(folder, paths))


def rows_sight(rows: Iterable[tuple[int, ...]]) -> bytes:
    """Return what `outputs_sight` returns for files of these sizes, times and inodes."""
    return numbers_sight(array("Q", chain.from_iterable(rows)))


def numbers_sight(numbers: array[int]) -> bytes:
    """Return the same for sizes, times and inodes in a row."""
    return _digest(numbers.tobytes())


def recent(numbers: array[int], moment: int) -> list[int]:
    """Return the places of what was changed at a moment (ns, of the disk's own clock).

    That is at about then or since: the numbers of such a file may stand for another change too.
    """
    return recent_times(numbers[3::NUMBERS] if os.name == "posix" else numbers[1::NUMBERS], moment)


def _outputs(folder: bytes, paths: Iterable[bytes]) -> bytes:
    try:
        return _bytes(_own_numbers, [folder + path for path in paths])
    except OSError:
        return b""


def _numbers(path: bytes) -> tuple[int, ...]:
    try:
        found: tuple[int, ...] = _INPUT(os.stat(path))  # noqa: PTH116 - ten thousand at a time
    except (OSError, ValueError):
        return _MISSING
    return found


def _own_numbers(path: bytes) -> tuple[int, ...]:
    found: tuple[int, ...] = _OUTPUT(os.lstat(path))
    return found


def _bytes(look: Callable[[bytes], tuple[int, ...]], paths: Sequence[bytes]) -> bytes:
    try:
        return array("Q", chain.from_iterable(map(look, paths))).tobytes()
    except OverflowError:  # a time before 1970
        flat = chain.from_iterable(map(look, paths))
        return array("Q", [number & _MASK for number in flat]).tobytes()


def _digest(numbers: bytes) -> bytes:
    return blake2b(numbers, digest_size=16).digest()
