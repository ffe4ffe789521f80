"""Characters that nobody sees and that make two equal texts differ.

Pages put zero-width spaces and soft hyphens into long words and around names. Joiners are another
matter: Persian, Indic scripts and emoji need them, so they go only where they touch Latin letters.
"""

from __future__ import annotations

import re

__all__ = ["without_invisible"]

_INVISIBLE = re.compile(
    "[\u00ad\u180e\u200b\u2060-\u2064\ufeff]"
    "|(?<![^\x00-\u024f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\u024f])"
)


def without_invisible(text: str) -> str:
    """Return a text without zero-width spaces, soft hyphens and joiners that join nothing."""
    return text if text.isprintable() else _INVISIBLE.sub("", text)
