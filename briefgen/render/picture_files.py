"""A picture file's bytes in, its measures and words out; ContentError for one not to be shown."""

from __future__ import annotations

import posixpath
import struct
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image, UnidentifiedImageError, features

from briefgen.errors import ContentError
from briefgen.model.picture import Picture
from briefgen.render.picture_words import words_in
from briefgen.render.svg import svg_size

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["BROKEN", "MOST_PIXELS", "encoders", "is_animated", "opened", "survey"]

MOST_PIXELS = 100_000_000
"""As many pixels as are read of one picture; of a moving one, those of all its frames."""

BROKEN = (
    *(OSError, SyntaxError, ValueError, LookupError, TypeError, ArithmeticError, EOFError),
    *(struct.error, zlib.error, Image.DecompressionBombError),
)
"""What Pillow's readers raise where a file is not what it seems to be."""

# Ours is lower, and is told with the file's name.
Image.MAX_IMAGE_PIXELS = None

_FORMATS = {
    ".avif": "AVIF",
    ".gif": "GIF",
    ".jpeg": "JPEG",
    ".jpg": "JPEG",
    ".png": "PNG",
    ".webp": "WEBP",
}
_ENDINGS = {"AVIF": ".avif", "GIF": ".gif", "JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}
_MOVING = frozenset({"AVIF", "GIF", "PNG", "WEBP"})
_FLAT_COLOURS = 2048
_SIDEWAYS = range(5, 9)
_ORIENTATION = 0x0112


def encoders() -> tuple[str, ...]:
    """Return which of the modern kinds this machine's Pillow can make, best first."""
    return tuple(kind for kind in ("avif", "webp") if features.check(kind))


def survey(path: str, digest: bytes, data: bytes, modern: Iterable[str]) -> Picture:
    """Look at the picture at `path` under content/; `modern` are the kinds that can be made.

    The whole file is decoded, so that a broken one is told and not published.
    """
    if path.lower().endswith(".svg"):
        width, height = svg_size(path, data)
        return Picture(path, digest, width, height, ("svg",))
    try:
        with opened(path, data) as image:
            return _surveyed(path, digest, image, tuple(modern))
    except (*BROKEN, MemoryError) as error:
        raise ContentError(
            f"is broken, or cut off: {error}",
            path=path,
            hint="save it anew from a program that can open it",
        ) from None


def opened(path: str, data: bytes) -> Image.Image:
    """Open a picture of a known kind and of bearable size, as its name says; nothing is decoded."""
    try:
        image = Image.open(BytesIO(data), formats=tuple(_ENDINGS))
    except UnidentifiedImageError:
        raise ContentError(
            "is no picture" + (": it is a web page" if _is_page(data) else ""),
            path=path,
            hint="save the picture itself, as JPEG, PNG, WebP, AVIF or GIF",
        ) from None
    kind = "JPEG" if image.format == "MPO" else str(image.format)
    said = _FORMATS[posixpath.splitext(path)[1].lower()]
    if kind != said:
        stem = posixpath.splitext(posixpath.basename(path))[0]
        raise ContentError(
            f"is named as {said} and holds {kind}",
            path=path,
            hint=f"rename it to {stem}{_ENDINGS[kind]}, there and in the article",
        )
    frames = getattr(image, "n_frames", 1) if kind in _MOVING else 1
    pixels = image.width * image.height * frames
    if pixels > MOST_PIXELS:
        raise ContentError(
            f"has {pixels / 1e6:.0f} megapixels; at most {MOST_PIXELS / 1e6:.0f} are read",
            path=path,
            hint="make it smaller: pages show at most some 3 megapixels",
        )
    return image


def is_animated(image: Image.Image) -> bool:
    """Whether a picture moves; a JPEG's further pictures are previews."""
    return image.format in _MOVING and getattr(image, "n_frames", 1) > 1


def _surveyed(path: str, digest: bytes, image: Image.Image, modern: tuple[str, ...]) -> Picture:
    words = words_in(image)
    width, height = image.size
    if image.getexif().get(_ORIENTATION) in _SIDEWAYS:
        width, height = height, width
    moves = is_animated(image)
    # A JPEG is read at an eighth: that goes through all of its data, and is quick.
    image.draft("RGB", (width // 8, height // 8))
    image.load()
    flat = image.format in {"GIF", "PNG"} and _is_flat(image)
    # Every browser shows moving WebP, a tenth of the GIF's size, whichever kinds stills have.
    if moves and features.check("webp"):
        kinds: tuple[str, ...] = ("webp",)
    elif flat or _is_transparent(image):
        kinds = (*modern, "png")
    else:
        kinds = (*modern, "jpg")
    return Picture(path, digest, width, height, kinds, flat, words)


def _is_flat(image: Image.Image) -> bool:
    return image.mode in {"1", "P"} or (
        image.mode in {"L", "LA", "RGB", "RGBA"} and image.getcolors(_FLAT_COLOURS) is not None
    )


def _is_transparent(image: Image.Image) -> bool:
    if not image.has_transparency_data:
        return False
    lowest, _ = image.convert("RGBA").getchannel("A").getextrema()
    return isinstance(lowest, int | float) and lowest < 255  # noqa: PLR2004 - wholly opaque


def _is_page(data: bytes) -> bool:
    head = data[:500].lstrip().lower()
    return head.startswith((b"<!doctype", b"<html", b"<?xml"))
