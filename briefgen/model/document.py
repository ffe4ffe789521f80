"""What was taken in, and what cleaning makes of it: blocks, verdicts, facts with evidence."""

from __future__ import annotations

from typing import Literal

from briefgen.model.article import Article, Photo
from briefgen.values import dataclass

__all__ = [
    "WIDE_BRACKETS",
    "Block",
    "BlockKind",
    "Cleaned",
    "DateSource",
    "Document",
    "Evidence",
    "Knowledge",
    "KnownSource",
    "Link",
    "Verdict",
]

BlockKind = Literal[
    "heading", "paragraph", "list", "quote", "table", "code", "figure", "embed", "rule"
]
DateSource = Literal["json-ld", "meta", "time", "byline", "dateline", "caption", "url", "text"]


WIDE_BRACKETS = str.maketrans("<>", "＜＞")
"""Stand-ins for angle brackets in words, where a page is made of a feed's item."""


@dataclass(frozen=True, slots=True)
class Document:
    """One thing taken in: a page's bytes or a text, with where it came from.

    `input` is the source as the curator gave it. `url` is the page's address where known,
    `encoding` what HTTP or the mail said of its bytes, `fallback_date` a date that came with it
    (a feed's item, a mail's header) as an ISO string; never the clock's. `latest` (ISO) is the last
    day it can be of, where it is known when it was saved. `item` is what a feed calls its item by,
    "" for what is none. `mail` says that it came as a mail, which may be a newsletter.
    `beside` are the pictures saved with a page, as paths from its folder, `photos` those that came
    with it outside its text, as a feed gives them. `sender` is who sent a mail, as name and host.
    """

    input: str
    kind: Literal["html", "text"]
    data: bytes
    url: str | None = None
    encoding: str | None = None
    title: str | None = None
    fallback_date: str | None = None
    item: str = ""
    latest: str | None = None
    mail: bool = False
    beside: tuple[str, ...] = ()
    photos: tuple[Photo, ...] = ()
    sender: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """An article that a newsletter links to."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a text, whether it came from a tree or from pasted lines.

    `text` is its plain words, `markdown` the same as Markdown (inline for headings and paragraphs,
    whole for the rest). `level` is a heading's 1-6. A figure has its `photo`. `origin` tells where
    it stood, for the ledger: an XPath-like trail or a line number.
    """

    kind: BlockKind
    text: str
    markdown: str
    level: int = 0
    photo: Photo | None = None
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One row of the ledger: a block or line kept or dropped, by which step, and why."""

    kept: bool
    step: str
    reason: str
    text: str
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One row of the ledger for a fact: which field, what value, where it was read."""

    fact: str
    value: str
    where: str
    chosen: bool = True


@dataclass(frozen=True, slots=True)
class KnownSource:
    """A source the site's config names, with the hosts it publishes on."""

    name: str
    hosts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the site knows that helps cleaning; empty when there is no site.

    `today` (ISO) bounds dates: a later one is never believed. None means no bound.
    """

    sources: tuple[KnownSource, ...] = ()
    today: str | None = None


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A document cleaned: the article, its plain text, and the ledger of how it came about.

    `article.path` is "" until it is filed. `text` is the body without markup, captions and credits.
    `section` is the page's own section, unmatched to the site's topics.
    """

    article: Article
    text: str
    date_source: DateSource | None = None
    section: str | None = None
    keywords: tuple[str, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    evidence: tuple[Evidence, ...] = ()
