"""Pieces of a page -> lines to be judged: a table's row is one line, all else stands alone."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from briefgen.clean.pieces import Piece, Span
from briefgen.clean.to_markdown import tabular
from briefgen.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from briefgen.clean.boxes import Box

__all__ = ["Line", "lines"]

_ROWS = frozenset(("tr",))
_TABLES = frozenset(("table",))


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """What is kept or dropped as one: `whole` is what it says, `pieces` what it is made of."""

    whole: Piece
    pieces: tuple[Piece, ...]


def lines(pieces: Sequence[Piece]) -> tuple[Line, ...]:
    """Return the lines of a page in order."""
    data: dict[HtmlElement, bool] = {}
    found: list[Line] = []
    for row, group in groupby(pieces, key=lambda piece: _row(piece, data)):
        parts = tuple(group)
        if row is None or len(parts) == 1:
            found.extend(Line(piece, (piece,)) for piece in parts)
        else:
            found.append(Line(_joined(row, parts), parts))
    return tuple(found)


def _row(piece: Piece, data: dict[HtmlElement, bool]) -> Box | None:
    row = piece.box.nearest(_ROWS)
    table = row.nearest(_TABLES) if row else None
    if row is None or table is None or piece.photo or piece.embed:
        return None
    if table.element not in data:
        data[table.element] = tabular(table)
    return row if data[table.element] else None


def _joined(row: Box, parts: tuple[Piece, ...]) -> Piece:
    spans: list[Span] = []
    for piece in parts:
        spans += [*piece.spans, Span(" ")]
    return Piece(row, tuple(spans[:-1]), " ".join(piece.text for piece in parts))
