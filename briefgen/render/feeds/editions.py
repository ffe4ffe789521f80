"""Editions in, the items of the feed for people who want the whole briefing at once out."""

from __future__ import annotations

import datetime as dt
from html import escape
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from briefgen.model.entry import Entry
from briefgen.model.page import FeedItem
from briefgen.render.addresses import abs_url
from briefgen.render.entries import tag_uri
from briefgen.render.feeds.pieces import body_html, figure_html, way_html

if TYPE_CHECKING:
    from briefgen.model.library import Library, PlacedEdition, Row
    from briefgen.model.page import Site
    from briefgen.render.entries import Placing

__all__ = ["edition_items"]

_TOLD = 3


def edition_items(library: Library, site: Site, placing: Placing) -> tuple[FeedItem, ...]:
    """Return an item for each of the newest editions: what it holds, in the curator's order."""
    newest = library.editions[: placing.config.feeds.items]
    rows = ((e, tuple(row for row in e.rows if not row.entry.draft)) for e in newest)
    return tuple(_item(edition, shown, site) for edition, shown in rows if shown)


def _item(edition: PlacedEdition, rows: tuple[Row, ...], site: Site) -> FeedItem:
    day = dt.datetime.combine(edition.date, dt.time(), ZoneInfo(site.timezone))
    moments = [m for row in rows for m in (row.entry.published, row.entry.updated) if m]
    # An automatic edition has the day of its newest article, which moves while it fills up.
    published = day if edition.curated else min(moments, default=day)
    newest = max(moments, default=day)
    photos = tuple(row.entry.photo for row in rows if row.entry.photo)
    entry = Entry(
        path=edition.permalink,
        slug=edition.slug,
        permalink=edition.permalink,
        title=edition.title,
        guid=tag_uri(site.url, None, f"briefings/{edition.slug}"),
        published=published,
        updated=newest if newest > published else None,
        photo=photos[0] if photos else None,
        photos=photos,
        summary=" · ".join(row.entry.title for row in rows[:_TOLD]),
        language=site.language,
    )
    parts = [body_html(edition.intro.html, site, edition.permalink)] if edition.intro else []
    parts += [_row(row, site) for row in rows]
    return FeedItem(entry, "\n".join(part for part in parts if part))


def _row(row: Row, site: Site) -> str:
    entry = row.entry
    address = escape(abs_url(entry.permalink, site.url))
    parts = [f'<h2><a href="{address}">{escape(entry.title, quote=False)}</a></h2>']
    if note := row.note or entry.note:
        parts.append(f"<aside><p>{escape(note, quote=False)}</p></aside>")
    if entry.photo:
        parts.append(figure_html(entry.photo, site))
    if entry.summary:
        parts.append(f"<p>{escape(entry.summary, quote=False)}</p>")
    if way := way_html(entry.source, entry.source_url):
        parts.append(f"<p>→ {way}</p>")
    return "\n".join(parts)
