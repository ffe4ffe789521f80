"""A feed in, its RSS 2.0 bytes out, the same on every day."""

from __future__ import annotations

import datetime as dt
from email.utils import format_datetime
from html import escape
from typing import TYPE_CHECKING

from lxml import etree

from briefgen.render.addresses import abs_url
from briefgen.render.feeds.adapter import DC, generator
from briefgen.render.feeds.media import add_credit, add_photo
from briefgen.render.feeds.xml import legal

if TYPE_CHECKING:
    from lxml.etree import _Element

    from briefgen.model.page import Feed, FeedItem

__all__ = ["rss"]

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_ATOM_LINK = "{http://www.w3.org/2005/Atom}link"
_ENCODED = "{http://purl.org/rss/1.0/modules/content/}encoded"


def rss(feed: Feed, *, link: str = "own") -> bytes:
    """Return `feed` as RSS 2.0; `link` says whose address an item opens, "own" or "source"."""
    made = generator(feed, _Finish(), _EPOCH, link=link)
    return bytes(made.rss_str(pretty=True))


class _Finish:
    """What feedgen leaves out of RSS or gets wrong."""

    def feed(self, root: _Element, feed: Feed) -> None:
        channel = root[0]
        for stamped in channel.findall("lastBuildDate"):
            channel.remove(stamped)
        if feed.updated:
            for name in ("pubDate", "lastBuildDate"):
                _add(channel, name, format_datetime(feed.updated))
        own = {"rel": "self", "type": "application/rss+xml"}
        etree.SubElement(channel, _ATOM_LINK, {"href": abs_url(feed.path, feed.site.url), **own})
        if feed.hub:
            etree.SubElement(channel, _ATOM_LINK, {"href": feed.hub, "rel": "hub"})

    def item(self, element: _Element, feed: Feed, item: FeedItem) -> None:
        entry = item.entry
        # A description is HTML to its readers, the summary is plain text.
        if entry.summary:
            _add(element, "description", escape(entry.summary, quote=False))
        if item.html:
            _add(element, _ENCODED, item.html)
        if entry.published:
            _add(element, "pubDate", format_datetime(entry.published))
        for author in entry.authors:
            _add(element, f"{{{DC}}}creator", author)
        if feed_of := entry.source_feed:
            _add(element, "source", feed_of.title, url=feed_of.url)
        for place, figure in enumerate(entry.photos):
            add_photo(element, figure, feed.site.url, default=place == 0)
        for figure in entry.absent[:1]:
            add_credit(element, figure)


def _add(parent: _Element, name: str, text: str, **attributes: str) -> None:
    etree.SubElement(parent, name, attributes).text = legal(text)
