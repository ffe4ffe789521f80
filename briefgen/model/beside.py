"""A relative address in a page -> the path, from the page's folder, of the file it names."""

from __future__ import annotations

import re
from urllib.parse import unquote

__all__ = ["name_beside"]

# What no path has, or what could not stand in Markdown.
_NOT_IN_NAMES = re.compile(r"[\x00-\x1f\x7f<>\"\\]")


def name_beside(address: str) -> str:
    """Return the path of a file in the page's folder, "" where an address leads elsewhere."""
    plain = unquote(address.strip().partition("#")[0].partition("?")[0])
    parts = [part for part in plain.split("/") if part != "."]
    if ":" in plain or any(part in ("", "..") for part in parts):
        return ""
    name = "/".join(parts)
    return "" if _NOT_IN_NAMES.search(name) else name
