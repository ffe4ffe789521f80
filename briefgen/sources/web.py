"""An address -> its documents: a page, a text, the items of a feed."""

from __future__ import annotations

import re

from briefgen.errors import SourceError
from briefgen.model.document import Document
from briefgen.sources import feed
from briefgen.sources.fetch import Asked, Bounds, Fetched, Validators, fetch, shown

__all__ = ["documents", "fetched", "page_at"]

_ACCEPT = (
    "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml,"
    " application/feed+json, text/plain;q=0.8, application/xml;q=0.7"
)
_READABLE = re.compile(r"(text/(html|plain|markdown|xml)|application/([\w.-]+\+)?(xml|json))?")


def fetched(
    address: str, *, allow_private: bool = False, bounds: Bounds | None = None
) -> tuple[Document, ...]:
    """Return what is at an address; SourceError tells why there is nothing."""
    return documents(address, page_at(address, allow_private=allow_private, bounds=bounds))


def page_at(
    address: str,
    *,
    allow_private: bool = False,
    bounds: Bounds | None = None,
    known: Validators | None = None,
) -> Fetched:
    """Fetch a page, a text or a feed, unless the version `known` still stands."""
    asked = Asked(_ACCEPT, known or Validators(), allow_private, bounds or Bounds())
    return fetch(address, asked)


def documents(address: str, found: Fetched) -> tuple[Document, ...]:
    """Return the documents in what an address gave."""
    if not _READABLE.fullmatch(found.media):
        raise SourceError(
            f"this is {found.media}, not a page",
            path=shown(address),
            hint="open it, copy its text and give it as a .txt file",
        )
    if feed.is_feed(found.data):
        return feed.documents(address, found.data)
    plain = found.media in ("text/plain", "text/markdown")
    return (
        Document(
            address,
            "text" if plain else "html",
            found.data,
            url=found.url,
            encoding=found.charset,
        ),
    )
