"""Calls in, their bytes out when they are asked for: worked out beside us where a core is free."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeVar

    T = TypeVar("T")

__all__ = ["Aside", "Fed", "aside", "in_halves"]

_LENGTH = 8
_LAST = 19
_KILL = 9  # `signal` would be loaded for its name


class Aside:
    """What calls give, one after the other: asked for, it waits; in the end it has to be let go.

    It is let go by asking for the last of it, or by `drop`.
    """

    def __init__(self, calls: Sequence[Callable[[], bytes]]) -> None:
        self._calls = calls
        self._known: dict[int, bytes] = {}
        self._child = 0
        self._reading = -1
        self._begin()

    def __call__(self, at: int = -1) -> bytes:
        """Return what the call at a place gives: of one, or of the last."""
        at %= len(self._calls)
        while self._child and at not in self._known:
            self._hear(len(self._known))
        if at not in self._known:
            self._known[at] = self._calls[at]()
        return self._known[at]

    @property
    def elsewhere(self) -> bool:
        """Whether another process is at it."""
        return bool(self._child)

    def drop(self) -> None:
        """End what is not done yet: nobody will ask."""
        if self._child:
            os.kill(self._child, _KILL)
            self._end()

    def _begin(self) -> None:
        if not _pays():
            return
        try:
            self._reading, writing = os.pipe()
            self._child = os.fork()
        except OSError:
            return
        if self._child:
            os.close(writing)
            return
        _tell(self._calls, writing)
        raise AssertionError  # pragma: no cover - the copy has ended

    def _hear(self, at: int) -> None:
        """Take in what the copy tells next; where it ended early, all else is left to us."""
        length = _read(self._reading, _LENGTH)
        size = int.from_bytes(length, "big")
        told = _read(self._reading, size) if len(length) == _LENGTH else b""
        whole = len(length) == _LENGTH and len(told) == size
        if whole:
            self._known[at] = told
        if not whole or at == len(self._calls) - 1:
            self._end()

    def _end(self) -> None:
        os.close(self._reading)
        os.waitpid(self._child, 0)
        self._child = 0


def aside(*calls: Callable[[], bytes]) -> Aside:
    """Begin calls that give out bytes.

    Looking at ten thousand files keeps a core busy for a while, and Python's threads take turns. So
    a copy of this process does it; where there can be none, or it ends early, we do it ourselves.
    """
    return Aside(calls)


class Fed:
    """A call that another process makes of bytes which are known only later.

    The process is copied now, so that it holds nothing of all that comes in between: who waits
    holds each value that its parent has changed since. It has to be asked, or dropped. `last` has
    it come after all else that keeps the cores busy.
    """

    def __init__(self, call: Callable[[bytes], bytes], *, last: bool = False) -> None:
        self._call = call
        self._last = last
        self._data: Callable[[], bytes] | None = None
        self._here = os.getpid()
        self._reading, self._writing = os.pipe()
        self._aside = aside(self._made)
        os.close(self._reading)  # so that nobody else inherits it

    def feed(self, data: Callable[[], bytes]) -> None:
        """Say what the call is made of; it is asked again where the other process ends early."""
        self._data = data
        if self._aside.elsewhere:
            told = data()
            try:
                _write(self._writing, len(told).to_bytes(_LENGTH, "big") + told)
            except OSError:  # it ended: we make the call ourselves
                return

    def __call__(self) -> bytes:
        """Return what the call gives."""
        told = self._aside()
        self._close()
        return told

    def drop(self) -> None:
        """End it, made or not."""
        self._aside.drop()
        self._close()

    def _made(self) -> bytes:
        if os.getpid() != self._here:
            os.close(self._writing)  # or who feeds it could end, and be waited for
            size = int.from_bytes(_read(self._reading, _LENGTH), "big")
            data = _read(self._reading, size)
            if self._last:  # only now: who feeds it waits until it has read
                os.nice(_LAST)
            return self._call(data)
        return self._call(self._data()) if self._data else b""

    def _close(self) -> None:
        if self._writing >= 0:
            os.close(self._writing)
            self._writing = -1


def in_halves(call: Callable[[Sequence[T]], bytes], items: Sequence[T]) -> bytes:
    """Return what a call gives for items, two processes seeing to a half of them each.

    The call gives for all what it gives for the first of them and then for the rest.
    """
    middle = len(items) // 2
    rest = aside(lambda: call(items[middle:]))
    return call(items[:middle]) + rest()


def _pays() -> bool:
    if not hasattr(os, "fork") or not hasattr(os, "sched_getaffinity"):
        return False
    # A copy has one thread only: what others held locked would stay so.
    threading = sys.modules.get("threading")
    alone = threading is None or threading.active_count() == 1
    return alone and len(os.sched_getaffinity(0)) > 1


def _tell(calls: Sequence[Callable[[], bytes]], writing: int) -> None:
    """Tell what calls give, and end this copy whatever comes: no more of us may run in it."""
    try:
        for call in calls:
            told = call()
            _write(writing, len(told).to_bytes(_LENGTH, "big") + told)
    finally:
        os._exit(0)


def _write(number: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(number, rest) :]


def _read(number: int, size: int) -> bytes:
    parts = []
    while size and (part := os.read(number, min(size, 1 << 20))):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
