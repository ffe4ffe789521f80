"""An address -> the bytes there; public hosts only, within bounds of size, time and redirects."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    LocationParseError,
    NewConnectionError,
    SSLError,
)
from urllib3.exceptions import (
    TimeoutError as SlowError,
)

from briefgen import __version__
from briefgen.errors import SourceError
from briefgen.model.urls import join_url, split_url
from briefgen.sources.connect import Deadline, pool
from briefgen.sources.files import MAX_BYTES
from briefgen.sources.hosts import public_addresses
from briefgen.values import dataclass

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse

__all__ = ["SAVE", "Asked", "Bounds", "Fetched", "Validators", "fetch", "shown"]

SAVE = "save the page in your browser and add the file"
_MOST_REDIRECTS = 5
_AGENT = f"briefgen/{__version__}"
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
# Small, since a bomb of this size unpacks a thousandfold before the cap can be looked at.
_CHUNK = 16_384
# What we asked for. Others unpack a millionfold, and a second layer doubles the exponent.
_PACKINGS = frozenset(("", "identity", "gzip", "x-gzip", "deflate"))
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_OK = 200
_UNCHANGED = 304
_SAID = {
    401: ("the site wants a login", SAVE),
    402: ("the site wants to be paid", SAVE),
    403: ("the site refuses", SAVE),
    404: ("there is no such page", "check the address"),
    410: ("the page was taken down", ""),
    429: ("the site is asked too often", "try again later, or " + SAVE),
    451: ("the site may not show it here", SAVE),
}


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much is fetched at most: bytes once unpacked, and seconds for all of it."""

    size: int = MAX_BYTES
    seconds: float = 60


