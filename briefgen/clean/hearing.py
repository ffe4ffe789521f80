"""A page's lines and its voices -> how much of each line each voice says, and how they agree.

What most readers take for the text seldom is not: the reader the others confirm is a better guide
than any of them alone.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from briefgen.clean.voices import glued
from briefgen.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.clean.pieces import Piece
    from briefgen.clean.voices import Voice

__all__ = ["Hearing", "listen"]

_SAID = 0.5


@dataclass(frozen=True, slots=True)
class Hearing:
    """How much of each line each voice says, 0 to 1: a row of `said` for each of `names`."""

    names: tuple[str, ...]
    said: tuple[tuple[float, ...], ...]
    lengths: tuple[int, ...]

    def of(self, name: str) -> tuple[float, ...]:
        """Return how much of each line one voice says."""
        return self.said[self.names.index(name)]

    def who_says(self, at: int) -> tuple[str, ...]:
        """Return the names of the voices that say a line."""
        return tuple(
            name for name, row in zip(self.names, self.said, strict=True) if row[at] > _SAID
        )

    def among(self, names: Sequence[str]) -> Hearing:
        """Return the hearing of some of the voices."""
        return Hearing(tuple(names), tuple(self.of(name) for name in names), self.lengths)

    def confirmed(self) -> tuple[float, ...]:
        """Return how far each voice's text is the others', 0 to 1: its mean F1 with them."""
        scores = [0.0] * len(self.names)
        for one, other in combinations(range(len(self.names)), 2):
            alike = self._alike(self.said[one], self.said[other])
            scores[one] += alike
            scores[other] += alike
        others = max(1, len(self.names) - 1)
        return tuple(score / others for score in scores)

    def _alike(self, one: Sequence[float], other: Sequence[float]) -> float:
        rows = list(zip(self.lengths, one, other, strict=True))
        both = sum(length * min(a, b) for length, a, b in rows)
        either = sum(length * (a + b) for length, a, b in rows)
        return 2 * both / either if either else 0.0


def listen(lines: Sequence[Piece], voices: Sequence[Voice]) -> Hearing:
    """Return how much of each line each of the voices says."""
    keys = [glued(piece.text) for piece in lines]
    around = list(zip(keys, ["", *keys], [*keys[1:], ""], strict=False))
    return Hearing(
        tuple(voice.name for voice in voices),
        tuple(tuple(voice.says(*row) for row in around) for voice in voices),
        tuple(len(piece.text) for piece in lines),
    )
