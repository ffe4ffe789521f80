"""An element tree of Python-Markdown's in, its HTML out: its own serialiser's, sooner."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown.serializers import to_html_string

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.etree.ElementTree import Element

__all__ = ["to_html"]

# The elements that have no end tag, of those that Markdown is turned into.
_EMPTY = frozenset({"br", "hr", "img"})
_MARKUP = re.compile("[&<>]")
_UNPLAIN = re.compile('[&<>"]')
# The library's serialiser walks without recursion, so it takes what is nested deeper.
_DEEPEST = 12


def to_html(root: Element) -> str:
    """Return what `to_html_string` returns; that writes all elements that need escaping."""
    parts: list[str] = []
    _write(root, parts.append, 0)
    return "".join(parts)


def _write(element: Element, write: Callable[[str], None], depth: int) -> None:
    tag, text, tail = element.tag, element.text, element.tail
    attributes = _attributes(element)
    if (
        attributes is None
        or depth > _DEEPEST
        or (text and _MARKUP.search(text))
        or (tail and _MARKUP.search(tail))
    ):
        write(to_html_string(element))
        return
    write(f"<{tag}{attributes}>{text or ''}")
    for child in element:
        _write(child, write, depth + 1)
    if tag not in _EMPTY:
        write(f"</{tag}>")
    if tail:
        write(tail)


def _attributes(element: Element) -> str | None:
    """Return an element's attributes as text; None for what the library had better write."""
    written = ""
    for name, value in sorted(element.items()):
        # An attribute that repeats its name may be written short.
        if name == value or _UNPLAIN.search(value):
            return None
        written += f' {name}="{value}"'
    return written
