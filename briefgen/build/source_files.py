"""A file of content/ by its path there in, its bytes out; a ContentError where there are none."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from briefgen.errors import ContentError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["file_bytes"]

_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0)
_CHUNK = 1 << 16


def file_bytes(content: Path, path: str) -> bytes:
    """Return the bytes of the file at `path` under `content`."""
    try:
        return _bytes(f"{content}{os.sep}{path}")
    except FileNotFoundError as error:
        raise ContentError(
            "was deleted while the site was being built", path=path, hint="build again"
        ) from error
    except OSError as error:
        raise ContentError(f"can't be read: {error.strerror}", path=path) from error


def _bytes(full: str) -> bytes:
    # Of ten thousand files, what open() asks the system besides takes a third of the time.
    file = os.open(full, _FLAGS)
    try:
        return b"".join(iter(lambda: os.read(file, _CHUNK), b""))
    finally:
        os.close(file)
