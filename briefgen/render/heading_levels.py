"""HTML with headings in, the same with them numbered down from h2 without gaps out."""

from __future__ import annotations

import re

__all__ = ["Levels", "levelled"]

_HEADING = re.compile(r"<(/?)h([1-6])(?=[ >])")
_DEEPEST = 6


class Levels:
    """The headings of a text met so far, which tell the next one's level."""

    def __init__(self) -> None:
        self._above: list[int] = []

    def opened(self, level: int) -> int:
        """Return the level to show for one as it was written."""
        above = self._above
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
        return min(1 + len(above), _DEEPEST)


def levelled(shown: str) -> str:
    """Number headings down from h2 without gaps: h1 is the title, and screen readers count."""
    if "<h" not in shown:
        return shown
    levels = Levels()
    opened: list[int] = []  # raw HTML may put a heading into another

    def renamed(found: re.Match[str]) -> str:
        closing, level = found.group(1), int(found.group(2))
        if not closing:
            opened.append(levels.opened(level))
            return f"<h{opened[-1]}"
        return f"</h{opened.pop()}"

    return _HEADING.sub(renamed, shown)
