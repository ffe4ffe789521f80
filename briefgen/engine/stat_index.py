"""Files in, their digests out: a file whose size, times and inode stand as recorded is not read."""

from __future__ import annotations

import os
from contextlib import suppress
from stat import S_ISREG
from typing import TYPE_CHECKING, TypeAlias

from briefgen.engine.digest import blake2b
from briefgen.engine.files import write_atomic
from briefgen.engine.table import Row, packed, unpacked
from briefgen.engine.ticks import is_old, is_past

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

__all__ = ["FileStat", "StatIndex", "disk_time", "file_stat"]

FileStat: TypeAlias = tuple[int, ...]

_WIDTH = 16
_NUMBERS = 4
_MASK = (1 << 64) - 1

_Read: TypeAlias = tuple[bytes, FileStat, bool]
"""A file's digest, what tells when it changes, and whether that is sure."""


def file_stat(found: os.stat_result) -> FileStat:
    """Return what changes when a file does: size, time of change, time of any touch, inode."""
    return (
        found.st_size,
        found.st_mtime_ns & _MASK,
        found.st_ctime_ns & _MASK,
        found.st_ino & _MASK,
    )


class StatIndex:
    """Digests of files by path, kept at `path` between runs.

    As git does, it doubts a file that was changed about when it was read: its next change could
    bear the same time. Time is the disk's own, so that a clock set back does no harm.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._rows: dict[str, Row] = {}
        self._seen: dict[str, Row] = {}
        self._doubted: set[str] = set()
        with suppress(FileNotFoundError, ValueError):
            self._rows = unpacked(path.read_bytes(), _WIDTH, _NUMBERS)

    def digests(self, files: Iterable[str | Path]) -> list[bytes | None]:
        """Return the digest of each file's bytes in order, None for one that can't be read."""
        paths = [os.fspath(file) for file in files]
        stats = [*map(_stat, paths)]
        found = [self._known(*pair) for pair in zip(paths, stats, strict=True)]
        unknown = [at for at, digest in enumerate(found) if digest is None and stats[at]]
        if unknown:
            now = disk_time(self._path)
            for at in unknown:
                found[at] = self._noted(paths[at], _read(paths[at], now))
        return found

    def standing(self, files: Iterable[str | Path]) -> list[bytes | None]:
        """Return what `digests` does without reading a file: b"" waits for `learn`."""
        paths = [os.fspath(file) for file in files]
        now = disk_time(self._path)
        found: list[bytes | None] = []
        for path in paths:
            stat = _stat(path)
            digest = self._known(path, stat)
            if digest is None and stat is not None:
                digest = b""
                changed = stat[2] if os.name == "posix" else stat[1]
                self._note(path, (digest, stat), doubted=not is_past(changed, now))
            found.append(digest)
        return found

    def learn(self, digests: Mapping[str, bytes]) -> None:
        """Take in the digests of files that stood; one changed since then bears another time."""
        for path, digest in digests.items():
            self._seen[path] = (digest, self._seen[path][1])

    @property
    def seen(self) -> Mapping[str, bytes]:
        """The digests of all files that were asked for in this run."""
        return {path: row[0] for path, row in self._seen.items() if row[0]}

    def save(self, *, whole: bool = True) -> None:
        """Keep what was seen in this run; write only what differs.

        `whole` says that all there is was asked for, so that nothing else is kept.
        """
        seen = self._seen.items()
        rows = {path: row for path, row in seen if row[0] and path not in self._doubted}
        if not whole:
            rows = {path: row for path, row in self._rows.items() if path not in self._seen} | rows
        if rows != self._rows:
            # A full disk costs the next build its reading, not this one its site.
            with suppress(OSError):
                write_atomic(self._path, packed(rows, _WIDTH, _NUMBERS))
                self._rows = rows

    def _known(self, path: str, now: FileStat | None) -> bytes | None:
        row = self._rows.get(path)
        if row is None or row[1] != now:
            return None
        self._seen[path] = row
        return row[0]

    def _noted(self, path: str, read: _Read | None) -> bytes | None:
        if read is None:
            return None
        digest, numbers, sure = read
        self._note(path, (digest, numbers), doubted=not sure)
        return digest

    def _note(self, path: str, row: Row, *, doubted: bool) -> None:
        self._seen[path] = row
        (self._doubted.add if doubted else self._doubted.discard)(path)


def disk_time(path: Path) -> int:
    """Return what time the disk would put on a file beside `path` now, in ns."""
    path.parent.mkdir(parents=True, exist_ok=True)
    probe = path.with_name(f"{path.name}.now-{os.getpid()}")
    probe.write_bytes(b"")
    try:
        return probe.stat().st_mtime_ns
    finally:
        probe.unlink()


def _read(path: str, now: int) -> _Read | None:
    try:
        with open(path, "rb", buffering=0) as stream:  # noqa: PTH123 - half the time of Path's
            before = os.fstat(stream.fileno())
            digest = blake2b(stream.read(), digest_size=_WIDTH).digest()
            after = os.fstat(stream.fileno())
    except OSError:
        return None
    numbers = file_stat(before)
    return digest, numbers, numbers == file_stat(after) and is_old(before, now)


def _stat(path: str) -> FileStat | None:
    try:
        found = os.stat(path)  # noqa: PTH116 - half the time of Path's
    except (OSError, ValueError):
        return None
    return file_stat(found) if S_ISREG(found.st_mode) else None
