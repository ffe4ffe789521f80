"""A feed in, its RSS 2.0 bytes out, the same on every day."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from lxml import etree

from briefgen.render.addresses import abs_url, uri
from briefgen.render.feeds.adapter import DC, generator
from briefgen.render.feeds.media import add_photos
from briefgen.render.feeds.moments import rfc822
from briefgen.render.feeds.xml import legal

if TYPE_CHECKING:
    from lxml.etree import _Element

    from briefgen.model.page import Feed, FeedItem

__all__ = ["rss"]

_ATOM_LINK = "{http://www.w3.org/2005/Atom}link"
_ENCODED = "{http://purl.org/rss/1.0/modules/content/}encoded"


def rss(feed: Feed, *, link: str = "own") -> bytes:
    """Return `feed` as RSS 2.0; `link` says whose address an item opens, "own" or "source"."""
    made = generator(feed, _Finish(), link=link)
    return bytes(made.rss_str(pretty=True))


class _Finish:
    """What feedgen leaves out of RSS or gets wrong."""

    def feed(self, root: _Element, feed: Feed) -> None:
        channel = root[0]
        for stamped in channel.findall("lastBuildDate"):
            channel.remove(stamped)
        if feed.updated:
            for name in ("pubDate", "lastBuildDate"):
                _add(channel, name, rfc822(feed.updated))
        own = {"rel": "self", "type": "application/rss+xml"}
        etree.SubElement(channel, _ATOM_LINK, {"href": abs_url(feed.path, feed.site.url), **own})
        if feed.hub:
            etree.SubElement(channel, _ATOM_LINK, {"href": feed.hub, "rel": "hub"})

    def item(self, element: _Element, feed: Feed, item: FeedItem) -> None:
        entry = item.entry
        # A description is HTML to its readers, the summary is plain text.
        summary = escape(legal(entry.summary), quote=False)
        # Without one the text itself stands there: some readers look nowhere else.
        if summary or item.html:
            _add(element, "description", summary or item.html)
        if summary and item.html:
            _add(element, _ENCODED, item.html)
        if entry.published:
            _add(element, "pubDate", rfc822(entry.published))
        for author in filter(legal, entry.authors):
            _add(element, f"{{{DC}}}creator", author)
        if feed_of := entry.source_feed:
            _add(element, "source", feed_of.title, url=uri(feed_of.url))
        add_photos(element, entry.photos, feed.site.url)


def _add(parent: _Element, name: str, text: str, **attributes: str) -> None:
    etree.SubElement(parent, name, attributes).text = legal(text)
