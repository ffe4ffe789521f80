"""A line -> how long it is for its reader, and whether it is running text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefgen.clean.pieces import Piece

__all__ = ["is_running", "length_of"]

# A sign of these scripts says as much as two or three letters of an alphabet.
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff]")
_LETTERS_A_SIGN = 2.5
_LEAST = 80
_MOST_LINKED = 0.35


def length_of(text: str) -> int:
    """Return how long a text is for its reader, in letters of an alphabet."""
    if text.isascii():
        return len(text)
    return len(text) + round((_LETTERS_A_SIGN - 1) * len(_DENSE.findall(text)))


def is_running(piece: Piece) -> bool:
    """Tell a line that goes on for a sentence or more, is hardly linked and is shown."""
    return length_of(piece.text) >= _LEAST and piece.linked <= _MOST_LINKED and not piece.box.hidden
