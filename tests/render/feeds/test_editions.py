from __future__ import annotations

from typing import TYPE_CHECKING

import feedparser
from lxml import etree

from briefgen.model.page import Site
from briefgen.render.feeds.opml import opml

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Built

SITE = """
-- content/ferry.md --
---
title: Ferry <line>
date: 2026-01-02
topic: Ports
source: Quay Post
source_url: https://quay.example/ferry
photo: https://p.example/ferry.jpg
photo_credit: Ana Lima / Quay Post
photo_caption: The ferry
---
The first ferry left. It was full.
-- content/crane.md --
---
title: Crane
date: 2026-01-02
topic: Ports
---
A crane stood still.
-- content/briefings/2026-01-03.md --
---
title: The week at the quay
date: 2026-01-03
articles:
  - slug: crane
    note: Read "this" first.
  - slug: ferry
---
Two short pieces.
"""


def test_an_edition_is_one_item(site: Callable[..., Built]) -> None:
    """Whoever follows the editions gets each whole, in the curator's order, with its credits."""
    built = site(SITE)
    for name in ("feed.xml", "atom.xml"):
        read = feedparser.parse(built.text(f"briefings/{name}"))
        assert not read.bozo
        assert read.feed.title == "Briefings – Test Briefing"
        assert read.feed.link == "https://test.example/archive/"
        newest = read.entries[0]
        assert newest.title == "The week at the quay"
        assert newest.link == "https://test.example/briefings/2026-01-03/"
        text = newest.content[0].value
        assert text.index("Two short pieces.") < text.index("Crane</a>") < text.index("Ferry &lt;")
        assert '<aside><p>Read "this" first.</p></aside>' in text
        assert "Ana Lima / Quay Post" in text
        assert 'href="https://quay.example/ferry"' in text
        assert newest.media_credit[0]["content"] == "Ana Lima / Quay Post"


def test_an_edition_that_fills_up_is_told_as_changed(site: Callable[..., Built]) -> None:
    """The item keeps its id, and its moment is that of its newest article."""
    week = "editions: {every: week}\ntitle: T\nurl: https://t.example/\ntimezone: UTC\n"
    article = "-- content/{0}.md --\n---\ntitle: {0}\ndate: {1}\ntopic: A\n---\nText.\n"
    first = site(f"-- briefgen.yml --\n{week}" + article.format("a", "2026-01-05"))
    before = feedparser.parse(first.text("briefings/atom.xml")).entries[0]
    again = site(article.format("b", "2026-01-08"))
    after = feedparser.parse(again.text("briefings/atom.xml")).entries[0]
    assert after.id == before.id
    assert after.published == before.published
    assert after.updated.startswith("2026-01-08")


def test_a_site_without_editions_has_no_feed_of_them(site: Callable[..., Built]) -> None:
    """What is not there is not announced: no page, no list names such a feed."""
    built = site(
        "-- briefgen.yml --\ntitle: T\nurl: https://t.example/\neditions: {every: none}\n"
        "-- content/a.md --\n---\ntitle: A\ndate: 2026-01-02\ntopic: B\n---\nText.\n"
    )
    files = built.files()
    assert not [path for path in files if path.startswith("briefings/")]
    assert not [path for path, data in files.items() if b"briefings/feed.xml" in data]


def test_editions_are_announced_where_they_are_shown(site: Callable[..., Built]) -> None:
    """The front page, the archive, each edition and the list of feeds name the editions' feeds."""
    built = site(SITE)
    for path in ("index.html", "archive/index.html", "briefings/2026-01-03/index.html", "opml.xml"):
        assert "briefings/feed.xml" in built.text(path)
    assert "briefings/feed.xml" not in built.text("2026/01/02/crane/index.html")


def test_the_feed_s_name_is_in_the_site_s_language() -> None:
    """A French site's readers follow its "Revues"."""
    root = etree.fromstring(
        opml(Site("Quai", "https://q.example/", "/", language="fr-CA"), (), editions=True)
    )
    assert [one.get("title") for one in root.iter("outline")] == ["Quai", "Revues – Quai"]


def test_a_feed_opened_in_a_browser_has_a_stylesheet(site: Callable[..., Built]) -> None:
    """RSS and Atom name the theme's stylesheet for feeds, at its own address; JSON can't."""
    built = site(SITE)
    for path in ("feed.xml", "atom.xml", "topics/ports/feed.xml"):
        root = etree.fromstring(built.text(path).encode())
        told = root.getprevious()
        assert told is not None
        assert told.target == "xml-stylesheet"
        style = told.get("href")
        assert style.startswith("/assets/feed.")
        assert "item" in built.text(style.removeprefix("/"))
    assert "stylesheet" not in built.text("feed.json")
