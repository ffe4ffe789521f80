"""Library -> Feed -> bytes, in each format readers subscribe to.

items     Library -> Feed values, with as much of each text as its policy allows
media     a photo -> Media RSS elements
adapter   the one door to feedgen; rss, atom: Feed -> bytes through it
jsonfeed  Feed -> JSON Feed 1.1; opml: a list of feeds -> OPML 2.0
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.render.feeds.atom import atom
from briefgen.render.feeds.items import feed_items, feeds
from briefgen.render.feeds.jsonfeed import jsonfeed
from briefgen.render.feeds.opml import opml
from briefgen.render.feeds.rss import rss

if TYPE_CHECKING:
    from briefgen.model.page import Feed

__all__ = ["feed_items", "feeds", "opml", "render_feed"]

_WRITERS = {"atom": atom, "json": jsonfeed, "rss": rss}


def render_feed(feed: Feed, *, link: str = "own") -> bytes:
    """Return a feed's file; `link` says whose address an item opens, "own" or "source"."""
    return _WRITERS[feed.format](feed, link=link)
