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
            with suppress(OSError):
                head = (root / error.path).read_text("utf-8", "replace")[:_LONGEST_HEAD]
                yield from _SLUG.findall(head)
