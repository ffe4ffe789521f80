"""Parse web addresses that came from outside, without ever raising.

`urllib.parse` raises ValueError for some texts, such as "http://[::1" or a port that is no number.
Pages, feeds and mails hold such texts, so every address that comes in is parsed here.
"""

from __future__ import annotations

import re
from urllib.parse import SplitResult, quote, urljoin, urlsplit

__all__ = ["encode_unsafe", "host_of", "join_url", "split_url", "web_url"]

_NOTHING = SplitResult("", "", "", "", "")
_UNSAFE = re.compile(r"[\s\x00-\x1f\x7f-\x9f\ud800-\udfff<>\"\\^`{|}]")


def split_url(url: str) -> SplitResult:
    """Return the parts of an address; all are empty for a text that is no address."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return _NOTHING
    return parts


def host_of(url: str | None) -> str:
    """Return the host of an address in small letters without "www.", or ""."""
    return (split_url(url or "").hostname or "").removeprefix("www.")


def join_url(base: str, url: str) -> str:
    """Return an address relative to `base` as a whole one; as it is where they can't be joined."""
    try:
        return urljoin(base, url)
    except ValueError:
        return url


def web_url(text: str | None) -> str | None:
    """Return a whole http or https address, safe to write; None for anything else."""
    url = encode_unsafe((text or "").strip())
    parts = split_url(url)
    return url if parts.scheme.lower() in {"http", "https"} and parts.hostname else None


def encode_unsafe(url: str) -> str:
    """Percent-encode blanks, control characters and what Markdown or HTML would trip over."""
    return _UNSAFE.sub(lambda found: quote(found[0], errors="replace"), url)
