"""The library in, the pages that list articles out: front page, topics, archive, sources."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import groupby
from typing import TYPE_CHECKING, Any

from briefgen.model.library import Row
from briefgen.model.page import (
    ArchivePage,
    HomePage,
    MonthGroup,
    Pager,
    SourceGroup,
    SourcesPage,
    TopicPage,
    TopicSection,
    TopicsPage,
)
from briefgen.model.urls import split_url
from briefgen.render.feed_refs import ARCHIVE, edition_feeds, site_feeds, topic_feeds
from briefgen.render.permalinks import output_path, topic_page_permalink

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from briefgen.model.config import SourceConfig
    from briefgen.model.entry import Entry
    from briefgen.model.library import Library, PlacedEdition, PlacedTopic
    from briefgen.model.page import Site

__all__ = ["archive_pages", "home_page", "sources_page", "topic_pages", "topics_page"]

# How many articles a list shows where it only opens the door to a page of its own.
_FRONT_ROWS = 16
_SECTION_ROWS = 4
_SOURCE_ROWS = 3
_WHOLE_ARCHIVE = 500
_LEAD_WITHIN = 5


def home_page(library: Library, site: Site) -> HomePage:
    """Plan the front page: the newest edition with its lead, then each topic's newest."""
    edition = library.editions[0] if library.editions else None
    rows = edition.rows if edition else tuple(Row(e) for e in library.entries)
    lead = _front_lead(edition, rows)
    return HomePage(
        kind="home",
        template="home.html",
        path="index.html",
        permalink="",
        title=site.title,
        site=site,
        description=site.description or "",
        language=site.language,
        feeds=site_feeds(site) + (edition_feeds(site) if edition else ()),
        edition=edition,
        lead=lead,
        rows=tuple(row for row in rows[:_FRONT_ROWS] if row is not lead),
        sections=tuple(_section(topic) for topic in library.topics if topic.entries),
    )


def topics_page(library: Library, site: Site) -> TopicsPage:
    """Plan the page of all topics."""
    return TopicsPage(
        kind="topics",
        template="topics.html",
        path="topics/index.html",
        permalink="topics/",
        title="Topics",
        site=site,
        language=site.language,
        feeds=site_feeds(site),
        sections=tuple(_section(topic) for topic in library.topics),
    )


