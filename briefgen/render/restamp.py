"""A picture file bearing one stamp in, the same file bearing another out: no pixel is drawn again.

A photo that fifty articles show by fifty credits is encoded once. What comes out is, byte for byte,
what the encoder would write with the other stamp. Boxes as in ISO 14496-12, chunks as in RFC 9649
(WebP) and the PNG specification, segments as in ITU T.81.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING
from zlib import crc32

from briefgen.render.stamps import iptc_segment, xmp_packet

if TYPE_CHECKING:
    from briefgen.model.picture import Stamp

__all__ = ["restamped"]

_XMP = b"http://ns.adobe.com/xap/1.0/\x00"
_ITXT = b"XML:com.adobe.xmp\x00\x00\x00\x00\x00"
_SEGMENT_LONGEST = 65_533
# What libavif writes: offsets and lengths of four bytes, no base, one extent for each item.
_ILOC = b"\x44\x00"


def restamped(data: bytes, kind: str, old: Stamp, new: Stamp) -> bytes | None:
    """Return the file with another stamp; None where that takes the encoder.

    Neither stamp is empty: a file without one has no place for it.
    """
    before, after = xmp_packet(old), xmp_packet(new)
    match kind:
        case "jpg":
            return _segment(data, (iptc_segment(old), before), (iptc_segment(new), after))
        case "webp":
            return _chunk(data, before, after)
        case "png":
            return _swapped(data, _png(before), _png(after))
        case "avif":
            return _box(data, before, after)
    return None


def _swapped(data: bytes, before: bytes, after: bytes) -> bytes | None:
    # Once and no more: what stands twice can't be told apart.
    return data.replace(before, after) if data.count(before) == 1 else None


def _segment(data: bytes, old: tuple[bytes, bytes], new: tuple[bytes, bytes]) -> bytes | None:
    segments = []
    for iptc, packet in (old, new):
        length = 2 + len(_XMP) + len(packet)
        if length > _SEGMENT_LONGEST:
            return None
        segments.append(iptc + b"\xff\xe1" + length.to_bytes(2, "big") + _XMP + packet)
    return _swapped(data, *segments)


def _chunk(data: bytes, before: bytes, after: bytes) -> bytes | None:
    made = _swapped(data, *(_riff(packet) for packet in (before, after)))
    return made and made[:4] + (len(made) - 8).to_bytes(4, "little") + made[8:]


def _riff(packet: bytes) -> bytes:
    return b"XMP " + len(packet).to_bytes(4, "little") + packet + b"\0" * (len(packet) % 2)


def _png(packet: bytes) -> bytes:
    body = b"iTXt" + _ITXT + packet
    return (len(body) - 4).to_bytes(4, "big") + body + crc32(body).to_bytes(4, "big")


def _box(data: bytes, before: bytes, after: bytes) -> bytes | None:
    """Put a packet in its place, and say anew where all that stands behind it begins."""
    at, table = data.find(before), data.find(b"iloc\0\0\0\0" + _ILOC)
    box = data.rfind(b"mdat", 0, at) - 4
    if data.count(before) != 1 or data.count(b"iloc") != 1 or table < 0 or box < table:
        return None
    if box + int.from_bytes(data[box : box + 4], "big") != len(data):
        return None
    more = len(after) - len(before)
    made = bytearray(data[:at] + after + data[at + len(before) :])
    made[box : box + 4] = (len(made) - box).to_bytes(4, "big")
    first = table + 12
    for row in range(int.from_bytes(data[table + 10 : first], "big")):
        place = first + 14 * row
        item, source, extents, offset, length = struct.unpack_from(">HHHII", data, place)
        if source or extents != 1 or not item:
            return None
        if offset == at and length == len(before):
            length = len(after)
        elif offset > at:
            offset += more
        struct.pack_into(">II", made, place + 6, offset, length)
    return bytes(made)
