"""A site and its topics in, an OPML 2.0 list of their feeds out, for a reader to import."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from briefgen.render.addresses import abs_url
from briefgen.render.feed_refs import ARCHIVE, edition_feeds, site_feeds, topic_feeds
from briefgen.render.feeds.moments import rfc822
from briefgen.render.feeds.xml import legal

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from briefgen.model.entry import TopicRef
    from briefgen.model.page import FeedRef, Site

__all__ = ["opml"]


def opml(
    site: Site,
    topics: Iterable[TopicRef],
    *,
    editions: bool = False,
    changed: dt.datetime | None = None,
) -> bytes:
    """Return the RSS feeds of the site, of its editions where it has some, and of each topic.

    `changed` is when the newest of what they hold changed, never the clock's moment.
    """
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = legal(site.title)
    if changed:
        etree.SubElement(head, "dateModified").text = rfc822(changed)
    if site.author:
        etree.SubElement(head, "ownerName").text = legal(site.author)
    body = etree.SubElement(root, "body")
    _outline(body, site_feeds(site)[0], "", site)
    if editions:
        _outline(body, edition_feeds(site)[0], ARCHIVE, site)
    for topic in topics:
        _outline(body, topic_feeds(site, topic)[0], topic.permalink, site)
    return etree.tostring(root, pretty_print=True, encoding="UTF-8", xml_declaration=True)


def _outline(body: etree._Element, feed: FeedRef, home: str, site: Site) -> None:
    told = {
        "type": "rss",
        "text": legal(feed.title),
        "title": legal(feed.title),
        "xmlUrl": abs_url(feed.path, site.url),
        "htmlUrl": abs_url(home, site.url),
        "language": site.language,
    }
    etree.SubElement(body, "outline", told)
