"""Gather touched paths until the writer is done: many notes in, one change set out."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["Changes"]

# Long enough for an editor's rename after its write, short enough not to be felt.
QUIET = 0.02
WRITING = 0.25
LIMIT = 1.0
# While a laptop sleeps its waits stand still and the clock goes on, so the clock is asked anew.
SLICE = 5.0


class Changes:
    """A change set that settles: nothing noted for `quiet` seconds and no file still being written.

    A file that stays open is waited for `writing` seconds, an endless storm for `limit`. A longer
    wait, for a moment to come, is made in parts of `part` seconds.
    """

    def __init__(
        self,
        quiet: float = QUIET,
        writing: float = WRITING,
        limit: float = LIMIT,
        part: float = SLICE,
    ) -> None:
        self.quiet = quiet
        self._slice = part
        self._writing = writing
        self._limit = limit
        self._paths: set[Path] = set()
        self._open: set[Path] = set()
        self._first = self._last = 0.0
        self._closed = False
        self._condition = threading.Condition()

    @property
    def pending(self) -> bool:
        """Tell whether something was touched that no change set has given out yet."""
        return bool(self._paths) and not self._closed

    def note(self, path: Path, *, writing: bool = False) -> None:
        """Add a touched path; `writing` says that its writer has not closed it yet."""
        with self._condition:
            self._last = time.monotonic()
            if not self._paths:
                self._first = self._last
            self._paths.add(path)
            # A closed file is no longer open, whoever wrote to it before.
            (self._open.add if writing else self._open.discard)(path)
            self._condition.notify_all()

    def close(self) -> None:
        """Let the waiting reader go, with None."""
        with self._condition:
            self._closed = True
            self._condition.notify_all()

    def settled(
        self, begin: Callable[[], None], left: Callable[[], float] | None = None
    ) -> frozenset[Path] | None:
        """Wait for the next settled change set; None once closed.

        `begin` is called before the set stops being pending, so that nobody sees a moment of rest.
        `left` tells the seconds until the wait ends without a change, with an empty set.
        """
        with self._condition:
            while not self._closed:
                wait = self._remaining()
                if wait is None and left is not None:
                    wait = min(left(), self._slice)
                if wait is not None and wait <= 0:
                    begin()
                    return self._taken()
                self._condition.wait(wait)
            return None

    def _remaining(self) -> float | None:
        if not self._paths:
            return None
        due = self._last + (self._writing if self._open else self.quiet)
        return min(due, self._first + self._limit) - time.monotonic()

    def _taken(self) -> frozenset[Path]:
        paths = frozenset(self._paths)
        self._paths.clear()
        self._open.clear()
        return paths
