"""What a build leaves for the next to amend its site by: where each article is shown, and how."""

from __future__ import annotations

from array import array
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec.msgpack import Encoder

from briefgen.build.dress import Dress  # noqa: TC001 - what a row holds is read by its types
from briefgen.engine.digest import blake2b
from briefgen.engine.ledger import rows_sum, write_rows
from briefgen.engine.record import encoded, lowered
from briefgen.model.entry import Entry, Figure, TopicRef
from briefgen.model.page import ArticlePage, Feed, FeedItem, Page, Site
from briefgen.render.feed_refs import EDITIONS
from briefgen.render.permalinks import output_path
from briefgen.values import replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from briefgen.build.making import Kept
    from briefgen.build.memory import Memory
    from briefgen.build.order import Order, Rendered
    from briefgen.build.pictures import Album
    from briefgen.content.find import Found
    from briefgen.model.library import Library, PlacedEdition

__all__ = [
    "AMENDS",
    "ARTICLES",
    "BASIS",
    "SPEECH",
    "THEME",
    "Basis",
    "Otherwise",
    "found_digest",
    "keep_amends",
    "otherwise_row",
]

AMENDS = "amends"
"""The file in the cache that holds the rows of this module."""
ARTICLES = "articles"
"""The file in the cache that holds the articles' rows."""
BASIS = "\0basis"
"""The row that is no list's."""
SPEECH = "\0speech"
"""The row of what the site's language says."""
THEME = "\0theme"
"""The row of the theme as it was loaded."""
_NONE = -1


class Basis(msgspec.Struct, array_like=True, frozen=True):
    """What amending a site needs to know of all of it; articles go by their place in the library.

    `placed` is the record of what articles are placed and shown by. `ties` are arrays: the places
    of the newer and of the older one that the page of each article shows, those of the related ones
    in a row, and how many each has. `lists` are the other files that show articles: whether it is a
    feed, and their places. `issues` are the pages of the editions in their feed. `matters` are the
    digests of what the pages show, those of the articles one after the other, then the lists'.
    """

    stamp: str
    articles: bytes
    placed: bytes
    names: list[str]
    files: list[tuple[str, str]]
    ties: tuple[bytes, bytes, bytes, bytes]
    lists: list[tuple[str, bool, bytes]]
    issues: list[str]
    matters: tuple[bytes, list[bytes]]


class Otherwise(msgspec.Struct, array_like=True, frozen=True):
    """What an article is shown with where that is not what it was placed with; None: just that."""

    photos: tuple[Figure, ...] | None = None
    topics: tuple[TopicRef, ...] | None = None
    dress: Dress | None = None


class _OddError(Exception):
    """A page that shows what is not in the library."""


def otherwise_row(at: int) -> str:
    """Return the name of the row that holds the Otherwise of the article at a place."""
    return f"\0otherwise {at}"


