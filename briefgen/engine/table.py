"""Rows of path, digest and numbers in, checksummed bytes out, and back, in milliseconds."""

from __future__ import annotations

import struct
from array import array
from typing import TYPE_CHECKING, TypeAlias

from briefgen.engine.digest import blake2b

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Row", "packed", "unpacked"]

Row: TypeAlias = tuple[bytes, tuple[int, ...]]

# Numbers in the machine's order: a table from another machine has another magic and is dropped.
_SHAPE = struct.Struct("=IIIQ")
_MAGIC = struct.pack("=Q", 0x31_62_61_74_67_66_65_72)
_SUMMED = 8 + 16
_BODY = _SUMMED + _SHAPE.size


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


def _measured(data: bytes, width: int, numbers: int) -> tuple[int, int]:
    """Return how many rows the bytes hold, and how long their names are together."""
    if data[:8] != _MAGIC or len(data) < _BODY or data[8:_SUMMED] != _sum(data[_SUMMED:]):
        raise ValueError("cut, altered or of another version")
    count, *shape, length = _SHAPE.unpack_from(data, _SUMMED)
    if shape != [width, numbers]:
        raise ValueError("of another version")
    return count, length


def _whole(*parts: bytes | bytearray) -> bytes:
    body = b"".join(parts)
    return b"".join((_MAGIC, _sum(body), body))


def _sum(body: bytes) -> bytes:
    return blake2b(body, digest_size=16).digest()
