"""The library in, every page of the site out, each carrying all it shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from briefgen.errors import ContentError
from briefgen.model.differing import differing
from briefgen.model.entry import Body, TopicRef
from briefgen.model.page import (
    ArticlePage,
    EditionPage,
    NotFoundPage,
    Page,
    RedirectPage,
    SearchPage,
    Site,
)
from briefgen.render.feed_refs import article_feeds, edition_feeds, site_feeds
from briefgen.render.listings import (
    archive_pages,
    home_page,
    sources_page,
    topic_pages,
    topics_page,
)
from briefgen.render.neighbours import Neighbours
from briefgen.render.permalinks import alias_path, output_path, settled
from briefgen.render.shown import links_of, permalinks_of, shown_body
from briefgen.render.site import site_of
from briefgen.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from briefgen.model.entry import Entry
    from briefgen.model.library import Library, PlacedEdition
    from briefgen.render.entries import Placing

__all__ = [
    "ARTICLE",
    "Planned",
    "Planner",
    "Ties",
    "article_page",
    "article_pages",
    "listing_pages",
    "plan",
]

# As many titles as a description of an edition holds.
ARTICLE = "article.html"
"""The template of an article's page."""
_TOLD = 3
_NONE = Body()

P = TypeVar("P", bound=Page)

_Parts = dict[str, tuple[tuple[object, ...], tuple[Page, ...]]]
"""The pages of a topic or an edition by its permalink, with all they were made of."""

_Place = tuple[str, str, tuple[TopicRef, ...], tuple[str, ...]]
"""What of an entry the course follows from: path, permalink, topics, aliases."""


@dataclass(frozen=True, slots=True)
class Planned:
    """All pages, and the mistakes met: of two that claim one address, the later is left out."""

    pages: tuple[Page, ...]
    errors: tuple[ContentError, ...] = ()


def plan(library: Library, bodies: Mapping[str, Body], placing: Placing) -> Planned:
    """Plan the whole site; `bodies` gives each shown article's text by its path.

    The HTML of a body may stand apart: its key is enough here.
    """
    return Planner().plan(library, bodies, placing)


class Planner:
    """Plans one site again and again: a page that shows the same as before is the same object.

    What it plans is what a new one would plan of the same values.
    """

    def __init__(self) -> None:
        self._given: tuple[Library | None, Site | None, Placing | None] = (None, None, None)
        self._course: _Course | None = None
        self._bodies: Mapping[str, Body] = {}
        self._places: dict[str, int] = {}
        self._planned = Planned(())
        self._listings: tuple[Page, ...] = ()
        self._parts: _Parts = {}
        self._articles: list[ArticlePage] = []
        self._redirects: dict[str, Page] = {}

    def plan(self, library: Library, bodies: Mapping[str, Body], placing: Placing) -> Planned:
        """Plan the whole site, as the function of this name says."""
        before, known, last = self._given
        site = site_of(placing)
        site = known if known == site and known is not None else site
        if library is not before or site is not known or placing is not last:
            pages = listing_pages(library, site, placing, self._parts)
            self._listings = _steady(pages, self._listings)
        course = self._course
        if course is None or library is not before or site is not known:
            course = _course(library, self._listings, course, before)
        if course is self._course and before is not None and site is known:
            self._change(before, library, course, bodies, site)
        else:
            self._places = {entry.path: at for at, entry in enumerate(library.entries)}
            articles = article_pages(library, bodies, site, course.ties)
            self._articles = list(_steady(articles, self._articles))
        self._given = (library, site, placing)
        self._course, self._bodies = course, bodies
        redirects = [_redirect(alias, library.entries[at], site) for alias, at in course.aliases]
        redirects = [_same(page, self._redirects.get(page.path)) for page in redirects]
        self._redirects = {page.path: page for page in redirects}
        standing = self._articles
        if not all(course.stands):
            standing = [
                page for page, stands in zip(standing, course.stands, strict=True) if stands
            ]
        whole: tuple[Page, ...] = (*self._listings, *standing, *redirects)
        was = self._planned
        if was.errors != course.errors or differing(was.pages, whole) != []:
            self._planned = Planned(whole, course.errors)
        return self._planned

    def _change(
        self,
        before: Library,
        library: Library,
        course: _Course,
        bodies: Mapping[str, Body],
        site: Site,
    ) -> None:
        """Plan those articles anew that changed, or that show one that did."""
        entries, places = library.entries, self._places
        # The course is the same, and so are the number of articles, their order and their paths.
        changed = {*(differing(before.entries, entries) or ())}
        changed |= {places[path] for path in _retold(self._bodies, bodies) if path in places}
        for at in {*changed, *(page for one in changed for page in course.showing.get(one, ()))}:
            entry = entries[at]
            body = bodies.get(entry.path, _NONE)
            page = article_page(entries, entry, course.ties[at], body, course.permalinks, site)
            self._articles[at] = _same(page, self._articles[at])


