"""What one build leaves to the next: its articles as it read them, and its parts as it made them.

A part is remembered with all it was made of, and given again where that is the same: values that
did not change stay the very same objects, so that the next comparison is one of identities. A build
from the command line finds its articles on the disk; a preview keeps everything in its process.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar
from zoneinfo import ZoneInfo

from briefgen.engine.fingerprint import fingerprint
from briefgen.engine.ledger import read_rows, write_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable
    from pathlib import Path

    from briefgen.build.pieces import Known
    from briefgen.engine.stat_index import StatIndex
    from briefgen.render.entries import Placing

__all__ = ["Memory"]

R = TypeVar("R")


class Memory:
    """What was read and made last; `path` is where articles are kept between runs, if anywhere."""

    def __init__(self, path: Path | None = None) -> None:
        self.pieces: dict[str, Known] = {}
        self.index: StatIndex | None = None
        self._path = path
        self._stamp = b""
        self._rows: dict[str, bytes] = {}
        self._parts: dict[Hashable, tuple[tuple[object, ...], object]] = {}

    def open(self, stamp: str, site: Placing, titles: tuple[str, ...]) -> None:
        """Bring to mind the articles as they were placed by just these; forget all others."""
        now = fingerprint((stamp, site, titles))
        if now == self._stamp:
            return
        self._stamp = now
        self.pieces.clear()
        self._rows = read_rows(self._path, now) if self._path else {}
        if self._rows:
            self.pieces.update(_pieces(self._rows.values(), site))

    def settle(self, pieces: Iterable[Known]) -> None:
        """Remember these articles and no others; write only what differs."""
        self.pieces = {known.piece.path: known for known in pieces}
        rows = {path: known.row for path, known in self.pieces.items() if known.row}
        if self._path and rows != self._rows:
            write_rows(self._path, self._stamp, rows)
        self._rows = rows

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
