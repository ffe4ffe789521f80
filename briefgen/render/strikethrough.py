"""Strikethrough for Markdown: `~~words~~` becomes `<del>`, as in GitHub Flavored Markdown (6.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown.extensions import Extension
from markdown.inlinepatterns import SimpleTagInlineProcessor

if TYPE_CHECKING:
    from markdown import Markdown

__all__ = ["StrikethroughExtension"]

# The words end at the next two tildes, so a text is read once however many there are.
_STRUCK = r"(?<!~)(~~)(?![~\s])((?:[^~]|~(?!~))+)(?<!\s)~~(?!~)"


class StrikethroughExtension(Extension):
    """Marks struck out words as deleted; one tilde stays a tilde, since it means "about"."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802, the library's name
        """Register the pattern before emphasis (60), which may stand around it or within."""
        md.inlinePatterns.register(SimpleTagInlineProcessor(_STRUCK, "del"), "struck", 65)
