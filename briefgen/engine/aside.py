"""A call in, its bytes out when they are asked for: worked out beside us where a core is free."""

from __future__ import annotations

import os
import threading
from functools import cache, partial
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["aside", "in_halves"]

T = TypeVar("T")

_LENGTH = 8
_LAST = 19


def aside(call: Callable[[], bytes], *, last: bool = False) -> Callable[[], bytes]:
    """Begin a call that gives out bytes; what is returned waits for them, and has to be called.

    Looking at ten thousand files keeps a core busy for a while, and Python's threads take turns. So
    a copy of this process does it; where there can be none, or it ends early, we do it ourselves.
    `last` has it come after all else that keeps the cores busy.
    """
    if not _pays():
        return cache(call)
    try:
        reading, writing = os.pipe()
        child = os.fork()
    except OSError:
        return cache(call)
    if child:
        os.close(writing)
        return cache(lambda: _awaited(child, reading) or call())
    if last:
        os.nice(_LAST)
    _told(call, writing)
    raise AssertionError  # pragma: no cover - the copy has ended


def in_halves(call: Callable[[Sequence[T]], bytes], items: Sequence[T]) -> bytes:
    """Return what a call gives for items, two processes seeing to a half of them each.

    The call gives for all what it gives for the first of them and then for the rest.
    """
    middle = len(items) // 2
    rest = aside(partial(call, items[middle:]))
    return call(items[:middle]) + rest()


def _pays() -> bool:
    if not hasattr(os, "fork") or not hasattr(os, "sched_getaffinity"):
        return False
    # A copy has one thread only: what others held locked would stay so.
    return len(os.sched_getaffinity(0)) > 1 and threading.active_count() == 1


def _told(call: Callable[[], bytes], writing: int) -> None:
    """Tell what a call gives, and end this copy whatever comes: no more of us may run in it."""
    try:
        told = call()
        with os.fdopen(writing, "wb") as stream:
            stream.write(len(told).to_bytes(_LENGTH, "big") + told)
    finally:
        os._exit(0)


def _awaited(child: int, reading: int) -> bytes:
    """Return what the copy told; nothing where it could not."""
    with os.fdopen(reading, "rb") as stream:
        told = stream.read()
    os.waitpid(child, 0)
    whole = len(told) - _LENGTH == int.from_bytes(told[:_LENGTH], "big")
    return told[_LENGTH:] if whole else b""
