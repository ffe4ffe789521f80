"""A picture's first bytes -> its type, and the ending a file of that type has."""

from __future__ import annotations

__all__ = ["ENDINGS", "media_of"]

ENDINGS = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "image/avif": ".avif",
}


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
