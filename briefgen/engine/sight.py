"""Paths in, one digest out of what the disk says of each: where it stands, nothing was changed.

Digests compare for the same paths in the same order alone. No file is opened. As git does, it trusts only what was left alone before it was read: a file
changed within the same tick of the clock could bear the same times.
"""

from __future__ import annotations

import marshal
import os
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from briefgen.engine.stat_index import is_old

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["inputs_sight", "outputs_sight", "settled"]


def inputs_sight(paths: Sequence[bytes]) -> bytes:
    """Return the digest of files and folders as they stand; a missing one counts as such."""
    # A change of permissions counts as well: a file may be no longer readable.
    found = map(_stat, paths)
    return _digest([f and (f.st_size, f.st_mtime_ns, f.st_ino, f.st_ctime_ns) for f in found])


def outputs_sight(paths: Sequence[bytes], folder: bytes) -> bytes:
    """Return the digest of our own files under `folder`; b"" where one is missing.

    They may be linked to elsewhere meanwhile, which is no change.
    """
    try:
        found = map(os.lstat, [folder + path for path in paths])
        return _digest([(f.st_size, f.st_mtime_ns, f.st_ino, f.st_mode) for f in found])
    except OSError:
        return b""


def settled(paths: Iterable[bytes], moment: int) -> bool:
    """Whether nothing was changed since well before a moment (ns, of the disk's own clock)."""
    return all(found is None or is_old(found, moment) for found in map(_stat, paths))


def _digest(numbers: list[Any]) -> bytes:
    return blake2b(marshal.dumps(numbers, 2), digest_size=16).digest()


def _stat(path: bytes) -> os.stat_result | None:
    try:
        return os.stat(path)  # noqa: PTH116 - ten thousand at a time
    except (OSError, ValueError):
        return None