def found_digest(found: Found) -> str:
    """Return what stands for the names of all files and folders under content/."""
    rows = (found.folders, found.articles, found.topics, found.editions)
    text = "\0\0".join("\0".join(row) for row in rows)
    return blake2b(text.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


def keep_amends(order: Order, memory: Memory, made: Rendered) -> dict[str, str]:
    """Keep what the next build may amend the site by; return what it has to find as it is."""
    store = order.kept / "cache"
    place = store / AMENDS
    place.unlink(missing_ok=True)
    rows = _rows(memory, made, rows_sum(store / ARTICLES))
    if rows is None or memory.looked is None:
        return {}
    write_rows(place, b"", rows)
    return {AMENDS: rows_sum(place).hex(), "found": found_digest(memory.looked.found)}


def _rows(memory: Memory, made: Rendered, articles: bytes) -> dict[str, bytes] | None:
    press, arranged, album = memory.press, memory.arranged, memory.album
    if press is None or arranged is None or album is None or press.site.search or not articles:
        return None
    from briefgen.build.speech import speech

    library = arranged[2].library
    index = {entry.path: at for at, entry in enumerate(library.entries)}
    placed, theme = encoded((press.placing, *memory.placed)), encoded(press.theme)
    feeds = memory.feeds[3] if memory.feeds else ()
    issues = library.editions[: press.placing.config.feeds.items]
    try:
        packed = dict(_packed(made.pages, feeds, issues, library, index))
        otherwise = dict(_otherwise(memory, album, library))
    except (_OddError, TypeError, ValueError, OverflowError):
        return None
    if placed is None or theme is None:
        return None
    paths = {feed.path for feed in feeds}
    ties = _ties(made.pages, index, len(library.entries))
    basis = Basis(
        press.stamp,
        articles,
        placed,
        [*index],
        [*library.files],
        ties,
        lists=[(path, path in paths, refs.tobytes()) for path, (_, refs) in packed.items()],
        issues=[output_path(edition.permalink) for edition in issues],
        matters=_matters(memory.made, made.pages, index, packed),
    )
    return {
        BASIS: _encoder().encode(basis),
        THEME: theme,
        SPEECH: speech(press.theme, library, made.pages, press.site.language),
        **{path: row for path, (row, _) in packed.items()},
        **otherwise,
    }


def _ties(
    pages: Iterable[Page], index: dict[str, int], count: int
) -> tuple[bytes, bytes, bytes, bytes]:
    """Return the places of the articles that each article's page shows."""
    newer, older = array("i", [_NONE]) * count, array("i", [_NONE]) * count
    related: list[tuple[int, ...]] = [()] * count
    for page in pages:
        if isinstance(page, ArticlePage):
            at = index[page.entry.path]
            newer[at] = index[page.newer.path] if page.newer else _NONE
            older[at] = index[page.older.path] if page.older else _NONE
            related[at] = tuple([index[entry.path] for entry in page.related])
    flat = array("i", [at for row in related for at in row])
    counts = array("i", [len(row) for row in related])
    return (newer.tobytes(), older.tobytes(), flat.tobytes(), counts.tobytes())


def _matters(
    kept: Kept, pages: Iterable[Page], index: Mapping[str, int], lists: Iterable[str]
) -> tuple[bytes, list[bytes]]:
    """Return the digests of what the articles' pages show, and the lists."""
    articles = [b""] * len(index)
    for page in pages:
        if isinstance(page, ArticlePage):
            articles[index[page.entry.path]] = kept.files[page.path][1]
    return b"".join(articles), [kept.files[path][1] for path in lists]


def _otherwise(memory: Memory, album: Album, library: Library) -> Iterator[tuple[str, bytes]]:
    """Yield what is shown otherwise than it is placed: photos that were read, spelt topics."""
    plain = Otherwise()
    for at, entry in enumerate(library.entries):
        bare = memory.pieces[entry.path].piece.entry
        dress = album.dress_of(entry.path)
        if bare is None or (bare is entry and dress is None):
            continue
        told = Otherwise(
            None if bare.photos == entry.photos else entry.photos,
            None if bare.topics == entry.topics else entry.topics,
            dress,
        )
        if told != plain:
            yield otherwise_row(at), _encoder().encode(told)


def _packed(
    pages: Iterable[Page],
    feeds: Iterable[Feed],
    issues: Iterable[PlacedEdition],
    library: Library,
    index: dict[str, int],
) -> Iterator[tuple[str, tuple[bytes, array[int]]]]:
    """Yield each list with the places of the articles it shows."""
    for page in pages:
        if not isinstance(page, ArticlePage):
            yield page.path, _list(page, library, index)
    for feed in feeds:
        if not feed.path.startswith(EDITIONS):
            yield feed.path, _list(feed, library, index)
            continue
        # What the items say is made of the editions anew.
        row, refs = _list(replace(feed, items=()), library, index)
        refs.extend(index[one.entry.path] for edition in issues for one in edition.rows)
        yield feed.path, (row, refs)


def _list(value: Page | Feed, library: Library, index: dict[str, int]) -> tuple[bytes, array[int]]:
    refs: array[int] = array("i")
    entries = library.entries

    def lower(part: object) -> Any:
        kind = type(part)
        if kind is Entry:
            at = index.get(part.path, _NONE)  # type: ignore[attr-defined]  # an entry has a path
            if at == _NONE or entries[at] is not part:
                raise _OddError
            refs.append(at)
            return ["entry", at]
        if kind is Site:
            return ["site"]
        if kind is FeedItem:
            if part.html:  # type: ignore[attr-defined]  # an item has its HTML
                raise _OddError
            return ["item", lower(part.entry)[1]]  # type: ignore[attr-defined]  # and its entry
        return lowered(part, lower)

    return _encoder().encode(lowered(value, lower)), refs


@cache
def _encoder() -> Encoder:
    return Encoder()
