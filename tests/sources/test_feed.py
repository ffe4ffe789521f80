"""Feeds, lists of feeds, mails and archives saved as files."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from briefgen.errors import SourceError
from briefgen.sources import expand, feed, mail, mhtml, take

if TYPE_CHECKING:
    from pathlib import Path


def test_a_json_feed_gives_its_items() -> None:
    """Plain content becomes paragraphs, markup stays out of it."""
    item = {"url": "https://a.example/1", "title": "One", "content_text": "a < b\n\nc"}
    data = json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [item]}).encode()
    (one,) = take("-", stdin=data)
    assert (one.title, one.url) == ("One", "https://a.example/1")
    assert b"<p>a &lt; b</p><p>c</p>" in one.data


def test_an_entity_bomb_is_refused() -> None:
    """A feed that declares entities is not read."""
    with pytest.raises(SourceError, match="entities"):
        feed.documents("f.xml", b'<!DOCTYPE r [<!ENTITY a "b">]><rss><item/></rss>')


def test_feed_bytes_are_never_a_file_name(tmp_path: Path) -> None:
    """Bytes that spell a path open no file."""
    (tmp_path / "a").write_text("<rss><channel><item><title>x</title></item></channel></rss>")
    with pytest.raises(SourceError, match="no feed item"):
        feed.documents("f.xml", str(tmp_path / "a").encode())


def test_a_feed_item_keeps_no_other_scheme() -> None:
    """A link that is no web address is dropped."""
    data = b"<rss><channel><item><title>x</title><link>file:///etc/passwd</link></item></channel></rss>"
    assert feed.documents("f.xml", data)[0].url is None


def test_a_list_of_feeds_spreads_out(tmp_path: Path) -> None:
    """OPML stands for its feeds' addresses; other schemes are left out."""
    rows = '<outline xmlUrl="https://a.example/f"/><outline xmlUrl="file:///etc/passwd"/>'
    (tmp_path / "l.opml").write_text(f"<opml><body>{rows}</body></opml>")
    assert expand(str(tmp_path / "l.opml")) == ("https://a.example/f",)


def test_a_mail_without_a_page_gives_its_text() -> None:
    """Encoded subjects are read."""
    (one,) = mail.documents(
        "m.eml", b"Subject: =?utf-8?q?=C3=89t=C3=A9?=\nMIME-Version: 1.0\n\nText\n"
    )
    assert (one.kind, one.title, one.data) == ("text", "Été", b"Text\n")


def test_an_archive_gives_its_main_page_undated() -> None:
    """The day a page was saved dates no article, but none is dated after it."""
    data = (
        b"Snapshot-Content-Location: https://a.example/x\nDate: Tue, 04 Mar 2025 08:00:00 +0000\n"
        b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n'
        b"--b\nContent-Type: text/html\nContent-Location: https://ads.example/\n\n<p>ad</p>\n"
        b"--b\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n"
        b'Content-Location: https://a.example/x\n\n<p class=3D"a">main</p>\n--b--\n'
    )
    (one,) = mhtml.documents("p.mhtml", data)
    assert (one.url, one.fallback_date) == ("https://a.example/x", None)
    assert one.latest == "2025-03-05"
    assert b'<p class="a">main</p>' in one.data


def test_a_feed_made_to_break_its_parser_is_told() -> None:
    """A character number without end is a broken feed, not a crash."""
    data = (
        b'<rss version="2.0"><channel><item><title>A</title><&#x'
        + b"e" * 40
        + b";li</channel></rss>"
    )
    with pytest.raises(SourceError, match="the feed is broken"):
        feed.documents("a.xml", data)


def test_an_item_names_its_writers_its_language_and_its_own_address() -> None:
    """A mail address with a name, the channel's language, the address behind a counting proxy."""
    item = (
        "<item><title>Ice</title><link>https://proxy.example/~r/1</link><author>bo@f.example (Bo Lind)</author>"
        "<feedburner:origLink>https://f.example/ice</feedburner:origLink><description>&lt;p&gt;The ice holds."
        "&lt;/p&gt;&lt;p&gt;The post &lt;a&gt;Ice&lt;/a&gt; appeared first on F.&lt;/p&gt;</description></item>"
    )
    rss = f'<rss version="2.0" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"><channel><title>F</title><language>sv</language>{item}</channel></rss>'
    found = feed.documents("f.xml", rss.encode())[0]
    assert found.url == "https://f.example/ice"
    assert b'content="Bo Lind"' in found.data
    assert b'<html lang="sv">' in found.data
    assert b"appeared first" not in found.data
    assert b"The ice holds." in found.data


def test_all_writers_of_a_json_item_are_named() -> None:
    """And the item's own language goes before the feed's."""
    text = '{"version": "https://jsonfeed.org/version/1.1", "language": "en", "items": [{"id": "1", "language": "sv", "content_text": "Is.", "authors": [{"name": "Bo Lind"}, {"url": "x"}, {"name": "Jo Hale"}]}]}'
    found = feed.documents("f.json", text.encode())[0]
    assert b'content="Bo Lind, Jo Hale"' in found.data
    assert b'<html lang="sv">' in found.data
