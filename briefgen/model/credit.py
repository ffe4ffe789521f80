"""A photo's credit line: the words owed to its owner, and what they say, taken apart."""

from __future__ import annotations

from typing import Literal

from briefgen.values import dataclass

__all__ = ["Credit", "CreditKind"]

CreditKind = Literal[
    "courtesy",
    "file",
    "graphic",
    "handout",
    "illustration",
    "pool",
    "satellite",
    "screenshot",
    "staff",
    "stringer",
]


@dataclass(frozen=True, slots=True)
class Credit:
    """A credit line read for machines; people are always shown `verbatim`.

    `verbatim` is the line as it stood, less outer brackets. `creators` are people, `chain` the
    organisations from origin to distributor, in the form they are known by. `flags` names what was
    guessed: "caps" when a creator's name was all capitals and its case is ours.
    """

    verbatim: str
    creators: tuple[str, ...] = ()
    chain: tuple[str, ...] = ()
    kind: CreditKind | None = None
    licence: str | None = None
    year: int | None = None
    flags: tuple[str, ...] = ()
