"""A path within the site or a curator's link in, the address a reader follows out."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = [
    "INNER",
    "abs_url",
    "base_path",
    "inner",
    "resolve",
    "safe_link",
    "settled_url",
    "uri",
    "url",
]

INNER = "briefgen:"

_ABSOLUTE = re.compile(r"https?://", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_INVISIBLE = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029]")
_OPEN_SCHEMES = ("http:", "https:", "mailto:")
_WEB = ("https://", "http://")
# Sanitised HTML has one space between attributes and double quotes, so tags can be read this way.
_INNER_ATTRIBUTE = re.compile(
    r'(<[a-z][a-z0-9]*(?: [a-z][a-z0-9:-]*="[^"]*")*? (?:href|src|cite)=")' + INNER
)

_PORTS = {"http": 80, "https": 443}
# What stands in an address as it is (RFC 3986, 2.2 and 2.3), and what is encoded already.
_KEPT = "%:/?#@!$&'()*+,;=-._~"
_URI = re.compile(f"[A-Za-z0-9{re.escape(_KEPT)}]+")
_HEAD = re.compile(
    r"([a-z][a-z0-9+.-]*://)((?:[^/?#]*@)?)([^/?#]*?)((?::\d*)?)(?=[/?#]|$)", re.IGNORECASE
)

# Most paths are slugs, which hold nothing that has to be encoded.
_TO_ENCODE = re.compile(r"[^A-Za-z0-9/_.-]")
_INNER_SET = re.compile(rf'(<(?:img|source)(?: [a-z][a-z0-9:-]*="[^"]*")*? srcset=")({INNER}[^"]*)')


def base_path(site_url: str) -> str:
    """Return the path under which the site stands: "https://a.example/repo/" -> "/repo/"."""
    path = quote(unquote(urlsplit(site_url).path).strip("/"))
    return f"/{path}/" if path else "/"


def url(path: str, base: str) -> str:
    """Return the address of `path` within the site whose base path is `base`.

    Absolute http and https addresses pass; any other scheme is refused with ValueError.
    """
    if not _TO_ENCODE.search(path):  # nor has it a scheme
        return base + path.lstrip("/")
    if _ABSOLUTE.match(path):
        return path
    if _SCHEME.match(path):
        raise ValueError(f"not a path within the site: {path!r}")
    return base + _encoded(path.lstrip("/"))


@lru_cache(maxsize=4096)  # a page says four times where it stands itself
def abs_url(path: str, site_url: str) -> str:
    """Return the full address of `path` within the site at `site_url`."""
    if _ABSOLUTE.match(path):
        return path
    host, base = _stand(site_url)
    return host + url(path, base)


def settled_url(site_url: str) -> str:
    """Return a site's address in the one form in which programs compare it (RFC 3986, 6.2).

    Scheme and host are in small letters, the host as the name system has it, and the scheme's own
    port is left out.
    """
    parts = urlsplit(site_url)
    scheme, host = parts.scheme.lower(), _ascii_host(parts.hostname or "")
    if ":" in host:
        host = f"[{host}]"
    if parts.port and parts.port != _PORTS.get(scheme):
        host += f":{parts.port}"
    return f"{scheme}://{host}{parts.path}"


def uri(address: str) -> str:
    """Return a web address in the letters of RFC 3986 alone: what else it has is encoded."""
    if _URI.fullmatch(address):
        return address
    head = _HEAD.match(address)
    if head is None:
        return quote(address, safe=_KEPT)
    scheme, user, host, port = head.groups()
    rest = quote(address[head.end() :], safe=_KEPT)
    return f"{scheme}{quote(user, safe=_KEPT)}{_ascii_host(host)}{port}{rest}"


def inner(path: str) -> str:
    """Return the address by which a body names `path` of our own site."""
    return INNER + _encoded(path)


def resolve(html: str, prefix: str) -> str:
    """Put `prefix`, a base path or the site's address, before each inner address of a body."""
    if INNER not in html:
        return html
    html = _INNER_ATTRIBUTE.sub(lambda found: found.group(1) + prefix, html)
    if "<source " not in html:
        return html
    return _INNER_SET.sub(
        lambda found: found[1] + ", ".join(_prefixed(found[2].split(", "), prefix)), html
    )


@lru_cache(maxsize=4096)  # a page asks some six times for its source's address
def safe_link(address: str) -> str | None:
    """Return `address` if a reader may follow it (http, https, mailto), else None."""
    if address.startswith(_WEB) and address.isascii() and _is_visible(address):
        return address
    address = address.strip()
    visible = _INVISIBLE.sub("", address)
    scheme = _SCHEME.match(visible)
    if scheme is None or scheme.group().lower() not in _OPEN_SCHEMES:
        return None
    return address if visible == address else _INVISIBLE.sub(lambda c: quote(c[0]), address)


@lru_cache(maxsize=64)
def _stand(site_url: str) -> tuple[str, str]:
    """Return a site's scheme and host, and its base path."""
    parts = urlsplit(site_url)
    return f"{parts.scheme}://{parts.netloc}", base_path(site_url)


def _is_visible(text: str) -> bool:
    """Whether no sign of an ASCII text is a blank or a control character."""
    return text.isprintable() and " " not in text


def _ascii_host(host: str) -> str:
    if host.isascii():
        return host.lower()
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:  # a label that is too long, or of signs that no name may have
        return quote(host)


def _prefixed(candidates: Iterable[str], prefix: str) -> Iterator[str]:
    for candidate in candidates:
        yield prefix + candidate.removeprefix(INNER)


def _encoded(path: str) -> str:
    """Percent-encode a path, leaving its query and fragment and what is encoded already."""
    if not _TO_ENCODE.search(path):
        return path
    head, mark, tail = path.partition("#")
    head, query_mark, query = head.partition("?")
    return (
        quote(head, safe="/:@!$&'()*+,;=~")
        + query_mark
        + quote(query, safe="/:@!$&'()*+,;=~%?")
        + mark
        + quote(tail, safe="/:@!$&'()*+,;=~%?")
    )
