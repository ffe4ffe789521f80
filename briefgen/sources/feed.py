"""A feed's bytes (RSS, Atom, JSON Feed) -> a document for each item; nothing is fetched."""

from __future__ import annotations

import json
import re
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING, Any

import feedparser

from briefgen.errors import SourceError
from briefgen.model.document import WIDE_BRACKETS, Document
from briefgen.model.urls import web_url
from briefgen.sources import opml
from briefgen.sources.feed_photos import ItemMedia, json_photos, media_by_item
from briefgen.sources.feed_titles import plain_title
from briefgen.sources.stamp import iso_date
from briefgen.sources.xml_encoding import as_utf8

if TYPE_CHECKING:
    from briefgen.model.article import Photo

__all__ = ["documents", "is_feed"]

_HEAD = 4096
_MAIL_AND_NAME = re.compile(r"\S+@\S+\s+\(([^()]{1,200})\)")
# The sentence that WordPress adds below every item of its feeds.
_APPEARED = re.compile(
    r"<p>\s*(?:The post|Der Beitrag|La entrada|L['’]article|O post)\b(?:(?!</p>)[\s\S]){0,900}"
    r"(?:appeared first on|erschien zuerst auf|se publicó primero en|est apparu en premier sur"
    r"|apareceu primeiro em)(?:(?!</p>)[\s\S]){0,400}</p>\s*$",
    re.IGNORECASE,
)
# What feedparser and the parsers below it raise on feeds made to break them.
_BROKEN = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
_ROOT = re.compile(rb"\A\s*(?:<[?!][^>]*>\s*)*<(?:\w+:)?(?:rss|feed|rdf|opml)[\s>]", re.IGNORECASE)
_JSON = re.compile(rb'\A\s*\{.*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org\\?/version', re.DOTALL)


def is_feed(data: bytes) -> bool:
    """Tell whether bytes are a feed, or a list of feeds, by how they begin."""
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"")
    return bool(_ROOT.match(head) or _JSON.match(head))


def documents(source: str, data: bytes) -> tuple[Document, ...]:
    """Return the items of a feed as pages, in the feed's order."""
    if data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        found = _from_json(source, data)
    else:
        found = _from_xml(source, data)
    if not found:
        raise SourceError(
            "no feed item was found in it", path=source, hint="give RSS, Atom or JSON Feed"
        )
    return found


