"""A backslash before any mark in, the mark itself out (for Markdown)."""

from __future__ import annotations

from string import punctuation
from typing import TYPE_CHECKING

from markdown.extensions import Extension

if TYPE_CHECKING:
    from markdown import Markdown

__all__ = ["EscapeExtension"]


class EscapeExtension(Extension):
    r"""Lets each mark of ASCII be escaped, as CommonMark does (2.4, "Backslash escapes").

    Python-Markdown knows but some: a page's own "\<b>" would stay markup, with the stroke shown.
    """

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802, the library's name
        """Add the marks that are missing."""
        md.ESCAPED_CHARS = [
            *md.ESCAPED_CHARS,
            *(c for c in punctuation if c not in md.ESCAPED_CHARS),
        ]
