"""Bytes of a page -> its tree, whatever their encoding; unreadable bytes are told as such."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from charset_normalizer import from_bytes
from lxml import etree, html

from briefgen.errors import SourceError
from briefgen.model.invisible import without_invisible

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["MAX_ATTRIBUTES", "MAX_BYTES", "MAX_DEPTH", "MAX_ELEMENTS", "decode", "parse", "shape"]

MAX_BYTES = 50_000_000
MAX_DEPTH = 400
MAX_ELEMENTS = 60_000
MAX_ATTRIBUTES = 1_000

_SNIFFED = 4096
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARY = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x7fELF", "a program"),
)
_META_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE
)
_XML_CHARSET = re.compile(
    rb"^\s*<\?xml[^>]{0,80}encoding\s*=\s*[\"']([\w.:-]{2,40})", re.IGNORECASE
)
_XML_HEAD = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
# Browsers read these labels as their Windows supersets, and pages rely on it.
_SUPERSETS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
}
# Each character is looked at once, whatever stands in it.
_TAG = re.compile(r"""<[a-zA-Z](?:[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+')?+)*+""")
_VALUE = re.compile(r"""=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'>]*+)""")
_BETWEEN = re.compile(r"[\s/]+")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufeff]")
_NO_WIDTH = re.compile(
    r"&(?:#0*(?:173|8203|8288|65279)|#x0*(?:ad|200b|2060|feff)|shy|ZeroWidthSpace|NoBreak);",
    re.IGNORECASE,
)


def parse(data: bytes, encoding: str | None = None, path: str | None = None) -> HtmlElement:
    """Return the page's root element; SourceError for what is no page."""
    text = without_invisible(_NO_WIDTH.sub("", decode(data, encoding, path)))
    if not text.strip():
        raise SourceError("the file is empty", path=path, hint="save the page again")
    _refuse_attributes(text, path)
    parser = html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(_XML_HEAD.sub("", text, count=1), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise SourceError(f"no HTML was found in it ({error})", path=path) from error
    elements, _ = shape(root)
    if elements > MAX_ELEMENTS:
        raise SourceError(
            f"the page has {elements} elements; at most {MAX_ELEMENTS} are read",
            path=path,
            hint="save the article's own page, or copy its text into a .txt file",
        )
    _put_in_place(root)
    return root


def _put_in_place(root: HtmlElement) -> None:
    """Move what a page sends late to where its script would: <div hidden id="S:1"> to "B:1".

    React streams pages so; a reader without scripts would find half the article hidden at the end.
    """
    late = {
        element.get("id", "")[2:]: element
        for element in root.iter("div")
        if element.get("id", "").startswith("S:") and "hidden" in element.attrib
    }
    if not late:
        return
    for place in list(root.iter("template")):
        kind, _, name = (place.get("id") or "").partition(":")
        segment = late.get(name) if kind in ("B", "P") else None
        above = place.getparent()
        if segment is None or above is None or any(a is segment for a in place.iterancestors()):
            continue
        segment.tail = place.tail
        above.replace(place, segment)
    for segment in late.values():
        del segment.attrib["hidden"]


def _refuse_attributes(text: str, path: str | None) -> None:
    """Refuse a tag whose attributes are too many: libxml2 compares each with all before it."""
    for found in _TAG.finditer(text):
        if found.end() - found.start() <= 2 * MAX_ATTRIBUTES:
            continue
        names = _BETWEEN.split(_VALUE.sub(" ", found.group()))
        if len(names) > MAX_ATTRIBUTES:
            raise SourceError(
                f"a tag in it has {len(names):,} attributes; at most {MAX_ATTRIBUTES:,} are read",
                path=path,
                hint="copy the article's text into a .txt file",
            )


def shape(root: HtmlElement) -> tuple[int, int]:
    """Return how many elements the tree has and how deep they are nested."""
    elements = depth = deepest = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        elements += event == "start"
        deepest = max(deepest, depth)
    return elements, deepest


def decode(data: bytes, encoding: str | None = None, path: str | None = None) -> str:
    """Return the bytes as text, by BOM, the given encoding, the page's own word, then by guess."""
    _refuse(data, path)
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _CONTROLS.sub("", data[len(mark) :].decode(name, "replace"))
    # Letters beyond ASCII that happen to be good UTF-8 are UTF-8, whatever the page says.
    first = () if data.isascii() else ("utf-8",)
    for name in (*first, encoding, *_declared(data), "utf-8"):
        text = _strict(data, name)
        if text is not None:
            return _CONTROLS.sub("", text)
    return _CONTROLS.sub("", _guessed(data, encoding))


def _refuse(data: bytes, path: str | None) -> None:
    if not data.strip():
        raise SourceError("the file is empty", path=path, hint="save the page again")
    if len(data) > MAX_BYTES:
        raise SourceError(
            f"the page has {len(data) // 1_000_000} MB; at most {MAX_BYTES // 1_000_000} are read",
            path=path,
        )
    for magic, name in _BINARY:
        if data.startswith(magic):
            raise SourceError(
                f"this is {name}, not a page", path=path, hint="save the page as HTML"
            )
    head = data[:_SNIFFED]
    wide = data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    if not wide and head.count(0) * 4 > len(head):
        raise SourceError("this is a binary file, not a page", path=path)


def _declared(data: bytes) -> tuple[str, ...]:
    head = data[: 4 * _SNIFFED]
    found = (*_XML_CHARSET.findall(head), *_META_CHARSET.findall(head))
    return tuple(name.decode("ascii") for name in found[:2])


def _strict(data: bytes, name: str | None) -> str | None:
    known = _codec(name)
    # A page that says UTF-16 in ASCII letters is not UTF-16.
    if not known or known.startswith(("utf-16", "utf-32")):
        return None
    try:
        return data.decode(known)
    except (UnicodeDecodeError, LookupError):
        return None


def _codec(name: str | None) -> str | None:
    try:
        found = codecs.lookup(name or "")
    except LookupError:
        return None
    # Codecs such as "zip" or "rot13" are no encodings of text.
    if not getattr(found, "_is_text_encoding", True):
        return None
    return _SUPERSETS.get(found.name.replace("_", "-"), _SUPERSETS.get(found.name, found.name))


def _guessed(data: bytes, encoding: str | None) -> str:
    """Read mostly-good bytes with the nearest encoding, replacing what does not fit."""
    for name in (encoding, *_declared(data), "utf-8"):
        known = _codec(name)
        if known and not known.startswith("utf-16"):
            text = data.decode(known, "replace")
            if text.count("\ufffd") * 500 < len(text):
                return text
    best = from_bytes(data[:100_000]).best()
    return data.decode(best.encoding if best else "cp1252", "replace")
