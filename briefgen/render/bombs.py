"""Markdown in, nothing out; a ContentError for text made to hang the parser."""

from __future__ import annotations

__all__ = ["refuse_bombs"]


def refuse_bombs(markdown: str, path: str, first_line: int = 1) -> None:
    """Raise ContentError for text that Python-Markdown would chew on for seconds."""
