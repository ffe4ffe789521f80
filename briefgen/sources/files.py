"""A file in, its document out: a saved page with the pictures beside it, or a text."""

from __future__ import annotations

import re
from html import unescape
from itertools import islice
from stat import S_ISREG
from typing import TYPE_CHECKING

from briefgen.errors import SourceError
from briefgen.model.beside import name_beside
from briefgen.model.document import Document
from briefgen.sources.media import media_of

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["MAX_BYTES", "from_bytes", "page", "pictures_beside", "read", "text"]

MAX_BYTES = 50_000_000

_HEAD = 4096
_MARKUP = re.compile(
    rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<article[\s>]|<(?:p|div|meta)[\s>].*</",
    re.IGNORECASE | re.DOTALL,
)
_SAVED_FROM = re.compile(
    rb"<!--\s*saved from url=\(\d+\)\s*(https?://[^\s<>\"]+?)\s*-->"
    rb"|\burl:\s*(https?://[^\s<>\"]+)\s*\n",
    re.IGNORECASE,
)
_LED_TO = re.compile(rb"""\bsrc\s*=\s*["']([^"':<>]{1,1000})["']""", re.IGNORECASE)
_MOST_PICTURES = 2_000
# Below this it is an icon, or what stands in for a picture that was not loaded yet.
_SMALLEST_PICTURE = 4_000


def pictures_beside(place: Path, data: bytes) -> tuple[str, ...]:
    """Return the pictures that a saved page leads to in its own folder, as paths from there."""
    found: dict[str, None] = {}
    folder = place.parent.resolve()
    for said in islice(_LED_TO.finditer(data), _MOST_PICTURES):
        name = name_beside(unescape(said[1].decode("utf-8", "replace")))
        if name and name not in found and _is_picture(folder, name):
            found[name] = None
    return tuple(found)


def _is_picture(folder: Path, name: str) -> bool:
    try:
        file = (folder / name).resolve()
        if not file.is_relative_to(folder) or file.stat().st_size < _SMALLEST_PICTURE:
            return False
        with file.open("rb") as stream:
            return media_of(stream.read(64)) is not None
    except (OSError, ValueError):
        return False


def read(path: Path) -> bytes:
    """Return a file's bytes; SourceError for one that is missing, empty or too large."""
    try:
        found = path.stat()
        if not S_ISREG(found.st_mode):
            # A pipe would have us wait, and a device may have no end.
            raise SourceError(
                "is no file", path=str(path), hint="name a file, or - for standard input"
            )
        size = found.st_size
        if size > MAX_BYTES:
            raise SourceError(
                f"the file has {size // 1_000_000} MB; at most {MAX_BYTES // 1_000_000} are read",
                path=str(path),
            )
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise SourceError("there is no such file", path=str(path), hint="check the name") from None
    except OSError as error:
        raise SourceError(f"can't be read ({error.strerror})", path=str(path)) from error
    if not data.strip():
        raise SourceError("the file is empty", path=str(path), hint="save the page again")
    return data


def page(source: str, data: bytes) -> Document:
    """Return a saved page, with the address its browser wrote into it."""
    found = _SAVED_FROM.search(data[:_HEAD])
    url = (
        next((part.decode("ascii", "replace") for part in found.groups() if part), None)
        if found
        else None
    )
    return Document(source, "html", data, url=url)


def text(source: str, data: bytes) -> Document:
    """Return a text; a page that was saved under a text's name is a page."""
    if re.match(rb"\s*(?:<!doctype\s+html|<html[\s>])", data[:_HEAD], re.IGNORECASE):
        return page(source, data)
    return Document(source, "text", data)


def from_bytes(source: str, data: bytes) -> Document:
    """Return bytes of unknown kind as a page if they hold markup, else as a text."""
    if not data.strip():
        raise SourceError("nothing was given", path=source, hint="paste or pipe a page or a text")
    return page(source, data) if _MARKUP.search(data[:_HEAD]) else text(source, data)
