"""A stamp in, the bytes that say so inside a picture file out: an XMP packet, an IPTC-IIM segment.

XMP as in ISO 16684-1; properties as the IPTC Photo Metadata Standard 2024.1 places them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from briefgen.render.picture_words import NAMESPACES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefgen.model.picture import Stamp

__all__ = ["iptc_segment", "xmp_packet"]

_RECORD, _IIM_LONGEST = 2, 32_767
_SEGMENT_LONGEST = 65_000


def xmp_packet(stamp: Stamp) -> bytes:
    """Return the stamp as an XMP packet."""
    names = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about="" {names}>{"".join(_properties(stamp))}</rdf:Description>'
        '</rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
    ).encode("utf-8", "replace")


def iptc_segment(stamp: Stamp) -> bytes:
    """Return the stamp as a JPEG's APP13 segment in UTF-8; empty where it says nothing."""
    rows = [
        *((80, creator) for creator in stamp.creators),
        (110, stamp.credit),
        (115, stamp.source),
        (116, stamp.rights),
        (40, stamp.instructions),
    ]
    told = b"".join(_dataset(number, text) for number, text in rows if text)
    if not told:
        return b""
    # 1:90 says that what follows is UTF-8; 2:0 is the record's version.
    data = b"\x1c\x01\x5a\x00\x03\x1b%G" + b"\x1c\x02\x00\x00\x02\x00\x04" + told
    resource = b"8BIM\x04\x04\x00\x00" + len(data).to_bytes(4, "big") + data
    payload = b"Photoshop 3.0\x00" + resource + b"\x00" * (len(data) % 2)
    if len(payload) > _SEGMENT_LONGEST:
        return b""
    return b"\xff\xed" + (len(payload) + 2).to_bytes(2, "big") + payload


def _properties(stamp: Stamp) -> Iterator[str]:
    if stamp.creators:
        yield _listed("dc:creator", "Seq", stamp.creators)
    if stamp.rights:
        yield _worded("dc:rights", stamp.rights)
        yield _text("xmpRights:Marked", "True")
    if stamp.credit:
        yield _text("photoshop:Credit", stamp.credit)
    if stamp.source:
        yield _text("photoshop:Source", stamp.source)
    if stamp.instructions:
        yield _text("photoshop:Instructions", stamp.instructions)
    if stamp.web_statement:
        yield _text("xmpRights:WebStatement", stamp.web_statement)


def _text(name: str, text: str) -> str:
    return f"<{name}>{escape(text)}</{name}>"


def _listed(name: str, kind: str, values: Iterable[str]) -> str:
    rows = "".join(f"<rdf:li>{escape(value)}</rdf:li>" for value in values)
    return f"<{name}><rdf:{kind}>{rows}</rdf:{kind}></{name}>"


def _worded(name: str, text: str) -> str:
    row = f'<rdf:li xml:lang="x-default">{escape(text)}</rdf:li>'
    return f"<{name}><rdf:Alt>{row}</rdf:Alt></{name}>"


def _dataset(number: int, text: str) -> bytes:
    data = text.encode("utf-8", "replace")[:_IIM_LONGEST]
    return bytes((0x1C, _RECORD, number)) + len(data).to_bytes(2, "big") + data
