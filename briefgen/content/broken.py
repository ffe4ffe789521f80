"""The slugs of articles that can't be read, so that what names them need not complain as well."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

from briefgen.errors import CombinedError
from briefgen.model.slug import path_slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from briefgen.errors import BriefgenError

__all__ = ["broken_slugs"]

_SLUG = re.compile(r"^slug:[ \t]*[\"']?([^\s\"'#]+)", re.MULTILINE)
_LONGEST_HEAD = 20_000


def broken_slugs(root: Path, errors: Iterable[BriefgenError]) -> Iterator[str]:
    """Yield the slugs, by file name and front matter, of the files under `root` with errors."""
    for error in errors:
        if isinstance(error, CombinedError):
            yield from broken_slugs(root, error.errors)
        elif error.path:
            yield path_slug(error.path)
            yield from _SLUG.findall(_head(root / error.path))


def _head(file: Path) -> str:
    """Return the start of a file; "" for a link, a device or a pipe, which may be endless."""
    if file.is_symlink() or not file.is_file():
        return ""
    with suppress(OSError), file.open(encoding="utf-8", errors="replace") as stream:
        return stream.read(_LONGEST_HEAD)
    return ""
