"""Who may ask: a request's host, origin and fetch site → "" or the reason to refuse."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["is_loopback", "refusal"]


def refusal(headers: Mapping[str, str], allowed: Sequence[str], *, private: bool) -> str:
    """Return why a request is refused, "" when it may pass.

    A page elsewhere may link to the preview, but neither read, embed nor listen to it; `private`
    addresses (all under /_briefgen/) can't be reached by such a link either.
    """
    host = headers.get("host", "")
    if not _host_allowed(host, allowed):
        return (
            f"this preview is not served as {host[:100]!r}; "
            "start it with --allow-host NAME to use another name"
        )
    origin = headers.get("origin")
    if origin is not None and _netloc(origin) != host.lower():
        return "the preview answers its own pages only"
    if headers.get("sec-fetch-site", "none") in {"cross-site", "same-site"}:
        # Another port of localhost is "same-site", and just as foreign.
        return _from_elsewhere(headers, private=private)
    return ""


def _from_elsewhere(headers: Mapping[str, str], *, private: bool) -> str:
    followed = (
        headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
    )
    return "" if followed and not private else "the preview answers its own pages only"


def _netloc(origin: str) -> str:
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return ""


def _host_allowed(host: str, allowed: Sequence[str]) -> bool:
    name = _name(host)
    # An address can't be rebound, and .localhost never leaves the machine.
    if name == "localhost" or name.endswith(".localhost") or _is_ip(name):
        return True
    return name != "" and name in {other.lower().rstrip(".") for other in allowed}


def _name(host: str) -> str:
    try:
        split = urlsplit(f"//{host}")
        _ = split.port
    except ValueError:
        return ""
    plain = split.path == split.query == split.fragment == "" and "@" not in host
    return (split.hostname or "").rstrip(".") if plain else ""


def _is_ip(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def is_loopback(host: str) -> bool:
    """Tell whether binding to `host` keeps the preview on this machine."""
    name = host.strip("[]")
    return name == "localhost" or (_is_ip(name) and ipaddress.ip_address(name).is_loopback)
