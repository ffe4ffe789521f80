"""Compare the output folder with the manifest: what stands, and what others put there."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from stat import S_ISREG
from typing import TYPE_CHECKING

from briefgen.engine.digest import blake2b
from briefgen.engine.paths import parents
from briefgen.engine.table import Row
from briefgen.values import dataclass, field

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

__all__ = ["KEY", "Survey", "digest", "file_row", "output_digest", "survey", "walk"]

KEY = 16
_MASK = (1 << 64) - 1


@dataclass(frozen=True, slots=True)
class Survey:
    """What stands in a site folder.

    `standing` are the rows of our files whose bytes are as we wrote them, `altered` our files that
    others changed, `missing` those that are gone. `foreign` tells for each path of others whether
    it is a folder.
    """

    standing: Mapping[str, Row] = field(default_factory=dict)
    altered: frozenset[str] = frozenset()
    missing: frozenset[str] = frozenset()
    foreign: Mapping[str, bool] = field(default_factory=dict)

    @property
    def intact(self) -> bool:
        """Whether all we wrote stands as we wrote it."""
        return not self.altered and not self.missing


def digest(data: bytes) -> bytes:
    """Return the digest of the bytes of a file that a site is made from."""
    return blake2b(data, digest_size=KEY).digest()


def output_digest(data: bytes) -> bytes:
    """Return the digest of an output's bytes: the start of their SHA-256.

    Processors have instructions for it, which OpenSSL uses: half the time of BLAKE2.
    """
    return _sha256()(data)[:KEY]


@cache
def _sha256() -> Callable[[bytes], bytes]:
    from hashlib import sha256  # loads OpenSSL, which a build without changes can do without

    return lambda data: sha256(data).digest()


def file_row(key: bytes, content: bytes, found: os.stat_result) -> Row:
    """Return the manifest's row: key and digest of the bytes; size, time of change (ns), inode."""
    return (
        key + content,
        (found.st_size, found.st_mtime_ns & _MASK, found.st_ino & _MASK),
    )


def survey(folder: Path, rows: Mapping[str, Row], others: Mapping[str, Row]) -> Survey:
    """Look at every file in the folder.

    A file may stand as its row in `rows` says or as the one in `others`; one that was only touched
    or copied is known by its bytes.
    """
    standing: dict[str, Row] = {}
    altered: set[str] = set()
    foreign: dict[str, bool] = {}
    folders = parents(rows)
    for path, entry in walk(f"{folder}{os.sep}"):
        row = rows.get(path)
        if entry.is_dir(follow_symlinks=False):
            if path not in folders:
                foreign[path] = True
        elif row is None:
            foreign[path] = False
        elif now := _standing_row(entry, (row, others.get(path, row))):
            standing[path] = now
        else:
            altered.add(path)
    missing = rows.keys() - standing.keys() - altered
    return Survey(standing, frozenset(altered), frozenset(missing), foreign)


def walk(prefix: str, inside: str = "") -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield all in and below a folder (its path with a separator), links to folders unfollowed."""
    try:
        with os.scandir(prefix + inside) as found:
            entries = [*found]
    except (FileNotFoundError, NotADirectoryError):
        return
    for entry in entries:
        yield inside + entry.name, entry
        if entry.is_dir(follow_symlinks=False):
            yield from walk(prefix, f"{inside}{entry.name}/")


def _standing_row(entry: os.DirEntry[str], rows: tuple[Row, Row]) -> Row | None:
    """Return the file's row as it stands; one only touched, or copied here, has new numbers."""
    found = entry.stat(follow_symlinks=False)
    now = file_row(b"", b"", found)[1]
    for row in rows:
        if now == row[1]:
            return row
    if not S_ISREG(found.st_mode) or now[0] not in {row[1][0] for row in rows}:
        return None
    with open(entry.path, "rb", buffering=0) as stream:  # noqa: PTH123 - there may be ten thousand
        content = output_digest(stream.read())
    return next(((row[0], now) for row in rows if row[0][KEY:] == content), None)