def topic_pages(topic: PlacedTopic, site: Site, page_size: int) -> Iterator[TopicPage]:
    """Yield a topic's briefing and its older pages.

    Pages are cut from the oldest article on, so that a new one changes the briefing alone; the
    briefing itself holds up to twice `page_size` before another page is cut off.
    """
    count = max(1, len(topic.entries) // page_size)
    for number in range(1, count + 1):
        yield _topic_page(topic, site, number, count, page_size)


def archive_pages(library: Library, site: Site) -> Iterator[ArchivePage]:
    """Yield the archive: all on one page, or when it is long a page for each year.

    A year with too many articles for one page has a page for each month.
    """
    dated = [e for e in library.entries if e.published]
    undated = tuple(e for e in library.entries if not e.published)
    rest = (MonthGroup(None, undated),) if undated else ()
    if len(dated) <= _WHOLE_ARCHIVE:
        yield _archive(site, months=_months(dated) + rest, editions=library.editions)
        return
    years = _spans(dated, library.editions, lambda day: day.replace(month=1, day=1))
    counts = tuple((first.year, len(entries)) for first, entries, _ in years)
    yield _archive(site, months=rest, years=counts)
    for first, entries, issues in years:
        year = first.year
        if len(entries) <= _WHOLE_ARCHIVE:
            yield _archive(site, year=year, years=counts, months=_months(entries), editions=issues)
        else:
            yield from _year_by_months(site, year, counts, entries, issues)


def _year_by_months(
    site: Site,
    year: int,
    years: tuple[tuple[int, int], ...],
    entries: Sequence[Entry],
    editions: Sequence[PlacedEdition],
) -> Iterator[ArchivePage]:
    """Yield the page of a year that only names its months, and the months' pages."""
    months = _spans(entries, editions, lambda day: day.replace(day=1))
    counts = tuple((month, len(members)) for month, members, _ in months)
    yield _archive(site, year=year, years=years, month_counts=counts)
    for month, members, issues in months:
        yield _archive(
            site,
            year=year,
            month=month,
            years=years,
            month_counts=counts,
            months=_months(members),
            editions=issues,
        )


def sources_page(library: Library, site: Site, known: Iterable[SourceConfig]) -> SourcesPage:
    """Plan the page that says who the briefing draws on, by name."""
    members: dict[str, list[Entry]] = defaultdict(list)
    for entry in library.entries:
        if entry.source:
            members[entry.source].append(entry)
    addresses = {source.name: source.url for source in known}
    return SourcesPage(
        kind="sources",
        template="sources.html",
        path="sources/index.html",
        permalink="sources/",
        title="Sources",
        site=site,
        language=site.language,
        feeds=site_feeds(site),
        sources=tuple(
            SourceGroup(
                name=name,
                url=addresses.get(name) or _front_page(members[name]),
                count=len(members[name]),
                entries=tuple(members[name][:_SOURCE_ROWS]),
            )
            for name in sorted(members, key=lambda name: (name.casefold(), name))
        ),
    )


def _front_lead(edition: PlacedEdition | None, rows: Sequence[Row]) -> Row | None:
    """Return the curator's first row; else a pinned one, else one of the first with a photo."""
    if not rows:
        return None
    if edition and edition.curated:
        return rows[0]
    pinned = (row for row in rows[:_FRONT_ROWS] if row.entry.pin)
    with_photo = (row for row in rows[:_LEAD_WITHIN] if row.entry.photo)
    return next(pinned, None) or next(with_photo, rows[0])


def _section(topic: PlacedTopic) -> TopicSection:
    return TopicSection(
        topic=topic.ref,
        description=topic.description,
        entries=topic.entries[:_SECTION_ROWS],
        count=len(topic.entries),
    )


def _topic_page(
    topic: PlacedTopic, site: Site, number: int, count: int, page_size: int
) -> TopicPage:
    newest = number == count
    end = len(topic.entries) - (number - 1) * page_size
    start = 0 if newest else end - page_size
    permalink = _topic_permalink(topic, number, count)
    lead = topic.lead if newest else None
    return TopicPage(
        kind="topic",
        template="topic.html",
        path=output_path(permalink),
        permalink=permalink,
        title=topic.ref.title,
        site=site,
        description=topic.description or "",
        language=site.language,
        feeds=site_feeds(site) + topic_feeds(site, topic.ref),
        topic=topic.ref,
        intro=topic.intro if newest else None,
        lead=lead,
        entries=tuple(e for e in topic.entries[start:end] if e is not lead),
        sources=_counts(topic.entries) if newest else (),
        pager=Pager(
            number=number,
            count=count,
            newer=None if newest else _topic_permalink(topic, number + 1, count),
            older=_topic_permalink(topic, number - 1, count) if number > 1 else None,
        ),
    )


def _topic_permalink(topic: PlacedTopic, number: int, count: int) -> str:
    if number == count:
        return topic.ref.permalink
    return topic_page_permalink(topic.ref.slug, number)


def _counts(entries: Iterable[Entry]) -> tuple[tuple[str, int], ...]:
    counted = Counter(e.source for e in entries if e.source)
    return tuple(sorted(counted.items(), key=lambda row: (-row[1], row[0])))


def _archive(
    site: Site,
    *,
    year: int | None = None,
    month: dt.date | None = None,
    editions: Iterable[PlacedEdition] = (),
    **shown: Any,
) -> ArchivePage:
    permalink = f"{ARCHIVE}{year}/" if year else ARCHIVE
    if month:
        permalink += f"{month:%m}/"
    issues = tuple(editions)
    curated = [e for e in issues if e.curated] or issues
    automatic = () if curated is issues else [e for e in issues if not e.curated]
    return ArchivePage(
        kind="archive",
        template="archive.html",
        path=output_path(permalink),
        permalink=permalink,
        title="Archive",
        site=site,
        language=site.language,
        feeds=site_feeds(site) + (edition_feeds(site) if issues else ()),
        year=year,
        month=month,
        editions=tuple((e.permalink, e.title, e.date) for e in curated),
        automatic=tuple((e.permalink, e.title, e.date) for e in automatic),
        **shown,
    )


def _spans(
    entries: Iterable[Entry],
    editions: Iterable[PlacedEdition],
    first: Callable[[dt.date], dt.date],
) -> list[tuple[dt.date, list[Entry], list[PlacedEdition]]]:
    """Return the years or months that have anything, by their first days, newest first."""
    members: dict[dt.date, list[Entry]] = defaultdict(list)
    issues: dict[dt.date, list[PlacedEdition]] = defaultdict(list)
    for entry in entries:
        members[first(_day(entry))].append(entry)
    for edition in editions:
        issues[first(edition.date)].append(edition)
    spans = sorted({*members, *issues}, reverse=True)
    return [(span, members.get(span, []), issues.get(span, [])) for span in spans]


def _months(entries: Iterable[Entry]) -> tuple[MonthGroup, ...]:
    grouped = groupby(entries, key=lambda e: _day(e).replace(day=1))
    return tuple(MonthGroup(month, tuple(members)) for month, members in grouped)


def _day(entry: Entry) -> dt.date:
    if entry.published is None:
        raise ValueError(f"{entry.path} has no date")
    return entry.published.date()


def _front_page(entries: Iterable[Entry]) -> str | None:
    """Return the front page of the site where a source's newest article stands."""
    for entry in entries:
        parts = split_url(entry.source_url or "")
        if parts.netloc:
            return f"{parts.scheme}://{parts.netloc}/"
    return None
