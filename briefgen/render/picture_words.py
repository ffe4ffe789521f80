"""An opened picture in, what its own metadata say of it out: XMP first, then IPTC-IIM, then EXIF.

Property names are those of the IPTC Photo Metadata Standard 2024.1 and its mapping to IIM.
"""

from __future__ import annotations

import re
import struct
from typing import TYPE_CHECKING

from lxml import etree
from PIL import ExifTags, IptcImagePlugin

from briefgen.model.picture import PictureWords

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from PIL import Image

__all__ = ["NAMESPACES", "words_in"]

NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
}
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_LIST = frozenset(f"{{{_RDF}}}{kind}" for kind in ("Alt", "Bag", "Seq"))
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")
_WEB = re.compile(r"https?://[^\s/?#]\S*", re.IGNORECASE)
_UTF8 = b"\x1b%G"
_PACKET_LIMIT = 1_000_000
_LONGEST = 5_000

_XMP = {
    "creators": ("dc", "creator"),
    "credit": ("photoshop", "Credit"),
    "rights": ("dc", "rights"),
    "caption": ("dc", "description"),
    "alt": ("Iptc4xmpCore", "AltTextAccessibility"),
    "instructions": ("photoshop", "Instructions"),
    "web_statement": ("xmpRights", "WebStatement"),
    "source": ("photoshop", "Source"),
}
_IIM = {
    "creators": (2, 80),
    "credit": (2, 110),
    "rights": (2, 116),
    "caption": (2, 120),
    "instructions": (2, 40),
    "source": (2, 115),
}
# A camera writes its own name into the description, so that is no caption.
_EXIF = {"creators": ExifTags.Base.Artist, "rights": ExifTags.Base.Copyright}


def words_in(image: Image.Image) -> PictureWords:
    """Return the words of a picture's metadata; what can't be read counts as not there."""
    told: dict[str, tuple[str, ...]] = {}
    for layer in (_xmp(image), _iim(image), _exif(image)):
        for name, values in layer.items():
            if name not in told and (cleaned := tuple(filter(None, map(_clean, values)))):
                told[name] = cleaned
    web = _one(told, "web_statement")
    return PictureWords(
        creators=told.get("creators", ()),
        credit=_one(told, "credit"),
        rights=_one(told, "rights"),
        caption=_one(told, "caption"),
        alt=_one(told, "alt"),
        instructions=_one(told, "instructions"),
        web_statement=web if web and _WEB.fullmatch(web) else None,
        source=_one(told, "source"),
    )


def _one(told: Mapping[str, tuple[str, ...]], name: str) -> str | None:
    values = told.get(name)
    return values[0] if values else None


def _clean(text: str) -> str:
    return " ".join(_CONTROL.sub(" ", text).split())[:_LONGEST]


def _xmp(image: Image.Image) -> dict[str, list[str]]:
    packet = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    packet = packet.encode("utf-8", "replace") if isinstance(packet, str) else packet
    if not isinstance(packet, bytes) or len(packet) > _PACKET_LIMIT:
        return {}
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_pis=True
    )
    try:
        root = etree.fromstring(packet.strip(b"\x00 \t\r\n"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return {}
    about = list(root.iter(f"{{{_RDF}}}Description"))
    return {
        name: list(_values(about, f"{{{NAMESPACES[prefix]}}}{local}"))
        for name, (prefix, local) in _XMP.items()
    }


def _values(about: Iterable[etree._Element], name: str) -> Iterator[str]:
    """Yield a property's values, written as an attribute, as text or as a list."""
    for description in about:
        if name in description.attrib:
            yield str(description.get(name))
        for found in description.iterfind(name):
            rows = [row for kind in found if kind.tag in _LIST for row in kind]
            rows.sort(key=lambda row: row.get(_LANG) not in {None, "x-default"})
            yield from ((row.text or "") for row in rows) if rows else (found.text or "",)


def _iim(image: Image.Image) -> dict[str, list[str]]:
    try:
        records = IptcImagePlugin.getiptcinfo(image)  # type: ignore[arg-type]  # any image will do
    except (SyntaxError, OSError, ValueError, LookupError, TypeError, struct.error):
        return {}
    if not records:
        return {}
    utf8 = records.get((1, 90)) == _UTF8
    return {
        name: [_decoded(value, utf8) for value in _listed(records[key])]
        for name, key in _IIM.items()
        if key in records
    }


def _listed(value: bytes | list[bytes]) -> list[bytes]:
    return value if isinstance(value, list) else [value]


def _decoded(value: bytes, utf8: bool) -> str:
    """Read IIM text: many programs write UTF-8 without saying so, the rest is Latin."""
    try:
        return value.decode("utf-8", "replace" if utf8 else "strict")
    except UnicodeDecodeError:
        return value.decode("cp1252", "replace")


def _exif(image: Image.Image) -> dict[str, list[str]]:
    try:
        facts = image.getexif()
        return {name: [str(facts[tag])] for name, tag in _EXIF.items() if tag in facts}
    except (SyntaxError, OSError, ValueError, LookupError, TypeError, struct.error):
        return {}
