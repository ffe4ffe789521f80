from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen.model.article import Photo
from briefgen.model.entry import Entry
from briefgen.model.library import Library, PlacedEdition, PlacedTopic
from briefgen.model.page import ArchivePage, Page, Site
from briefgen.render.entries import placing
from briefgen.render.listings import archive_pages, topic_pages
from briefgen.render.plan import Planned

if TYPE_CHECKING:
    from briefgen.model.config import Config

Placed = Callable[..., Entry]
Plan = Callable[..., Planned]
Find = Callable[[Planned, str], Page]

SITE = Site("Desk", "https://desk.example/", "/")


def test_front_page_shows_the_newest_edition_with_a_photo_first(
    placed: Placed, planned: Plan, page: Find
) -> None:
    """The lead is one of the edition's first with a photo; the rest follow without it."""
    photo = (Photo("/k.jpg", credit="Z"),)
    made = [
        placed("a", "2026-01-01"),
        placed("b", "2026-01-02T10:00"),
        placed("c", "2026-01-02T09:00", photos=photo),
    ]
    home = page(planned(*made), "")
    assert home.edition.slug == "2026-01-02"
    assert home.lead.entry.slug == "c"
    assert [row.entry.slug for row in home.rows] == ["b"]


def test_front_page_has_a_section_for_each_topic_with_articles(
    placed: Placed, planned: Plan, page: Find
) -> None:
    """A section opens the door to its topic: a few of its articles and their number."""
    made = [placed(f"a{i}", f"2026-01-{i + 1:02}", topics=("Rail",)) for i in range(6)]
    (section,) = page(planned(*made), "").sections
    assert (section.topic.slug, len(section.entries), section.count) == ("rail", 4, 6)


def test_old_topic_pages_never_change(placed: Placed) -> None:
    """Pages are cut from the oldest on: one more article changes the briefing alone."""
    made = [placed(f"a{i:02}", f"2026-01-{i + 1:02}", topics=("Rail",)) for i in range(12)][::-1]
    ref = made[0].topics[0]
    before, after = (
        {p.permalink: p for p in topic_pages(PlacedTopic(ref, entries=tuple(e)), SITE, 4)}
        for e in (made[1:], made)
    )
    assert list(before) == ["topics/rail/page/1/", "topics/rail/"]
    assert list(after) == ["topics/rail/page/1/", "topics/rail/page/2/", "topics/rail/"]
    assert [e.slug for e in after["topics/rail/page/1/"].entries] == ["a03", "a02", "a01", "a00"]
    assert before["topics/rail/page/1/"].entries == after["topics/rail/page/1/"].entries
    assert after["topics/rail/page/2/"].pager.newer == "topics/rail/"
    assert after["topics/rail/page/1/"].pager.newer == "topics/rail/page/2/"


def test_topic_pages_hold_every_article_once(placed: Placed) -> None:
    """Whatever their number, no article is lost between pages, and no page is nearly empty."""
    made = [placed(f"a{i:02}", f"2026-01-{i + 1:02}", topics=("Rail",)) for i in range(25)][::-1]
    for number in range(26):
        topic = PlacedTopic(made[0].topics[0], entries=tuple(made[:number]))
        pages = list(topic_pages(topic, SITE, 4))
        assert [e for page in pages[::-1] for e in page.entries] == made[:number]
        assert all(len(page.entries) >= min(4, number) for page in pages)


def test_topic_page_counts_its_sources(placed: Placed, planned: Plan, page: Find) -> None:
    """The most used source comes first."""
    made = [
        placed(n, topics=("Rail",), source=s)
        for n, s in (("a", "B"), ("b", "A"), ("c", "B"), ("d", None))
    ]
    assert page(planned(*made), "topics/rail/").sources == (("B", 2), ("A", 1))


def test_archive_is_by_month_and_undated_last(placed: Placed, planned: Plan, page: Find) -> None:
    """The months run from the newest; what has no date has no month."""
    made = [
        placed("a", "2025-12-31"),
        placed("b", "2026-01-01"),
        placed("c", "2026-01-02"),
        placed("d"),
    ]
    archive = page(planned(*made), "archive/")
    assert [(str(m.month), [e.slug for e in m.entries]) for m in archive.months] == [
        ("2026-01-01", ["c", "b"]),
        ("2025-12-01", ["a"]),
        ("None", ["d"]),
    ]


def test_a_long_archive_has_a_page_for_each_year(placed: Placed) -> None:
    """Hundreds of articles are not listed on one page."""
    base = placed("a", "2026-01-01")
    older = placed("b", "2025-01-01")
    entries = [replace(base, path=f"{i}") for i in range(400)] + [older, placed("z")] * 150
    pages: list[ArchivePage] = list(archive_pages(Library(tuple(entries)), SITE))
    assert [(p.permalink, p.year, len(p.months)) for p in pages] == [
        ("archive/", None, 1),
        ("archive/2026/", 2026, 1),
        ("archive/2025/", 2025, 1),
    ]
    assert pages[0].years == ((2026, 400), (2025, 150))


def test_a_year_too_long_for_one_page_has_a_page_for_each_month(placed: Placed) -> None:
    """A new article changes its month's page alone; the year names its months with their counts."""
    days = [placed("a", f"2026-0{1 + number % 3}-01") for number in range(3)]
    entries = [replace(days[i % 3], path=f"{i}") for i in range(501)]
    entries.sort(key=lambda entry: str(entry.published), reverse=True)
    edition = PlacedEdition("w", "Week", dt.date(2026, 4, 1), "briefings/w/")
    pages = list(archive_pages(Library(tuple(entries), editions=(edition,)), SITE))
    assert [
        (p.permalink, sum(len(m.entries) for m in p.months), len(p.editions)) for p in pages
    ] == [
        ("archive/", 0, 0),
        ("archive/2026/", 0, 0),
        ("archive/2026/04/", 0, 1),
        ("archive/2026/03/", 167, 0),
        ("archive/2026/02/", 167, 0),
        ("archive/2026/01/", 167, 0),
    ]
    counts = [(month.month, count) for month, count in pages[1].month_counts]
    assert counts == [(4, 0), (3, 167), (2, 167), (1, 167)]


def test_sources_are_listed_by_name_with_their_front_page(
    placed: Placed, planned: Plan, page: Find, config: Config
) -> None:
    """A source's address is the site's word, else that of its articles."""
    from briefgen.model.config import SourceConfig

    site = placing(replace(config, sources=(SourceConfig("B", url="https://b.example/desk"),)))
    made = [
        placed("a", "2026-01-01", source="B"),
        placed("c", "2026-01-02", source="a", source_url="https://a.example/x/y"),
    ]
    sources = page(planned(*made, site=site), "sources/").sources
    assert [(s.name, s.url, s.count) for s in sources] == [
        ("a", "https://a.example/", 1),
        ("B", "https://b.example/desk", 1),
    ]