def _from_xml(source: str, data: bytes) -> tuple[Document, ...]:
    opml.refuse_entities(source, data)
    if opml.is_opml(data):
        raise SourceError(
            "this is a list of feeds", path=source, hint="save it as an .opml file and add that"
        )
    data = as_utf8(data)
    # feedparser takes a str for an address and bytes for a file's name: a stream is only read.
    try:
        read = feedparser.parse(BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except _BROKEN as error:
        raise SourceError("the feed is broken", path=source, hint="save the feed again") from error
    atom = str(read.get("version", "")).startswith("atom")
    site, language = _title(read.feed, atom=atom), str(read.feed.get("language") or "")
    media = media_by_item(data)
    if len(media) != len(read.entries):
        # Of a feed too broken to be read alike nobody knows which item has which photo.
        media = (ItemMedia(),) * len(read.entries)
    return tuple(
        _entry(source, entry, (_title(entry, atom=atom), site, language), one)
        for entry, one in zip(read.entries, media, strict=True)
    )


def _people(entry: feedparser.FeedParserDict) -> str:
    """Return who wrote an item: "ida@f.example (Ida Lind)" is Ida Lind."""
    said = str(entry.get("author") or "")
    named = _MAIL_AND_NAME.fullmatch(said.strip())
    return named.group(1) if named else said


def _entry(
    source: str, entry: feedparser.FeedParserDict, names: tuple[str, str, str], media: ItemMedia
) -> Document:
    """Return an item as a document; `names` are its title, its feed's title and language."""
    title, site, language = names
    said = [*(entry.get("content") or ()), entry.get("summary_detail") or {}]
    body = next((_markup(row) for row in said if _is_text(row, media)), "")
    facts = {
        "title": title,
        "author": _people(entry),
        "language": language,
        "site": site,
        "url": str(entry.get("feedburner_origlink") or entry.get("link") or ""),
        "date": str(entry.get("published") or entry.get("updated") or ""),
        "item": str(entry.get("id") or entry.get("link") or entry.get("title") or ""),
    }
    return _document(source, facts, body, media.photos)


def _title(row: feedparser.FeedParserDict, *, atom: bool) -> str:
    # Only Atom says that a title is text; in RSS it may be either.
    text = atom and (row.get("title_detail") or {}).get("type") == "text/plain"
    return plain_title(str(row.get("title") or ""), html=not text)


def _is_text(row: feedparser.FeedParserDict, media: ItemMedia) -> bool:
    """Tell an item's text from the words on one of its photos, which feedparser lists alike."""
    words = " ".join(str(row.get("value") or "").split())
    return bool(words) and words not in media.descriptions


def _markup(said: feedparser.FeedParserDict) -> str:
    text = str(said.get("value"))
    return _paragraphs(text) if said.get("type") == "text/plain" else text


def _from_json(source: str, data: bytes) -> tuple[Document, ...]:
    try:
        read = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise SourceError("this is no JSON", path=source, hint="save the feed again") from error
    items = read.get("items") if isinstance(read, dict) else None
    if not isinstance(items, list) or "jsonfeed.org" not in _text(read, "version"):
        raise SourceError("this is no JSON Feed", path=source, hint="give RSS, Atom or JSON Feed")
    site = _text(read, "title")
    language = _text(read, "language")
    return tuple(
        _from_item(source, item, site, language) for item in items if isinstance(item, dict)
    )


def _from_item(source: str, item: dict[str, Any], site: str, language: str) -> Document:
    writers = item.get("authors") or [item.get("author")]
    rows = writers if isinstance(writers, list) else []
    names = [_text(row, "name").strip() for row in rows if isinstance(row, dict)]
    facts = {
        "title": _text(item, "title"),
        "author": ", ".join(filter(None, names)),
        "language": _text(item, "language") or language,
        "site": site,
        "url": _text(item, "url") or _text(item, "external_url"),
        "date": _text(item, "date_published") or _text(item, "date_modified"),
        "item": _text(item, "id") or _text(item, "url") or _text(item, "title"),
    }
    plain = _text(item, "content_text") or _text(item, "summary")
    body = _text(item, "content_html") or _paragraphs(plain)
    return _document(source, facts, body, json_photos(item))


def _text(row: dict[str, Any], name: str) -> str:
    found = row.get(name)
    return found if isinstance(found, str) else ""


def _paragraphs(text: str) -> str:
    parts = (part.strip() for part in re.split(r"\n\s*\n", text))
    return "".join(f"<p>{escape(part)}</p>" for part in parts if part)


def _document(source: str, facts: dict[str, str], body: str, photos: tuple[Photo, ...]) -> Document:
    """Return an item as the page it would be, so that it is cleaned like any other."""
    # A tag in words would be lost on the way through a page: `Document.title` holds it as it is.
    title, site = (escape(facts[name].translate(WIDE_BRACKETS)) for name in ("title", "site"))
    author = escape(facts["author"])
    metas = f'<meta name="author" content="{author}">' if author else ""
    metas += f'<meta property="og:site_name" content="{site}">' if site else ""
    head = f'<meta charset="utf-8"><title>{title}</title>{metas}'
    body = _APPEARED.sub("", body)
    tongue = f' lang="{escape(facts["language"])}"' if facts["language"] else ""
    page = f"<html{tongue}><head>{head}</head><body><article>{body}</article></body></html>"
    return Document(
        source,
        "html",
        page.encode("utf-8", "replace"),
        url=web_url(facts["url"]),
        encoding="utf-8",
        title=facts["title"].strip() or None,
        fallback_date=iso_date(facts["date"]),
        item=facts["item"] or "?",
        photos=photos,
    )
