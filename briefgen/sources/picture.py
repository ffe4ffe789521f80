"""A picture's address -> its bytes, fetched as safely as a page; its kind read from the bytes."""

from __future__ import annotations

from briefgen.errors import SourceError
from briefgen.sources.fetch import Asked, Bounds, fetch, shown
from briefgen.sources.media import ENDINGS, media_of
from briefgen.values import dataclass

__all__ = ["PICTURE_BOUNDS", "Picture", "fetched_picture"]

PICTURE_BOUNDS = Bounds(size=25_000_000, seconds=30)
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
        return ENDINGS[self.media]


def fetched_picture(
    address: str, *, allow_private: bool = False, bounds: Bounds = PICTURE_BOUNDS
) -> Picture:
    """Fetch a JPEG, PNG, GIF, WebP or AVIF; SourceError for all else, SVG (a program) included."""
    accept = ", ".join(ENDINGS)
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
