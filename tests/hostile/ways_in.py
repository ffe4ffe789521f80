"""Payloads in, the files by which they come into a site out: one function a way in."""

from __future__ import annotations

import html
import json
import re
from email.message import EmailMessage
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["SOURCES", "broken", "by_hand", "in_feed", "in_mail", "in_page", "in_paste", "words"]

# What no file may hold is told as a mistake; here the rest is of interest.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff]")


def words(number: int) -> str:
    """Return a sentence that no other payload has, since copies of a text are not filed twice."""
    return " ".join(f"w{number}{letter}" for letter in "abcdefghijklmnopqrst")


def _quoted(text: str) -> str:
    return json.dumps(_CONTROLS.sub("", text), ensure_ascii=False)


def by_hand(number: int, payload: str) -> str:
    """Return a curator's own file with the payload in every field that takes text, and in its body."""
    told = _quoted(payload)
    line = " ".join(payload.split())
    escaped = re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", line)
    topics = f"[News, {told}]" if number % 8 == 0 else "[News]"
    return f"""---
title: {_quoted(f"{payload} {number}")}
slug: hand-{number}
date: 2026-{1 + number % 10:02}-{1 + number % 28:02}
topics: {topics}
source: {told}
source_url: https://source.example/{number}
author: [{told}]
summary: {told}
note: {told}
tags: [{told}]
photo: /images/a.png
photo_alt: {told}
photo_caption: {told}
photo_credit: {told}
also:
  - {{title: {told}, source: {told}, source_url: "https://also.example/{number}"}}
---
canary {words(number)}

{payload}

![{escaped}](/images/a.png "{escaped}"){{ credit="{escaped}" }}

end
"""


def in_page(number: int, payload: str) -> tuple[str, bytes]:
    """Return a saved page: the payload as it is in the body, escaped in what tells of the page."""
    safe = html.escape(payload)
    data = json.dumps({"@type": "NewsArticle", "headline": payload, "author": {"name": payload}})
    data = data.replace("</", "<\\/")
    return (
        f"page-{number}.html",
        f"""<!DOCTYPE html><html><head><meta charset="utf-8">
<title>{safe} page {number}</title><meta property="og:site_name" content="{safe}">
<meta property="og:title" content="{safe} page {number}"><meta name="author" content="{safe}">
<link rel="canonical" href="https://page.example/{number}">
<meta property="article:published_time" content="2026-03-04T05:06:07Z">
<script type="application/ld+json">{data}</script></head><body><article>
<h1>{safe} page {number}</h1><p class="byline">By {safe}</p>
<figure><img src="https://page.example/a.png" alt="{safe}"><figcaption>{safe} <span class="credit">Photo: {safe}</span></figcaption></figure>
<p>canary {words(number)} and more words, so that this reads as a paragraph of an article.</p>
<p>{payload}</p>
<p>After it came another sentence, which is long enough to be kept as text of the article too.</p>
</article></body></html>
""".encode(),
    )


def in_paste(number: int, payload: str) -> tuple[str, bytes]:
    """Return text copied off a page."""
    line = " ".join(payload.split())
    return (
        f"paste-{number}.txt",
        f"""{line} paste {number}
{line}
PUBLISHED: 5 March 2026

{line} in this photo of March 4, 2026. {line} via REUTERS
By {line}

canary {words(number)} and more words, so that this reads as a paragraph of an article.

{payload}

After it came another sentence, which is long enough to be kept as text of the article too.
""".encode(),
    )


def in_mail(number: int, payload: str) -> tuple[str, bytes]:
    """Return a mail; those with an even number are text alone."""
    mail = EmailMessage()
    mail["From"] = "a@mail.example"
    mail["Subject"] = " ".join(_CONTROLS.sub("", f"{payload} mail {number}").split())
    mail["Date"] = "Fri, 06 Mar 2026 10:00:00 +0000"
    _, page = in_page(number, payload)
    if number % 2:
        mail.set_content(page.decode(), subtype="html")
    else:
        mail.set_content(in_paste(number, payload)[1].decode())
    return f"mail-{number}.eml", mail.as_bytes()


def in_feed(rows: Iterable[tuple[int, str]]) -> tuple[str, bytes]:
    """Return one feed with an item for each payload."""
    items = "".join(_item(number, payload) for number, payload in rows)
    return (
        "feed.xml",
        f"""<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>&lt;script&gt;boo()&lt;/script&gt;</title>{items}</channel></rss>""".encode(),
    )


def _item(number: int, payload: str) -> str:
    safe = html.escape(_CONTROLS.sub("", payload))
    body = html.escape(
        f"<p>canary {words(number)} and more words, enough for a paragraph of an article.</p>"
        f"{_CONTROLS.sub('', payload)}<p>And another sentence, long enough to be kept as text.</p>"
    )
    return f"""<item><title>{safe} feed {number}</title><link>https://feed.example/{number}</link>
<pubDate>Sat, 07 Mar 2026 10:00:00 GMT</pubDate><dc:creator>{safe}</dc:creator><category>{safe}</category>
<media:content url="https://feed.example/a.png" medium="image"><media:description>{safe}</media:description>
<media:credit>{safe}</media:credit></media:content><content:encoded>{body}</content:encoded></item>"""


SOURCES = (in_page, in_paste, in_mail)


def broken(payloads: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield files whose mistakes quote the payload: as a date, a language, a slug, an address."""
    keys = ("date", "language", "slug", "source_url", "policy", "draft", "photo", "updated")
    for number, payload in enumerate(payloads):
        key = keys[number % len(keys)]
        yield f"broken-{number}.md", f"---\ntitle: Broken\n{key}: {_quoted(payload)}\n---\ntext\n"
