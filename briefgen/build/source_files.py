"""A file of content/ by its path there in, its bytes out; a ContentError where there are none."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from briefgen.errors import ContentError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["file_bytes"]


def file_bytes(content: Path, path: str) -> bytes:
    """Return the bytes of the file at `path` under `content`."""
    try:
        with open(f"{content}{os.sep}{path}", "rb", buffering=0) as stream:  # noqa: PTH123 - ten thousand at a time
            return stream.read()
    except FileNotFoundError as error:
        raise ContentError(
            "was deleted while the site was being built", path=path, hint="build again"
        ) from error
    except OSError as error:
        raise ContentError(f"can't be read: {error.strerror}", path=path) from error
