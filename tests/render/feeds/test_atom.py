from __future__ import annotations

import datetime as dt
from dataclasses import replace

import feedparser
from lxml import etree

from briefgen.model.entry import Entry, Figure, SourceFeed
from briefgen.model.page import Feed, FeedItem, Site
from briefgen.render.feeds import render_feed

SITE = Site("Desk", "https://desk.example/", "/", author="The Desk")
DAY = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)
ENTRY = Entry(
    "a.md",
    "a",
    "a/",
    "A",
    "tag:desk.example,2026:/a",
    published=DAY,
    source="Hill Post",
    source_url="https://hillpost.example/x",
    photos=(Figure("k.jpg", credit="Z"),),
    summary="S <s>",
    language="fr",
)
FEED = Feed("atom.xml", "", "Desk", "D", SITE, "atom", DAY, (FeedItem(ENTRY, "<p>x</p>"),))
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def root(feed: Feed = FEED, **choices: str) -> etree._Element:
    """Return the root of a feed written and read back."""
    return etree.fromstring(render_feed(feed, **choices))


def test_feed_has_what_atom_requires() -> None:
    """Identifier, title, moment, author and both of its addresses."""
    told = root()
    assert told.findtext("a:id", namespaces=ATOM) == "https://desk.example/atom.xml"
    assert told.findtext("a:updated", namespaces=ATOM) == "2026-01-02T00:00:00+00:00"
    assert told.findtext("a:author/a:name", namespaces=ATOM) == "The Desk"
    assert {(x.get("rel"), x.get("href")) for x in told.findall("a:link", ATOM)} == {
        ("alternate", "https://desk.example/"),
        ("self", "https://desk.example/atom.xml"),
    }


def test_entry_links_to_the_original_by_via() -> None:
    """The page is the alternate, the source's is via, with its name."""
    links = [dict(x.attrib) for x in root().findall("a:entry/a:link", ATOM)]
    assert links == [
        {
            "rel": "alternate",
            "href": "https://desk.example/a/",
            "type": "text/html",
            "hreflang": "fr",
        },
        {
            "rel": "via",
            "href": "https://hillpost.example/x",
            "title": "Hill Post",
            "hreflang": "fr",
        },
    ]


def test_the_source_s_feed_has_all_that_atom_requires() -> None:
    """Identifier, title and moment, read back by feedparser; the original stays in rel=via."""
    known = replace(ENTRY, source_feed=SourceFeed("Hill Post", "https://hillpost.example/f?a&b"))
    data = render_feed(replace(FEED, items=(FeedItem(known, ""),)))
    source = etree.fromstring(data).find("a:entry/a:source", ATOM)
    assert [etree.QName(child).localname for child in source] == ["id", "title", "updated", "link"]
    (entry,) = feedparser.parse(data).entries
    told = entry.source
    assert (told.id, told.title) == ("https://hillpost.example/f?a&b", "Hill Post")
    assert told.updated == "2026-01-02T00:00:00+00:00"
    assert [(x.rel, x.href) for x in told.links] == [("self", "https://hillpost.example/f?a&b")]
    assert [x.href for x in entry.links if x.rel == "via"] == ["https://hillpost.example/x"]


def test_a_source_s_feed_without_a_moment_is_left_out() -> None:
    """Atom requires one, and none is made up; without a known feed there is none either."""
    known = replace(ENTRY, source_feed=SourceFeed("Hill Post", "https://hillpost.example/f"))
    undated = replace(FEED, items=(FeedItem(replace(known, published=None), ""),))
    assert root(undated).find("a:entry/a:source", ATOM) is None
    assert root().find("a:entry/a:source", ATOM) is None


def test_entry_may_open_the_source() -> None:
    """Then our page is the related one."""
    links = root(link="source").findall("a:entry/a:link", ATOM)
    assert [x.get("rel") for x in links] == ["alternate", "related", "via"]


def test_undated_entries_are_not_given_the_clocks_moment() -> None:
    """Atom wants a moment; the one given is plainly none, and the same on every day."""
    undated = FeedItem(replace(ENTRY, published=None), "")
    told = root(replace(FEED, updated=None, items=(undated,)))
    assert told.findtext("a:entry/a:updated", namespaces=ATOM) == "2000-01-01T00:00:00+00:00"
    assert told.find("a:entry/a:published", ATOM) is None


def test_feedparser_reads_text_and_credit_back() -> None:
    """Summary, content and credit come through."""
    (entry,) = feedparser.parse(render_feed(FEED)).entries
    assert entry.content[0].value == "<p>x</p>"
    assert entry.media_credit[0]["content"] == "Z"
