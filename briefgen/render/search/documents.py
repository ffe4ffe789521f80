"""Article pages in, one document each for the search index out."""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b
from html import escape
from typing import TYPE_CHECKING

from briefgen.render.feeds.xml import legal
from briefgen.render.words import plain
from briefgen.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefgen.model.entry import Body, Entry, Figure
    from briefgen.model.page import ArticlePage

__all__ = ["Document", "documents", "spaced"]

# Scripts that put no spaces between words. search.js has the same list for what readers type.
_UNSPACED = re.compile(
    "[\u0e01-\u0e5b\u0e81-\u0edf\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]"
)


@dataclass(frozen=True, slots=True)
class Document:
    """One article as the index takes it: `name` is its file there, `html` what can be found."""

    name: str
    html: str


def documents(pages: Iterable[ArticlePage]) -> Iterator[Document]:
    """Yield each article's document: no more of a text than its page shows; drafts have none."""
    for page in pages:
        if page.draft:
            continue
        # Named by what does not change, so that a new article leaves the others' files alone.
        name = blake2b(page.permalink.encode("utf-8", "replace"), digest_size=8).hexdigest()
        yield Document(f"{name}.html", _html(page.entry, page.body))


def spaced(text: str) -> str:
    """Return a text with each letter of a script without spaces as a word of its own.

    A row of such letters is then found as a phrase, whatever words a dictionary would see.
    """
    if text.isascii():
        return text
    found: list[str] = []
    for char in text:
        # A vowel sign stays with the letter that carries it.
        starts = _UNSPACED.match(char) and not unicodedata.category(char).startswith("M")
        after = found and _UNSPACED.match(found[-1][0])
        if starts or (after and not unicodedata.category(char).startswith("M")):
            found.append(" ")
        found.append(char)
    return " ".join("".join(found).split(" ")).strip()


def _html(entry: Entry, body: Body) -> str:
    facts = [*_metas(entry), *_filters(entry)]
    if entry.published:
        facts.append(("sort", "date", entry.published.isoformat()))
    told = "".join(
        f'<i data-pagefind-{kind}="{name}[title]" title="{_safe(value)}"></i>'
        for kind, name, value in facts
    )
    words = "".join(f"<p>{_safe(spaced(text))}</p>" for text in _words(entry, body) if text)
    title = _safe(spaced(entry.title))
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"></head>'
        f"<body data-pagefind-body>{told}<h1>{title}</h1>{words}</body></html>"
    )


def _metas(entry: Entry) -> Iterator[tuple[str, str, str]]:
    yield "meta", "title", entry.title
    yield "meta", "link", entry.permalink
    yield "meta", "language", entry.language
    if entry.source:
        yield "meta", "source", entry.source
    if entry.published:
        yield "meta", "date", entry.published.date().isoformat()


def _filters(entry: Entry) -> Iterator[tuple[str, str, str]]:
    for topic in entry.topics:
        yield "filter", "topic", topic.title
    if entry.source:
        yield "filter", "source", entry.source
    if entry.published:
        yield "filter", "date", f"{entry.published:%Y}"
        yield "filter", "date", f"{entry.published:%Y-%m}"


def _words(entry: Entry, body: Body) -> Iterator[str]:
    yield plain(body.html) or entry.summary
    yield entry.note or ""
    yield ", ".join(entry.authors)
    yield entry.source or ""
    yield from _photo_words(entry.photos)


def _photo_words(figures: Iterable[Figure]) -> Iterator[str]:
    for figure in figures:
        yield " ".join(filter(None, (figure.caption, figure.credit)))


def _safe(text: str) -> str:
    return escape(legal(text))
