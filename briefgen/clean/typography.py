"""Compare and join lines of text, whatever their quotes, dashes, widths and breaks."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["folded", "joined", "tidy", "width"]

_WORD: Final = re.compile(r"\w+")
_INVISIBLE: Final = re.compile(
    r"[\x00-\x08\x0b\x0e-\x1f\x7f\u200b\u200e\u200f\u2060\u202a-\u202e\u2066-\u2069\ufeff\u00ad]"
)
_SPACES: Final = re.compile(r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f]+")
_WIDE: Final = frozenset("WF")


def folded(text: str) -> str:
    """Return a text's words alone, so that two ways of writing one line are equal."""
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", text).casefold().replace("’", "'")))


def tidy(line: str) -> str:
    """Return a line without what can't be seen, its spaces single and plain."""
    return _SPACES.sub(" ", _INVISIBLE.sub("", line)).strip()


def width(text: str) -> int:
    """Return how many columns a text takes; East Asian signs take two."""
    return sum(2 if unicodedata.east_asian_width(c) in _WIDE else 1 for c in text)


def joined(lines: Iterable[str]) -> str:
    """Join the lines of one paragraph: with a space, but none between signs that take none."""
    text = ""
    for line in lines:
        text += f"{'' if not text or _seamless(text[-1], line[:1]) else ' '}{line}"
    return text


def _seamless(before: str, after: str) -> bool:
    if before == "-" and after.islower():
        return True
    wide = {unicodedata.east_asian_width(c) for c in (before, after) if c}
    return wide <= _WIDE and not any("\uac00" <= c <= "\ud7a3" for c in (before, after))
