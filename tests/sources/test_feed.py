"""Feeds, lists of feeds, mails and archives saved as files."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from briefgen.clean import clean
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


@pytest.mark.parametrize("link", ["http://[::1", "https://a.example:x/", "https://"])
def test_an_item_with_a_broken_link_costs_no_other(link: str, tmp_path: Path) -> None:
    """A link that is no address is dropped, and all items are cleaned."""
    words = "The council voted on Monday to keep the old bridge open to walkers until the spring."
    items = [
        f"<item><title>{n} bridge</title><link>{at}</link><description>{words}</description></item>"
        for n, at in (("First", link), ("Second", "https://a.example/2"))
    ]
    (tmp_path / "f.xml").write_text(
        f"<rss><channel><title>t</title>{''.join(items)}</channel></rss>"
    )
    found = [clean(one).article for one in take(str(tmp_path / "f.xml"))]
    assert [(one.title, one.source_url) for one in found] == [
        ("First bridge", None),
        ("Second bridge", "https://a.example/2"),
    ]


@pytest.mark.parametrize(
    ("name", "encoding", "declared"),
    [
        ("Brücke", "utf-8", "utf-8"),
        ("Brücke", "utf-8", "latin-1"),
        ("Brücke", "latin-1", "iso-8859-1"),
        ("Brücke", "cp1252", "utf-8"),
        ("Мост", "cp1251", "windows-1251"),
        ("橋", "shift_jis", "Shift_JIS"),
        ("Мост", "utf-16", "utf-16"),
        ("Мост", "utf-32", "utf-8"),
        ("Мост", "utf-16-le", "utf-16"),
    ],
)
def test_a_feed_is_read_in_its_encoding(name: str, encoding: str, declared: str) -> None:
    """What its bytes are goes before what it says, and what it says before a guess."""
    text = f'<?xml version="1.0" encoding="{declared}"?><rss><channel><item><title>{name} ä</title></item></channel></rss>'
    if encoding in {"shift_jis", "cp1251"}:
        text = text.replace(" ä", "")
    (one,) = feed.documents("f.xml", text.encode(encoding))
    assert (one.title or "").split()[0] == name


def test_a_cut_character_spoils_no_other() -> None:
    """A feed cut in a letter stays what it is elsewhere."""
    data = "<rss><channel><item><title>Brücke über</title></item></channel></rss>".encode()
    (one,) = feed.documents("f.xml", data.replace("über".encode(), b"\xc3ber"))
    assert (one.title or "").startswith("Brücke")


def test_a_feed_of_an_encoding_nobody_said_ends_soon() -> None:
    """Seventy thousand letters in one word made the guess of another library take for ever."""
    text = f"<rss><channel><item><title>{'A' * 70_000}\ufffd</title></item></channel></rss>"
    (one,) = feed.documents("f.xml", text.encode("utf-32"))
    assert (one.title or "").startswith("A" * 1000)


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
