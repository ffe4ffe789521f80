"""Headlines with tags in words, from a feed to the pages, feeds and metadata of a site."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import feedparser
import pytest
from conftest import write_files
from test_cli import briefgen

from briefgen.clean import clean
from briefgen.sources import take

if TYPE_CHECKING:
    from pathlib import Path

WORDS = (
    "The makers of browsers met on Monday and agreed on the part of the language that comes next."
)


def from_feed(feed: str) -> tuple[str, str]:
    """Title and body of a feed's one article."""
    (document,) = take("-", stdin=feed.encode())
    article = clean(document).article
    return article.title, article.body


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("How &lt;dialog&gt; changed the web", "How <dialog> changed the web"),
        ("How &amp;lt;dialog&amp;gt; changed the web", "How <dialog> changed the web"),
        ("<![CDATA[When <p> closes <b>itself</b>]]>", "When <p> closes itself"),
        (
            "&lt;strong&gt;Boats&lt;/strong&gt; &amp;amp; quays of the north",
            "Boats & quays of the north",
        ),
        ("Why 3 &lt; 4 and 5 &gt; 4 still", "Why 3 < 4 and 5 > 4 still"),
        ("Meet &lt;search&gt; &lt;br&gt; and &lt;slot&gt;", "Meet <search> and <slot>"),
    ],
)
def test_a_tag_in_words_stays_in_the_title_of_an_rss_item(written: str, title: str) -> None:
    """Formatting goes, words stay, and the headline does not stand in the text again."""
    feed = f"<rss><channel><title>Web News</title><item><title>{written}</title><description>{WORDS}</description></item></channel></rss>"
    assert from_feed(feed) == (title, WORDS)


@pytest.mark.parametrize(
    ("kind", "written", "title"),
    [
        ("text", "Meet &lt;b&gt; again, and &lt;/b&gt; too", "Meet <b> again, and </b> too"),
        ("html", "Meet &amp;lt;hgroup&amp;gt; &lt;em&gt;again&lt;/em&gt;", "Meet <hgroup> again"),
    ],
)
def test_a_title_of_an_atom_entry_is_what_it_says(kind: str, written: str, title: str) -> None:
    """Text is text; of HTML the formatting goes."""
    feed = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Web</title><entry><title type="{kind}">{written}</title><content>{WORDS}</content></entry></feed>'
    assert from_feed(feed)[0] == title


def test_a_title_of_a_json_item_is_text() -> None:
    """JSON Feed's titles hold no HTML."""
    item = {"id": "1", "title": "Using <template> and <slot> well", "content_text": WORDS}
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "The <p> Post", "items": [item]}
    assert from_feed(json.dumps(feed))[0] == "Using <template> and <slot> well"


def test_a_tag_in_a_headline_is_shown_everywhere(tmp_path: Path) -> None:
    """Filed from a feed, it stands whole in front matter, pages, feeds and metadata."""
    item = f"<item><title>How &lt;dialog&gt; changed the web</title><pubDate>Mon, 09 Mar 2026 09:00:00 +0000</pubDate><description>{WORDS}</description></item>"
    files = "-- briefgen.yml --\ntitle: Test\nurl: https://test.example/\ntopics: [Web]\n-- content/articles/.keep --\n"
    write_files(
        tmp_path,
        f"{files}-- f.xml --\n<rss><channel><title>Web News</title>{item}</channel></rss>\n",
    )
    assert briefgen("add", "f.xml", "--topic", "Web", cwd=tmp_path).code == 0
    (path,) = tmp_path.glob("content/articles/2026/*.md")
    assert 'title: "How <dialog> changed the web"' in path.read_text()
    assert briefgen("build", cwd=tmp_path).code == 0
    site = tmp_path / "site"
    (page,) = site.glob("2026/03/09/*/index.html")
    html = page.read_text()
    escaped = "How &lt;dialog&gt; changed the web"
    assert f">{escaped}</h1>" in html
    assert f"<title>{escaped}" in html
    (ld,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert "How <dialog> changed the web" in json.dumps(json.loads(ld))
    assert (
        json.loads((site / "feed.json").read_text())["items"][0]["title"]
        == "How <dialog> changed the web"
    )
    (entry,) = feedparser.parse((site / "atom.xml").read_bytes(), sanitize_html=False).entries
    assert "dialog" in entry.title
    assert "How &lt;dialog&gt;" in (site / "feed.xml").read_text()
    assert escaped in (site / "index.html").read_text()
