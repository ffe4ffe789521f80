"""Rows of path, digest and numbers in, checksummed bytes out, and back, in milliseconds."""

from __future__ import annotations

import struct
from array import array
from typing import TYPE_CHECKING, TypeAlias

from briefgen.engine.digest import blake2b

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["SUMMED", "Row", "packed", "table_sum", "unpacked"]

Row: TypeAlias = tuple[bytes, tuple[int, ...]]

# Numbers in the machine's order: a table from another machine has another magic and is dropped.
_SHAPE = struct.Struct("=IIIQ")
_MAGIC = struct.pack("=Q", 0x31_62_61_74_67_66_65_72)
SUMMED = 8 + 16
"""How many bytes of a table tell its sum."""
_BODY = SUMMED + _SHAPE.size


def packed(rows: Mapping[str, Row], width: int, numbers: int) -> bytes:
    """Return the bytes of rows, each a digest of `width` bytes and `numbers` integers."""
    names = sorted(rows)
    text = "\0".join(names).encode("utf-8", "surrogatepass")
    digests = b"".join([rows[name][0].ljust(width, b"\0") for name in names])
    flat = array("Q", [number for name in names for number in rows[name][1]])
    body = b"".join((text, digests, flat.tobytes()))
    shape = _SHAPE.pack(len(names), width, numbers, len(text))
    return _MAGIC + _sum(shape + body) + shape + body


def unpacked(data: bytes, width: int, numbers: int) -> dict[str, Row]:
    """Return the rows; a ValueError says they are cut, altered or of another version."""
    if data[:8] != _MAGIC or len(data) < _BODY or data[8:SUMMED] != _sum(data[SUMMED:]):
        raise ValueError("cut, altered or of another version")
    count, *shape, length = _SHAPE.unpack_from(data, SUMMED)
    if shape != [width, numbers]:
        raise ValueError("of another version")
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


def _sum(body: bytes) -> bytes:
    return blake2b(body, digest_size=16).digest()
