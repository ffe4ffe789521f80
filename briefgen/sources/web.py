"""A page's address -> its document; only public addresses, within bounds of size and time."""

from __future__ import annotations

import ipaddress
import socket
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import urllib3
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool

from briefgen.errors import SourceError
from briefgen.model.document import Document

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse

__all__ = ["fetched", "public_address"]

_MAX_BYTES = 50_000_000
_MOST_REDIRECTS = 5
_TIMEOUT = urllib3.Timeout(connect=10, read=20)
_HEADERS = {
    "User-Agent": "briefgen (a curator's reader)",
    "Accept": "text/html,application/xhtml+xml;q=0.9,text/plain;q=0.8",
    "Accept-Encoding": "gzip, deflate",
}
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_CHUNK = 65_536


def fetched(address: str) -> Document:
    """Return the page at an address; every redirect is checked as the address itself is."""
    place = address
    for _ in range(_MOST_REDIRECTS + 1):
        response = _asked(place)
        target = response.headers.get("Location")
        if response.status not in _REDIRECTS or not target:
            return _document(address, place, response)
        response.close()
        place = urljoin(place, target)
    raise SourceError(f"redirects more than {_MOST_REDIRECTS} times", path=address)


def public_address(host: str, port: int) -> str:
    """Return the host's address; SourceError for one within this machine or its network."""
    try:
        rows = socket.getaddrinfo(host, port, proto=socket.IPPROTO_TCP)
    except (OSError, UnicodeError) as error:
        raise SourceError(f"the host {host!r} is not known", path=host) from error
    found = [str(row[4][0]) for row in rows]
    for one in found:
        known = ipaddress.ip_address(one.split("%")[0])
        mapped = getattr(known, "ipv4_mapped", None) or known
        if not mapped.is_global or mapped.is_multicast:
            raise SourceError(
                f"{host} is {one}, an address within a private network",
                path=host,
                hint="save the page from a browser and give the file",
            )
    return found[0]


def _asked(address: str) -> BaseHTTPResponse:
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise SourceError("only http and https addresses are fetched", path=address)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    # The name is looked up once and that address asked: a second look-up could answer otherwise.
    place = public_address(parts.hostname, port)
    headers = {**_HEADERS, "Host": parts.netloc.rpartition("@")[2]}
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        return _pool(parts.scheme, parts.hostname, place, port).request(
            "GET", path, headers=headers, redirect=False, preload_content=False, retries=False
        )
    except urllib3.exceptions.HTTPError as error:
        raise SourceError(f"can't be fetched ({error})", path=address) from error


def _pool(scheme: str, name: str, place: str, port: int) -> HTTPConnectionPool:
    if scheme == "http":
        return HTTPConnectionPool(place, port, timeout=_TIMEOUT)
    return HTTPSConnectionPool(
        place, port, timeout=_TIMEOUT, assert_hostname=name, server_hostname=name
    )


def _document(address: str, place: str, response: BaseHTTPResponse) -> Document:
    if response.status >= 400:  # noqa: PLR2004
        raise SourceError(
            f"the site answers {response.status}", path=address, hint="open it in a browser"
        )
    kind = (response.headers.get("Content-Type") or "text/html").split(";")
    if not kind[0].strip().startswith(("text/", "application/xhtml")):
        raise SourceError(f"this is {kind[0].strip()}, not a page", path=address)
    charset = next(
        (one.split("=")[1].strip(" \"'") for one in kind[1:] if "charset=" in one.lower()), None
    )
    data = _body(address, response)
    plain = kind[0].strip() == "text/plain"
    return Document(address, "text" if plain else "html", data, url=place, encoding=charset)


def _body(address: str, response: BaseHTTPResponse) -> bytes:
    data = bytearray()
    try:
        for part in response.stream(_CHUNK, decode_content=True):
            data += part
            if len(data) > _MAX_BYTES:
                raise SourceError(f"has over {_MAX_BYTES // 1_000_000} MB", path=address)
    except urllib3.exceptions.HTTPError as error:
        raise SourceError(f"broke off ({error})", path=address) from error
    finally:
        response.close()
    return bytes(data)
