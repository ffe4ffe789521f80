"""A feed in, its JSON Feed 1.1 bytes out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from briefgen.render.addresses import abs_url
from briefgen.render.feeds.moments import rfc3339
from briefgen.render.media_types import media_type

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefgen.model.entry import Entry, Figure
    from briefgen.model.page import Feed, FeedItem

__all__ = ["jsonfeed"]

_VERSION = "https://jsonfeed.org/version/1.1"


def jsonfeed(feed: Feed, *, link: str = "own") -> bytes:
    """Return `feed` as JSON Feed; `link` says whose address an item opens, "own" or "source"."""
    site = feed.site
    told = {
        "version": _VERSION,
        "title": feed.title,
        "home_page_url": abs_url(feed.home, site.url),
        "feed_url": abs_url(feed.path, site.url),
        "description": feed.description,
        "authors": [{"name": site.author}] if site.author else None,
        "language": site.language,
        "hubs": [{"type": "WebSub", "url": feed.hub}] if feed.hub else None,
        "items": [_item(item, feed, link) for item in feed.items],
    }
    text = json.dumps(_present(told), ensure_ascii=False, indent=1)
    return text.encode("utf-8", "replace") + b"\n"


def _item(item: FeedItem, feed: Feed, link: str) -> dict[str, object]:
    entry = item.entry
    own = abs_url(entry.permalink, feed.site.url)
    photo = abs_url(entry.photo.src, feed.site.url) if entry.photo else None
    told = {
        "id": entry.guid,
        "url": entry.source_url if link == "source" and entry.source_url else own,
        "external_url": entry.source_url,
        "title": entry.title,
        "content_html": item.html,
        "summary": entry.summary or None,
        "image": photo,
        "date_published": rfc3339(entry.published) if entry.published else None,
        "date_modified": rfc3339(entry.updated) if entry.updated else None,
        "authors": [{"name": author} for author in entry.authors if author.strip()] or None,
        "tags": [topic.title for topic in entry.topics] + list(entry.tags) or None,
        "language": entry.language,
        "attachments": [_attachment(f, feed) for f in entry.photos if media_type(f.src)] or None,
        "_briefgen": _extension(entry, feed),
    }
    return _present(told)


def _attachment(figure: Figure, feed: Feed) -> dict[str, object]:
    return _present(
        {
            "url": abs_url(figure.src, feed.site.url),
            "mime_type": media_type(figure.src),
            "title": figure.caption,
        }
    )


def _extension(entry: Entry, feed: Feed) -> dict[str, object] | None:
    """Return what JSON Feed has no words for: the source, and what is owed for each photo."""
    told = {
        "source": _present({"name": entry.source, "url": entry.source_url}) or None,
        "note": entry.note,
        "images": [_image(figure, feed) for figure in entry.photos] or None,
    }
    return _present(told) or None


def _image(figure: Figure, feed: Feed) -> dict[str, object]:
    credit = figure.parsed
    told = {
        "url": abs_url(figure.src, feed.site.url),
        "caption": figure.caption,
        "credit_line": figure.credit,
        "creator": list(credit.creators) or None if credit else None,
        "agencies": list(credit.chain) or None if credit else None,
        "license": credit.licence if credit else None,
    }
    return _present(told)


def _present(told: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in told.items() if value is not None}
