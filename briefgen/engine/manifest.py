"""Remember between runs what briefgen wrote to an output folder: a row for each path."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from briefgen.engine.files import write_atomic
from briefgen.engine.survey import KEY
from briefgen.engine.table import Row, packed, unpacked

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["NUMBERS", "WIDTH", "Manifest"]

WIDTH = 2 * KEY
"""How many bytes of digests a row holds: a file's key, and the digest of its bytes."""
NUMBERS = 3
"""How many numbers tell one file: size, time of change, inode."""


class Manifest:
    """The rows on disk under `home`.

    A sync announces the new rows, changes the site, then settles. A kill in between leaves both
    sets, and both are ours: the survey tells by the bytes which of them stands. `known` is False in
    a folder we never wrote to, `unreadable` says we did but can't tell what.
    """

    def __init__(self, home: Path) -> None:
        self._settled = home / "manifest"
        self._announced = home / "manifest.next"
        found = [_loaded(path) for path in (self._settled, self._announced)]
        self.known = any(path.exists() for path in (self._settled, self._announced))
        self.unreadable = self.known and not any(found)
        settled, announced = (rows or {} for rows in found)
        self.rows: dict[str, Row] = announced | settled
        self.other_rows: dict[str, Row] = announced

    def announce(self, rows: Mapping[str, Row]) -> None:
        """Remember rows that are about to be true."""
        write_atomic(self._announced, packed(rows, WIDTH, NUMBERS))

    def settle(self) -> None:
        """Say that the announced rows are true now."""
        self._announced.replace(self._settled)

    def replace(self, rows: Mapping[str, Row]) -> None:
        """Remember rows of a site that did not change."""
        write_atomic(self._settled, packed(rows, WIDTH, NUMBERS))
        self._announced.unlink(missing_ok=True)


def _loaded(path: Path) -> dict[str, Row] | None:
    with suppress(FileNotFoundError, ValueError):
        return unpacked(path.read_bytes(), WIDTH, NUMBERS)
    return None
