"""Feed one way in with bytes made to break it, guided by coverage, until it breaks.

    pip install atheris; python benchmarks/fuzz.py WAY [FOLDER] [-max_total_time=SECONDS] [-jobs=N]

WAY: frontmatter html credit pasted feed mail markdown config picture. FOLDER (default .fuzz/WAY) keeps what was
learnt, so a later run goes on from there. A finding is written beside it as crash-*, timeout-*
or oom-*; `python benchmarks/fuzz.py WAY crash-FILE` shows it again.
"""

# The inputs stay as they are sent; a finding is an assertion that libFuzzer sees fail.
# ruff: noqa: E501, ISC004, PT017, S101

from __future__ import annotations

import os
import sys
import tempfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import atheris
from PIL import Image

with atheris.instrument_imports(include=["briefgen", "email", "feedparser"]):
    # Loaded late by `clean`: what is loaded after this block is not seen by the fuzzer.
    import briefgen.clean.pasted
    import briefgen.clean.steps  # noqa: F401
    from briefgen.clean import clean
    from briefgen.clean.credit import parse as parse_credit
    from briefgen.clean.newsletter import articles_in
    from briefgen.configfile import read_config
    from briefgen.content.read import read_article, read_edition, read_topic
    from briefgen.content.write import article_text
    from briefgen.errors import BriefgenError
    from briefgen.model.document import Document
    from briefgen.render.addresses import resolve
    from briefgen.render.allowed import settled
    from briefgen.render.picture_files import survey
    from briefgen.render.svg import harmless_svg
    from briefgen.render.to_html import to_body
    from briefgen.sources import mail as mails
    from briefgen.sources import mhtml
    from briefgen.sources.feed import documents
    from briefgen.sources.opml import addresses

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from briefgen.model.article import Article

CASES = Path(__file__).parent.parent / "tests" / "cases"
HEAD = b"---\ntitle: T\ndate: 2026-01-02\n"
STARTS: dict[str, tuple[bytes, ...]] = {
    "frontmatter": (
        HEAD
        + b"topic: A\nsource_url: https://a.example/b\nphoto: a.jpg\nphoto_credit: A\n---\nText\n",
        HEAD + b"photos:\n  - {src: a.jpg, alt: b, credit: c}\naliases: [/a/]\n---\n",
        HEAD + b"articles:\n  - slug: a\n    note: |\n      b\n---\n",
        b"\xef\xbb\xbf---\r\ntitle: 'a''b'\r\nupdated: 2026-01-02T03:04:05+01:00\r\n---\r\n",
    ),
    "html": (),
    "credit": (),
    "pasted": (),
    "feed": (
        b'<rss version="2.0"><channel><title>A</title><item><title>B</title><link>https://a.example/</link>'
        b"<pubDate>Tue, 05 Nov 2024 10:00:00 GMT</pubDate><description>&lt;p&gt;C&lt;/p&gt;</description>"
        b"</item></channel></rss>",
        b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><title type="html">A</title>'
        b'<link href="https://a.example/"/><updated>2024-11-05T10:00:00Z</updated>'
        b'<content type="xhtml"><div>B</div></content></entry></feed>',
        b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": 1, "content_html": "<p>A</p>"}]}',
    ),
    "mail": (
        b"Subject: =?utf-8?q?A?= B\r\nDate: Fri, 06 Mar 2026 10:00:00 +0000\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/alternative; boundary="x"\r\n\r\n--x\r\nContent-Type: text/plain; charset=latin-1\r\n'
        b"Content-Transfer-Encoding: quoted-printable\r\n\r\nA=E9\r\n--x\r\nContent-Type: text/html\r\n\r\n<h1>A</h1><p>B</p>\r\n--x--\r\n",
        b"Snapshot-Content-Location: https://a.example/\r\nSubject: A\r\nContent-Type: multipart/related; "
        b'boundary="y"\r\n\r\n--y\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n'
        b"Content-Location: https://a.example/\r\n\r\nPHA+QTwvcD4=\r\n--y--\r\n",
        b'<opml version="2.0"><body><outline xmlUrl="https://a.example/f"/></body></opml>',
    ),
    "picture": (),
    "markdown": (
        b"# A\n\n> q\n> - *a* **b** `c`\n\n[a](b 'c') ![x](y.jpg){ credit='z' }\n\n[^1]: n\n",
        b"| a | b |\n|---|:-:|\n| c | d |\n\nterm\n: def\n\n*[AB]: c\n\n```py\nx\n```\n<b onclick=x>y</b>\n",
    ),
    "config": (
        b"title: T\nurl: https://a.example/b/\ntopics:\n  - {title: A, slug: a, keywords: [b]}\n"
        b"sources: [{name: S, hosts: [a.example], policy: link}]\nfeeds: {items: 3}\n",
    ),
}
WORDS = ["<p>", "</p>", "<a", "<b>", "<i>", "<figure>", "<figcaption>", "<img", "<script>", "</script>", "<style>", "<table>", "<tr>", "<td>", "<svg>", "<math>", "<template>", "<noscript>", "<iframe", "<article>", "<h1>", "<time", "<meta", "<ul>", "<li>", "<pre>", "<code>", "<br>", "<hr>", 'href="', 'src="', 'alt="', 'srcset="', 'class="', 'id="', 'style="', "onerror=", 'datetime="', 'content="', 'property="', "datePublished", "author", "credit", "caption", "byline", "javascript:", "data:", "https://", "&lt;", "&#x3c;", "&amp;", "<!--", "-->", "<![CDATA[", "]]>", "application/ld+json", '"@type"', '"image"', '"headline"', "title:", "date:", "photo:", "photos:", "slug:", "credit=", "---", "...", "```", "~~~", "[^1]", "[^1]:", "*[A]:", "](", "){", "![", ">", "1.", "|||", "|---|", "REUTERS/", "AP", "via", "AFP", "Getty", "Photo:", "©", "(Handout)", "File", "Updated", "PUBLISHED", "2024-11-05", "November", "GMT", "&a;", "<!DOCTYPE", "<!ENTITY", "<item>", "<entry>", "<content", "<pubDate>", "<link>", "%00", "\\u0000", "!!python", "*a", "&b"]  # fmt: skip


