"""Find the site that a verb is to work on: here, or in the nearest folder above."""

from __future__ import annotations

import os

__all__ = ["site_above"]


def site_above(folder: str = ".") -> str:
    """Return `folder`; where that is "." without briefgen.yml, the nearest above that has one.

    Where none has, "." is returned, so that the message that nothing is there names it.
    """
    if folder != ".":
        return folder
    place, above = os.path.realpath("."), "."
    while not os.path.isfile(os.path.join(place, "briefgen.yml")):  # noqa: PTH113, PTH118
        parent = os.path.dirname(place)  # noqa: PTH120
        if parent == place:
            return "."
        place, above = parent, ".." if above == "." else os.path.join("..", above)  # noqa: PTH118
    return above
