"""A lock file in, one holder at a time out; the holder's death opens it."""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from briefgen.errors import BriefgenError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["locked"]

_PAUSE = 0.05
_PAST_ANY_TEXT = 1 << 30  # Windows locks bytes for readers too: lock one that holds no text.


@contextmanager
def locked(path: Path, *, wait: float = 5.0, over: Path | None = None) -> Iterator[None]:
    """Hold `path` as a lock; after `wait` seconds a BriefgenError says who holds it.

    `over` is what the lock is held over, as people know it: it is told in place of `path`.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    number = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o666)
    try:
        _wait(number, path, wait, over or path)
        os.ftruncate(number, 0)
        os.write(number, str(os.getpid()).encode())
        yield
        os.ftruncate(number, 0)
    finally:
        os.close(number)


def _wait(number: int, path: Path, wait: float, over: Path) -> None:
    end = time.monotonic() + wait
    while not _taken(number):
        if time.monotonic() >= end:
            raise BriefgenError(
                f"another build is at work here{_holder(path)}",
                path=str(over),
                hint="wait until it is done, or end it",
            )
        time.sleep(_PAUSE)


def _holder(path: Path) -> str:
    with suppress(OSError):
        if holder := path.read_bytes().decode("ascii", "replace").strip():
            return f": process {holder}"
    return ""


if sys.platform == "win32":  # pragma: no cover
    import msvcrt

    def _taken(number: int) -> bool:
        os.lseek(number, _PAST_ANY_TEXT, os.SEEK_SET)
        try:
            msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(number, 0, os.SEEK_SET)
        return True
else:
    import fcntl

    def _taken(number: int) -> bool:
        try:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
