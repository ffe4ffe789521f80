"""A picture's element -> the address of its best file, and whether it is a photo at all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.clean.addresses import absolute, path
from briefgen.clean.boxes import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

__all__ = ["FILE_ATTRIBUTES", "IMAGE_TAGS", "best_source", "is_photo", "stem"]

IMAGE_TAGS = ("img", "amp-img")

_PLAIN = (
    "data-src", "data-original", "data-lazy-src", "data-lazy", "data-hi-res-src", "data-full-src",
    "data-large-file", "data-image", "data-img-url", "data-url", "data-original-src", "data-li-src",
)  # fmt: skip
_SETS = ("srcset", "data-srcset", "data-lazy-srcset", "data-sizes-srcset")
FILE_ATTRIBUTES = (*_PLAIN, *_SETS)
_CANDIDATE = re.compile(r"(\S+?)(?:\s+(\d+(?:\.\d+)?)([wx]))?\s*(?:,\s+|,$|$)")
_PLACEHOLDER = re.compile(
    r"placeholder|spacer|blank\.|/1x1|pixel\.|transparent|loading\.|lazy[-_]?load|grey\.gif"
)
_NO_PHOTO = re.compile(
    r"avatar|(?<![a-z])logo|(?<![a-z])icons?(?![a-z])|emoji|smil(?:ey|ie)|sprite|spinner"
    r"|gravatar|headshot|author|badge"
    r"|tracking|pixel|qr-?code|button|profile|byline|flag(?![a-z])"
)
_FACE = re.compile(r"(?<![a-z])(?:author|byline|avatar|headshot)")
_MODERN = re.compile(r"\.(?:webp|avif|jxl)(?:$|[?#])")
_SMALLEST = 70
_LONGEST_SIDE = 5  # times the other: a banner, a rule or a bar
_SIZES = re.compile(
    r"[-_.]?\d{2,5}x\d{2,5}|[-_]scaled|@\dx|[-_](?:large|medium|small|thumb(?:nail)?|original"
    r"|full|crop(?:ped)?)$"
)


def best_source(image: HtmlElement, base: str | None) -> str | None:
    """Return the absolute address of the largest file the page offers for a picture."""
    sets: list[tuple[float, str]] = []
    for element in (image, *_sources(image)):
        for name in _SETS:
            sets.extend(_candidates(element.get(name)))
    sets = [row for row in sets if not row[1].startswith("data:")]
    # Of two files of one size the one that every program can open.
    best = max(sets, key=lambda row: (row[0], not _MODERN.search(row[1])), default=(0.0, ""))[1]
    plain = next((found for name in _PLAIN if (found := _usable(image.get(name)))), "")
    return absolute(best or plain or _usable(image.get("src")), base)


def _sources(image: HtmlElement) -> Iterator[HtmlElement]:
    above = image.getparent()
    # libxml2 does not know that <source> has no end tag: a picture's files stand one in another.
    while above is not None and above.tag == "source":
        above = above.getparent()
    if above is not None and above.tag == "picture":
        yield from above.iter("source")
    following = image.getnext()
    if following is not None and following.tag == "noscript":
        yield from following.iter("img")


def _candidates(said: str | None) -> Iterator[tuple[float, str]]:
    for found in _CANDIDATE.finditer(said or ""):
        address, size, unit = found.groups()
        if address.strip(","):
            yield (float(size) * (1000 if unit == "x" else 1) if size else 1.0), address.strip(",")


def _usable(address: str | None) -> str:
    address = (address or "").strip()
    if not address or address.startswith(("data:", "blob:", "about:")):
        return ""
    return "" if _PLACEHOLDER.search(address.lower()) else address


def is_photo(image: HtmlElement) -> bool:
    """Tell a photo from an icon, a logo, a face beside a by-line or a tracking dot."""
    if any(0 < _number(image.get(name)) < _SMALLEST for name in ("width", "height")):
        return False
    if _is_strip(image):
        return False
    said = words(image) + " " + (image.get("src") or "").rsplit("/", 1)[-1].lower()[:80]
    if _NO_PHOTO.search(said) or said.endswith((".svg", "data:image/svg")):
        return False
    near = (f"{words(above)} {above.get('data-qa') or ''}" for above in _near(image))
    return not any(_FACE.search(name) for name in near)


def _is_strip(image: HtmlElement) -> bool:
    width, height = (_number(image.get(name)) for name in ("width", "height"))
    return min(width, height) > 0 and max(width, height) > _LONGEST_SIDE * min(width, height)


def _near(image: HtmlElement) -> Iterator[HtmlElement]:
    for step, above in enumerate(image.iterancestors()):
        if step > 3 or above.tag in ("figure", "article", "main"):  # noqa: PLR2004
            return
        yield above


def _number(said: str | None) -> int:
    digits = re.match(r"\s*(\d{1,6})", said or "")
    return int(digits.group(1)) if digits else 0


def stem(address: str | None) -> str:
    """Return what names a picture whatever its size and host: its file's name without the size."""
    name = path(address).rstrip("/").rsplit("/", 1)[-1].lower()
    bare = name.rsplit(".", 1)[0] if "." in name else name
    return _SIZES.sub("", bare)
