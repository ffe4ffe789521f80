"""What a build read and arranged in, all that is to be said of it out, with paths to open."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from briefgen.check.spelling import topic_spellings
from briefgen.errors import BriefgenError, CombinedError, Notice
from briefgen.values import replace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from briefgen.build.memory import Memory
    from briefgen.build.pictures import Album
    from briefgen.build.pieces import Known, Piece
    from briefgen.build.reading import Content
    from briefgen.model.entry import Figure, TopicRef

__all__ = ["located", "noticed"]


def noticed(
    memory: Memory,
    content: Content,
    album: Album,
    dead: Callable[[Iterable[Piece]], Iterable[Notice]],
    root: Path,
) -> tuple[Notice, ...]:
    """Return all that is to be said of the articles under `root`, with paths that can be opened.

    `dead` finds the dead links of those that link to something. What `memory` told of the same
    articles is told again: there may be ten thousand notices.
    """
    pieces = content.pieces
    topics = memory.column("topics", pieces, _topics_of)
    told = (
        memory.part(
            "own notices",
            (
                memory.column("notices", pieces, attrgetter("notices")),
                memory.column("photos", pieces, _photos_of),
                album.pictures,
            ),
            lambda: tuple(
                [
                    notice
                    for piece in _with(pieces, "notices", memory)
                    for notice in album.lacking(piece)
                ]
            ),
        ),
        content.notices,
        tuple(album.told.notices),
        tuple(album.told.unreadable(album.faults)),
        memory.part("spellings", topics, lambda: tuple(topic_spellings(_topic_names(topics)))),
        tuple(dead(_with(pieces, "body.links", memory))),
    )
    return memory.part(
        "located notices",
        told,
        lambda: _located_notices((notice for part in told for notice in part), root),
    )


def located(errors: Iterable[BriefgenError], root: Path) -> tuple[BriefgenError, ...]:
    """Return mistakes one by one, with paths that an editor can open."""
    told: list[BriefgenError] = []
    for error in errors:
        if isinstance(error, CombinedError):
            told.extend(located(error.errors, root))
        elif error.path is None:
            told.append(error)
        else:
            place = str(root / error.path)
            told.append(type(error)(error.message, path=place, line=error.line, hint=error.hint))
    return tuple(told)


def _with(pieces: tuple[Known, ...], fact: str, memory: Memory) -> Iterator[Piece]:
    """The articles that have something of a fact; in ten thousand few have."""
    column = memory.column(fact, pieces, attrgetter(fact))
    places: tuple[int, ...] = memory.part(
        f"places {fact}", (column,), lambda: tuple([at for at, told in enumerate(column) if told])
    )
    return (pieces[at].piece for at in places)


def _topics_of(piece: Piece) -> tuple[str, tuple[TopicRef, ...]]:
    return (piece.path, piece.entry.topics if piece.entry else ())


def _photos_of(piece: Piece) -> tuple[Figure, ...]:
    return piece.entry.photos if piece.entry else ()


def _topic_names(
    topics: Iterable[tuple[str, tuple[TopicRef, ...]]],
) -> Iterator[tuple[str, str, str]]:
    return ((path, ref.slug, ref.title) for path, refs in topics for ref in refs)


def _located_notices(notices: Iterable[Notice], root: Path) -> tuple[Notice, ...]:
    return tuple(
        replace(notice, path=str(root / notice.path)) if notice.path else notice
        for notice in notices
    )
