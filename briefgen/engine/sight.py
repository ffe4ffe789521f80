"""Paths in, numbers out of what the disk says of each: where they stand, nothing was changed.

No file is opened. As git does, it trusts only what was left alone before it was read: a file
changed within the same tick of the clock could bear the same times.
"""

from __future__ import annotations

import os
from array import array
from functools import partial
from hashlib import blake2b
from itertools import chain
from typing import TYPE_CHECKING

from briefgen.engine.aside import in_halves
from briefgen.engine.stat_index import is_past

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["NUMBERS", "inputs_numbers", "outputs_sight", "recent", "rows_sight"]

NUMBERS = 4
"""How many numbers tell one file: size, time of change, inode, time of any touch."""
_MASK = (1 << 64) - 1
_MISSING = (0,) * NUMBERS


def inputs_numbers(paths: Sequence[bytes]) -> array[int]:
    """Return the numbers of files and folders as they stand; of a missing one, zeros."""
    return array("Q", in_halves(_inputs, paths))


def _inputs(paths: Iterable[bytes]) -> bytes:
    # A change of permissions counts as well: a file may be no longer readable.
    flat = [
        number
        for f in map(_stat, paths)
        for number in ((f.st_size, f.st_mtime_ns, f.st_ino, f.st_ctime_ns) if f else _MISSING)
    ]
    try:
        return array("Q", flat).tobytes()
    except OverflowError:  # a time before 1970
        return array("Q", [number & _MASK for number in flat]).tobytes()


def recent(numbers: array[int], moment: int) -> list[int]:
    """Return the places of what was changed at a moment (ns, of the disk's own clock).

    That is at about then or since: the numbers of such a file may stand for another change too.
    """
    changed = numbers[3::NUMBERS] if os.name == "posix" else numbers[1::NUMBERS]
    return [at for at, time in enumerate(changed) if time and not is_past(time, moment)]


def outputs_sight(paths: Sequence[bytes], folder: bytes, *, alone: bool = False) -> bytes:
    """Return the digest of our own files under `folder`, another where one is missing.

    They may be linked to elsewhere meanwhile, which is no change. Two processes look unless one is
    to be at it `alone`.
    """
    call = partial(_outputs, folder)
    return _digest(call(paths) if alone else in_halves(call, paths))


def rows_sight(rows: Iterable[tuple[int, ...]]) -> bytes:
    """Return what `outputs_sight` returns for files of these sizes, times and inodes."""
    return _digest(array("Q", chain.from_iterable(rows)).tobytes())


def _outputs(folder: bytes, paths: Iterable[bytes]) -> bytes:
    try:
        found = map(os.lstat, [folder + path for path in paths])
        rows = [n for f in found for n in (f.st_size, f.st_mtime_ns & _MASK, f.st_ino & _MASK)]
    except OSError:
        return b""
    return array("Q", rows).tobytes()


def _digest(numbers: bytes) -> bytes:
    return blake2b(numbers, digest_size=16).digest()


def _stat(path: bytes) -> os.stat_result | None:
    try:
        return os.stat(path)  # noqa: PTH116 - ten thousand at a time
    except (OSError, ValueError):
        return None
