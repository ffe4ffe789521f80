"""Library -> Feed -> bytes, in each format readers subscribe to.

items     Library -> Feed values, with as much of each text as its policy allows
pieces    a text, a photo, a publisher -> the HTML that feed readers show
moments   when an item was made and changed -> as each format has it
media     a photo -> Media RSS elements
adapter   the one door to feedgen; rss, atom: Feed -> bytes through it
jsonfeed  Feed -> JSON Feed 1.1; opml: a list of feeds -> OPML 2.0
"""

from __future__ import annotations

from html import escape
from importlib import import_module
from typing import TYPE_CHECKING

from briefgen.render.feeds.items import feed_items, feeds

if TYPE_CHECKING:
    from briefgen.model.page import Feed

__all__ = ["feed_items", "feeds", "render_feed"]

_WRITERS = {"atom": "atom", "json": "jsonfeed", "rss": "rss"}


def render_feed(feed: Feed, *, link: str = "own", style: str = "") -> bytes:
    """Return a feed's file; `link` says whose address an item opens, "own" or "source".

    `style` is the address of the stylesheet by which browsers show XML; "" for none.
    """
    name = _WRITERS[feed.format]
    # feedgen and lxml are loaded for the feed that has to be written, not for the plan of it.
    written: bytes = getattr(import_module(f"{__name__}.{name}"), name)(feed, link=link)
    if style and feed.format != "json":
        # Browsers give up XSLT; CSS stays (https://www.w3.org/TR/xml-stylesheet/).
        head, _, rest = written.partition(b"\n")
        told = f'<?xml-stylesheet type="text/css" href="{escape(style)}"?>'
        written = b"\n".join((head, told.encode(), rest))
    return written
