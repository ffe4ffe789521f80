"""The built site as publishing sees it: folder → files in order, and the build's id."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Literal

from briefgen.errors import PublishError
from briefgen.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["BUILD_MARK", "SiteFile", "build_id", "mark_in", "walk"]

BUILD_MARK = re.compile(
    rb"""<meta\s+name=["']?briefgen-build["']?\s+content=(?:"([^"]*)"|'([^']*)'|([^\s>]+))"""
)
_HEAD = 65_536


@dataclass(frozen=True, slots=True)
class SiteFile:
    """One file of the site; `path` is relative, with slashes."""

    path: str
    size: int
    kind: Literal["file", "symlink", "special"] = "file"


def walk(folder: Path) -> Iterator[SiteFile]:
    """Yield all that lies in `folder`, in the order of paths; links are told, never followed."""
    try:
        yield from _walk(folder, "")
    except OSError as error:
        raise PublishError(
            f"this can't be read: {error.strerror}", path=str(error.filename or folder),
            hint="build the site again",
        ) from error  # fmt: skip


def build_id(folder: Path) -> str:
    """Return the id the start page carries, or "" when it carries none."""
    try:
        with (folder / "index.html").open("rb") as file:
            return mark_in(file.read(_HEAD))
    except OSError:
        return ""


def mark_in(page: bytes) -> str:
    """Return the build id in a page, or ""."""
    found = BUILD_MARK.search(page) if b"briefgen-build" in page else None
    return b"".join(filter(None, found.groups())).decode("utf-8", "replace") if found else ""


def _walk(folder: Path | str, prefix: str) -> Iterator[SiteFile]:
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        path = prefix + entry.name
        if entry.is_symlink():
            yield SiteFile(path, 0, "symlink")
        elif entry.is_dir():
            yield from _walk(entry.path, f"{path}/")
        elif entry.is_file():
            yield SiteFile(path, entry.stat().st_size)
        else:
            yield SiteFile(path, 0, "special")
