"""Folders of code in, the digest of what could change a step's result out."""

from __future__ import annotations

import os
import sys
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["OURS", "code_stamp", "own_stamp"]

OURS = Path(__file__).parents[1]


@cache
def own_stamp() -> str:
    """Return the stamp of briefgen itself, looked up once: a process runs what it loaded."""
    return code_stamp()


def code_stamp(folders: Iterable[Path] = (OURS,), search: Iterable[str] | None = None) -> str:
    """Return a digest of the Python version, the code in `folders` and the libraries installed.

    Code counts by its bytes, not its time: a fresh checkout has the same stamp. Libraries count by
    the names of their `dist-info` folders along `search`, Python's own path unless told.
    """
    digest = blake2b(sys.version.encode(), digest_size=16)
    for folder in folders:
        for path in _modules(str(folder)):
            digest.update(path[len(str(folder)) :].encode() + b"\0")
            digest.update(blake2b(Path(path).read_bytes(), digest_size=16).digest())
    for name in sorted(_libraries(sys.path if search is None else search)):
        digest.update(name.encode() + b"\0")
    return digest.hexdigest()


def _modules(folder: str) -> Iterator[str]:
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if entry.name.endswith(".py"):
            yield entry.path
        elif entry.is_dir() and entry.name != "__pycache__":
            yield from _modules(entry.path)


def _libraries(search: Iterable[str]) -> Iterator[str]:
    for folder in search:
        if folder.endswith("-packages") and os.path.isdir(folder):  # noqa: PTH112
            yield from (n for n in os.listdir(folder) if n.endswith(".dist-info"))  # noqa: PTH208
