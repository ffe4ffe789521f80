"""A saved RSS or Atom feed -> a document for each of its items; nothing is fetched."""

from __future__ import annotations

from email.utils import parsedate_to_datetime
from html import escape

import feedparser

from briefgen.errors import SourceError
from briefgen.model.document import Document
from briefgen.sources import files

__all__ = ["documents"]


def documents(source: str, data: bytes) -> tuple[Document, ...]:
    """Return the items of a feed as pages, newest as the feed has them."""
    if b"<html" in data[:2000].lower():
        return (files.page(source, data),)
    # feedparser would take a str for an address; bytes are only ever read.
    read = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    found = tuple(_item(source, entry) for entry in read.entries)
    if not found:
        raise SourceError("no feed was found in it", path=source, hint="give RSS or Atom")
    return found


def _item(source: str, entry: feedparser.FeedParserDict) -> Document:
    title = str(entry.get("title") or "")
    contents = entry.get("content") or []
    body = str(contents[0].get("value") if contents else entry.get("summary") or "")
    head = f'<meta charset="utf-8"><title>{escape(title)}</title>'
    page = f"<html><head>{head}</head><body><article><h1>{escape(title)}</h1>{body}</article>"
    return Document(
        source,
        "html",
        f"{page}</body></html>".encode(),
        url=str(entry.get("link") or "") or None,
        encoding="utf-8",
        title=title or None,
        fallback_date=_date(str(entry.get("published") or entry.get("updated") or "")),
    )


def _date(text: str) -> str | None:
    if not text:
        return None
    try:
        return parsedate_to_datetime(text).isoformat()
    except ValueError:
        return text
