"""The staging directory: the next site, put together beside the one that stands.

Files that stay are hard links to those of the site, or copies where the disk knows no links; all
others are written here. Workers write their own files with an `OutputWriter`.
"""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from briefgen.engine.paths import check_path
from briefgen.engine.survey import KEY, file_row, output_digest, walk
from briefgen.engine.swap import flush_all
from briefgen.errors import ContentError

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from briefgen.engine.survey import Survey

__all__ = ["OutputWriter", "Staged", "StagingTree"]

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
# Of more files it takes less time to flush the whole file system than one after the other.
_FEW = 32
# No folder yet, or something of the site before.
_IN_THE_WAY = frozenset({errno.ENOENT, errno.EEXIST, errno.ENOTDIR, errno.EISDIR})


class Staged(NamedTuple):
    """An output that a worker wrote, or found standing with the same bytes.

    `content` is the digest of its bytes, `numbers` are those of its row in the manifest; None where
    the site has these bytes already.
    """

    content: bytes
    numbers: tuple[int, ...] | None


class StagingTree:
    """The tree of the next site at `root`, made of what lies there.

    After an exchange that is the site before: its folders, and links to all files that did not
    change since. To make ten thousand folders and delete them again takes longer than all the rest
    of a small build, so the tree is kept.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._prefix = f"{root}{os.sep}"
        self._written: list[str] = []
        root.mkdir(parents=True, exist_ok=True)
        self._inodes: dict[str, int] = {}
        self._folders = {""}
        for path, entry in walk(self._prefix):
            if entry.is_dir(follow_symlinks=False):
                self._folders.add(path)
            else:
                self._inodes[path] = entry.inode()

    def put(self, path: str, data: bytes) -> os.stat_result:
        """Write a file and return its stat."""
        number = self._opened(path)
        try:
            _write_all(number, data)
            found = os.fstat(number)
        finally:
            os.close(number)
        self.wrote(path)
        return found

    def wrote(self, path: str) -> None:
        """Know of a file that another process put."""
        self._inodes.pop(path, None)
        self._written.append(path)

    def link(self, path: str, source: str, inode: int) -> os.stat_result | None:
        """Make `path` the file at `source`, which has an inode; return the stat of a copy."""
        if self._inodes.get(path) == inode:
            return None
        full = self._prefix + path
        self._make_room(path)
        try:
            os.link(source, full, follow_symlinks=False)
        except (OSError, NotImplementedError):
            # FAT and some network disks know no links.
            from shutil import copy2

            copy2(source, full, follow_symlinks=False)
            return os.lstat(full)
        return None

    def folder(self, path: str) -> None:
        """Make a folder, and those above it."""
        if path in self._folders:
            return
        above = path.rpartition("/")[0]
        self.folder(above)
        full = self._prefix + path
        if path in self._inodes:
            os.unlink(full)  # noqa: PTH108
            del self._inodes[path]
        with suppress(FileExistsError):  # another process was first
            os.mkdir(full)  # noqa: PTH102 - ten thousand at a time
        self._folders.add(path)

    def prune(self, files: AbstractSet[str], folders: AbstractSet[str]) -> None:
        """Remove all but the named."""
        for path in self._inodes.keys() - files:
            with suppress(FileNotFoundError):
                os.unlink(self._prefix + path)  # noqa: PTH108
        for path in sorted(self._folders - folders, reverse=True):
            with suppress(FileNotFoundError, NotADirectoryError):
                os.rmdir(self._prefix + path)  # noqa: PTH106

    def flush(self) -> None:
        """Put the written files on the disk for good: a power cut, too, finds them whole."""
        if len(self._written) > _FEW:
            flush_all(self.root)
            return
        for path in self._written:
            number = os.open(self._prefix + path, os.O_RDWR)
            try:
                os.fsync(number)
            finally:
                os.close(number)

    def _opened(self, path: str) -> int:
        full = self._prefix + path
        try:
            return os.open(full, _NEW, 0o666)
        except OSError as error:
            if error.errno not in _IN_THE_WAY:
                raise
        self._make_room(path)
        return os.open(full, _NEW, 0o666)

    def _make_room(self, path: str) -> None:
        """Make the folders above a path, and remove what stands at it."""
        self.folder(path.rpartition("/")[0])
        full = self._prefix + path
        if path in self._folders:
            from shutil import rmtree

            rmtree(full)
            inside = f"{path}/"
            self._folders = {f for f in self._folders if f != path and not f.startswith(inside)}
            self._inodes = {f: n for f, n in self._inodes.items() if not f.startswith(inside)}
        else:
            with suppress(FileNotFoundError):
                os.unlink(full)  # noqa: PTH108


class OutputWriter:
    """Writes outputs to the staging tree: a worker forked with it writes its own files.

    What it can't write it leaves to the process that syncs, which reports what stands in the way.
    """

    def __init__(self, survey: Survey, tree: Callable[[], StagingTree]) -> None:
        self._standing = survey.standing
        self._among_others = bool(survey.foreign)
        self._tree = tree

    def ready(self) -> None:
        """Look at the staging tree, before workers are forked that would each look."""
        self._tree()

    def __call__(self, path: str, data: bytes) -> Staged | bytes:
        """Return what the manifest holds of an output that was written, else its bytes."""
        if self._among_others:  # one of them may have this path
            return data
        row = self._standing.get(path)
        found = output_digest(data)
        if row is not None and row[0][KEY:] == found:
            return Staged(found, None)
        try:
            if row is None:
                check_path(path)
            return Staged(found, file_row(b"", b"", self._tree().put(path, data))[1])
        except (ContentError, OSError):
            return data


def _write_all(number: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        written = os.write(number, rest)
        if not written:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        rest = rest[written:]
