"""What a reader makes of a feed."""

from __future__ import annotations

import json

import pytest

from briefgen.preview.feedview import FeedEntry, read_feed

ENTRY = FeedEntry("T", "https://x.example/", "now", "<b>c</b>")


@pytest.mark.parametrize(
    "body",
    [
        (
            b"<rss version='2.0'><channel><title>F</title><item><title>T</title>"
            b"<link>https://x.example/</link><pubDate>now</pubDate>"
            b"<description>&lt;b>c&lt;/b></description></item></channel></rss>"
        ),
        (
            b"<feed xmlns='http://www.w3.org/2005/Atom'><title>F</title><entry><title>T</title>"
            b"<link rel='self' href='no'/><link href='https://x.example/'/><updated>now</updated>"
            b"<content type='html'>&lt;b>c&lt;/b></content></entry></feed>"
        ),
        json.dumps(
            {
                "version": "https://jsonfeed.org/version/1.1",
                "title": "F",
                "items": [
                    {
                        "title": "T",
                        "url": "https://x.example/",
                        "date_published": "now",
                        "content_html": "<b>c</b>",
                    }
                ],
            }
        ).encode(),
    ],
    ids=["rss", "atom", "json"],
)
def test_the_three_kinds_read_alike(body: bytes) -> None:
    """RSS, Atom and JSON Feed give the same title and entries."""
    feed = read_feed(body)
    assert feed is not None
    assert (feed.title, feed.entries) == ("F", (ENTRY,))


@pytest.mark.parametrize("body", [b"", b"<html/>", b"{}", b"{", b"[]", b"<rss", b'{"version": 1}'])
def test_what_is_no_feed_is_none(body: bytes) -> None:
    """Other XML, other JSON and broken text are no feeds."""
    assert read_feed(body) is None
