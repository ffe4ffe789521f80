"""Laws of every reader of what comes from outside: whatever the bytes, a value or a told mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.clean import clean
from briefgen.errors import BriefgenError
from briefgen.model.document import Document
from briefgen.render.picture_files import survey
from briefgen.render.svg import harmless_svg
from briefgen.sources import feed, mail, mhtml, opml

if TYPE_CHECKING:
    from collections.abc import Callable

PIECES = [
    *(
        b"Subject: A\r\n",
        b"Date: Fri, 06 Mar 2026 10:00:00 +0000\r\n",
        b"=?utf-8?q?=FF?=",
        b"\r\n\r\n",
    ),
    *(
        b"MIME-Version: 1.0\r\n",
        b'Content-Type: multipart/mixed; boundary="b"\r\n',
        b"--b\r\n",
        b"--b--",
    ),
    *(
        b"Content-Type: text/html; charset=x\r\n",
        b"Content-Transfer-Encoding: base64\r\n",
        b"====",
        b"\xff",
    ),
    *(
        b'<rss version="2.0"><channel>',
        b"<item>",
        b"<title>A",
        b"</title>",
        b"&#x110000;",
        b"&#",
        b"<![CDATA[",
    ),
    *(
        b"<feed xmlns='http://www.w3.org/2005/Atom'>",
        b"<entry>",
        b"<content type='xhtml'>",
        b"<pubDate>",
        b"99",
    ),
    *(
        b'{"version": "https://jsonfeed.org/version/1.1", "items": [',
        b'{"id": 1',
        b'"url": []',
        b"}",
        b"]",
        b",",
    ),
    *(
        b"<opml><body>",
        b"<outline xmlUrl='https://[x'/>",
        b"<!DOCTYPE a [",
        b"<!ENTITY a 'b'>",
        b"&a;",
        b"\0",
    ),
    *(
        b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1e999 -1'>",
        b"<use href='",
        b"</svg>",
        b"<?x ?>",
    ),
    *(
        b"<html><body><article>",
        b"<h1>T</h1>",
        b"<p>words of a text</p>",
        b"<img src='https://[x/a.jpg'>",
        b"<",
    ),
    *(
        b"<script type='application/ld+json'>[[[{",
        b"</script>",
        b"<figure>",
        b"<time datetime='9'>",
        b"\x85",
    ),
    *(
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0",
        b"GIF89a",
        b"RIFF\0\0\0\0WEBPVP8 ",
        b"\0\0\0\rIHDR",
    ),
]
BYTES = st.lists(st.one_of(st.sampled_from(PIECES), st.binary(max_size=8)), max_size=14).map(
    b"".join
)
READERS: dict[str, Callable[[bytes], object]] = {
    "mail": lambda data: mail.documents("a.eml", data),
    "saved page": lambda data: mhtml.documents("a.mhtml", data),
    "feed": lambda data: feed.documents("a.xml", data),
    "list of feeds": lambda data: opml.addresses("a.opml", data),
    "page": lambda data: clean(Document("a.html", "html", data)),
    "text": lambda data: clean(Document("a.txt", "text", data)),
    "png": lambda data: survey("a.png", b"", data, ("webp",)),
    "jpg": lambda data: survey("a.jpg", b"", data, ("webp",)),
    "gif": lambda data: survey("a.gif", b"", data, ("webp",)),
    "webp": lambda data: survey("a.webp", b"", data, ("webp",)),
    "svg": lambda data: (survey("a.svg", b"", data, ()), harmless_svg("a.svg", data)),
}


@pytest.mark.parametrize("reader", READERS)
@given(BYTES)
@settings(max_examples=60, deadline=None)
def test_any_bytes_are_read_or_told(reader: str, data: bytes) -> None:
    """Law: no bytes raise anything but a mistake that can be told."""
    try:
        READERS[reader](data)
    except BriefgenError as told:
        said = told
    else:
        return
    assert str(said)
