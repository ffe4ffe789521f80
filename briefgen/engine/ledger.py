"""Rows of bytes by name in, one checked file out, and back: all at one reading, or one by one.

Ten thousand look-ups in a store cost as much as a build; one file of the same rows is read in
milliseconds. A file that is cut, altered or of another stamp holds no rows: they are made anew.
"""

from __future__ import annotations

import os
import struct
from array import array
from contextlib import suppress
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING
from zlib import crc32

from briefgen.engine.digest import blake2b

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["Rows", "read_rows", "rows_sum", "write_rows"]

_MAGIC = b"briefgen rows 3\n"
_BETWEEN = "\0\1"  # no name holds that
_SUM = 16
_LENGTH = struct.Struct("<Q")
_SUMMED = len(_MAGIC) + _SUM
_HEAD = _SUMMED + _LENGTH.size


class Rows:
    """Rows on the disk, each read and checked when it is asked for.

    `stamp` is what they were kept under; `sum`, the digest of their names and of checksums of all,
    tells them from any others. A ValueError refuses a file that is cut or altered.
    """

    def __init__(self, path: Path) -> None:
        from msgspec import MsgspecError
        from msgspec.msgpack import Decoder

        self._file = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        start = os.read(self._file, _HEAD)
        if not start.startswith(_MAGIC) or len(start) < _HEAD:
            raise ValueError("not of this version")
        (length,) = _LENGTH.unpack_from(start, _SUMMED)
        if length > os.fstat(self._file).st_size:
            raise ValueError("cut")
        head = self._read(_HEAD, length)
        self.sum = start[len(_MAGIC) : _SUMMED]
        if _sum(start[_SUMMED:], head) != self.sum:
            raise ValueError("altered")
        try:
            told = Decoder(tuple[bytes, str, bytes, bytes]).decode(head)
        except MsgspecError as error:
            raise ValueError("altered") from error
        self.stamp, self._text, lengths, checks = told
        self._lengths, self._checks = array("I", lengths), array("I", checks)
        self._first = _HEAD + length

    def __del__(self) -> None:
        with suppress(AttributeError, OSError):  # there was none to open
            os.close(self._file)

    @cached_property
    def _places(self) -> dict[str, int]:
        return dict(zip(self._names, range(len(self._lengths)), strict=True))

    @property
    def _names(self) -> list[str]:
        return self._text.split(_BETWEEN) if self._lengths else []

    @cached_property
    def _starts(self) -> list[int]:
        return [*accumulate(self._lengths, initial=self._first)]

    def __contains__(self, name: object) -> bool:
        """Whether there is a row of a name."""
        return name in self._places

    def one(self, name: str) -> bytes:
        """Return a row; a ValueError says that there is none, or that it is altered."""
        if name not in self:
            raise ValueError(f"no row {name!r}")
        at = self._places[name]
        return _checked(self._read(self._starts[at], self._lengths[at]), self._checks[at])

    def all(self) -> dict[str, bytes]:
        """Return all rows; a ValueError says that one is altered."""
        data = self._read(self._first, sum(self._lengths))
        at = 0
        rows = {}
        for name, length, check in zip(self._names, self._lengths, self._checks, strict=True):
            rows[name] = _checked(data[at : at + length], check)
            at += length
        return rows

    def _read(self, start: int, length: int) -> bytes:
        """Return what stands there; less where the file is cut."""
        parts = []
        while length and (part := _read_at(self._file, length, start)):
            parts.append(part)
            start, length = start + len(part), length - len(part)
        return b"".join(parts)


def read_rows(path: Path, stamp: bytes) -> dict[str, bytes]:
    """Return the rows kept at `path` under `stamp`, none where there are no such rows."""
    with suppress(OSError, ValueError):
        rows = Rows(path)
        return rows.all() if rows.stamp == stamp else {}
    return {}


def rows_sum(path: Path) -> bytes:
    """Return the sum of the rows at `path` without a look at them; b"" where there is none."""
    with suppress(OSError), path.open("rb") as stream:
        start = stream.read(_SUMMED)
        if start.startswith(_MAGIC) and len(start) == _SUMMED:
            return start[len(_MAGIC) :]
    return b""


def write_rows(path: Path, stamp: bytes, rows: Mapping[str, bytes]) -> None:
    """Keep rows at `path`; where the disk is full or closed, nothing is kept."""
    from msgspec.msgpack import Encoder

    texts = [*rows.values()]
    lengths, checks = array("I", map(len, texts)), array("I", map(crc32, texts))
    head = Encoder().encode((stamp, _BETWEEN.join(rows), lengths.tobytes(), checks.tobytes()))
    length = _LENGTH.pack(len(head))
    temporary = path.with_name(f"{path.name}.new-{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Not flushed to the disk for good: a power cut is seen by the sums and costs time alone.
        temporary.write_bytes(b"".join((_MAGIC, _sum(length, head), length, head, *texts)))
        temporary.replace(path)
    except OSError:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _read_at(file: int, length: int, start: int) -> bytes:
    # A forked process reads at places of its own in the file that it shares with us.
    if hasattr(os, "pread"):
        return os.pread(file, length, start)
    os.lseek(file, start, os.SEEK_SET)
    return os.read(file, length)


def _checked(row: bytes, check: int) -> bytes:
    if crc32(row) != check:
        raise ValueError("altered")
    return row


def _sum(length: bytes, head: bytes) -> bytes:
    return blake2b(length + head, digest_size=_SUM).digest()
