"""How often Python looks for cycles among a site's million values: seldom, and not twice."""

from __future__ import annotations

import gc
import sys

__all__ = ["collect_as_usual", "collect_seldom", "seldom_collected", "set_apart"]

# Ten thousand articles are some million values that live to the end of a build and form no cycle:
# at Python's own thresholds a fourth of an incremental build goes by walking them. What does form
# cycles (trees of Markdown) comes to a megabyte per thousand articles.
_SELDOM = (500_000, 20, 100)
_USUAL = gc.get_threshold()


def collect_seldom() -> None:
    """Call the collector seldom in this process, which ends with its work."""
    gc.set_threshold(*_SELDOM)


def collect_as_usual() -> None:
    """Call the collector as Python does: for a process that stays."""
    gc.set_threshold(*_USUAL)


def set_apart() -> None:
    """Have the collector overlook all values there are now; each still goes with its last user.

    For a process that goes on with the million values of its first build: at some moment it would
    walk them all, for half a second and more, to find nothing.
    """
    gc.freeze()


def give_back() -> None:
    """Give memory that nobody uses any more back to the system, where it can be told to take it."""
    if sys.platform == "linux":
        import ctypes

        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # the C library may be another
        if trim is not None:
            trim(0)


class seldom_collected:  # noqa: N801 - it reads as a call
    """Call the collector seldom until the end of the block; forked workers inherit that."""

    def __enter__(self) -> None:
        self._before = gc.get_threshold()
        gc.set_threshold(*_SELDOM)

    def __exit__(self, *_: object) -> None:
        gc.set_threshold(*self._before)
