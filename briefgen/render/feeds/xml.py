"""Any text in, text that XML can carry out."""

from __future__ import annotations

import re

__all__ = ["legal"]

# Beyond what XML forbids, the signs of a text read in the wrong encoding.
_ILLEGAL = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffc\U00010000-\U0010ffff]")


def legal(text: str) -> str:
    """Drop the characters that XML 1.0 forbids, since one would cost the whole feed, and blanks."""
    return _ILLEGAL.sub("", text).strip()
