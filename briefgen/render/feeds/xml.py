"""Any text in, text that XML can carry out."""

from __future__ import annotations

import re

__all__ = ["legal"]

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal(text: str) -> str:
    """Drop the characters that XML 1.0 forbids; one of them would cost the whole feed."""
    return _ILLEGAL.sub("", text)
