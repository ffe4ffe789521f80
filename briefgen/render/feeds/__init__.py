"""Library -> Feed -> bytes, in each format readers subscribe to.

items     Library -> Feed values, with as much of each text as its policy allows
media     a photo -> Media RSS elements
adapter   the one door to feedgen; rss, atom: Feed -> bytes through it
jsonfeed  Feed -> JSON Feed 1.1; opml: a list of feeds -> OPML 2.0
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from briefgen.render.feeds.items import feed_items, feeds

if TYPE_CHECKING:
    from briefgen.model.page import Feed

__all__ = ["feed_items", "feeds", "render_feed"]

_WRITERS = {"atom": "atom", "json": "jsonfeed", "rss": "rss"}


def render_feed(feed: Feed, *, link: str = "own") -> bytes:
    """Return a feed's file; `link` says whose address an item opens, "own" or "source"."""
    name = _WRITERS[feed.format]
    # feedgen and lxml are loaded for the feed that has to be written, not for the plan of it.
    written: bytes = getattr(import_module(f"{__name__}.{name}"), name)(feed, link=link)
    return written
