"""Keys in, the bytes kept under them out: one SQLite file that survives kills, cuts and crowds.

It is never the only place where something stands: whatever is wrong with it, it forgets and goes
on. Rows bear a checksum bound to their key, so that it forgets but does not lie. One file, since
ten thousand small ones cost a second to read and a disk block each. It counts runs, not days, so
that a clock set back ages nothing.
"""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

__all__ = ["Cache"]

_VERSION = 2
_SUM = 4
_AT_ONCE = 500
_REFRESHED = 8  # runs after which a row in use is marked so again
_AGE = 100
_PAGE = 32_768
"""Of a few kilobytes a body has: in pages of 4 it would stand in a chain of them."""
_SCHEMA = f"""
PRAGMA page_size = {_PAGE};
PRAGMA auto_vacuum = INCREMENTAL;
PRAGMA journal_mode = WAL;
CREATE TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY, value BLOB, run INT);
CREATE TABLE IF NOT EXISTS runs (number INT);
PRAGMA user_version = {_VERSION};
"""
# What time or the person mends: then nothing is kept in this run, and nothing is thrown away.
_PASSING = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PERM,
    }
)

# SQLite quotes a damaged schema in its messages, and Python can't decode them.
_BROKEN = (sqlite3.Error, UnicodeDecodeError)


class Cache:
    """Bytes by key at `path`, at most `limit` of them; those unused longest go first.

    `patience` is how many seconds to wait for another process that is writing. Without a path
    nothing is kept.
    """

    def __init__(self, path: Path | None, *, limit: int = 1 << 30, patience: float = 5) -> None:
        self.path = path
        self._limit = limit
        self._patience = patience
        self._stale: set[bytes] = set()
        self._used: set[bytes] = set()
        self._run = 0
        self.empty = path is None
        """Whether there was nothing in it when it was opened."""
        self._changed = False
        self._rows: sqlite3.Connection | None = None
        if path is not None:
            with suppress(OSError):
                path.parent.mkdir(parents=True, exist_ok=True)
                self._rows = self._opened(path) or self._opened(path)

    def __del__(self) -> None:
        # One that was let go without being closed, as at the end of a worker.
        if self._rows is not None:
            with suppress(*_BROKEN):
                self._rows.close()

    def found(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """Return what is kept under the keys, those without left out."""
        found: dict[bytes, bytes] = {}
        try:
            for at in range(0, len(keys), _AT_ONCE):
                found.update(self._batch(keys[at : at + _AT_ONCE]))
        except _BROKEN as error:
            self._forget(error)
        return found

    def keep(self, values: Mapping[bytes, bytes]) -> None:
        """Keep values under their keys, all of them or none."""
        if self._rows is None or not values:
            return
        rows = [(k, _sum(k, v) + v, self._run) for k, v in values.items()]
        try:
            with self._rows:
                self._rows.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", rows)
            self._used.update(values)
            self._changed = True
        except _BROKEN as error:
            self._forget(error)

    def close(self) -> None:
        """Mark what was used, drop what was not for long, and close."""
        if self._rows is None:
            return
        with suppress(*_BROKEN):
            if self._changed or self._stale:
                self._age(self._rows)
        with suppress(*_BROKEN):
            self._rows.close()
        self._rows = None

    def _opened(self, path: Path) -> sqlite3.Connection | None:
        """Return the file's connection; None if what was there had to be thrown away."""
        rows = None
        try:
            rows = sqlite3.connect(
                path,
                timeout=self._patience,
                check_same_thread=False,  # its users take turns
            )
            rows.text_factory = bytes  # a damaged row may be of any type
            rows.execute("PRAGMA synchronous = OFF")  # a power cut may cost the cache, not the site
            (version,) = rows.execute("PRAGMA user_version").fetchone()
            if version != _VERSION:
                rows.executescript(
                    f"DROP TABLE IF EXISTS kept; DROP TABLE IF EXISTS runs;{_SCHEMA}"
                )
            (self._run,) = rows.execute("SELECT COALESCE(MAX(number), 0) + 1 FROM runs").fetchone()
            first = rows.execute("SELECT key, value, run FROM kept LIMIT 1").fetchone()
            self.empty = first is None
        except _BROKEN as error:
            self._rows = rows
            self._forget(error)
            return None
        return rows

    def _batch(self, keys: Sequence[bytes]) -> Iterator[tuple[bytes, bytes]]:
        if self._rows is None:
            return
        marks = ",".join("?" * len(keys))
        query = f"SELECT key, value, CAST(run AS INT) FROM kept WHERE key IN ({marks})"  # noqa: S608 - marks only
        for key, value, run in self._rows.execute(query, keys):
            if type(value) is not bytes or value[:_SUM] != _sum(key, value[_SUM:]):
                continue
            self._used.add(key)
            if run < self._run - _REFRESHED:
                self._stale.add(key)
            yield key, value[_SUM:]

    def _age(self, rows: sqlite3.Connection) -> None:
        with rows:
            rows.execute("DELETE FROM runs")
            rows.execute("INSERT INTO runs VALUES (?)", (self._run,))
            used = [(self._run, key) for key in self._stale]
            rows.executemany("UPDATE kept SET run = ? WHERE key = ?", used)
            rows.execute("DELETE FROM kept WHERE run < ?", (self._run - _AGE,))
            rows.executemany("DELETE FROM kept WHERE key = ?", self._beyond_limit(rows))
        rows.execute("PRAGMA incremental_vacuum").fetchall()

    def _beyond_limit(self, rows: sqlite3.Connection) -> Iterable[tuple[bytes]]:
        """Return the keys to drop, unused longest first; a quarter more, so that it lasts."""
        (total,) = rows.execute("SELECT COALESCE(SUM(LENGTH(value)), 0) FROM kept").fetchone()
        if total <= self._limit:
            return []
        dropped = []
        oldest = rows.execute("SELECT key, LENGTH(value) FROM kept ORDER BY run, rowid")
        for key, size in oldest.fetchall():
            if total <= self._limit * 3 // 4:
                break
            if key not in self._used:
                total -= size
                dropped.append((key,))
        return dropped

    def _forget(self, error: Exception) -> None:
        """Stop keeping; throw away a file that is broken rather than busy or full."""
        if self._rows is not None:
            with suppress(*_BROKEN):
                self._rows.close()
        self._rows = None
        if self.path and (getattr(error, "sqlite_errorcode", 0) & 0xFF) not in _PASSING:
            for end in ("", "-wal", "-shm"):
                self.path.with_name(self.path.name + end).unlink(missing_ok=True)


def _sum(key: bytes, value: bytes) -> bytes:
    return crc32(value, crc32(key)).to_bytes(_SUM, "big")
