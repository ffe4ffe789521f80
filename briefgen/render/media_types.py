"""A picture's name in, its media type out."""

from __future__ import annotations

import posixpath

__all__ = ["media_type"]

_TYPES = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}


def media_type(src: str) -> str | None:
    """Return the media type that a picture's name tells, if any."""
    path = src.partition("?")[0].partition("#")[0]
    return _TYPES.get(posixpath.splitext(path)[1].lower())
