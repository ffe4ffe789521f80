"""An address -> its documents; public hosts only, within bounds of size and time."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import urllib3
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    NewConnectionError,
    SSLError,
)
from urllib3.exceptions import (
    TimeoutError as SlowError,
)

from briefgen import __version__
from briefgen.errors import SourceError
from briefgen.model.document import Document
from briefgen.sources import feed
from briefgen.sources.files import MAX_BYTES
from briefgen.sources.hosts import public_addresses

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse

__all__ = ["Bounds", "fetched"]

_MOST_REDIRECTS = 5
_TIMEOUT = urllib3.Timeout(connect=10, read=20)
_HEADERS = {
    "User-Agent": f"briefgen/{__version__}",
    "Accept": "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml,"
    " application/feed+json, text/plain;q=0.8, application/xml;q=0.7",
    "Accept-Encoding": "gzip, deflate",
}
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
# Small, since a bomb of this size unpacks a thousandfold before the cap can be looked at.
_CHUNK = 16_384
_READABLE = re.compile(r"(text/(html|plain|markdown|xml)|application/([\w.-]+\+)?(xml|json))?")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_SAVE = "save the page in your browser and add the file"
_OK = 200
_SAID = {
    401: ("the site wants a login", _SAVE),
    402: ("the site wants to be paid", _SAVE),
    403: ("the site refuses", _SAVE),
    404: ("there is no such page", "check the address"),
    410: ("the page was taken down", ""),
    429: ("the site is asked too often", "try again later, or " + _SAVE),
    451: ("the site may not show it here", _SAVE),
}


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much is fetched at most: bytes once unpacked, and seconds for all of it."""

    size: int = MAX_BYTES
    seconds: float = 60


def fetched(
    address: str, *, allow_private: bool = False, bounds: Bounds | None = None
) -> tuple[Document, ...]:
    """Return what is at an address; every redirect is checked as the address itself is."""
    bounds = bounds or Bounds()
    deadline = time.monotonic() + bounds.seconds
    place = address
    for _ in range(_MOST_REDIRECTS + 1):
        response = _asked(place, allow_private=allow_private)
        try:
            target = response.headers.get("Location")
            if response.status not in _REDIRECTS or not target:
                return _documents(address, place, response, bounds, deadline)
        finally:
            response.close()
        _in_time(address, deadline)
        place = urljoin(place, target)
    raise SourceError(f"it redirects more than {_MOST_REDIRECTS} times", path=_shown(address))


def _shown(address: str) -> str:
    """Return an address without a name and password in it: messages end up in logs."""
    return re.sub(r"(?<=//)[^/?#]*@", "", address)


def _asked(address: str, *, allow_private: bool) -> BaseHTTPResponse:
    scheme, host, port, target = _parts(address)
    named = f"[{host}]" if ":" in host else host
    default = 443 if scheme == "https" else 80
    headers = {**_HEADERS, "Host": named if port == default else f"{named}:{port}"}
    # The name is looked up once and those addresses asked: a second look-up could answer otherwise.
    places = public_addresses(host, port, _shown(address), allow_private=allow_private)
    for place in places:
        try:
            return _pool(scheme, host, place, port).request(
                "GET", target, headers=headers, redirect=False, preload_content=False, retries=False
            )
        except (NewConnectionError, ConnectTimeoutError) as error:
            if place == places[-1]:
                raise _told(error, address) from None
        except HTTPError as error:
            raise _told(error, address) from None
    raise SourceError("the host has no address", path=_shown(address))


def _parts(address: str) -> tuple[str, str, int, str]:
    """Return scheme, host as it is looked up, port and target of an address."""
    try:
        parts = urlsplit(address)
        host, port = (parts.hostname or "").encode("idna").decode(), parts.port
    except ValueError:
        raise SourceError("this is no web address", path=_shown(address)) from None
    if parts.scheme not in ("http", "https") or not host:
        raise SourceError(
            "only http and https addresses are fetched", path=_shown(address), hint=_SAVE
        )
    if "@" in parts.netloc:
        raise SourceError(
            "an address with a user name in it is not fetched", path=_shown(address), hint=_SAVE
        )
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return parts.scheme, host, port or (443 if parts.scheme == "https" else 80), target


def _pool(scheme: str, name: str, place: str, port: int) -> HTTPConnectionPool:
    if scheme == "http":
        return HTTPConnectionPool(place, port, timeout=_TIMEOUT)
    return HTTPSConnectionPool(
        place, port, timeout=_TIMEOUT, assert_hostname=name, server_hostname=name
    )


def _told(error: HTTPError, address: str) -> SourceError:
    # urllib3's own words name pools and sockets, and the address with all that stands in it.
    if isinstance(error, SlowError) and not isinstance(error, NewConnectionError):
        return SourceError("the site takes too long", path=_shown(address), hint=_SAVE)
    if isinstance(error, SSLError):
        return SourceError("the site's certificate is not valid", path=_shown(address), hint=_SAVE)
    if isinstance(error, NewConnectionError):
        return SourceError("the site can't be reached", path=_shown(address), hint="try later")
    return SourceError("the connection broke off", path=_shown(address), hint="try again")


def _documents(
    address: str, place: str, response: BaseHTTPResponse, bounds: Bounds, deadline: float
) -> tuple[Document, ...]:
    if response.status != _OK:
        fault = "the site is in trouble" if response.status >= 500 else "the site gives no page"  # noqa: PLR2004
        said, hint = _SAID.get(response.status, (fault, "try again later"))
        raise SourceError(f"{said} (HTTP {response.status})", path=_shown(address), hint=hint)
    kind = response.headers.get("Content-Type") or ""
    media = kind.partition(";")[0].strip().lower()
    if not _READABLE.fullmatch(media):
        raise SourceError(
            f"this is {media}, not a page",
            path=_shown(address),
            hint="open it, copy its text and give it as a .txt file",
        )
    data = _body(address, response, bounds, deadline)
    if feed.is_feed(data):
        return feed.documents(address, data)
    charset = _CHARSET.search(kind)
    plain = media in ("text/plain", "text/markdown")
    encoding = charset.group(1) if charset else None
    return (Document(address, "text" if plain else "html", data, url=place, encoding=encoding),)


def _body(address: str, response: BaseHTTPResponse, bounds: Bounds, deadline: float) -> bytes:
    if "," in (response.headers.get("Content-Encoding") or ""):
        raise SourceError("it is packed more than once", path=_shown(address), hint=_SAVE)
    data = bytearray()
    try:
        # read1 comes back with what there is, so that a dripping site meets the deadline.
        while part := response.read1(_CHUNK, decode_content=True):
            data += part
            if len(data) > bounds.size:
                raise SourceError(
                    f"it has over {bounds.size / 1e6:g} MB; no more is read", path=_shown(address)
                )
            _in_time(address, deadline)
    except HTTPError as error:
        raise _told(error, address) from None
    if not data.strip():
        raise SourceError("the site sent an empty page", path=_shown(address), hint=_SAVE)
    return bytes(data)


def _in_time(address: str, deadline: float) -> None:
    if time.monotonic() > deadline:
        raise SourceError("the site takes too long", path=_shown(address), hint=_SAVE)
