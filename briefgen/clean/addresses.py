"""Links and pictures' addresses as they stand in a page -> absolute ones that are safe to show."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, unquote, urlencode, urlunsplit

from briefgen.model.urls import encode_unsafe, host_of, join_url, split_url

__all__ = ["absolute", "host", "path", "shown"]

_TRACKING = re.compile(
    r"^(?:utm_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|mkt_tok|ref_src|ref_url"
    r"|cmpid|ocid|ncid"
    r"|_hs(?:enc|mi)|at_\w+|wt_\w+|ito|smid|sr_share|soc_src|soc_trk|guccounter|guce_\w+|ns_\w+"
    r"|xtor|spm)$",
    re.IGNORECASE,
)
_SHORTEST_HOST = 3


def absolute(address: str | None, base: str | None) -> str | None:
    """Return an http(s) address joined to the page's; None for what is none or can't be joined."""
    address = "".join((address or "").split("\n")).strip()
    if not address or address.startswith("#"):
        return None
    full = join_url(base or "", address)
    parts = split_url(full)
    if parts.scheme not in ("http", "https") or len(parts.netloc) < _SHORTEST_HOST:
        return None
    return encode_unsafe(full)


def shown(address: str | None, base: str | None) -> str | None:
    """Return a link's address without its tracking parameters; http, https and mailto only."""
    address = (address or "").strip()
    if address.lower().startswith("mailto:"):
        return encode_unsafe(address)
    full = absolute(address, base)
    if not full or "?" not in full:
        return full
    parts = split_url(full)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = [pair for pair in pairs if not _TRACKING.match(pair[0])]
    if len(kept) == len(pairs):
        return full
    return urlunsplit(parts._replace(query=urlencode(kept)))


def path(address: str | None) -> str:
    """Return an address's path without escapes, or ""."""
    return unquote(split_url(address or "").path)


def host(address: str | None) -> str:
    """Return an address's host in small letters without "www.", or ""."""
    return host_of(address)
