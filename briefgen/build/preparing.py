"""An article's file in; its piece, and the HTML of its body, out: all that costs time."""

# ruff: noqa: TC004 - dataclasses need no types to run
from __future__ import annotations

import os
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from briefgen.build.pieces import Piece, kept_row, packed_body, unpacked_body
from briefgen.build.source_files import file_bytes
from briefgen.check import check_addresses, check_editorial, check_rights
from briefgen.content.read import read_article
from briefgen.engine.cache import Cache
from briefgen.engine.fingerprint import fingerprint
from briefgen.engine.survey import digest as digest_of
from briefgen.errors import BriefgenError
from briefgen.model.entry import Body
from briefgen.render.entries import Placing, body_key, place
from briefgen.render.images import local_photos
from briefgen.render.to_html import to_body
from briefgen.values import dataclass, field

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from briefgen.errors import Notice
    from briefgen.model.article import Article, Edition, Topic
    from briefgen.model.credit import Credit

__all__ = ["Desk", "Prepared", "body_of", "credit_of", "intro", "prepare"]

R = TypeVar("R")
_NO_BODY = Body()


@dataclass(frozen=True, slots=True)
class Desk:
    """What an article is placed by; `titles` are those of the topics that have a file.

    `stamp` is the digest of our code. `shelf` is the file where bodies are kept, None for nowhere.
    `lines` are credits that were read before.
    """

    site: Placing
    titles: tuple[str, ...]
    stamp: str
    shelf: Path | None = None
    lines: Mapping[str, Credit | None] = field(default_factory=dict)

    @property
    def longest(self) -> int:
        """How many characters a body may have."""
        return self.site.config.limits.article_bytes

    def credit(self, line: str) -> Credit | None:
        """What a credit field says."""
        return self.lines[line] if line in self.lines else credit_of(line)


class Prepared(NamedTuple):
    """An article's row, the body to be kept (its key and bytes; none if it is kept already).

    `errors` are all the mistakes of the file.
    """

    row: bytes
    body: tuple[bytes, bytes] | None = None
    errors: tuple[BriefgenError, ...] = ()


def prepare(path: str, *, content: Path, desk: Desk) -> Prepared:
    """Read, place, check and convert the article at a path under `content`.

    A ContentError says that the file can't be read; every other mistake costs none of the rest.
    """
    data = file_bytes(content, path)
    errors: list[BriefgenError] = []
    reading = _tried(partial(read_article, path, data), errors)
    if reading is None:
        return Prepared(kept_row(digest_of(data), Piece(path)), None, tuple(errors))
    article = reading.value
    entry = _tried(partial(place, article, site=desk.site, parse=desk.credit), errors)
    body, fresh = _tried(partial(_body, article, desk), errors) or (_NO_BODY, None)
    piece = Piece(
        path=path,
        entry=None if errors else entry,
        body=body,
        pictures=(*local_photos(entry.photos if entry else ()), *body.pictures),
        photo_line=article.line("photo") or article.line("photos"),
        notices=(*reading.notices, *_checked(article, body, desk)),
    )
    return Prepared(kept_row(digest_of(data), piece), fresh, tuple(errors))


def body_of(path: str, data: bytes, longest: int) -> Body:
    """Return the body of the article at a path, with its HTML."""
    return _converted(read_article(path, data).value, longest)


def intro(file: Topic | Edition, *, longest: int) -> tuple[str, Body]:
    """Return the path of a topic's or an edition's file and its text as HTML."""
    return file.path, to_body(file.intro, file.path, longest=longest, parse=credit_of)


@lru_cache(maxsize=4096)
def credit_of(line: str) -> Credit | None:
    """What a credit field says: the curator calls it the credit, so little is needed to read it."""
    # Its grammar takes a while to load, and most saves bring no new line.
    from briefgen.clean.credit import parse

    return parse(line, certain=True)


def _tried(step: Callable[[], R], errors: list[BriefgenError]) -> R | None:
    """Return what a step gives; None where it adds its mistake to the errors."""
    try:
        return step()
    except BriefgenError as error:
        errors.append(error.with_traceback(None))
        return None


def _body(article: Article, desk: Desk) -> tuple[Body, tuple[bytes, bytes] | None]:
    """Return the article's body without its HTML, and what of it is not kept yet under its key."""
    key = fingerprint((desk.stamp, desk.longest, body_key(article)))
    if kept := _kept(desk.shelf, key):
        return _with(kept, "", kept.key), None
    body = _converted(article, desk.longest)
    data = packed_body(_with(body, body.html, key.hex()))
    return _with(body, "", key.hex()), None if data is None else (key, data)


def _with(body: Body, html: str, key: str) -> Body:
    # replace() takes four times as long.
    return Body(
        html, body.figures, body.words, body.links, key, body.pictures, body.inline, body.notices
    )


def _converted(article: Article, longest: int) -> Body:
    return to_body(
        article.body,
        article.path,
        first_line=article.body_line,
        longest=longest,
        parse=credit_of,
        trusted=article.unsafe_html,
    )


def _kept(shelf: Path | None, key: bytes) -> Body | None:
    data = _shelf(shelf, os.getpid()).found([key]).get(key) if shelf else None
    return unpacked_body(data) if data else None


@lru_cache(maxsize=1)
def _shelf(path: Path, process: int) -> Cache:
    """Return the store as this process opened it: a forked connection is no connection."""
    del process
    return Cache(path)


def _checked(article: Article, body: Body, desk: Desk) -> Iterator[Notice]:
    if article.draft:
        return
    config = desk.site.config
    read = [desk.credit(photo.credit) if photo.credit else None for photo in article.photos]
    yield from check_editorial(article, config, topics=desk.titles)
    yield from check_rights(article, config, parsed=read, body=body)
    yield from check_addresses(article)
    yield from body.notices
