from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from briefgen.model.article import Photo
from briefgen.model.config import Config, FeedsConfig
from briefgen.model.entry import Entry
from briefgen.model.page import Feed
from briefgen.render.entries import placing
from briefgen.render.feeds import feeds
from briefgen.render.library import Curation, arrange
from briefgen.render.to_html import to_body

WHOLE = FeedsConfig()
Placed = Callable[..., Entry]
NOW = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)


@pytest.fixture
def fed(config: Config) -> Callable[..., dict[str, Feed]]:
    """Return the feeds of entries by path; `text` is the Markdown of each."""

    def feed_all(*entries: Entry, text: str = "", settings: FeedsConfig = WHOLE) -> dict[str, Feed]:
        site = placing(replace(config, feeds=settings))
        library = arrange(entries, Curation(), site, now=NOW, drafts=True).library
        bodies = {e.path: to_body(text, e.path) for e in entries}
        return {feed.path: feed for feed in feeds(library, bodies, site)}

    return feed_all


Fed = Callable[..., dict[str, Feed]]


def test_site_and_topics_have_each_format(placed: Placed, fed: Fed) -> None:
    """A feed stands beside the page it belongs to."""
    made = fed(placed("a", topics=("Rail",)))
    assert sorted(made) == [
        "atom.xml",
        "feed.json",
        "feed.xml",
        "topics/rail/atom.xml",
        "topics/rail/feed.json",
        "topics/rail/feed.xml",
    ]
    assert made["topics/rail/feed.xml"].home == "topics/rail/"


def test_feeds_hold_the_newest_without_drafts(placed: Placed, fed: Fed) -> None:
    """A feed has a fixed length, and a pin moves nothing in it."""
    made = fed(
        placed("old", "2026-01-01", pin=True),
        placed("mid", "2026-01-02"),
        placed("new", "2026-01-03"),
        placed("draft", "2026-01-04", draft=True),
        settings=FeedsConfig(items=2),
    )
    assert [item.entry.slug for item in made["feed.xml"].items] == ["new", "mid"]


def test_feed_is_dated_by_its_newest_change(placed: Placed, fed: Fed) -> None:
    """An update counts; the clock does not."""
    from briefgen.model.when import When

    made = fed(
        placed("a", "2026-01-01", updated=When.parse("2026-03-01")), placed("b", "2026-02-01")
    )
    assert str(made["feed.xml"].updated) == "2026-03-01 00:00:00+01:00"
    assert fed(placed("c"))["feed.xml"].updated is None


def test_addresses_in_a_feed_are_whole(placed: Placed, fed: Fed) -> None:
    """A reader has no base to resolve against; pictures load at once; captions and credits are text."""
    photo = (Photo("/k l.jpg", alt="a", caption="Cap & co", credit="Z <z>"),)
    entry = placed(
        "a",
        photos=photo,
        note="Mind <this>",
        source="Hill Post",
        source_url="https://h.example/?a&b",
    )
    (item,) = fed(entry, text="[b](b/) ![c](/c.jpg)")["feed.xml"].items
    assert item.html == (
        "<aside><p>Mind &lt;this&gt;</p></aside>\n"
        '<figure><img src="https://desk.example/repo/k%20l.jpg" alt="a">'
        '<figcaption>Cap &amp; co <span class="credit">Z &lt;z&gt;</span></figcaption></figure>\n'
        '<p><a href="https://desk.example/repo/articles/b/">b</a> '
        '<img alt="c" src="https://desk.example/repo/c.jpg"></p>\n'
        '<p>→ <a href="https://h.example/?a&amp;b">Hill Post</a></p>'
    )


@pytest.mark.parametrize(
    ("policy", "content", "html"),
    [
        ("full", "full", "<p>One two three.</p>"),
        ("full", "excerpt", "<p>One two…</p>"),
        ("excerpt", "full", "<p>One two…</p>"),
        ("link", "full", ""),
    ],
)
def test_feeds_show_no_more_than_policy_and_settings(
    placed: Placed, fed: Fed, policy: str, content: str, html: str
) -> None:
    """The narrower of the two holds."""
    entry = replace(placed("a", policy=policy), max_words=2)
    made = fed(entry, text="One two three.", settings=FeedsConfig(content=content))
    assert made["feed.xml"].items[0].html == html
