"""What one build leaves to the next: its articles as it read them, and its parts as it made them.

A part is remembered with all it was made of, and given again where that is the same: values that
did not change stay the very same objects, so that the next comparison is one of identities. A build
from the command line finds its articles on the disk; a preview keeps everything in its process.
"""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from zoneinfo import ZoneInfo

from briefgen.build.making import Kept
from briefgen.content.find import Found
from briefgen.engine.fingerprint import fingerprint
from briefgen.engine.ledger import read_rows, write_rows
from briefgen.model.differing import differing, replaced
from briefgen.render.plan import Planner
from briefgen.values import dataclass

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from briefgen.build.making import Press
    from briefgen.build.pictures import Album
    from briefgen.build.pieces import Known, Piece
    from briefgen.engine.stat_index import StatIndex
    from briefgen.model.config import Config
    from briefgen.model.entry import Body, Entry
    from briefgen.model.library import Library
    from briefgen.model.page import Feed
    from briefgen.model.theme import Theme
    from briefgen.render.entries import Placing
    from briefgen.render.library import Arranged

__all__ = ["Looked", "Memory"]

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Looked:
    """What was seen under content/ at the last look: its files, each with its digest.

    `readable` are those that have one. `touched` are the articles among them that alone were looked
    at, None when it was all of them.
    """

    content: Path
    found: Found
    digests: dict[str, bytes | None]
    readable: tuple[str, ...]
    touched: tuple[str, ...] | None = None


class Memory:
    """What was read and made last; `path` is where articles are kept between runs, if anywhere.

    `touched` are all paths that changed since the last whole build, as far as somebody watches;
    None where nobody does, and everything has to be looked at. `edited` are the articles that
    differ from those of the last run, as far as that is known. `placed` is what they were placed
    by: of the site's settings those that matter, and the titles of its topics' files.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.pieces: dict[str, Known] = {}
        self.index: StatIndex | None = None
        self.touched: frozenset[Path] | None = None
        self.looked: Looked | None = None
        self.album: Album | None = None
        self.choice: tuple[Config, bool] | None = None
        self.theme: Theme | None = None
        self.whole = False
        self.edited: frozenset[str] = frozenset()
        self.planner = Planner()
        self.arranged: (
            tuple[tuple[tuple[Entry, ...], tuple[object, ...]], dt.datetime, Arranged] | None
        ) = None
        self.made = Kept()
        self.feeds: (
            tuple[Library, Placing, tuple[tuple[str, Body], ...], tuple[Feed, ...]] | None
        ) = None
        self.press: Press | None = None
        self.placed: tuple[Placing | None, tuple[str, ...]] = (None, ())
        self._path = path
        self._stamp = b""
        self._rows: dict[str, bytes] = {}
        self._row: tuple[Known, ...] = ()
        self._places: dict[str, int] = {}
        self._columns: dict[Hashable, tuple[tuple[Known, ...], tuple[object, ...]]] = {}
        self._parts: dict[Hashable, tuple[tuple[object, ...], object]] = {}

    @contextmanager
    def told(self, touched: frozenset[Path]) -> Iterator[None]:
        """Build within this, having been told of all that was touched since the last time.

        What a build that failed was told stands until one is whole.
        """
        if self.looked is not None:
            self.touched = (self.touched or frozenset()) | touched
        yield
        self.touched = frozenset()

    def open(self, stamp: str, site: Placing, titles: tuple[str, ...]) -> None:
        """Bring to mind the articles as they were placed by just these; forget all others."""
        now = fingerprint((stamp, site, titles))
        self.placed = (site, titles)
        if now == self._stamp:
            return
        self._stamp = now
        self.pieces.clear()
        self._rows = read_rows(self._path, now) if self._path else {}
        if self._rows:
            self.pieces.update(_pieces(self._rows.values(), site))

    @property
    def is_blank(self) -> bool:
        """Whether no article is remembered, here or on the disk."""
        return not self.pieces and (self._path is None or not self._path.exists())

    def settle(self, pieces: Iterable[Known]) -> tuple[Known, ...]:
        """Remember these articles and no others; write only what differs."""
        self.pieces = {known.piece.path: known for known in pieces}
        self._row = tuple(self.pieces.values())
        self._places = {path: at for at, path in enumerate(self.pieces)}
        if self._path is None:
            return self._row
        rows = {path: known.row for path, known in self.pieces.items() if known.row}
        if rows != self._rows:
            write_rows(self._path, self._stamp, rows)
            paths = {*rows, *self._rows} if self._rows else ()
            self.edited = frozenset(p for p in paths if rows.get(p) != self._rows.get(p))
        self._rows = rows
        return self._row

    def exchange(self, made: Mapping[str, Known]) -> tuple[Known, ...]:
        """Remember these in the places of the articles of the same files, and all others still."""
        if self._path is not None:
            return self.settle([made.get(path) or one for path, one in self.pieces.items()])
        self.pieces.update(made)
        self._row = replaced(self._row, {self._places[path]: one for path, one in made.items()})
        return self._row

    def forget_gone(self, outputs: AbstractSet[str], intros: Iterable[str]) -> None:
        """Forget what was made of files that are no more.

        `outputs` are the paths of the site's files, `intros` those of topics and editions.
        """
        self.made.keep_only(outputs)
        if self.album is not None:
            self.album.keep_only(outputs, {*self.pieces, *intros})

    def column(
        self, slot: Hashable, pieces: tuple[Known, ...], take: Callable[[Piece], R]
    ) -> tuple[R, ...]:
        """Return what `take` takes of each article: the same row while all of that is equal."""
        before, values = self._columns.get(slot, (None, ()))
        at = differing(before, pieces)
        if at is None:
            values = tuple([take(one.piece) for one in pieces])
        else:
            taken = [(place, take(pieces[place].piece)) for place in at]
            changed = {place: value for place, value in taken if value != values[place]}
            values = replaced(values, changed)
        self._columns[slot] = (pieces, values)
        return values  # type: ignore[return-value]  # a slot belongs to one kind of column

    def steady(self, slot: Hashable, value: R) -> R:
        """Return the last value of a slot where this one equals it."""
        return self.part(slot, (value,), lambda: value)

    def part(self, slot: Hashable, inputs: tuple[object, ...], make: Callable[[], R]) -> R:
        """Return what `make` makes of nothing but `inputs`: the last result while they are equal.

        Tuples are compared by their members' identity first, so that this costs little.
        """
        last = self._parts.get(slot)
        if last is not None and last[0] == inputs:
            return last[1]  # type: ignore[return-value]  # a slot belongs to one kind of part
        result = make()
        self._parts[slot] = (inputs, result)
        return result


def _pieces(rows: Iterable[bytes], site: Placing) -> Iterable[tuple[str, Known]]:
    from msgspec import MsgspecError

    from briefgen.build.pieces import known

    zone = ZoneInfo(site.config.timezone)
    refs = {(ref.slug, ref.title, ref.permalink): ref for ref in site.topics}
    try:
        for row in rows:
            found = known(row, zone, refs)
            yield found.piece.path, found
    except MsgspecError:
        return
