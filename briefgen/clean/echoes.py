"""Judged lines in; the same without what says again what stands elsewhere: paragraphs, names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.clean.boxes import words
from briefgen.clean.typography import folded
from briefgen.values import replace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.clean.body import Judged
    from briefgen.clean.pieces import Piece

__all__ = ["without_echoes"]

_QUOTES = frozenset(("blockquote", "aside"))
_PULLED = re.compile(r"(?<![a-z])pull|(?<![a-z])zitat|key-?quote|big-?quote")
_SHORTEST_PULLED = 25
_SHORTEST = 150  # letters; a refrain, a question or an answer may be said twice
_SAID_AGAIN = frozenset(("blockquote", "li", "pre", "table", "dl"))


def without_echoes(judged: Sequence[Judged], writers: Sequence[str]) -> tuple[Judged, ...]:
    """Drop paragraphs that stand above already, and the writers' names as the last line."""
    said: set[str] = set()
    last = max((at for at, row in enumerate(judged) if row.verdict.kept), default=-1)
    found = tuple(_told(row, said, writers if at == last else ()) for at, row in enumerate(judged))
    spoken = " ".join(
        folded(row.line.whole.text)
        for row in found
        if row.verdict.kept and not row.line.whole.box.tags & _QUOTES
    )
    return tuple(
        _dropped(row, "is a pull quote of the text") if _is_pulled(row, spoken) else row
        for row in found
    )


def _is_pulled(row: Judged, spoken: str) -> bool:
    """Tell a sentence set to look at, which the text says too."""
    piece = row.line.whole
    box = piece.box.nearest(_QUOTES) or piece.box
    text = folded(piece.text)
    pulled = any(_PULLED.search(words(one.element)) for one in (box, box.parent or box))
    return row.verdict.kept and pulled and len(text) > _SHORTEST_PULLED and text in spoken


def _told(row: Judged, said: set[str], writers: Sequence[str]) -> Judged:
    text = folded(row.line.whole.text)
    if not row.verdict.kept:
        return row
    if len(text) >= _SHORTEST and text in said and _is_plain(row.line.whole):
        return _dropped(row, "repeats a paragraph above")
    said.add(text)
    return _dropped(row, "is a by-line or date line") if _only_names(text, writers) else row


def _is_plain(piece: Piece) -> bool:
    """Tell a paragraph from a heading, which a table of contents names, and from a quotation."""
    return not piece.level and not piece.box.tags & _SAID_AGAIN


def _dropped(row: Judged, why: str) -> Judged:
    return replace(row, verdict=replace(row.verdict, kept=False, reason=why))


def _only_names(text: str, writers: Sequence[str]) -> bool:
    """Tell a line of nothing but the writers' names, with commas or an "and" between them."""
    left = text
    for name in writers:
        left = left.replace(folded(name), " ")
    return left != text and not re.search(r"\w{4,}|\d", left)
