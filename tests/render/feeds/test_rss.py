from __future__ import annotations

import datetime as dt
import locale
from dataclasses import replace

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from briefgen.model.credit import Credit
from briefgen.model.entry import Entry, Figure, SourceFeed, TopicRef
from briefgen.model.page import Feed, FeedItem, Site
from briefgen.render.feeds import render_feed

SITE = Site("Desk", "https://desk.example/repo/", "/repo/", language="en-GB")
NOON = dt.datetime(2026, 1, 2, 12, tzinfo=dt.timezone(dt.timedelta(hours=9)))
PHOTO = Figure(
    "images/k.jpg",
    alt="a",
    caption="They meet & part",
    credit="(STR/North Wire via Globe Pictures)",
    parsed=Credit(
        "STR/North Wire via Globe Pictures",
        ("Ada Holm",),
        ("North Wire", "Globe Pictures"),
        "handout",
    ),
    width=900,
)
ENTRY = Entry(
    "articles/a.md",
    "a",
    "2026/01/02/a/",
    "Ports < rails & roads",
    "tag:desk.example,2026-01-02:/repo/a",
    published=NOON,
    topics=(TopicRef("rail", "Rail", "topics/rail/"),),
    source="Hill Post",
    source_url="https://hillpost.example/x?a=1&b=2",
    authors=("A. Writer", "B. Writer"),
    photo=PHOTO,
    photos=(PHOTO,),
    summary="One < two.",
)
ITEM = FeedItem(ENTRY, "<p>One &lt; two.</p>")
FEED = Feed(
    "topics/rail/feed.xml",
    "topics/rail/",
    "Rail – Desk",
    "Trains",
    SITE,
    updated=NOON,
    items=(ITEM,),
)

NAMES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "media": "http://search.yahoo.com/mrss/",
}


def channel(feed: Feed = FEED) -> etree._Element:
    """Return the channel of a feed written and read back."""
    return etree.fromstring(render_feed(feed))[0]


def test_channel_tells_what_it_is() -> None:
    """Title, home page, description, language, and its own address as the validator wants it."""
    told = channel()
    assert told.findtext("title") == "Rail – Desk"
    assert told.findtext("link") == "https://desk.example/repo/topics/rail/"
    assert told.findtext("description") == "Trains"
    assert told.findtext("language") == "en-GB"
    (own,) = told.findall("atom:link", NAMES)
    assert dict(own.attrib) == {
        "href": "https://desk.example/repo/topics/rail/feed.xml",
        "rel": "self",
        "type": "application/rss+xml",
    }


def test_channel_is_dated_by_its_newest_item_not_by_the_clock() -> None:
    """Two builds of one content are the same bytes; without a date there is none."""
    assert channel().findtext("lastBuildDate") == "Fri, 02 Jan 2026 12:00:00 +0900"
    assert channel().findtext("pubDate") == "Fri, 02 Jan 2026 12:00:00 +0900"
    assert channel(replace(FEED, updated=None)).find("lastBuildDate") is None
    assert render_feed(FEED) == render_feed(FEED)


def test_item_has_its_parts_once_and_in_order() -> None:
    """The text follows the description; the photo comes last."""
    item = channel().find("item")
    assert [etree.QName(child).localname for child in item] == [
        "title",
        "link",
        "guid",
        "category",
        "description",
        "encoded",
        "pubDate",
        "creator",
        "creator",
        "content",
    ]
    assert item.findtext("title") == "Ports < rails & roads"
    assert item.findtext("link") == "https://desk.example/repo/2026/01/02/a/"
    assert item.findtext("description") == "One &lt; two."
    assert item.findtext("content:encoded", namespaces=NAMES) == "<p>One &lt; two.</p>"
    assert [e.text for e in item.findall("dc:creator", NAMES)] == ["A. Writer", "B. Writer"]
    category = item.find("category")
    assert (category.text, category.get("domain")) == ("Rail", "https://desk.example/repo/topics/")


def test_guid_is_no_address() -> None:
    """The identifier is stable and says that it can't be opened."""
    guid = channel().find("item/guid")
    assert (guid.text, guid.get("isPermaLink")) == (ENTRY.guid, "false")


