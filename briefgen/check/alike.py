"""Two articles in, how far they are the same piece out: by address, by runs of words."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

__all__ = ["address_key", "likeness", "shingles"]

_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|mc_[ce]id|cmpid|ocid|igshid|xtor|ref_src", re.IGNORECASE
)
_WORD = re.compile(r"\w+")
_RUN = 5


def address_key(url: str) -> str:
    """What addresses of one page share: no scheme, "www.", fragment, tracking, closing slash."""
    parts = urlsplit(url.strip())
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    kept = [(k, v) for k, v in parse_qsl(parts.query) if not _TRACKING.fullmatch(k)]
    query = f"?{urlencode(sorted(kept))}" if kept else ""
    return f"{host}{parts.path.rstrip('/')}{query}"


def shingles(text: str) -> frozenset[tuple[str, ...]]:
    """The runs of five words in a text, without case; scripts without spaces run by characters."""
    words = _WORD.findall(text.casefold())
    if words and sum(map(len, words)) > 12 * len(words):
        words = list("".join(words))
    return frozenset(tuple(words[i : i + _RUN]) for i in range(max(1, len(words) - _RUN + 1)))


def likeness(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> float:
    """Jaccard likeness of two sets of runs: 0 nothing shared, 1 the same."""
    union = len(one | other)
    return len(one & other) / union if union else 0.0
