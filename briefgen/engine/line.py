"""Places that wait for a worker in, chunks of them out, cut to what one is seen to take."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Line"]

_CHUNK_SECONDS = 0.03
_AHEAD = 8  # chunks a worker may be ahead of the one awaited


class Line:
    """Places in order; `each` is what one takes, in seconds, `most` a chunk's length.

    The first input of a step pays for loading what all need, so what one takes is learned anew
    from each chunk: by the first alone, chunks would be cut a hundred times too short.
    """

    def __init__(self, places: Sequence[int], *, each: float, most: int) -> None:
        self._waiting = deque(places)
        self._each = each
        self._most = most
        self._alone: set[int] = set()

    def chunk(self, awaited: int, jobs: int) -> list[int]:
        """Take the next chunk off the line; none where it is too far ahead of the one awaited."""
        waiting = self._waiting
        size = max(1, min(int(_CHUNK_SECONDS / max(self._each, 1e-6)), self._most))
        if not waiting or waiting[0] > awaited + _AHEAD * size * jobs:
            return []
        taken = [waiting.popleft()]
        while len(taken) < size and waiting and self._alone.isdisjoint((taken[0], waiting[0])):
            taken.append(waiting.popleft())
        return taken

    def learn(self, each: float) -> None:
        """Take in what each input of the last chunk took, in seconds."""
        self._each = (self._each + each) / 2

    def again(self, places: Sequence[int]) -> None:
        """Put places back, each to be tried alone."""
        self._alone.update(places)
        # The one awaited has to stand first, or nothing would be near enough to be started.
        self._waiting = deque(sorted((*places, *self._waiting)))
