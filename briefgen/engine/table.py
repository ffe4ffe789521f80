"""Rows of path, digest and numbers in, checksummed bytes out, and back, in milliseconds."""

from __future__ import annotations

import struct
from array import array
from bisect import bisect_left
from typing import TYPE_CHECKING, TypeAlias

from briefgen.engine.digest import blake2b

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["SUMMED", "Row", "Table", "packed", "table_sum", "unpacked"]

Row: TypeAlias = tuple[bytes, tuple[int, ...]]

# Numbers in the machine's order: a table from another machine has another magic and is dropped.
_SHAPE = struct.Struct("=IIIQ")
_MAGIC = struct.pack("=Q", 0x31_62_61_74_67_66_65_72)
SUMMED = 8 + 16
"""How many bytes of a table tell its sum."""
_BODY = SUMMED + _SHAPE.size


class Table:
    """Rows as they stand in a file, in columns: a few are changed, and all others pass by.

    `names` are sorted, `digests` and `numbers` those of all in a row. A ValueError says that they
    are cut, altered or of another version.
    """

    def __init__(self, data: bytes, width: int, numbers: int) -> None:
        count, length = _measured(data, width, numbers)
        self.width = width
        middle = _BODY + length
        end = middle + count * width
        self._text = data[_BODY:middle]
        self.names = self._text.split(b"\0") if count else []
        self.digests = bytearray(data[middle:end])
        self.numbers = array("Q", data[end:])
        self._each = numbers

    def place(self, name: bytes) -> int:
        """Return where a name stands; -1 where it does not."""
        at = bisect_left(self.names, name)
        return at if at < len(self.names) and self.names[at] == name else -1

    def digest(self, at: int) -> bytes:
        """Return the digest of the row at a place."""
        return bytes(self.digests[at * self.width : (at + 1) * self.width])

    def put(self, at: int, digest: bytes, numbers: tuple[int, ...] | None = None) -> None:
        """Put another digest into a row, and other numbers."""
        self.digests[at * self.width : (at + 1) * self.width] = digest.ljust(self.width, b"\0")
        if numbers is not None:
            self.numbers[at * self._each : (at + 1) * self._each] = array("Q", numbers)

    def packed(self) -> bytes:
        """Return the bytes of all rows."""
        shape = _SHAPE.pack(len(self.names), self.width, self._each, len(self._text))
        return _whole(shape, self._text, self.digests, self.numbers.tobytes())


def packed(rows: Mapping[str, Row], width: int, numbers: int) -> bytes:
    """Return the bytes of rows, each a digest of `width` bytes and `numbers` integers."""
    names = sorted(rows)
    text = "\0".join(names).encode("utf-8", "surrogatepass")
    digests = b"".join([rows[name][0].ljust(width, b"\0") for name in names])
    flat = array("Q", [number for name in names for number in rows[name][1]])
    shape = _SHAPE.pack(len(names), width, numbers, len(text))
    return _whole(shape, text, digests, flat.tobytes())


def unpacked(data: bytes, width: int, numbers: int) -> dict[str, Row]:
    """Return the rows; a ValueError says they are cut, altered or of another version."""
    count, length = _measured(data, width, numbers)
    body = data[_BODY:]
    if not count:
        return {}
    names = body[:length].decode("utf-8", "surrogatepass").split("\0")
    middle = length + count * width
    digests = [body[at : at + width] for at in range(length, middle, width)]
    flat = array("Q", body[middle:])
    columns = [flat[at::numbers] for at in range(numbers)]
    return dict(zip(names, zip(digests, zip(*columns, strict=True), strict=True), strict=True))


def table_sum(start: bytes) -> bytes:
    """Return what stands for all rows, from the first bytes of a table; b"" if it is none."""
    return start[8:SUMMED] if start[:8] == _MAGIC and len(start) == SUMMED else b""


def _measured(data: bytes, width: int, numbers: int) -> tuple[int, int]:
    """Return how many rows the bytes hold, and how long their names are together."""
    if data[:8] != _MAGIC or len(data) < _BODY or data[8:SUMMED] != _sum(data[SUMMED:]):
        raise ValueError("cut, altered or of another version")
    count, *shape, length = _SHAPE.unpack_from(data, SUMMED)
    if shape != [width, numbers]:
        raise ValueError("of another version")
    return count, length


def _whole(*parts: bytes | bytearray) -> bytes:
    body = b"".join(parts)
    return b"".join((_MAGIC, _sum(body), body))


def _sum(body: bytes) -> bytes:
    return blake2b(body, digest_size=16).digest()
