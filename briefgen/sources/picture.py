"""A picture's address -> its bytes, fetched as safely as a page; its kind read from the bytes."""

from __future__ import annotations

from dataclasses import dataclass

from briefgen.errors import SourceError
from briefgen.sources.fetch import Asked, Bounds, fetch, shown

__all__ = ["PICTURE_BOUNDS", "Picture", "fetched_picture", "media_of"]

PICTURE_BOUNDS = Bounds(size=25_000_000, seconds=30)
_ENDINGS = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "image/avif": ".avif",
}
# Servers may send one of these for any file; the bytes say what it is.
_SILENT = frozenset(("", "application/octet-stream", "binary/octet-stream"))


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture fetched: `media` is its type by its own bytes, `url` the last of the redirects."""

    url: str
    data: bytes
    media: str

    @property
    def ending(self) -> str:
        """The ending a file with these bytes should have, with its dot."""
        return _ENDINGS[self.media]


def fetched_picture(
    address: str, *, allow_private: bool = False, bounds: Bounds = PICTURE_BOUNDS
) -> Picture:
    """Fetch a JPEG, PNG, GIF, WebP or AVIF; SourceError for all else, SVG (a program) included."""
    accept = ", ".join(_ENDINGS)
    found = fetch(address, Asked(accept, allow_private=allow_private, bounds=bounds))
    media = media_of(found.data)
    said_otherwise = found.media not in _SILENT and not found.media.startswith("image/")
    if media is None or said_otherwise:
        raise SourceError(
            f"this is {found.media or 'of a kind not known'}, not a picture that pages can show",
            path=shown(address),
            hint="pictures are JPEG, PNG, GIF, WebP or AVIF files",
        )
    return Picture(found.url, found.data, media)


def media_of(data: bytes) -> str | None:
    """Return the type of a picture's bytes by how they begin, None for no picture we know."""
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    # ISO media files name their brands in the first box; AVIF's stand among them.
    if data[4:8] == b"ftyp" and b"avi" in data[8:40]:
        return "image/avif"
    return None
