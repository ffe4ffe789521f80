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
from briefgen.engine.step import Staged
from briefgen.engine.survey import digest as digest_of
from briefgen.errors import BriefgenError
from briefgen.model.entry import Body
from briefgen.render.entries import Placing, body_key, place
from briefgen.render.images import local_photos
from briefgen.render.to_html import to_body
from briefgen.values import dataclass, field

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from briefgen.content.read import Reading
    from briefgen.errors import Notice
    from briefgen.model.article import Article, Edition, Topic
    from briefgen.model.credit import Credit
    from briefgen.model.entry import Entry

__all__ = ["Desk", "Prepared", "body_of", "credit_of", "intro", "prepare", "prepared", "preparing"]

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


def preparing(content: Path, desk: Desk) -> Callable[[str], Prepared]:
    """Return `prepare` as a step that takes many articles through each of its stages at once."""
    whole = partial(prepare, content=content, desk=desk)
    return Staged(whole, (partial(_opened, content=content, desk=desk), *_STAGES))


def prepare(path: str, *, content: Path, desk: Desk) -> Prepared:
    """Prepare the article at a path under `content`; a ContentError if it has no bytes."""
    return _made(_opened(path, content=content, desk=desk))


def prepared(file: tuple[str, bytes, bytes], *, desk: Desk) -> Prepared:
    """Read, place, check and convert the article at a path, of such a digest and such bytes."""
    return _made(_Draft(desk, *file))


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


@dataclass(slots=True)
class _Draft:
    """An article's file on its way: each stage adds what it finds, or the mistake it meets."""

    desk: Desk
    path: str
    digest: bytes
    data: bytes
    reading: Reading[Article] | None = None
    entry: Entry | None = None
    body: Body = _NO_BODY
    fresh: tuple[bytes, bytes] | None = None
    errors: list[BriefgenError] = field(default_factory=list)


def _opened(path: str, *, content: Path, desk: Desk) -> _Draft:
    data = file_bytes(content, path)
    return _Draft(desk, path, digest_of(data), data)


def _read(draft: _Draft) -> _Draft:
    draft.reading = _tried(partial(read_article, draft.path, draft.data), draft.errors)
    return draft


def _placed(draft: _Draft) -> _Draft:
    if draft.reading:
        desk, article = draft.desk, draft.reading.value
        step = partial(place, article, site=desk.site, parse=desk.credit)
        draft.entry = _tried(step, draft.errors)
    return draft


def _shown(draft: _Draft) -> _Draft:
    """Convert the body, whatever was wrong before: one mistake costs no other's telling."""
    if draft.reading:
        step = partial(_body, draft.reading.value, draft.desk)
        draft.body, draft.fresh = _tried(step, draft.errors) or (_NO_BODY, None)
    return draft


def _packed(draft: _Draft) -> Prepared:
    row = kept_row(draft.digest, _piece(draft))
    return Prepared(row, draft.fresh, tuple(draft.errors))


_STAGES = (_read, _placed, _shown, _packed)


def _made(draft: _Draft) -> Prepared:
    return _packed(_shown(_placed(_read(draft))))


def _piece(draft: _Draft) -> Piece:
    if draft.reading is None:
        return Piece(draft.path)
    article, entry = draft.reading.value, draft.entry
    return Piece(
        path=draft.path,
        entry=None if draft.errors else entry,
        body=draft.body,
        pictures=(*local_photos(entry.photos if entry else ()), *draft.body.pictures),
        photo_line=article.line("photo") or article.line("photos"),
        notices=(*draft.reading.notices, *_checked(article, draft.body, draft.desk)),
    )


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
