"""Two folders in, each under the other's name out: in one step where the system can."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import Any

__all__ = ["flush_all", "recover", "swap"]

_HERE = -100  # AT_FDCWD: paths count from the working folder
_EXCHANGE = 2  # RENAME_EXCHANGE on Linux, RENAME_SWAP on macOS
_NOT_HERE = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EPERM})


def swap(first: Path, second: Path) -> None:
    """Exchange two folders of one file system.

    Linux and macOS do it in one step. Elsewhere it takes renames, and a kill between them leaves
    `second` missing, never mixed: `recover` brings it back.
    """
    try:
        _exchange(os.fsencode(first), os.fsencode(second))
    except OSError as error:
        if error.errno not in _NOT_HERE:
            raise
        _swap_by_renames(first, second)


def recover(first: Path, second: Path) -> None:
    """Undo a swap by renames that was killed halfway."""
    aside = _aside(first)
    if not os.path.lexists(aside):
        return
    if not os.path.lexists(second):
        aside.rename(second)
    elif os.path.lexists(first):
        from shutil import rmtree

        rmtree(aside)
    else:
        aside.rename(first)


def flush_all(folder: Path) -> None:
    """Put all that was written to the folder's file system on the disk for good."""
    flush = getattr(_libc(), "syncfs", None)
    if flush is None:
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        if flush(number):
            raise _failure(folder)
    finally:
        os.close(number)


def _swap_by_renames(first: Path, second: Path) -> None:
    aside = _aside(first)
    second.rename(aside)
    try:
        first.rename(second)
    except OSError:
        aside.rename(second)
        raise
    aside.rename(first)


def _aside(first: Path) -> Path:
    return first.with_name(f"{first.name}.aside")


def _exchange(first: bytes, second: bytes) -> None:
    libc = _libc()
    if hasattr(libc, "renameat2"):
        failed = libc.renameat2(_HERE, first, _HERE, second, _EXCHANGE)
    elif hasattr(libc, "renamex_np"):
        failed = libc.renamex_np(first, second, _EXCHANGE)
    else:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    if failed:
        raise _failure(Path(os.fsdecode(second)))


def _libc() -> Any:
    import ctypes  # ten times what is done with it

    return None if sys.platform == "win32" else ctypes.CDLL(None, use_errno=True)


def _failure(path: Path) -> OSError:
    import ctypes

    number = ctypes.get_errno()
    return OSError(number, os.strerror(number), str(path))
