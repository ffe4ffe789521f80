"""A time of change and a moment in, whether a later change would bear another time out.

As git does, nothing is trusted that was changed about when it was read.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["is_old", "is_past", "recent"]

_WHOLE_SECOND = 1_000_000_000
# Two writes within a tick may bear one time; a time of whole seconds tells a coarse disk.
_TICK = 100_000_000
_COARSE_TICK = 2 * _WHOLE_SECOND


def is_past(changed: int, moment: int) -> bool:
    """Whether a change at a time, in ns, was so long before a moment that a later bears another."""
    return changed <= moment - (_TICK if changed % _WHOLE_SECOND else _COARSE_TICK)


def is_old(found: os.stat_result, moment: int) -> bool:
    """Whether a file was changed so long before a moment that a change since bears another time."""
    # A person may set the one on POSIX; on Windows the other is when the file was made.
    return is_past(found.st_ctime_ns if os.name == "posix" else found.st_mtime_ns, moment)


def recent(changed: Sequence[int], moment: int) -> list[int]:
    """Return the places of the times that are not past at a moment; 0 is of a missing file."""
    early = moment - _COARSE_TICK
    return [
        at for at, time in enumerate(changed) if time > early and time and not is_past(time, moment)
    ]