def test_photo_carries_caption_and_credits() -> None:
    """The line as owed comes first; who made it and who passed it on follow, with EBU's roles."""
    content = channel().find("item/media:content", NAMES)
    assert dict(content.attrib) == {
        "url": "https://desk.example/repo/images/k.jpg",
        "medium": "image",
        "type": "image/jpeg",
        "isDefault": "true",
        "width": "900",
    }
    assert [(etree.QName(c).localname, c.get("role"), c.text) for c in content] == [
        ("description", None, "They meet & part"),
        ("credit", None, "(STR/North Wire via Globe Pictures)"),
        ("credit", "photographer", "Ada Holm"),
        ("credit", "producer", "North Wire"),
        ("credit", "distribution company", "Globe Pictures"),
        ("copyright", None, "(STR/North Wire via Globe Pictures)"),
    ]
    assert {c.get("scheme") for c in content if c.get("role")} == {"urn:ebu"}


def test_a_free_licence_is_named_with_its_address() -> None:
    """The validator knows it as creativeCommons:license; a credit without one has none."""
    line = "Ada Holm, CC BY-SA 4.0, via Open Pictures"
    photo = replace(PHOTO, credit=line, parsed=Credit(line, ("Ada Holm",), licence="CC BY-SA 4.0"))
    free = replace(FEED, items=(FeedItem(replace(ENTRY, photos=(photo,)), ""),))
    address = "https://creativecommons.org/licenses/by-sa/4.0/"
    own = {"cc": "http://backend.userland.com/creativeCommonsRssModule", **NAMES}
    assert [one.text for one in channel(free).findall("item/cc:license", own)] == [address]
    owed = channel(free).find("item/media:content/media:copyright", NAMES)
    assert (owed.text, dict(owed.attrib)) == (line, {"url": address})
    assert channel().find("item/cc:license", own) is None


def test_feedparser_reads_all_of_it_back() -> None:
    """What a reader's own library sees is what was meant."""
    read = feedparser.parse(render_feed(FEED))
    (item,) = read.entries
    assert not read.bozo
    assert item.id == ENTRY.guid
    assert item.summary == "One &lt; two."
    assert item.content[0].value == "<p>One &lt; two.</p>"
    assert item.media_credit[0]["content"] == PHOTO.credit
    assert [a.name for a in item.authors] == ["A. Writer", "B. Writer"]


def test_the_source_s_feed_is_named_where_it_is_known() -> None:
    """RSS asks for a channel's name and its feed: an article's address is no feed, so it is none."""
    assert channel().find("item/source") is None
    entry = replace(ENTRY, source_feed=SourceFeed("Hill & Vale Post", "https://h.example/f?a&b"))
    data = render_feed(replace(FEED, items=(FeedItem(entry, ""),)))
    (source,) = etree.fromstring(data).findall("channel/item/source")
    assert (source.text, dict(source.attrib)) == (
        "Hill & Vale Post",
        {"url": "https://h.example/f?a&b"},
    )
    (item,) = feedparser.parse(data).entries
    assert (item.source.title, item.source.href) == (source.text, source.get("url"))
    assert item.link == "https://desk.example/repo/2026/01/02/a/"


def test_link_may_open_the_source() -> None:
    """A site may send its readers to the original."""
    root = etree.fromstring(render_feed(FEED, link="source"))
    assert root.findtext("channel/item/link") == "https://hillpost.example/x?a=1&b=2"


def test_order_is_kept() -> None:
    """Items stand as they were given, newest first."""
    second = FeedItem(replace(ENTRY, guid="tag:b", title="Second"), "")
    titles = channel(replace(FEED, items=(ITEM, second))).findall("item/title")
    assert [t.text for t in titles] == ["Ports < rails & roads", "Second"]


def test_process_locale_is_left_alone() -> None:
    """Dates are English in any locale, and no locale is set for them."""
    before = locale.setlocale(locale.LC_ALL)
    assert channel().findtext("item/pubDate") == "Fri, 02 Jan 2026 12:00:00 +0900"
    assert locale.setlocale(locale.LC_ALL) == before


@pytest.mark.parametrize("kind", ["rss", "atom", "json"])
@given(text=st.text())
def test_no_text_breaks_a_feed(kind: str, text: str) -> None:
    """Whatever characters an article has, its feed can be read."""
    entry = replace(
        ENTRY,
        title=text,
        summary=text,
        authors=(text,),
        source=text,
        photos=(replace(PHOTO, caption=text, credit=text),),
    )
    data = render_feed(
        replace(FEED, title=text or "x", format=kind, items=(FeedItem(entry, text),))
    )
    if kind == "json":
        data.decode()
    else:
        etree.fromstring(data)