@dataclass(frozen=True, slots=True)
class Validators:
    """What a site said of a page's version (RFC 9110, 8.8), to be asked "any newer?" with."""

    etag: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """How to ask: the media types wanted, the version known already, leave to ask inside."""

    accept: str
    known: Validators = Validators()
    allow_private: bool = False
    bounds: Bounds = Bounds()


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: `url` is the last of its redirects, `media` in small letters.

    `unchanged` says the known version still stands; there are no bytes then.
    """

    url: str
    data: bytes = b""
    media: str = ""
    charset: str | None = None
    validators: Validators = Validators()
    unchanged: bool = False


def fetch(address: str, asked: Asked) -> Fetched:
    """Return what is at an address; every redirect is checked as the address itself is.

    SourceError tells why there is nothing; no name or password ever stands in it.
    """
    place = address
    with Deadline(asked.bounds.seconds) as deadline:
        for _ in range(_MOST_REDIRECTS + 1):
            response = _answer(place, asked, deadline)
            try:
                target = response.headers.get("Location")
                if response.status not in _REDIRECTS or not target:
                    return _fetched(address, place, response, asked, deadline)
            finally:
                response.close()
            _in_time(address, deadline)
            place = _joined(place, target)
    raise SourceError(f"it redirects more than {_MOST_REDIRECTS} times", path=shown(address))


def shown(address: str) -> str:
    """Return an address without a name and password in it: messages end up in logs."""
    return re.sub(r"(?<=//)[^/?#]*@", "", address)


def _joined(place: str, target: str) -> str:
    # The standard library reads headers as Latin-1; sites write UTF-8 into them.
    try:
        return join_url(place, target.encode("latin-1").decode())
    except UnicodeError:
        return target


def _answer(address: str, asked: Asked, deadline: Deadline) -> BaseHTTPResponse:
    scheme, host, port, target = _parts(address)
    headers = _headers(asked, f"[{host}]" if ":" in host else host, scheme, port)
    # The name is looked up once and those addresses asked: a second look-up could answer otherwise.
    places = public_addresses(host, port, shown(address), allow_private=asked.allow_private)
    for place in places:
        try:
            return pool(scheme, host, place, port, deadline).request(
                "GET", target, headers=headers, redirect=False, preload_content=False, retries=False
            )
        except (NewConnectionError, ConnectTimeoutError) as error:
            if place == places[-1] or deadline.passed():
                raise _told(error, address, deadline) from None
        except HTTPError as error:
            raise _told(error, address, deadline) from None
    raise SourceError("the host has no address", path=shown(address))


def _headers(asked: Asked, host: str, scheme: str, port: int) -> dict[str, str]:
    default = 443 if scheme == "https" else 80
    headers = {
        "User-Agent": _AGENT,
        "Accept": asked.accept,
        "Accept-Encoding": "gzip, deflate",
        "Host": host if port == default else f"{host}:{port}",
    }
    if asked.known.etag:
        headers["If-None-Match"] = asked.known.etag
    if asked.known.modified:
        headers["If-Modified-Since"] = asked.known.modified
    return headers


def _parts(address: str) -> tuple[str, str, int, str]:
    """Return scheme, host as it is looked up, port and target of an address."""
    parts = split_url(address)
    if not any(parts):
        raise SourceError("this is no web address", path=shown(address))
    try:
        host, port = (parts.hostname or "").encode("idna").decode(), parts.port
    except UnicodeError:
        raise SourceError("this is no web address", path=shown(address)) from None
    if parts.scheme not in ("http", "https") or not host:
        raise SourceError(
            "only http and https addresses are fetched", path=shown(address), hint=SAVE
        )
    if "@" in parts.netloc:
        raise SourceError(
            "an address with a user name in it is not fetched", path=shown(address), hint=SAVE
        )
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return parts.scheme, host, port or (443 if parts.scheme == "https" else 80), target


def _told(error: HTTPError, address: str, deadline: Deadline) -> SourceError:
    # urllib3's own words name pools and sockets, and the address with all that stands in it.
    slow = isinstance(error, SlowError) and not isinstance(error, NewConnectionError)
    if slow or deadline.passed():
        return SourceError("the site takes too long", path=shown(address), hint=SAVE)
    if isinstance(error, SSLError):
        return SourceError("the site's certificate is not valid", path=shown(address), hint=SAVE)
    if isinstance(error, NewConnectionError):
        return SourceError("the site can't be reached", path=shown(address), hint="try later")
    if isinstance(error, LocationParseError):
        return SourceError("this is no web address", path=shown(address))
    return SourceError("the connection broke off", path=shown(address), hint="try again")


def _fetched(
    address: str, place: str, response: BaseHTTPResponse, asked: Asked, deadline: Deadline
) -> Fetched:
    if response.status == _UNCHANGED and asked.known != Validators():
        return Fetched(place, validators=asked.known, unchanged=True)
    if response.status != _OK:
        fault = "the site is in trouble" if response.status >= 500 else "the site gives no page"  # noqa: PLR2004
        said, hint = _SAID.get(response.status, (fault, "try again later"))
        raise SourceError(f"{said} (HTTP {response.status})", path=shown(address), hint=hint)
    kind = response.headers.get("Content-Type") or ""
    charset = _CHARSET.search(kind)
    return Fetched(
        place,
        _body(address, response, asked.bounds, deadline),
        kind.partition(";")[0].strip().lower(),
        charset.group(1) if charset else None,
        Validators(response.headers.get("ETag") or "", response.headers.get("Last-Modified") or ""),
    )


def _body(address: str, response: BaseHTTPResponse, bounds: Bounds, deadline: Deadline) -> bytes:
    if (response.headers.get("Content-Encoding") or "").strip().lower() not in _PACKINGS:
        raise SourceError("it is packed in a way not asked for", path=shown(address), hint=SAVE)
    data = bytearray()
    try:
        # read1 comes back with what there is, so that a dripping site meets the deadline.
        while part := response.read1(_CHUNK, decode_content=True):
            data += part
            if len(data) > bounds.size:
                raise SourceError(
                    f"it has over {bounds.size / 1e6:g} MB; no more is read", path=shown(address)
                )
            _in_time(address, deadline)
    except HTTPError as error:
        raise _told(error, address, deadline) from None
    # A connection cut at the deadline looks like the end of a page without a length.
    _in_time(address, deadline)
    if not data.strip():
        raise SourceError("the site sent an empty page", path=shown(address), hint=SAVE)
    return bytes(data)


def _in_time(address: str, deadline: Deadline) -> None:
    if deadline.passed():
        raise SourceError("the site takes too long", path=shown(address), hint=SAVE)
