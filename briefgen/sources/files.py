"""A source in, its documents out: a saved page, a text, standard input, a folder of these."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.errors import SourceError
from briefgen.model.document import Document

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["MAX_BYTES", "from_bytes", "page", "read", "text"]

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


def read(path: Path) -> bytes:
    """Return a file's bytes; SourceError for one that is missing, empty or too large."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise SourceError(
                f"the file has {size // 1_000_000} MB; at most {MAX_BYTES // 1_000_000} are read",
                path=str(path),
            )
        data = path.read_bytes()
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
