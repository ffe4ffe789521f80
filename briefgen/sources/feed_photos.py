"""Read the photos that a feed's items carry beside their text, with caption and credit.

In RSS and Atom they stand in Media RSS (`media:group`, `media:content`, `media:thumbnail`) and in
enclosures, in JSON Feed in `attachments` and `image`. feedparser flattens Media RSS, so that nobody
can tell which credit belongs to which photo, and takes a photo's description for the item's text:
so the tree is read here.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any

from lxml import etree

from briefgen.model.article import Photo
from briefgen.model.urls import split_url, web_url
from briefgen.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["ItemMedia", "json_photos", "media_by_item"]

_MEDIA = re.compile(r"\{https?://search\.yahoo\.com/mrss/?\}(\w+)")
_PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)$", re.IGNORECASE)
# Faces of authors and counters that weblog software puts among the photos.
_NO_PHOTO = re.compile(r"gravatar\.com$|(?:^|[/.])avatars?[/.]|/pixel|stats?\.wordpress\.com")
_SIZE_IN_NAME = re.compile(r"[-_]?\d{2,5}(?:x\d{2,5})?(?=\.\w{3,4}$)")
_SIZE_IN_PATH = re.compile(r"/\d{2,5}(?:x\d{2,5})?(?=/)")
_SMALLEST = 50
_TAGS = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True)
class ItemMedia:
    """The photos of one item; `descriptions` are their words, which are no text of the item."""

    photos: tuple[Photo, ...] = ()
    descriptions: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _File:
    """One file of a photo that a feed names."""

    url: str
    caption: str | None = None
    credit: str | None = None
    width: int = 0

    @property
    def of_photo(self) -> str:
        """What files of one photo in several sizes share: the path without a size."""
        parts = split_url(self.url)
        return _SIZE_IN_PATH.sub("", _SIZE_IN_NAME.sub("", parts.path))


def media_by_item(data: bytes) -> tuple[ItemMedia, ...]:
    """Return what each item of an RSS or Atom feed carries, in the feed's order; () for no XML."""
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, recover=True, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return ()
    return tuple(map(_media, _named(root, ("item", "entry")))) if root is not None else ()


def json_photos(item: dict[str, Any]) -> tuple[Photo, ...]:
    """Return the photos of an item of a JSON Feed: its attachments, else its picture.

    JSON Feed has no word for a credit; a feed of briefgen's own has it in its extension.
    """
    extension = item.get("_briefgen")
    credited = [
        _File(url, _text(row, "caption"), _text(row, "credit_line"))
        for row in _rows(extension.get("images") if isinstance(extension, dict) else None)
        if (url := _picture(row.get("url"), "image/*"))
    ]
    attached = [
        _File(url, _text(row, "title"))
        for row in _rows(item.get("attachments"))
        if (url := _picture(row.get("url"), row.get("mime_type")))
    ]
    named = (item.get("image"), item.get("banner_image"))
    alone = [_File(url) for one in named if (url := _picture(one, "image/*"))]
    return _photos(credited or attached or alone[:1])


def _rows(value: object) -> list[dict[str, object]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _text(row: dict[str, object], name: str) -> str | None:
    value = row.get(name)
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _named(root: etree._Element, names: tuple[str, ...]) -> Iterator[etree._Element]:
    return (one for one in root.iter() if _local(one) in names)


def _local(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _media_name(element: etree._Element) -> str:
    found = _MEDIA.fullmatch(element.tag) if isinstance(element.tag, str) else None
    return found[1] if found else ""


def _media(item: etree._Element) -> ItemMedia:
    files = list(_files(item, (item,)))
    if not files:
        files = list(_enclosures(item))
    if not files:
        files = [file for one in item.iter() if (file := _file(one, "thumbnail", (item,)))]
    said = (one for one in item.iter() if _media_name(one) in {"description", "text"})
    return ItemMedia(_photos(files), frozenset(words for one in said if (words := _words(one))))


def _files(parent: etree._Element, around: tuple[etree._Element, ...]) -> Iterator[_File]:
    """Yield the pictures named under an element; words of the elements `around` are theirs too."""
    for child in parent:
        if _media_name(child) == "group":
            in_group = list(_files(child, (child, *around)))
            # A group is one photo in several sizes.
            yield from sorted(in_group, key=lambda file: -file.width)[:1]
        elif file := _file(child, "content", around):
            yield file


def _file(element: etree._Element, name: str, around: tuple[etree._Element, ...]) -> _File | None:
    if _media_name(element) != name:
        return None
    kind = element.get("type") or (f"{element.get('medium')}/*" if element.get("medium") else None)
    url = _picture(element.get("url"), "image/*" if name == "thumbnail" else kind)
    sizes = [_number(element.get(key)) for key in ("width", "height")]
    if not url or any(0 < size < _SMALLEST for size in sizes):
        return None
    homes = (element, *around)
    caption = _said(homes, "description") or _said(homes, "text")
    return _File(url, caption, _said(homes, "credit") or _said(homes, "copyright"), width=sizes[0])


def _enclosures(item: etree._Element) -> Iterator[_File]:
    caption, credit = _said((item,), "description"), _said((item,), "credit")
    for child in item:
        enclosed = _local(child) == "link" and child.get("rel") == "enclosure"
        if enclosed or _local(child) == "enclosure":
            url = _picture(child.get("url") or child.get("href"), child.get("type"))
            if url:
                yield _File(url, caption, credit)


def _said(homes: Iterable[etree._Element], name: str) -> str | None:
    """Return what the nearest of some elements says under one name of Media RSS.

    Of several credits the one without a role is the line as its owner wants it; names with roles
    are joined where there is none.
    """
    for home in homes:
        rows = [one for one in home if _media_name(one) == name and _words(one)]
        whole = [one for one in rows if not one.get("role")] or rows
        if name != "credit" or (whole and not whole[0].get("role")):
            whole = whole[:1]
        if whole:
            return "/".join(dict.fromkeys(map(_words, whole)))
    return None


def _words(element: etree._Element) -> str:
    text = "".join(map(str, element.itertext()))
    if element.get("type") == "html":
        text = unescape(_TAGS.sub(" ", text))
    return " ".join(text.split())


def _picture(url: object, kind: object) -> str | None:
    """Return the address of a picture, by its type or the name of its file."""
    found = web_url(unescape(url)) if isinstance(url, str) else None
    if not found:
        return None
    parts = split_url(found)
    if _NO_PHOTO.search(parts.netloc) or _NO_PHOTO.search(parts.path):
        return None
    kind = kind.lower() if isinstance(kind, str) and kind else ""
    known = kind.startswith("image/") if kind else bool(_PICTURE_FILE.search(parts.path))
    return found if known and "svg" not in kind else None


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else 0  # noqa: PLR2004


def _photos(files: Iterable[_File]) -> tuple[Photo, ...]:
    """Return each photo once, in its largest size, with the first words given for it."""
    best: dict[str, _File] = {}
    for file in files:
        known = best.get(file.of_photo)
        if known is None:
            best[file.of_photo] = file
            continue
        large = file if file.width > known.width else known
        best[file.of_photo] = _File(
            large.url,
            known.caption or file.caption,
            known.credit or file.credit,
            large.width,
        )
    return tuple(Photo(one.url, caption=one.caption, credit=one.credit) for one in best.values())