def main() -> None:
    way, rest = sys.argv[1], sys.argv[2:]
    options = [one for one in rest if one.startswith("-")]
    given = [one for one in rest if not one.startswith("-")]
    folder = Path(given[0]) if given else Path(".fuzz") / way
    if not folder.is_file():
        _plant(way, folder)
        options = [f"-artifact_prefix={folder.parent}/", *options]
    words = Path(tempfile.mkdtemp()) / "words"
    words.write_text("".join(f'"{_quoted(word)}"\n' for word in WORDS))
    defaults = [
        "-timeout=10",
        "-rss_limit_mb=1500",
        "-max_len=6000",
        "-print_pcs=0",
        f"-dict={words}",
    ]
    atheris.Setup([sys.argv[0], str(folder), *defaults, *options], _guarded(WAYS[way]))
    atheris.Fuzz()


def _plant(way: str, folder: Path) -> None:
    """Give a way its first inputs: those above and the golden cases of the tests."""
    folder.mkdir(parents=True, exist_ok=True)
    starts = [*STARTS[way]]
    if way == "html":
        cases = [*CASES.glob("clean-html/*.html"), *CASES.glob("structure/*.html")]
        starts += [path.read_bytes() for path in sorted(cases)]
    if way == "pasted":
        starts += [path.read_bytes() for path in sorted((CASES / "pasted").glob("*.txt"))]
    if way == "picture":
        starts += [*_pictures()]
    if way == "credit":
        rows = (CASES / "credit" / "vectors.tsv").read_bytes().splitlines()
        starts += [row.partition(b"\t")[0] for row in rows[1:]]
    for number, start in enumerate(starts):
        (folder / f"start-{number:04}").write_bytes(start)


def _pictures() -> Iterator[bytes]:
    for kind in ("PNG", "JPEG", "GIF", "WEBP"):
        out = BytesIO()
        Image.new("RGB", (3, 2), "navy").save(out, kind)
        yield out.getvalue()
    yield b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><style>a{}</style><path d='M0 0' onclick='a'/></svg>"


def _quoted(word: str) -> str:
    # libFuzzer's own form: bytes beyond printable ASCII are written in hex.
    return "".join(
        f"\\x{byte:02x}" if byte in b'"\\' or not 32 <= byte < 127 else chr(byte)
        for byte in word.encode()
    )


def _guarded(way: Callable[[bytes], None]) -> Callable[[bytes], None]:
    """Take what is told to a curator as a good end: anything else is a finding."""

    def run(data: bytes) -> None:
        try:
            way(data)
        except BriefgenError as told:
            assert str(told)

    return run


def frontmatter(data: bytes) -> None:
    for read, path in (
        (read_topic, "topics/a.md"),
        (read_edition, "briefings/2026-01-01.md"),
    ):
        try:
            read(path, data)
        except BriefgenError as told:
            assert str(told).startswith(path)
    article = read_article("articles/a.md", data).value
    _comes_back(article)


def html(data: bytes) -> None:
    _filed(clean(Document("a.html", "html", data, url="https://a.example/2024/11/05/a")).article)


def pasted(data: bytes) -> None:
    _filed(clean(Document("a.txt", "text", data)).article)


def credit(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    parse_credit(text)
    parse_credit(text, certain=True)


def feed(data: bytes) -> None:
    for document in documents("a.xml", data)[:3]:
        try:
            _filed(clean(document).article)
        except BriefgenError as told:
            assert str(told)


def mail(data: bytes) -> None:
    for read in (mails.documents, mhtml.documents, addresses):
        try:
            found = read("a.eml", data)
        except BriefgenError as told:
            assert str(told)
            continue
        for document in found if read is not addresses else ():
            try:
                articles_in(document)
                _filed(clean(document).article)
            except BriefgenError as told:
                assert str(told)


def picture(data: bytes) -> None:
    for ending in (".png", ".jpg", ".gif", ".webp", ".svg"):
        try:
            survey(f"a{ending}", b"", data, ("webp",))
        except BriefgenError as told:
            assert str(told)
    shown = harmless_svg("a.svg", data)
    assert b"<script" not in shown
    assert harmless_svg("a.svg", shown) == shown, (shown,)


def markdown(data: bytes) -> None:
    _shown(data.decode("utf-8", "replace"))


def config(data: bytes) -> None:
    path = Path(tempfile.gettempdir()) / f"fuzz-{os.getpid()}.yml"
    path.write_bytes(data)
    read_config(path)


def _filed(article: Article) -> None:
    """What cleaning writes is read again as it was, and shows as sound HTML."""
    _comes_back(article)
    _shown(article.body)


def _comes_back(article: Article) -> None:
    text = article_text(article)
    again = read_article("articles/a.md", text.encode()).value
    assert article_text(again) == text, (text, article_text(again))


def _shown(text: str) -> None:
    shown = resolve(to_body(text, "articles/a.md").html, "/")
    assert settled(shown) == shown, (shown, settled(shown))


WAYS = {
    way.__name__: way
    for way in (frontmatter, html, credit, pasted, feed, mail, markdown, config, picture)
}

if __name__ == "__main__":
    main()
