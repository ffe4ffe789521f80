"""An article's file, read and placed, in; the row that is kept of it between builds out, and back.

A row holds what planning and telling need of an article. The HTML of its body is kept apart, so
that ten thousand articles are planned without a text being read.
"""

from __future__ import annotations

from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec.msgpack import Decoder, Encoder

from briefgen.engine.digest import blake2b
from briefgen.errors import Notice
from briefgen.model.entry import Body, Entry, TopicRef
from briefgen.values import dataclass

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from zoneinfo import ZoneInfo

_NO_BODY = Body()
_SUM = 16
_FIELDS = Entry.__match_args__
_values = attrgetter(*_FIELDS)
# What fifty thousand articles would hold a hundred times over, or more.
_ALIKE = ("path", "language", "source", "authors", "tags", "topics")

__all__ = ["Known", "Piece", "kept_row", "known", "packed_body", "shown_digest", "unpacked_body"]


@dataclass(frozen=True, slots=True)
class Piece:
    """What an article's file comes to; `entry` is None where it can't be shown.

    `body` is without its HTML. `pictures` are the paths under content/ of the photos it shows,
    `photo_line` is where its front matter names them.
    """

    path: str
    entry: Entry | None = None
    body: Body = _NO_BODY
    pictures: tuple[str, ...] = ()
    photo_line: int | None = None
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """A piece as it is remembered: the digest of its file's bytes, and that of its entry.

    `row` is what is kept of it, b"" where mistakes have to be told anew each time.
    """

    file: bytes
    piece: Piece
    digest: bytes
    row: bytes = b""


class _Row(msgspec.Struct, array_like=True, frozen=True):
    file: bytes
    digest: bytes
    piece: Piece
    folds: tuple[int, int]
    topics: tuple[tuple[str, str, str], ...]


def kept_row(file: bytes, piece: Piece) -> bytes:
    """Return the bytes of a piece, its entry in the site's zone; `file` is its file's digest."""
    entry = piece.entry
    if entry is None:
        return _encoder().encode(_Row(file, b"", piece, (0, 0), ()))
    bare = dict(zip(_FIELDS, _values(entry), strict=True)) | {
        "published": _naive(entry.published),
        "updated": _naive(entry.updated),
        "topics": (),
        "photo": None if entry.photo == _first(entry) else entry.photo,
    }
    # Digested and kept: encoded once for both.
    raw: Any = msgspec.Raw(_encoder().encode(bare))
    folds = (_fold(entry.published), _fold(entry.updated))
    topics = tuple((ref.slug, ref.title, ref.permalink) for ref in entry.topics)
    zones = [str(moment.tzinfo) for moment in (entry.published, entry.updated) if moment]
    told = _encoder().encode((raw, folds, topics, zones))
    digest = blake2b(told, digest_size=_SUM).digest()
    kept = Piece(piece.path, raw, piece.body, piece.pictures, piece.photo_line, piece.notices)
    return _encoder().encode(_Row(file, digest, kept, folds, topics))


def known(
    row: bytes,
    zone: ZoneInfo,
    refs: dict[tuple[str, str, str], TopicRef],
    shared: dict[Any, Any] | None = None,
) -> Known:
    """Return the piece of a row; `refs` gathers the topics, so that articles share theirs.

    `shared` gathers all else that many articles have: of equal values the first is theirs. A
    msgspec.MsgspecError refuses bytes that are no row.
    """
    found = _decoder().decode(row)
    entry = found.piece.entry
    if entry is not None:
        # Its maker is at work still: nobody has seen the frozen value yet, and making ten thousand
        # a second time would cost as much as reading them.
        put = object.__setattr__
        published, updated = found.folds
        put(entry, "published", _placed(entry.published, zone, published))
        put(entry, "updated", _placed(entry.updated, zone, updated))
        put(
            entry,
            "topics",
            tuple([refs.get(t) or refs.setdefault(t, TopicRef(*t)) for t in found.topics]),
        )
        put(entry, "photo", entry.photo or _first(entry))
        if shared is not None:
            _share(found.piece, entry, shared.setdefault)
    return Known(found.file, found.piece, found.digest, row)


def packed_body(body: Body) -> bytes | None:
    """Return a body as it is kept, with its HTML; None for text that is no Unicode."""
    try:
        return _encoder().encode(body)
    except UnicodeEncodeError:  # half a surrogate pair
        return None


def unpacked_body(data: bytes) -> Body | None:
    """Return the body of such bytes; None if they are of another version, or damaged."""
    try:
        return _body_decoder().decode(data)
    except msgspec.MsgspecError:
        return None


def shown_digest(digest: bytes, entry: Entry) -> bytes:
    """Return what stands for an entry of a digest, shown with the photos it has here.

    The names of a photo's files tell all of its picture that the entry now shows.
    """
    shown = "\0".join(figure.src for figure in entry.photos)
    return blake2b(digest + shown.encode("utf-8", "surrogatepass"), digest_size=_SUM).digest()


def _share(piece: Piece, entry: Entry, same: Callable[[Any, Any], Any]) -> None:
    put = object.__setattr__
    for name in _ALIKE:
        if value := getattr(entry, name):
            put(entry, name, same(value, value))
    put(piece, "path", entry.path)


def _first(entry: Entry) -> Any:
    return entry.photos[0] if entry.photos else None


def _fold(moment: dt.datetime | None) -> int:
    return moment.fold if moment else 0


def _naive(moment: dt.datetime | None) -> dt.datetime | None:
    # A moment as told by UTC would lose an hour that a clock change leaves out.
    return moment and moment.replace(tzinfo=None, fold=0)


def _placed(moment: dt.datetime | None, zone: ZoneInfo, fold: int) -> dt.datetime | None:
    return moment and moment.replace(tzinfo=zone, fold=fold)


@cache
def _encoder() -> Encoder:
    return Encoder()


@cache
def _decoder() -> Decoder[_Row]:
    return Decoder(_Row)


@cache
def _body_decoder() -> Decoder[Body]:
    return Decoder(Body)
