"""Split a caption from the credit at its end: caption -> (caption, credit or None)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from briefgen.clean.credit_line import LEAD, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["split_tail"]

_REACH: Final = 200
_BRACKET: Final = re.compile(r"[(（\[［【][^()（）\[\]［］【】]{2,150}[)）\]］】][\s.。]*$")
_SENTENCE: Final = re.compile(
    r"""(?<![\s.][A-ZÀ-Þ])[.!?。！？…]["'”’»)\]）」』]*\s+|[。！？」』](?=\S)|[”»]\s+"""
)
_DASH: Final = re.compile(
    r"\s+[-–—|/•·]+\s+|\s*[|／]\s*|\s+/(?=\S)|(?<=\S)/\s+|[—＝](?=\S)|,\s+(?=[A-Z]{2})"
)
_SIGN: Final = re.compile(r"\s+(?=©|ⓒ|\(c\)|Copyright\b)|(?<=\S)(?=ⓒ|©)", re.IGNORECASE)
_LEADING: Final = re.compile(rf"(?:\s+|(?<=[.。!?,;/]))(?={LEAD.pattern})", re.IGNORECASE)
_HOUSE: Final = re.compile(r"\s+(?=(?:REUTERS|AP Photo|AFP PHOTO|EPA-EFE|EPA|Xinhua)\s?/)")
_SEPARATORS: Final = " \t\n\r\u00a0\u3000-–—|/／•·,;＝="


def split_tail(caption: str) -> tuple[str, str | None]:
    """Return the caption without the photo credit at its end, and that credit, verbatim.

    The caption keeps its full stop. Where no credit is sure, the caption comes back whole.
    """
    text = caption.strip()
    for start in sorted(set(_starts(text))):
        tail = text[start:].strip(_SEPARATORS)
        credit = parse(tail) if _fits(text, start) else None
        if credit is not None and (credit.creators or credit.chain or credit.licence):
            return text[:start].rstrip(_SEPARATORS), credit.verbatim
    return text, None


def _fits(text: str, start: int) -> bool:
    return len(text) - start <= _REACH and any(c.isalnum() for c in text[:start])


def _starts(text: str) -> Iterator[int]:
    """Yield where a credit may begin, by every sign of it."""
    if "\n" in text:
        yield text.rindex("\n") + 1
    if match := _BRACKET.search(text):
        yield match.start()
    for signs in (_LEADING, _SENTENCE, _SIGN, _HOUSE, _DASH):
        for match in signs.finditer(text, max(0, len(text) - _REACH)):
            yield match.end()
