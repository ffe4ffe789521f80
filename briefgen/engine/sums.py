"""Paths in, what stands for what each holds out: the bytes of a file, the names in a folder.

Unlike times and inodes, these are the same on another machine: a fresh checkout is told from a
changed one by them.
"""

from __future__ import annotations

import os
from stat import S_ISDIR, S_ISREG

from briefgen.engine.digest import blake2b

__all__ = ["UNKNOWN", "WIDTH", "content_sum"]

WIDTH = 16
UNKNOWN = bytes(WIDTH)
"""What stands for something that could be anything: it is equal to nothing, itself included."""
# Python keeps there what it compiled, whenever it likes.
_NOT_OURS = b"__pycache__"


def content_sum(path: bytes) -> bytes:
    """Return the digest of a file's bytes, or of the names in a folder."""
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116 - bytes
        if S_ISREG(mode):
            with open(path, "rb", buffering=0) as stream:  # noqa: PTH123 - bytes
                return blake2b(stream.read(), digest_size=WIDTH).digest()
        return _names_sum(path) if S_ISDIR(mode) else UNKNOWN
    except (OSError, ValueError):
        return UNKNOWN


def _names_sum(folder: bytes) -> bytes:
    names = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_symlink():  # whether it may be followed depends on what is elsewhere
                return UNKNOWN
            if entry.name != _NOT_OURS:
                names.append(entry.name + (b"/" if entry.is_dir() else b""))
    return blake2b(b"\0".join(sorted(names)), digest_size=WIDTH, person=b"folder").digest()
