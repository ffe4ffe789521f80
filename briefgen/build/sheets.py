"""Rendered pages in, what is kept of their parts out: how long each is, by the page's key.

A page of the same key shows the same in the same theme, so its file has the same parts until it is
rendered in another. What is kept is asked for by a build in a theme that changed.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from msgspec.msgpack import Decoder, Encoder

from briefgen.engine.ledger import read_rows, write_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

__all__ = ["PARTS", "Printed", "SheetBook", "Sheets", "read_sheets"]

PARTS = "parts"
"""The file in the cache that holds the rows of this module."""
_KEY = 16
_MOST = 255
_BETWEEN = "\0"


class Printed(NamedTuple):
    """What is known of a page's file: its template, and its parts' lengths as a Sheet has them."""

    path: str
    template: str
    lengths: bytes


class Sheets(NamedTuple):
    """What is known of files, by their keys, and of templates: the signs of their pages' parts."""

    files: Mapping[bytes, Printed] = {}
    signs: Mapping[str, tuple[bytes, ...]] = {}


class _Kind(msgspec.Struct, array_like=True, frozen=True):
    """Pages of one template: how many bytes their lengths take, and the signs of their parts."""

    template: str
    size: int
    signs: tuple[bytes, ...]


class SheetBook:
    """Notes pages as they are rendered, in columns: a hundred bytes for each.

    `before` is what the last build noted.
    """

    def __init__(self, before: Sheets | None = None) -> None:
        self._before = before or Sheets()
        self._kinds: dict[str, tuple[int, int]] = {}
        self._paths: list[str] = []
        self._keys, self._places, self._lengths = bytearray(), bytearray(), bytearray()

    def add(self, key: bytes, printed: Printed) -> None:
        """Note the file of a page, if its parts were told apart."""
        size = len(printed.lengths)
        if not size:
            return
        place, usual = self._kinds.setdefault(printed.template, (len(self._kinds), size))
        if size != usual or place > _MOST:
            return
        self._paths.append(printed.path)
        self._keys += key
        self._places.append(place)
        self._lengths += printed.lengths

    def again(self, key: bytes) -> None:
        """Note once more what the last build noted of the file of a key."""
        known = self._before.files.get(key)
        if known is not None:
            self.add(key, known)

    def keep(self, place: Path, signs: Callable[[str], tuple[bytes, ...]]) -> None:
        """Keep what was noted at `place`; `signs` are those of a template's pages."""
        kinds = [
            _Kind(name, size, signs(name) or self._before.signs.get(name, ()))
            for name, (_, size) in self._kinds.items()
        ]
        rows = {
            "kinds": Encoder().encode(kinds),
            "paths": _BETWEEN.join(self._paths).encode("utf-8", "surrogatepass"),
            "keys": bytes(self._keys),
            "places": bytes(self._places),
            "lengths": bytes(self._lengths),
        }
        write_rows(place, b"", rows)


def read_sheets(place: Path) -> Sheets:
    """Return what was kept at `place`; nothing where that is not whole."""
    rows = read_rows(place, b"")
    with suppress(KeyError, ValueError, IndexError, msgspec.MsgspecError):
        kinds = Decoder(list[_Kind]).decode(rows["kinds"])
        return Sheets(dict(_files(rows, kinds)), {kind.template: kind.signs for kind in kinds})
    return Sheets()


def _files(rows: Mapping[str, bytes], kinds: Sequence[_Kind]) -> Iterator[tuple[bytes, Printed]]:
    keys, lengths, start = rows["keys"], rows["lengths"], 0
    paths = rows["paths"].decode("utf-8", "surrogatepass").split(_BETWEEN)
    for at, (path, place) in enumerate(zip(paths, rows["places"], strict=bool(keys))):
        kind = kinds[place]
        found = Printed(path, kind.template, lengths[start : start + kind.size])
        yield keys[at * _KEY : (at + 1) * _KEY], found
        start += kind.size
