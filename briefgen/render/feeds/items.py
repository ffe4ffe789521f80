"""The library and its bodies in, the site's feeds out, with as much text as each policy allows."""

from __future__ import annotations

from html import escape
from itertools import islice
from typing import TYPE_CHECKING

from briefgen.model.page import Feed, FeedItem
from briefgen.render.feed_refs import ARCHIVE, EDITIONS, FORMATS, edition_feeds
from briefgen.render.feeds.editions import edition_items
from briefgen.render.feeds.pieces import body_html, figure_html, way_html
from briefgen.render.library import newest_first
from briefgen.render.shown import links_of, permalinks_of, shown_body
from briefgen.render.site import site_of
from briefgen.render.words import excerpt
from briefgen.values import replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from briefgen.model.entry import Body, Entry
    from briefgen.model.library import Library
    from briefgen.model.page import Site
    from briefgen.render.entries import Placing

__all__ = ["feed_items", "feeds", "filled"]


def feeds(library: Library, bodies: Mapping[str, Body], placing: Placing) -> Iterator[Feed]:
    """Yield the feeds of the site, each topic and the editions, in every format, no drafts."""
    site = site_of(placing)
    limit = placing.config.feeds.items
    lists = [("", site.title, site.description, _newest(library.entries, limit))]
    lists += [
        (
            topic.ref.permalink,
            f"{topic.ref.title} – {site.title}",
            topic.description,
            _newest(topic.entries, limit),
        )
        for topic in library.topics
    ]
    items = feed_items(library, (e for row in lists for e in row[3]), bodies, placing)
    told = [
        (home, home, title, description or title, tuple(items[entry.path] for entry in entries))
        for home, title, description, entries in lists
    ]
    if issues := edition_items(library, site, placing):
        title = edition_feeds(site)[0].title
        told.append((EDITIONS, ARCHIVE, title, site.description or title, issues))
    for folder, home, title, description, chosen in told:
        for feed in _formats(site, folder, title, description, chosen):
            yield replace(feed, home=home, hub=placing.config.publish.hub)


def feed_items(
    library: Library, entries: Iterable[Entry], bodies: Mapping[str, Body], placing: Placing
) -> dict[str, FeedItem]:
    """Return the feed item of each entry by its path, made once for all the feeds that have it.

    An item whose body's HTML stands apart has none yet: see `filled`.
    """
    permalinks = permalinks_of(library)
    items: dict[str, FeedItem] = {}
    for entry in entries:
        if entry.path not in items:
            body = bodies[entry.path]
            item = FeedItem(entry, body=body, links=links_of(body, permalinks))
            apart = body.key and not body.html
            items[entry.path] = item if apart else filled(item, body.html, placing)
    return items


def filled(item: FeedItem, html: str, placing: Placing) -> FeedItem:
    """Return an item with as much of its body, whose whole HTML is `html`, as may be shown."""
    entry = item.entry
    body, _ = shown_body(entry, replace(item.body, html=html), dict(item.links))
    text = body.html
    if placing.config.feeds.content == "excerpt" and body.words > entry.max_words:
        text = excerpt(text, entry.max_words)
    return FeedItem(entry, _html(entry, text, site_of(placing)))


def _newest(entries: Sequence[Entry], limit: int) -> tuple[Entry, ...]:
    """Return the newest of entries that come newest first, but for pinned ones before them."""
    pinned = [e for e in entries if e.pin and not e.draft]
    rest = islice((e for e in entries if not (e.pin or e.draft)), limit)
    return tuple(newest_first((*pinned, *rest))[:limit])


def _formats(
    site: Site, home: str, title: str, description: str, items: tuple[FeedItem, ...]
) -> Iterator[Feed]:
    moments = (m for item in items for m in (item.entry.published, item.entry.updated) if m)
    updated = max(moments, default=None)
    for kind, name, _ in FORMATS:
        yield Feed(
            path=f"{home}{name}",
            home=home,
            title=title,
            description=description,
            site=site,
            format=kind,
            updated=updated,
            items=items,
        )


def _html(entry: Entry, html: str, site: Site) -> str:
    """Return an item's text as readers show it: note, photos with their credits, body, source."""
    parts = [f"<aside><p>{escape(entry.note)}</p></aside>"] if entry.note else []
    parts += [figure_html(figure, site) for figure in entry.photos]
    parts.append(body_html(html, site, entry.permalink))
    ways = [way_html(entry.source, entry.source_url)]
    ways += [way_html(one.source or one.title, one.source_url) for one in entry.also]
    if told := " · ".join(way for way in ways if way):
        parts.append(f"<p>→ {told}</p>")
    return "\n".join(part for part in parts if part)
