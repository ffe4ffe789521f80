from __future__ import annotations

import datetime as dt
import json

from briefgen.model.credit import Credit
from briefgen.model.entry import Entry, Figure, TopicRef
from briefgen.model.page import Feed, FeedItem, Site
from briefgen.render.feeds import render_feed

SITE = Site("Desk", "https://desk.example/repo/", "/repo/")
DAY = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)
PHOTO = Figure(
    "k.jpg", caption="C", credit="AP/Ada Holm", parsed=Credit("AP/Ada Holm", ("Ada Holm",), ("AP",))
)


def test_item_tells_the_original_and_what_is_owed() -> None:
    """The source's address is external_url; the credit stands whole and taken apart."""
    entry = Entry(
        "a.md",
        "a",
        "a/",
        "会议",
        "tag:x",
        published=DAY,
        topics=(TopicRef("rail", "Rail", "topics/rail/"),),
        source="Hill Post",
        source_url="https://hillpost.example/x",
        photo=PHOTO,
        photos=(PHOTO,),
        tags=("ports",),
    )
    feed = Feed("feed.json", "", "Desk", "D", SITE, "json", DAY, (FeedItem(entry, "<p>x</p>"),))
    told = json.loads(render_feed(feed))
    assert (told["version"], told["feed_url"]) == (
        "https://jsonfeed.org/version/1.1",
        "https://desk.example/repo/feed.json",
    )
    assert told["items"] == [
        {
            "id": "tag:x",
            "url": "https://desk.example/repo/a/",
            "external_url": "https://hillpost.example/x",
            "title": "会议",
            "content_html": "<p>x</p>",
            "image": "https://desk.example/repo/k.jpg",
            "date_published": "2026-01-02T00:00:00+00:00",
            "tags": ["Rail", "ports"],
            "language": "en",
            "attachments": [
                {"url": "https://desk.example/repo/k.jpg", "mime_type": "image/jpeg", "title": "C"}
            ],
            "_briefgen": {
                "source": {"name": "Hill Post", "url": "https://hillpost.example/x"},
                "images": [
                    {
                        "url": "https://desk.example/repo/k.jpg",
                        "caption": "C",
                        "credit_line": "AP/Ada Holm",
                        "creator": ["Ada Holm"],
                        "agencies": ["AP"],
                    }
                ],
            },
        }
    ]


def test_absent_facts_are_absent() -> None:
    """No key is written without a value."""
    item = FeedItem(Entry("a.md", "a", "a/", "A", "tag:x"), "")
    told = json.loads(render_feed(Feed("feed.json", "", "D", "D", SITE, "json", None, (item,))))
    assert set(told["items"][0]) == {"id", "url", "title", "content_html", "tags", "language"} - {
        "tags"
    }
