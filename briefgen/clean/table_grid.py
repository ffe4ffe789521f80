"""Rows of a table with what their cells say -> a grid of words, cells that span set out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lxml.html import HtmlElement

__all__ = ["grid"]

_WIDEST = 30
_TALLEST = 200


def grid(rows: Iterable[HtmlElement], said: Mapping[HtmlElement, str]) -> list[list[str]]:
    """Return the words of each row by column; a cell that spans others leaves them empty.

    A column in which nothing is said is left out.
    """
    found: list[list[str]] = []
    hanging: dict[int, int] = {}
    for row in rows:
        line = [said[row]] if row in said else []
        begun: dict[int, int] = {}
        for cell in row.iterchildren("td", "th"):
            _hang(line, hanging)
            wide, tall = _span(cell, "colspan", _WIDEST), _span(cell, "rowspan", _TALLEST)
            begun.update(dict.fromkeys(range(len(line), len(line) + wide), tall - 1))
            line += [said.get(cell, ""), *[""] * (wide - 1)]
        _hang(line, hanging)
        hanging.update(begun)
        found.append(line)
    width = max(map(len, found), default=0)
    told = [at for at in range(width) if any(at < len(line) and line[at] for line in found)]
    return [[line[at] if at < len(line) else "" for at in told] for line in found]


def _hang(line: list[str], hanging: dict[int, int]) -> None:
    """Leave the places empty into which cells of rows above reach."""
    while hanging.get(len(line), 0) > 0:
        hanging[len(line)] -= 1
        line.append("")


def _span(cell: HtmlElement, name: str, most: int) -> int:
    found = re.match(r"\s*(\d{1,6})", cell.get(name) or "", re.ASCII)
    return max(1, min(most, int(found.group(1)))) if found else 1