@dataclass(frozen=True, slots=True)
class Ties:
    """The places of the articles that the page of one shows: beside it, and related to it."""

    newer: int | None
    older: int | None
    related: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Course:
    """What follows from the addresses, topics and order of the articles alone.

    `showing` tells for a place the places whose pages show it, `aliases` each old address and the
    place it leads to, `stands` whether an article has its address to itself.
    """

    shape: tuple[tuple[str, ...], tuple[tuple[str, str], ...], list[_Place]]
    permalinks: Mapping[str, str]
    ties: tuple[Ties, ...]
    showing: Mapping[int, list[int]]
    aliases: tuple[tuple[str, int], ...]
    stands: tuple[bool, ...]
    errors: tuple[ContentError, ...]


def _course(
    library: Library, listings: Iterable[Page], last: _Course | None, before: Library | None
) -> _Course:
    entries = library.entries
    taken = tuple([page.permalink for page in listings])
    if last is not None and before is not None and last.shape[:2] == (taken, library.files):
        changed = differing(before.entries, entries)
        known = last.shape[2]
        if changed is not None and all(known[at] == _place(entries[at]) for at in changed):
            return last
    shape = (taken, library.files, [_place(entry) for entry in entries])
    if last is not None and last.shape == shape:
        return last
    ties = _ties(entries)
    showing: dict[int, list[int]] = defaultdict(list)
    for at, tie in enumerate(ties):
        for other in (tie.newer, tie.older, *tie.related):
            if other is not None:
                showing[other].append(at)
    aliases, errors = _aliases(entries)
    claims = [(permalink, "") for permalink in taken]
    claims += [(entry.permalink, entry.path) for entry in entries]
    standing, clashes = settled([*claims, *((alias, entries[at].path) for alias, at in aliases)])
    kept = frozenset(standing)
    return _Course(
        shape=shape,
        permalinks=permalinks_of(library),
        ties=ties,
        showing=showing,
        aliases=tuple(
            (alias, at)
            for alias, at in aliases
            if (alias, entries[at].path) in kept and alias != entries[at].permalink
        ),
        stands=tuple([(entry.permalink, entry.path) in kept for entry in entries]),
        errors=(*errors, *clashes),
    )


def _place(entry: Entry) -> _Place:
    return (entry.path, entry.permalink, entry.topics, entry.aliases)


def _ties(entries: Sequence[Entry]) -> tuple[Ties, ...]:
    neighbours = Neighbours(entries)
    return tuple(
        [
            Ties(*neighbours.places_beside(place), neighbours.places_related(place))
            for place in range(len(entries))
        ]
    )


def _retold(before: Mapping[str, Body], now: Mapping[str, Body]) -> Iterable[str]:
    """The paths whose body may be another."""
    if before is now:
        return ()
    paths = [*now]
    if [*before] != paths:
        return {*before, *paths}
    return [paths[at] for at in differing([*before.values()], [*now.values()]) or ()]


def _same(page: P, last: Page | None) -> P:
    """Return the page as it was before where it shows the same."""
    return last if last is not None and last == page else page


def _steady(pages: Iterable[P], before: Iterable[Page]) -> tuple[P, ...]:
    last = {page.path: page for page in before}
    return tuple([_same(page, last.get(page.path)) for page in pages])


