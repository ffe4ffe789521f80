"""A drawing (SVG) in, its size, or the drawing without all that acts or calls elsewhere, out."""

from __future__ import annotations

import re

from lxml import etree

from briefgen.errors import ContentError

__all__ = ["harmless_svg", "svg_size"]

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_LONGEST = 5_000_000
# Whoever opens the file itself opens it as a page of the site, so nothing in it may act.
_ACTING = frozenset(
    {"audio", "canvas", "embed", "foreignobject", "handler", "iframe", "link"}
    | {"listener", "metadata", "object", "script", "set", "video"}
)
_MOVING = frozenset({"animate", "animatemotion", "animatetransform"})
_NUMBER = re.compile(r"\s*\+?(\d+(?:\.\d*)?|\.\d+)(?:px)?\s*")
_INNER_URL = re.compile(r"url\(\s*['\"]?\s*#", re.IGNORECASE)
_URL = re.compile(r"url\s*\(|@import|expression\s*\(|javascript:|\\", re.IGNORECASE)
_DATA_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,", re.IGNORECASE)
_DEFAULT = (300, 150)
_LARGEST = 10_000


def svg_size(path: str, data: bytes) -> tuple[int, int]:
    """Return width and height in pixels, by its own words or its view box."""
    root = _root(path, data)
    box = [_pixels(part) for part in re.split(r"[\s,]+", (root.get("viewBox") or "").strip())]
    width, height = _pixels(root.get("width")), _pixels(root.get("height"))
    across, down = (box[2], box[3]) if len(box) == len("xywh") else (None, None)
    if width and height:
        return round(width), round(height)
    if across and down:
        if width:
            return round(width), max(1, round(width * down / across))
        return max(1, round(across)), max(1, round(down))
    return _DEFAULT


def harmless_svg(path: str, data: bytes, metadata: bytes = b"") -> bytes:
    """Return the drawing less scripts, handlers, foreign addresses; `metadata` is an XMP packet."""
    root = _root(path, data)
    for element in list(root.iter()):
        if _acts(element):
            _drop(element)
        else:
            _calm(element)
    if metadata:
        holder = etree.SubElement(root, f"{{{_SVG}}}metadata")
        holder.append(etree.fromstring(metadata))
        root.insert(0, holder)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def _root(path: str, data: bytes) -> etree._Element:
    if len(data) > _LONGEST:
        raise ContentError(
            f"has {len(data) / 1e6:.1f} MB; a drawing may have {_LONGEST / 1e6:.0f}",
            path=path,
            hint="save it as PNG",
        )
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        # The parser's own words end with a place in "<string>", which is no file of the curator's.
        why = str(error).partition(" (<string>")[0]
        raise ContentError(
            f"is no drawing that can be read: {why}", path=path, hint="save it as SVG anew"
        ) from None
    if root.tag != f"{{{_SVG}}}svg":
        raise ContentError("is no SVG drawing", path=path, hint="save the drawing itself as SVG")
    return root


def _local(tag: str) -> str:
    return tag.rpartition("}")[2].lower()


def _acts(element: etree._Element) -> bool:
    tag: object = element.tag
    if not isinstance(tag, str):  # an entity, a processing instruction
        return True
    local = _local(tag)
    if local in _MOVING:
        return "href" in (element.get("attributeName") or "")
    return local in _ACTING or (local == "style" and _calls(element.text or ""))


def _drop(element: etree._Element) -> None:
    above = element.getparent()
    if above is not None:
        above.remove(element)


def _calm(element: etree._Element) -> None:
    for name, value in list(element.attrib.items()):
        local = _local(str(name))
        goes_out = local == "href" and not _stays(str(value).strip())
        if local.startswith("on") or goes_out or name == "src" or _calls(str(value), local):
            del element.attrib[name]


def _stays(address: str) -> bool:
    return address.startswith("#") or _DATA_PICTURE.match(address) is not None


def _calls(text: str, attribute: str = "style") -> bool:
    """Whether a style or a presentation attribute names anything outside of the drawing."""
    if attribute == "href":
        return False
    return _URL.search(_INNER_URL.sub("", text)) is not None


def _pixels(text: str | None) -> float | None:
    found = _NUMBER.fullmatch(text or "")
    value = float(found[1]) if found else 0.0
    return value if 0 < value <= _LARGEST else None
