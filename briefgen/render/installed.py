"""The themes that other packages bring, by name: each names itself by an entry point."""

from __future__ import annotations

import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["GROUP", "installed_themes"]

GROUP = "briefgen.themes"
"""A package's `[project.entry-points."briefgen.themes"]` says `NAME = "package"`."""


def installed_themes() -> Mapping[str, Path]:
    """Return the folders of the installed themes; one whose package is gone is none.

    The package is looked up and not run: a theme is files, and needs no code.
    """
    return _found(tuple(sys.path))


@cache
def _found(_path: tuple[str, ...]) -> Mapping[str, Path]:
    # Looking through all that is installed takes longer than a theme's own files do.
    from importlib.metadata import entry_points

    found: dict[str, Path] = {}
    for entry in entry_points(group=GROUP):
        try:
            spec = find_spec(entry.module)
        except (ImportError, ValueError):
            continue
        places = list(spec.submodule_search_locations or ()) if spec else []
        if places:
            found.setdefault(entry.name, Path(places[0]))
    return found
