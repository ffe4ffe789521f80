"""A site or a topic in, the feeds that its pages announce out."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from briefgen.model.page import FeedRef

if TYPE_CHECKING:
    from briefgen.model.entry import TopicRef
    from briefgen.model.page import Site

__all__ = ["FORMATS", "site_feeds", "topic_feeds"]

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
    return _refs(f"{topic.title} – {site.title}", topic.permalink)


@lru_cache(maxsize=1024)
def _refs(title: str, folder: str) -> tuple[FeedRef, ...]:
    return tuple(FeedRef(title, f"{folder}{name}", kind) for _, name, kind in FORMATS)
