"""The one door to feedgen: a feed's values in, a generator that lets no fault of its through out.

feedgen 1.0.0 stamps the clock, loses links and authors, and knows no photo credits. What it can't
write right is written by the two extensions here, which run last.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from feedgen.ext.base import BaseEntryExtension, BaseExtension
from feedgen.feed import FeedGenerator

from briefgen.render.addresses import abs_url, uri
from briefgen.render.feeds.media import CREATIVE_COMMONS, MEDIA
from briefgen.render.feeds.moments import UNDATED
from briefgen.render.feeds.xml import legal

if TYPE_CHECKING:
    from lxml.etree import _Element

    from briefgen.model.page import Feed, FeedItem

__all__ = ["DC", "Finish", "generator", "item_link"]

DC = "http://purl.org/dc/elements/1.1/"


class Finish(Protocol):
    """Completes what feedgen wrote, in one format."""

    def feed(self, root: _Element, feed: Feed) -> None:
        """Complete the feed's own element, before its items are added."""

    def item(self, element: _Element, feed: Feed, item: FeedItem) -> None:
        """Complete an item's element."""


class _FeedFinish(BaseExtension):  # type: ignore[misc]  # feedgen has no types
    feed: Feed
    finish: Finish

    def extend_ns(self) -> dict[str, str]:
        return {"media": MEDIA, "dc": DC, "creativeCommons": CREATIVE_COMMONS}

    def extend_rss(self, feed: _Element) -> _Element:
        self.finish.feed(feed, self.feed)
        return feed

    extend_atom = extend_rss


class _ItemFinish(BaseEntryExtension):  # type: ignore[misc]  # feedgen has no types
    feed: Feed
    item: FeedItem
    finish: Finish

    def extend_rss(self, entry: _Element) -> _Element:
        self.finish.item(entry, self.feed, self.item)
        return entry

    extend_atom = extend_rss


def generator(feed: Feed, finish: Finish, *, link: str) -> FeedGenerator:
    """Return feedgen filled with `feed`; `finish` completes each element it makes.

    `link` says whose address an item opens: "own" or "source".
    """
    made = FeedGenerator()
    made.register_extension("finish", _FeedFinish, _ItemFinish)
    made.finish.feed, made.finish.finish = feed, finish
    made.id(abs_url(feed.path, feed.site.url))
    title = legal(feed.title) or feed.site.url
    made.title(title)
    made.description(legal(feed.description) or title)
    made.language(feed.site.language)
    made.generator("briefgen")
    # feedgen would stamp the clock; what each format says is written by its `finish`.
    made.updated(UNDATED)
    # feedgen takes the last link, whatever its kind, for the channel's own.
    made.link(href=abs_url(feed.home, feed.site.url), rel="alternate")
    for item in feed.items:
        _add(made, feed, item, finish, link)
    return made


def item_link(item: FeedItem, feed: Feed, link: str) -> str:
    """Return the address that an item opens."""
    if link == "source" and item.entry.source_url:
        return uri(item.entry.source_url)
    return abs_url(item.entry.permalink, feed.site.url)


def _add(made: FeedGenerator, feed: Feed, item: FeedItem, finish: Finish, link: str) -> None:
    entry = item.entry
    # Without the word feedgen puts each item before the last.
    row = made.add_entry(order="append")
    row.finish.feed, row.finish.item, row.finish.finish = feed, item, finish
    row.guid(legal(entry.guid), permalink=False)
    # feedgen refuses an item whose title is empty.
    row.title(legal(entry.title) or entry.slug)
    row.link(href=item_link(item, feed, link))
    row.updated(UNDATED)
    for topic in entry.topics:
        domain = abs_url("topics/", feed.site.url)
        row.category(term=topic.slug, scheme=domain, label=legal(topic.title) or topic.slug)
