"""Find the best file that a page offers for a picture, and tell photos from icons and the like.

The files are read by HTML's own grammar: `srcset` with widths and densities, `<source>` with
`media`, whatever attribute a lazy loader keeps the address in, `<noscript>`, and the link to the
large file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.clean.addresses import absolute, path
from briefgen.clean.boxes import words
from briefgen.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

__all__ = [
    "IMAGE_TAGS",
    "best_source",
    "file_attributes",
    "file_key",
    "is_photo",
    "measures",
    "stem",
    "told_width",
]

IMAGE_TAGS = ("img", "amp-img")

_FILE_NAME = re.compile(r"src|lazy|original|large|full|hi-?res|data-(?:image|img-url|url)$")
_NO_FILE_NAME = re.compile(
    r"thumb|preview|placeholder|error|fallback|lqip|blur|low|small|crop|sizes"
)
_SIZED = re.compile(r"\s\d+(?:\.\d+)?[wxh]\s*(?:,|$)")
_AN_ADDRESS = re.compile(
    r"(?:https?:)?//\S+|\.{0,2}/\S+|[^\s:{}]+\.(?:jpe?g|png|webp|avif|gif)\S*", re.IGNORECASE
)
_PICTURE_FILE = re.compile(r"/[^/:]+\.(?:jpe?g|png|webp|avif)$", re.IGNORECASE)
_WIDTHS = (
    re.compile(r"(?<![a-z])(?:w|width|wid|imwidth)[=_]?(\d{2,4})(?![\da-z])", re.IGNORECASE),
    re.compile(r"(?<!\d)(\d{2,4})x\d{2,4}(?!\d)"),
    re.compile(r"(?<=[/-])(?!(?:19|20)\d\d(?!\d))([4-9]\d|[1-9]\d{2,3})(?=[/.]|px|w(?![a-z]))"),
)
_MAX_WIDTH = re.compile(r"max-(?:device-)?width")
_MIN_WIDTH = re.compile(r"min-(?:device-)?width\s*:\s*(\d+(?:\.\d+)?)")
_SIZE_FOLDER = re.compile(
    r"[wh]?\d{2,4}|\d+x\d+|\d+:\d+|(?:[a-z]{1,2}_[\w:.%-]+,?)+|s\d+[a-z]?", re.IGNORECASE
)
_WIDEST = 5000
_LEAST_SIDE = 40
_PIXELS = re.compile(r"\s*(\d{2,5})(?:\.\d+)?(?:px)?\s*")
_STEPS_TO_NOSCRIPT = 4
_ADDRESS = re.compile(r"[^\s,]\S*")
_DESCRIPTORS = re.compile(r"(?:\([^)]*+\)?|[^,(])*+")
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
_ENDINGS = re.compile(r"(?:\.(?:jpe?g|png|webp|avif|gif))+$")
_SIZES = re.compile(
    r"[-_.]?\d{2,5}x\d{2,5}|[-_]scaled|@\dx|[-_](?:large|medium|small|thumb(?:nail)?|original"
    r"|full|crop(?:ped)?)$"
)


@dataclass(frozen=True, slots=True)
class _File:
    """One file offered: its width in pixels where it is known, and how it is offered."""

    address: str
    width: float = 0.0
    density: float = 1.0
    phone: bool = False
    screen: float = 0.0
    offered: int = 0

    def rank(self) -> tuple[bool, float, int, float, bool]:
        """Return what the better of two files is greater in."""
        modern = bool(_MODERN.search(self.address))
        width = self.width or told_width(self.address)
        return (not self.phone, width, self.offered, self.screen, not modern)


def best_source(image: HtmlElement, base: str | None) -> str | None:
    """Return the absolute address of the largest file the page offers for a picture."""
    offered = [file for element in (image, *_sources(image)) for file in _files(element)]
    best = max(offered, key=_File.rank, default=None)
    linked = _linked_file(image, best)
    address = linked or (best.address if best else "")
    return absolute(address, base)


def measures(image: HtmlElement) -> tuple[int, int] | None:
    """Return the width and height in pixels that the page gives a picture, None where it does not.

    Tiny ones are those of a placeholder.
    """
    sides = [_PIXELS.fullmatch(image.get(name) or "") for name in ("width", "height")]
    width, height = (int(side[1]) if side else 0 for side in sides)
    likely = all(_LEAST_SIDE <= side <= _WIDEST for side in (width, height))
    return (width, height) if likely else None


def file_attributes(element: HtmlElement) -> tuple[str, ...]:
    """Return the attributes of a picture, but `src`, that hold addresses of files."""
    return tuple(
        name
        for name, value in element.attrib.items()
        if name != "src" and _FILE_NAME.search(name) and not _NO_FILE_NAME.search(name) and value
    )


def _files(element: HtmlElement) -> Iterator[_File]:
    """Yield the files that an element offers, the best of each set."""
    media = (element.get("media") or "").lower()
    least = _MIN_WIDTH.search(media)
    phone = bool(_MAX_WIDTH.search(media)) and least is None
    screen = float(least.group(1)) if least else 0.0
    for name in file_attributes(element):
        value = element.get(name, "").strip()
        if "srcset" in name or _SIZED.search(value):
            if found := _largest(_candidates(value)):
                offered = 2 if element.tag != "img" or name != "srcset" else 3
                yield _File(found[0], found[1], found[2], phone, screen, offered)
        elif _AN_ADDRESS.fullmatch(value) and (usable := _usable(value)):
            yield _File(usable, phone=phone, screen=screen, offered=1)
    if usable := _usable(element.get("src")):
        yield _File(usable, phone=phone, screen=screen)


def _largest(found: Iterator[tuple[str, float, float]]) -> tuple[str, float, float] | None:
    usable = [row for row in found if _usable(row[0])]
    return max(usable, key=lambda row: (row[1], row[2]), default=None)


def _candidates(said: str) -> Iterator[tuple[str, float, float]]:
    """Yield (address, width, density) of a srcset, as HTML's grammar parts it.

    An address ends at white space; commas at its end are not its own. Then come descriptors, up to
    the next comma outside brackets.
    """
    at, length = 0, len(said)
    while at < length:
        found = _ADDRESS.search(said, at)
        if found is None:
            return
        address, end = found.group(), found.end()
        at, descriptors = end, ""
        if address.endswith(","):
            address = address.rstrip(",")
        else:
            comma = _DESCRIPTORS.match(said, end)
            descriptors = comma.group() if comma else ""
            at = (comma.end() if comma else length) + 1
        if address:
            yield (address, *_described(descriptors))


def _described(descriptors: str) -> tuple[float, float]:
    width, density = 0.0, 1.0
    for number, unit in re.findall(r"(?<!\S)(\d{1,6}(?:\.\d{1,4})?)([wx])(?!\S)", descriptors):
        width, density = (float(number), density) if unit == "w" else (width, float(number))
    return width, density


def told_width(address: str | None) -> float:
    """Return the width that an address tells of its picture: `w_1240`, `width=800`, `1200x675`."""
    for pattern in _WIDTHS:
        widths = [float(number) for number in pattern.findall(address or "")]
        if likely := [width for width in widths if width <= _WIDEST]:
            return likely[-1]
    return 0.0


def _linked_file(image: HtmlElement, best: _File | None) -> str:
    """Return the picture file that the link around a picture opens, where it is no smaller."""
    link = next((above for above in image.iterancestors() if above.tag == "a"), None)
    address = (link.get("href") or "").strip() if link is not None else ""
    if link is None or not _PICTURE_FILE.search("/" + path(address)):
        return ""
    if best is None:
        return address
    if stem(address) != stem(best.address):
        return ""
    width = _number(link.get("data-pswp-width") or link.get("data-width")) or told_width(address)
    return address if not width or width > best.rank()[1] else ""


def _sources(image: HtmlElement) -> Iterator[HtmlElement]:
    above = image.getparent()
    # libxml2 does not know that <source> has no end tag: a picture's files stand one in another.
    while above is not None and above.tag == "source":
        above = above.getparent()
    if above is not None and above.tag == "picture":
        yield from above.iter("source")
    yield from _without_scripts(image)


def _without_scripts(image: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the picture that the same box holds for browsers without scripts."""
    above = image.getparent()
    for _ in range(_STEPS_TO_NOSCRIPT):
        if above is None or above.tag in ("body", "main", "article", "section", "noscript"):
            return
        inside = [one for scope in above.iter("noscript") for one in scope.iter("img", "source")]
        if inside:
            if len({stem(one.get("src")) for one in inside if one.tag == "img"}) == 1:
                yield from inside
            return
        if above.tag == "figure":
            return
        above = above.getparent()


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
        if step > 3 or above.tag in ("article", "main"):  # noqa: PLR2004
            return
        yield above
        if above.tag == "figure":
            return


def _number(said: str | None) -> int:
    digits = re.match(r"\s*(\d{1,6})", said or "")
    return int(digits.group(1)) if digits else 0


def file_key(address: str | None) -> str:
    """Return what is the same in the addresses of all sizes of one picture, or ""."""
    *folders, name = path(address).rstrip("/").split("/")
    kept = [one for one in folders if not _SIZE_FOLDER.fullmatch(one)]
    return "/".join((*kept, stem(name))).lower()


def stem(address: str | None) -> str:
    """Return what names a picture whatever its size and host: its file's name without the size."""
    name = path(address).rstrip("/").rsplit("/", 1)[-1].lower()
    bare = _ENDINGS.sub("", name) if _ENDINGS.search(name) else name.rsplit(".", 1)[0]
    return _SIZES.sub("", bare)
