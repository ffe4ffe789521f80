"""The parts of a page in, its file out, and the file's parts again."""

from __future__ import annotations

from array import array
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["LENGTH", "Sheet"]

LENGTH = array("I").itemsize
"""How many bytes a part's length takes."""


class Sheet(NamedTuple):
    """A page's file, and the bytes that each of its parts has, as an array of "I".

    There are no lengths where parts are not told apart.
    """

    data: bytes
    lengths: bytes = b""

    @classmethod
    def of(cls, parts: Sequence[bytes]) -> Sheet:
        """Return the file of these parts."""
        return cls(b"".join(parts), array("I", map(len, parts)).tobytes())

    @property
    def ends(self) -> list[int]:
        """Where its parts end, 0 before them; a ValueError refuses lengths of another file."""
        ends = [*accumulate(array("I", self.lengths), initial=0)]
        if ends[-1] != len(self.data):
            raise ValueError("lengths of another file")
        return ends
