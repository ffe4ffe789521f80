"""One thing to be shown, carrying all it shows: a page's digest is its dependency list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Literal

from briefgen.model.entry import Body, Entry, TopicRef
from briefgen.model.library import PlacedEdition, Row
from briefgen.values import dataclass, field

_NO_BODY = Body()

__all__ = [
    "ArchivePage",
    "ArticlePage",
    "EditionPage",
    "Feed",
    "FeedItem",
    "FeedRef",
    "HomePage",
    "MonthGroup",
    "NotFoundPage",
    "Output",
    "Page",
    "Pager",
    "RedirectPage",
    "SearchPage",
    "Site",
    "SourceGroup",
    "SourcesPage",
    "TopicPage",
    "TopicSection",
    "TopicsPage",
]


@dataclass(frozen=True, slots=True)
class Site:
    """What every page shows of the site; nothing in it changes when an article does.

    `url` is the public address with base path and closing slash. `nav` are the topics in order.
    """

    title: str
    url: str
    base_path: str
    language: str = "en"
    direction: Literal["ltr", "rtl"] = "ltr"
    timezone: str = "UTC"
    author: str | None = None
    description: str | None = None
    nav: tuple[TopicRef, ...] = ()
    search: bool = False
    settings: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FeedRef:
    """A feed that a page announces: its title, its path within the site, its media type."""

    title: str
    path: str
    type: str = "application/rss+xml"


@dataclass(frozen=True, slots=True)
class Pager:
    """Where a cut list goes on: `newer` and `older` are permalinks; pages count from the oldest."""

    number: int = 1
    count: int = 1
    newer: str | None = None
    older: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One HTML file of the site.

    `path` is the file within the site ("topics/energy/index.html"), `permalink` its address
    relative to the base ("topics/energy/"), `template` the theme's template that shows it.
    """

    kind: str
    template: str
    path: str
    permalink: str
    title: str
    site: Site
    description: str = ""
    language: str = "en"
    feeds: tuple[FeedRef, ...] = ()
    noindex: bool = False
    draft: bool = False
    build: str | None = None


@dataclass(frozen=True, slots=True)
class TopicSection:
    """A topic on the front page or the topics page: its newest entries and how many it has."""

    topic: TopicRef
    description: str | None = None
    entries: tuple[Entry, ...] = ()
    count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage(Page):
    """The latest briefing: the newest edition, its lead, then the topics."""

    edition: PlacedEdition | None = None
    lead: Row | None = None
    rows: tuple[Row, ...] = ()
    sections: tuple[TopicSection, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicsPage(Page):
    """All topics."""

    sections: tuple[TopicSection, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicPage(Page):
    """A topic's briefing: intro, lead, the rest newest first; `sources` counts by source."""

    topic: TopicRef
    intro: Body | None = None
    lead: Entry | None = None
    entries: tuple[Entry, ...] = ()
    sources: tuple[tuple[str, int], ...] = ()
    pager: Pager = Pager()


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePage(Page):
    """One article: `newer` and `older` are its neighbours in its first topic.

    `links` are the pages its body links to by their files: each file and its permalink.
    """

    entry: Entry
    body: Body
    related: tuple[Entry, ...] = ()
    newer: Entry | None = None
    older: Entry | None = None
    cut: bool = False
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionPage(Page):
    """One edition in the curator's order."""

    edition: PlacedEdition
    newer: tuple[str, str] | None = None
    older: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class MonthGroup:
    """The entries of one month, newest first; `month` is its first day, None for the undated."""

    month: dt.date | None
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivePage(Page):
    """Everything by year and month, or one year or month; `editions` are (permalink, title, date).

    Where there are curated editions, the automatic ones stand apart in `automatic`.

    `month` is the first day of a month that has a page of its own, as each of a year's
    `month_counts` has.
    """

    year: int | None = None
    month: dt.date | None = None
    months: tuple[MonthGroup, ...] = ()
    years: tuple[tuple[int, int], ...] = ()
    month_counts: tuple[tuple[dt.date, int], ...] = ()
    editions: tuple[tuple[str, str, dt.date], ...] = ()
    automatic: tuple[tuple[str, str, dt.date], ...] = ()


@dataclass(frozen=True, slots=True)
class SourceGroup:
    """A source with the number of its articles and the newest of them."""

    name: str
    url: str | None = None
    count: int = 0
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesPage(Page):
    """Who the briefing draws on."""

    sources: tuple[SourceGroup, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage(Page):
    """Where readers search; `engine` is the script that searches, within the site."""

    engine: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFoundPage(Page):
    """404.html: shown at any depth, so its links are absolute within the base."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RedirectPage(Page):
    """An old permalink that leads to the new one; `target` is relative to the base."""

    target: str


@dataclass(frozen=True, slots=True)
class FeedItem:
    """An entry in a feed with the HTML its policy allows, addresses absolute.

    `html` is made when the feed is; until then `body` and `links` stand for it, as on a page.
    """

    entry: Entry
    html: str = ""
    body: Body = _NO_BODY
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed file: `path` within the site, `home` the permalink of the page it belongs to.

    `updated` is the newest item's moment, never the clock's; None when no item has one. `hub` is
    the WebSub hub that tells subscribers of news.
    """

    path: str
    home: str
    title: str
    description: str
    site: Site
    format: Literal["rss", "atom", "json"] = "rss"
    updated: dt.datetime | None = None
    items: tuple[FeedItem, ...] = ()
    hub: str | None = None


@dataclass(frozen=True, slots=True)
class Output:
    """One file of the site: its path, and its bytes or the file it is copied from."""

    path: str
    data: bytes = b""
    copied_from: str | None = None
