"""A site or a topic in, the feeds that its pages announce out."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from briefgen.model.page import FeedRef

if TYPE_CHECKING:
    from briefgen.model.entry import TopicRef
    from briefgen.model.page import Site

__all__ = [
    "ARCHIVE",
    "EDITIONS",
    "FORMATS",
    "article_feeds",
    "edition_feeds",
    "site_feeds",
    "topic_feeds",
]

EDITIONS = "briefings/"
"""The folder of the editions and of their feeds."""
ARCHIVE = "archive/"
"""The page that lists the editions."""

# A theme's catalogue is not at hand where feeds are planned; these are the shipped theme's words.
_BRIEFINGS = {
    "ar": "النشرات",
    "de": "Ausgaben",
    "en": "Briefings",
    "es": "Boletines",
    "fr": "Revues",
}

FORMATS: tuple[tuple[Literal["rss", "atom", "json"], str, str], ...] = (
    ("rss", "feed.xml", "application/rss+xml"),
    ("atom", "atom.xml", "application/atom+xml"),
    ("json", "feed.json", "application/feed+json"),
)


def site_feeds(site: Site) -> tuple[FeedRef, ...]:
    """Return the feeds of all articles."""
    return _refs(site.title, "")


def topic_feeds(site: Site, topic: TopicRef) -> tuple[FeedRef, ...]:
    """Return the feeds of one topic."""
    return _refs(_named(topic.title, site.title), topic.permalink)


def article_feeds(site: Site, topic: TopicRef | None) -> tuple[FeedRef, ...]:
    """Return the feeds that an article's page announces: articles of one topic share theirs."""
    if topic is None:
        return site_feeds(site)
    return _both(site.title, topic.title, topic.permalink)


def edition_feeds(site: Site) -> tuple[FeedRef, ...]:
    """Return the feeds of the editions: one item a day or week, not one an article."""
    word = _BRIEFINGS.get(site.language.partition("-")[0].lower(), _BRIEFINGS["en"])
    return _refs(f"{word} – {site.title}", EDITIONS)


@lru_cache(maxsize=1024)
def _both(site: str, topic: str, folder: str) -> tuple[FeedRef, ...]:
    return _refs(site, "") + _refs(_named(topic, site), folder)


def _named(topic: str, site: str) -> str:
    return f"{topic} – {site}"


@lru_cache(maxsize=1024)
def _refs(title: str, folder: str) -> tuple[FeedRef, ...]:
    return tuple(FeedRef(title, f"{folder}{name}", kind) for _, name, kind in FORMATS)
