"""A hidden tree beside the site, made equal to what the site is to be, then swapped with it.

After the swap it holds the site before: the next time only what differs from it is touched. Its
files are judged by inode (a link to the site's verified file is that file), so a tree left by a
killed build needs no trust and mends itself.
"""

from __future__ import annotations

import os
from contextlib import suppress
from stat import S_ISDIR
from typing import TYPE_CHECKING

from briefgen.engine.seals import SEAL, is_sealed, parents
from briefgen.engine.swap import flush_all

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from collections.abc import Set as AbstractSet
    from pathlib import Path

__all__ = ["LAID", "Stage", "laid_order", "lay_out", "lay_out_told"]

LAID = b"laid"
_FEW = 64
_OVER = os.O_WRONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
_NEW = _OVER | os.O_CREAT | os.O_EXCL


class Stage:
    """The tree at `root`: `files` are inodes by path, `folders` all folders in it, "" the root.

    `known` are the files, where that is known and all its folders bear our seal. `laid` are the
    folders where they were just laid out and hold nothing else.
    """

    def __init__(
        self,
        root: Path,
        known: Mapping[str, int] | None = None,
        laid: Collection[str] = (),
    ) -> None:
        self.root = root
        self.files: dict[str, int] = {}
        self.folders: set[str] = {""}
        self._prefix = f"{root}{os.sep}"
        self._touched: set[str] = set()
        self._written: list[str] = []
        self._mode = 0  # of the last file that was written
        root.mkdir(parents=True, exist_ok=True)
        if laid:
            self.folders.update(laid)
            self._touched.update(laid)
        elif known is None:
            self._walk()
        else:
            self.files.update(known)
            self.folders |= parents(known)

    def put(self, path: str, data: bytes) -> os.stat_result:
        """Write a file and return its stat."""
        number = self._reopened(path)
        if number is None:
            number = self._made(path)
        try:
            _write_all(number, data)
            found = os.fstat(number)
            if found.st_size > len(data):
                os.ftruncate(number, len(data))
                found = os.fstat(number)
        finally:
            os.close(number)
        self._mode = found.st_mode
        self.files[path] = found.st_ino
        self._written.append(path)
        return found

    def took(self, path: str, inode: int) -> None:
        """Know of a file that another process put, having started from what is known here."""
        if path in self.folders:
            inside = f"{path}/"
            self.files = {file: n for file, n in self.files.items() if not file.startswith(inside)}
            self.folders = {f for f in self.folders if f != path and not f.startswith(inside)}
        folder = path.rpartition("/")[0]
        while folder not in self.folders:
            self.files.pop(folder, None)
            self.folders.add(folder)
            self._touched.add(folder)
            folder = folder.rpartition("/")[0]
            self._touched.add(folder)
        if self.files.get(path) != inode:
            self._note(path)
        self.files[path] = inode
        self._written.append(path)

    def link(self, path: str, source: str, inode: int) -> os.stat_result | None:
        """Make `path` the file at `source`, if it is not yet; the stat tells that it is a copy."""
        if self.files.get(path) == inode:
            return None
        self._clear(path)
        self.files[path] = inode
        try:
            os.link(source, self._prefix + path, follow_symlinks=False)
        except (OSError, NotImplementedError):
            return self._copy(path, source)
        return None

    def folder(self, path: str) -> None:
        """Make a folder, and those above it."""
        if path in self.folders:
            return
        self.folder(path.rpartition("/")[0])
        if path in self.files:
            self._unlink(path)
        try:
            os.mkdir(self._prefix + path)  # noqa: PTH102 - ten thousand at a time
        except FileExistsError:
            # Another process was first, unless it is no folder of ours.
            if not S_ISDIR(os.lstat(self._prefix + path).st_mode):
                raise
        self._note(path)
        self.folders.add(path)
        self._touched.add(path)

    def prune(self, files: AbstractSet[str], folders: AbstractSet[str]) -> None:
        """Remove all but the named."""
        for path in self.files.keys() - files:
            self._unlink(path)
        for path in sorted(self.folders.difference(folders), reverse=True):
            os.rmdir(self._prefix + path)  # noqa: PTH106
            self._note(path)
            self._touched.discard(path)
            self.folders.discard(path)

    def seal(self, unsealed: Collection[str]) -> None:
        """Mark the folders as left by us, but for those that hold what others put there."""
        for path in self._touched.difference(unsealed):
            os.utime(self._prefix + path, ns=(SEAL, SEAL))
        for path in self.folders.intersection(unsealed):
            os.utime(self._prefix + path)
        self._touched.clear()

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

    def _walk(self) -> None:
        rest = [""]
        while rest:
            folder = rest.pop()
            full = self._prefix + folder
            if not is_sealed(os.lstat(full)):
                self._touched.add(folder)
            inside = f"{folder}/" if folder else ""
            with os.scandir(full) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        rest.append(inside + entry.name)
                    else:
                        self.files[inside + entry.name] = entry.inode()
            self.folders.add(folder)

    def _reopened(self, path: str) -> int | None:
        """Open a file to write it over: that takes an eighth of what a new one in its place does.

        None unless it is a file like those we make and stands nowhere but here.
        """
        if path not in self.files or not self._mode:
            return None
        try:
            number = os.open(self._prefix + path, _OVER)
        except OSError:
            return None
        found = os.fstat(number)
        if found.st_nlink == 1 and found.st_mode == self._mode:
            return number
        os.close(number)
        return None

    def _made(self, path: str) -> int:
        """Open a new file in the place of whatever is there."""
        self._clear(path)
        try:
            return os.open(self._prefix + path, _NEW, 0o666)
        except FileExistsError:  # by a worker that died of what it was to do next
            os.unlink(self._prefix + path)  # noqa: PTH108
            return os.open(self._prefix + path, _NEW, 0o666)

    def _clear(self, path: str) -> None:
        if path in self.files:
            self._unlink(path)
        elif path in self.folders:
            self._remove_tree(path)
        self.folder(path.rpartition("/")[0])
        self._note(path)

    def _unlink(self, path: str) -> None:
        os.unlink(self._prefix + path)  # noqa: PTH108
        del self.files[path]
        self._note(path)

    def _remove_tree(self, path: str) -> None:
        inside = f"{path}/"
        for file in [file for file in self.files if file.startswith(inside)]:
            self._unlink(file)
        for folder in sorted((f for f in self.folders if f.startswith(inside)), reverse=True):
            os.rmdir(self._prefix + folder)  # noqa: PTH106
            self.folders.discard(folder)
        os.rmdir(self._prefix + path)  # noqa: PTH106
        self.folders.discard(path)

    def _copy(self, path: str, source: str) -> os.stat_result:
        """Copy where the disk knows no links, as FAT and some network disks."""
        import shutil

        shutil.copy2(source, self._prefix + path, follow_symlinks=False)
        found = os.lstat(self._prefix + path)
        self.files[path] = found.st_ino
        return found

    def _note(self, path: str) -> None:
        self._touched.add(path.rpartition("/")[0])


def lay_out(root: Path | str, folders: Collection[str]) -> bytes:
    """Make a tree of folders and return LAID; b"" if that can't be done."""
    prefix = f"{root}{os.sep}"
    try:
        for folder in sorted(folders):
            with suppress(FileExistsError):
                os.mkdir(prefix + folder)  # noqa: PTH102 - ten thousand at a time
    except OSError:
        return b""
    return LAID


def laid_order(root: Path, folders: Collection[str]) -> bytes:
    """Return what `lay_out_told` takes."""
    return os.fsencode("\0".join((str(root), *folders)))


def lay_out_told(order: bytes) -> bytes:
    """Lay out the folders that are named in bytes."""
    root, *folders = os.fsdecode(order).split("\0")
    return lay_out(root, folders)


def _write_all(number: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(number, rest) :]
