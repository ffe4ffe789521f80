"""A list of feeds (OPML) -> their addresses; XML that declares entities is refused."""

from __future__ import annotations

import re

from lxml import etree

from briefgen.errors import SourceError
from briefgen.model.urls import web_url

__all__ = ["addresses", "is_opml", "refuse_entities"]

_ROOT = re.compile(rb"\A\s*(?:<[?!][^>]*>\s*)*<opml[\s>]", re.IGNORECASE)
_FIRST_ROW = re.compile(rb"<(?:item|entry|outline)[\s>]", re.IGNORECASE)


def is_opml(data: bytes) -> bool:
    """Tell whether bytes are a list of feeds, by how they begin."""
    return bool(_ROOT.match(data[:4096].removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"")))


def addresses(source: str, data: bytes) -> tuple[str, ...]:
    """Return the web addresses of the feeds in a list, each once, in its order."""
    refuse_entities(source, data)
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, recover=True, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SourceError("the list of feeds can't be read", path=source) from error
    rows = root.iter("outline") if root is not None else ()
    found = (str(row.get("xmlUrl") or row.get("xmlurl") or "") for row in rows)
    web = list(filter(None, map(web_url, found)))
    if not web:
        raise SourceError("no feed's address was found in it", path=source)
    return tuple(dict.fromkeys(web))


def refuse_entities(source: str, data: bytes) -> None:
    """Raise SourceError for XML whose head declares entities: they can grow without bound."""
    plain = data.replace(b"\0", b"")
    first = _FIRST_ROW.search(plain)
    if b"<!ENTITY" in plain[: first.start() if first else len(plain)]:
        raise SourceError(
            "it declares entities, which no feed needs", path=source, hint="save the feed again"
        )