def listing_pages(
    library: Library, site: Site, placing: Placing, parts: _Parts | None = None
) -> Iterator[Page]:
    """Yield every page that lists articles, and the one for addresses that lead nowhere.

    `parts` keeps the pages of topics and editions for the next time.
    """
    parts = {} if parts is None else parts
    size = placing.config.page_size
    yield home_page(library, site)
    yield topics_page(library, site)
    for topic in library.topics:
        inputs: tuple[object, ...] = (topic, site, size)
        yield from _part(
            parts, topic.ref.permalink, inputs, partial(topic_pages, topic, site, size)
        )
    for newer, edition, older in _with_neighbours(library.editions):
        beside = (_named(newer), _named(older))
        inputs = (edition, site, *beside)
        yield from _part(
            parts, edition.permalink, inputs, partial(_edition_page, edition, site, *beside)
        )
    yield from archive_pages(library, site)
    yield sources_page(library, site, placing.config.sources)
    if site.search:
        yield _search_page(site)
    yield _not_found_page(site)


def _search_page(site: Site) -> SearchPage:
    return SearchPage(
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


def _not_found_page(site: Site) -> NotFoundPage:
    return NotFoundPage(
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
    library: Library,
    bodies: Mapping[str, Body],
    site: Site,
    ties: Sequence[Ties] | None = None,
) -> Iterator[ArticlePage]:
    """Yield each article's page, one at a time, so that no more bodies need be held."""
    entries = library.entries
    ties = _ties(entries) if ties is None else ties
    permalinks = permalinks_of(library)
    for entry, tie in zip(entries, ties, strict=True):
        yield article_page(entries, entry, tie, bodies.get(entry.path, _NONE), permalinks, site)


def article_page(  # noqa: PLR0913, PLR0917, a step of two functions, ten thousand times over
    entries: Sequence[Entry],
    entry: Entry,
    tie: Ties,
    body: Body,
    permalinks: Mapping[str, str],
    site: Site,
) -> ArticlePage:
    """Return the page of an entry with those of `entries` that it is tied to."""
    body, cut = shown_body(entry, body, permalinks)
    return ArticlePage(
        kind="article",
        template=ARTICLE,
        path=output_path(entry.permalink),
        permalink=entry.permalink,
        title=entry.title,
        site=site,
        description=entry.summary,
        language=entry.language,
        feeds=article_feeds(site, entry.topics[0] if entry.topics else None),
        # Search engines shall find the original, not our whole copy of it.
        noindex=entry.draft or bool(entry.policy == "full" and entry.source_url),
        draft=entry.draft,
        entry=entry,
        body=body,
        related=tuple([entries[at] for at in tie.related]),
        newer=None if tie.newer is None else entries[tie.newer],
        older=None if tie.older is None else entries[tie.older],
        cut=cut,
        links=links_of(body, permalinks),
    )


def _aliases(
    entries: Iterable[Entry],
) -> tuple[list[tuple[str, int]], list[ContentError]]:
    found: list[tuple[str, int]] = []
    errors: list[ContentError] = []
    for at, entry in enumerate(entries):
        for alias in dict.fromkeys(entry.aliases):
            try:
                found.append((alias_path(alias, entry.path), at))
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


def _part(
    parts: _Parts, name: str, inputs: tuple[object, ...], make: Callable[[], Iterable[Page]]
) -> tuple[Page, ...]:
    last = parts.get(name)
    if last is None or last[0] != inputs:
        last = parts[name] = (inputs, tuple(make()))
    return last[1]


def _edition_page(
    edition: PlacedEdition,
    site: Site,
    newer: tuple[str, str] | None,
    older: tuple[str, str] | None,
) -> Iterator[EditionPage]:
    yield EditionPage(
        kind="edition",
        template="edition.html",
        path=output_path(edition.permalink),
        permalink=edition.permalink,
        title=edition.title,
        site=site,
        description=_described(edition),
        language=site.language,
        feeds=site_feeds(site) + edition_feeds(site),
        edition=edition,
        newer=newer,
        older=older,
    )


def _described(edition: PlacedEdition) -> str:
    return ", ".join(row.entry.title for row in edition.rows[:_TOLD])


def _named(edition: PlacedEdition | None) -> tuple[str, str] | None:
    return (edition.permalink, edition.title) if edition else None


def _with_neighbours(
    editions: tuple[PlacedEdition, ...],
) -> Iterator[tuple[PlacedEdition | None, PlacedEdition, PlacedEdition | None]]:
    return zip((None, *editions), editions, (*editions[1:], None), strict=False)
