"""The themes that other packages bring, by name: each names itself by an entry point."""

from __future__ import annotations

from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path

__all__ = ["GROUP", "installed_themes"]

GROUP = "briefgen.themes"
"""A package's `[project.entry-points."briefgen.themes"]` says `NAME = "package"`."""


def installed_themes() -> dict[str, Path]:
    """Return the folders of the installed themes; one whose package is gone is none.

    The package is looked up and not run: a theme is files, and needs no code.
    """
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
