"""The library in, every page of the site out, each carrying all it shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.errors import ContentError
from briefgen.model.entry import Body
from briefgen.model.page import (
    ArticlePage,
    EditionPage,
    NotFoundPage,
    Page,
    RedirectPage,
    SearchPage,
    Site,
)
from briefgen.render.feed_refs import edition_feeds, site_feeds, topic_feeds
from briefgen.render.listings import (
    archive_pages,
    home_page,
    sources_page,
    topic_pages,
    topics_page,
)
from briefgen.render.neighbours import Neighbours
from briefgen.render.permalinks import alias_path, output_path, settled
from briefgen.render.shown import links_of, shown_body
from briefgen.render.site import site_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from briefgen.model.entry import Entry
    from briefgen.model.library import Library, PlacedEdition
    from briefgen.render.entries import Placing

__all__ = [
    "Planned",
    "article_pages",
    "listing_pages",
    "plan",
]

# As many titles as a description of an edition holds.
_TOLD = 3


@dataclass(frozen=True, slots=True)
class Planned:
    """All pages, and the mistakes met: of two that claim one address, the later is left out."""

    pages: tuple[Page, ...]
    errors: tuple[ContentError, ...] = ()


def plan(library: Library, bodies: Mapping[str, Body], placing: Placing) -> Planned:
    """Plan the whole site; `bodies` gives each shown article's text by its path.

    The HTML of a body may stand apart: its key is enough here.
    """
    site = site_of(placing)
    listings = tuple(listing_pages(library, site, placing))
    aliases, errors = _aliases(library.entries)
    claims = [(page.permalink, "") for page in listings]
    claims += [(entry.permalink, entry.path) for entry in library.entries]
    standing, clashes = settled([*claims, *((alias, entry.path) for alias, entry in aliases)])
    kept = frozenset(standing)
    articles = (
        page
        for page in article_pages(library, bodies, site)
        if (page.permalink, page.entry.path) in kept
    )
    redirects = (
        _redirect(alias, entry, site)
        for alias, entry in aliases
        if (alias, entry.path) in kept and alias != entry.permalink
    )
    return Planned((*listings, *articles, *redirects), (*errors, *clashes))


def listing_pages(library: Library, site: Site, placing: Placing) -> Iterator[Page]:
    """Yield every page that lists articles, and the one for addresses that lead nowhere."""
    yield home_page(library, site)
    yield topics_page(library, site)
    for topic in library.topics:
        yield from topic_pages(topic, site, placing.config.page_size)
    yield from _edition_pages(library, site)
    yield from archive_pages(library, site)
    yield sources_page(library, site, placing.config.sources)
    if site.search:
        yield SearchPage(
            kind="search",
            template="search.html",
            path="search/index.html",
            permalink="search/",
            title="Search",
            site=site,
            language=site.language,
            feeds=site_feeds(site),
            noindex=True,
            engine="pagefind/pagefind.js",
        )
    yield NotFoundPage(
        kind="404",
        template="404.html",
        path="404.html",
        permalink="404.html",
        title="Page not found",
        site=site,
        language=site.language,
        feeds=site_feeds(site),
        noindex=True,
    )


def article_pages(
    library: Library, bodies: Mapping[str, Body], site: Site
) -> Iterator[ArticlePage]:
    """Yield each article's page, one at a time, so that no more bodies need be held."""
    neighbours = Neighbours(library.entries)
    permalinks = {entry.path: entry.permalink for entry in library.entries}
    for entry in library.entries:
        body, cut = shown_body(entry, bodies.get(entry.path, Body()), permalinks)
        newer, older = neighbours.beside(entry)
        yield ArticlePage(
            kind="article",
            template="article.html",
            path=output_path(entry.permalink),
            permalink=entry.permalink,
            title=entry.title,
            site=site,
            description=entry.summary,
            language=entry.language,
            feeds=site_feeds(site) + (topic_feeds(site, entry.topics[0]) if entry.topics else ()),
            # Search engines shall find the original, not our whole copy of it.
            noindex=entry.draft or bool(entry.policy == "full" and entry.source_url),
            draft=entry.draft,
            entry=entry,
            body=body,
            related=neighbours.related(entry),
            newer=newer,
            older=older,
            cut=cut,
            links=links_of(body, permalinks),
        )


def _aliases(
    entries: Iterable[Entry],
) -> tuple[list[tuple[str, Entry]], list[ContentError]]:
    found: list[tuple[str, Entry]] = []
    errors: list[ContentError] = []
    for entry in entries:
        for alias in dict.fromkeys(entry.aliases):
            try:
                found.append((alias_path(alias, entry.path), entry))
            except ContentError as error:
                errors.append(error)
    return found, errors


def _redirect(alias: str, entry: Entry, site: Site) -> RedirectPage:
    return RedirectPage(
        kind="redirect",
        template="redirect.html",
        path=output_path(alias),
        permalink=alias,
        title=entry.title,
        site=site,
        language=entry.language,
        noindex=True,
        target=entry.permalink,
    )


def _edition_pages(library: Library, site: Site) -> Iterator[EditionPage]:
    for newer, edition, older in _with_neighbours(library.editions):
        yield EditionPage(
            kind="edition",
            template="edition.html",
            path=output_path(edition.permalink),
            permalink=edition.permalink,
            title=edition.title,
            site=site,
            description=", ".join(row.entry.title for row in edition.rows[:_TOLD]),
            language=site.language,
            feeds=site_feeds(site) + edition_feeds(site),
            edition=edition,
            newer=(newer.permalink, newer.title) if newer else None,
            older=(older.permalink, older.title) if older else None,
        )


def _with_neighbours(
    editions: tuple[PlacedEdition, ...],
) -> Iterator[tuple[PlacedEdition | None, PlacedEdition, PlacedEdition | None]]:
    return zip((None, *editions), editions, (*editions[1:], None), strict=False)
