"""A folder and what we wrote there in, what of it stands and what others put there out."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from stat import S_ISDIR, S_ISREG
from typing import TYPE_CHECKING

from briefgen.engine.digest import blake2b
from briefgen.engine.seals import is_sealed, parents
from briefgen.engine.table import Row
from briefgen.values import dataclass, field

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

__all__ = ["KEY", "Survey", "digest", "file_row", "output_digest", "survey"]

KEY = 16
_MASK = (1 << 64) - 1
# A time of whole seconds is a coarse disk's or archive's: two states of a file may share it.
_WHOLE_SECOND = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Survey:
    """What stands in a site folder.

    `standing` are the rows of our files whose bytes are as we wrote them, `altered` our files that
    others changed, `missing` those that are gone. `foreign` tells for each path of others whether
    it is a folder. `sealed` says that no name was added to a folder, or taken away.
    """

    standing: Mapping[str, Row] = field(default_factory=dict)
    altered: frozenset[str] = frozenset()
    missing: frozenset[str] = frozenset()
    foreign: Mapping[str, bool] = field(default_factory=dict)
    sealed: bool = False

    @property
    def intact(self) -> bool:
        """Whether all we wrote stands as we wrote it."""
        return not self.altered and not self.missing


def digest(data: bytes) -> bytes:
    """Return the digest of the bytes of a file that a site is made from."""
    return blake2b(data, digest_size=KEY).digest()


def output_digest(data: bytes) -> bytes:
    """Return the digest of an output's bytes: the start of their SHA-256.

    Processors have instructions for it, which OpenSSL takes: half the time that BLAKE2 takes.
    """
    return _sha256()(data)[:KEY]


@cache
def _sha256() -> Callable[[bytes], bytes]:
    from hashlib import sha256  # loads OpenSSL, which a look at what stands can do without

    return lambda data: sha256(data).digest()


def file_row(key: bytes, content: bytes, found: os.stat_result) -> Row:
    """Return the manifest's row: the key, the bytes' digest, what changes when the file does."""
    return (
        key + content,
        (found.st_size, found.st_mtime_ns & _MASK, found.st_ino & _MASK),
    )


def survey(
    folder: Path, rows: Mapping[str, Row], others: Mapping[str, Row], *, unpacked: bool = False
) -> Survey:
    """Look at every file we wrote and at every folder where a name was added or taken away.

    A file may stand as its row in `rows` says or as the one in `others`. `unpacked` says that all
    of it may have come out of an archive: other inodes, the same times.
    """
    prefix = f"{folder}{os.sep}"
    folders = parents(rows)
    opened, lost = _folders(prefix, folders)
    standing: dict[str, Row] = {}
    altered: set[str] = set()
    missing: set[str] = set()
    for path, row in rows.items():
        found = None if lost and _inside(path, lost) else _lstat(prefix + path)
        if found is None:
            missing.add(path)
        elif now := _standing_row(prefix + path, (row, others.get(path, row)), found, unpacked):
            standing[path] = now
        else:
            altered.add(path)
    foreign = dict(_foreign(prefix, opened, rows, folders - lost))
    sealed = not opened and not lost
    return Survey(standing, frozenset(altered), frozenset(missing), foreign, sealed)


def _folders(prefix: str, folders: set[str]) -> tuple[list[str], set[str]]:
    """Return the folders that are not as we left them, and those that are gone or links now."""
    opened: list[str] = []
    lost: set[str] = set()
    for folder in folders:
        found = _lstat(prefix + folder)
        if found is None or not S_ISDIR(found.st_mode):
            lost.add(folder)
        elif not is_sealed(found) or folders == {""}:  # knowing of no file, trust no seal
            opened.append(folder)
    return [f for f in opened if not _inside(f, lost)] if lost else opened, lost


def _standing_row(
    full: str, rows: tuple[Row, Row], found: os.stat_result, unpacked: bool
) -> Row | None:
    """Return the file's row as it stands; one only touched, or copied here, has new numbers."""
    now = file_row(b"", b"", found)[1]
    for row in rows:
        if now == row[1]:
            return row
    if not S_ISREG(found.st_mode) or now[0] not in {row[1][0] for row in rows}:
        return None
    if unpacked:
        for key, numbers in rows:
            if now[:2] == numbers[:2] and now[1] % _WHOLE_SECOND:
                return (key, now)
    with open(full, "rb") as stream:  # noqa: PTH123 - there may be ten thousand
        content = output_digest(stream.read())
    return next((((x[0], now)) for x in rows if x[0][KEY:] == content), None)


def _foreign(
    prefix: str, opened: list[str], rows: Mapping[str, Row], folders: set[str]
) -> Iterator[tuple[str, bool]]:
    rest = sorted(opened, reverse=True)
    while rest:
        folder = rest.pop()
        inside = f"{folder}/" if folder else ""
        with os.scandir(prefix + folder) as entries:
            for entry in entries:
                path = inside + entry.name
                is_folder = entry.is_dir(follow_symlinks=False)
                if path in (folders if is_folder else rows):
                    continue
                yield path, is_folder
                if is_folder:
                    rest.append(path)


def _inside(path: str, folders: set[str]) -> bool:
    above = path
    while above:
        above = above.rpartition("/")[0]
        if above in folders:
            return True
    return False


def _lstat(full: str) -> os.stat_result | None:
    try:
        return os.lstat(full)
    except (FileNotFoundError, NotADirectoryError):
        return None
