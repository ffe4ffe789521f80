"""Read a feed item's title as plain text, whether the feed wrote text or HTML.

RSS does not say which of the two a title is. Formatting that is opened and closed is taken for
HTML; any other tag is a word, as in "How <dialog> changed the web".
"""

from __future__ import annotations

import re
from html import unescape

__all__ = ["plain_title"]

_PAIR = re.compile(
    r"<(b|i|u|s|em|strong|a|span|sub|sup|small|font|mark|code|q|cite|abbr|p|div|h[1-6])"
    r"(?:\s[^<>]{0,500})?>(.*?)</\1\s*>",
    re.IGNORECASE | re.DOTALL,
)
_LONE = re.compile(r"<(?:br|wbr|img|hr)(?:\s[^<>]{0,500})?/?>", re.IGNORECASE)
_LONGEST = 2000
_DEEPEST = 5


def plain_title(title: str, *, html: bool) -> str:
    """Return a title without formatting and entities; as it is where it is no HTML."""
    title = title[:_LONGEST]
    if html:
        for _ in range(_DEEPEST):
            title, found = _PAIR.subn(r"\2", title)
            if not found:
                break
        title = unescape(_LONE.sub(" ", title))
    return " ".join(title.split())
