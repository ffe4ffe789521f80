"""One sync under way: outputs in one by one, the new site's rows and the changed folder out."""

# ruff: noqa: TC004 - dataclasses need no types to run
from __future__ import annotations

import errno
import os
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from briefgen.engine.aside import aside
from briefgen.engine.paths import Claims, check_path
from briefgen.engine.scribe import Scribe, Staged
from briefgen.engine.seals import SEAL, parents
from briefgen.engine.stage import Stage
from briefgen.engine.survey import KEY, Survey, file_row, output_digest
from briefgen.engine.swap import swap
from briefgen.errors import ContentError
from briefgen.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from briefgen.engine.manifest import Manifest
    from briefgen.engine.table import Row

__all__ = ["Content", "Delivery", "Keyed", "Place"]

_FLUSHED = b"flushed"
_CAN_NOT_SWAP = frozenset({errno.EBUSY, errno.EXDEV})


@dataclass(frozen=True, slots=True)
class Keyed:
    """An output known by the 16-byte key of what it is made from.

    Where the site holds a file of that key at that path, `content` may be None.
    """

    key: bytes
    content: bytes | Path | Staged | None = None


Content: TypeAlias = bytes | Path | Keyed


@dataclass(frozen=True, slots=True)
class Place:
    """Where the site stands, where its next state is staged, and whether the two can be swapped.

    `known` are the inodes of what is staged there already, where that is known, `laid` the folders
    of a stage that holds nothing else. `restored` says
    that the site is gone, and what stands of it stands on the stage.
    """

    folder: Path
    stage: Path
    atomic: bool
    known: Mapping[str, int] | None = None
    restored: bool = False
    laid: Collection[str] = ()


class Delivery:
    """Outputs are staged as they come; `finish` changes the site."""

    def __init__(self, place: Place, survey: Survey, *, adopts: bool) -> None:
        self.rows: dict[str, Row] = {}
        self.written: list[str] = []
        self.unchanged: list[str] = []
        self.atomic = place.atomic
        self._place = place
        self._survey = survey
        self._adopts = adopts
        self._claims = Claims()
        self._stage: Stage | None = None
        self.scribe = Scribe(survey, self._opened)

    @property
    def removed(self) -> list[str]:
        """The files of ours that stand and are no longer wanted."""
        ours = {*self._survey.standing, *self._survey.altered}
        return sorted(ours.difference(self.rows))

    @property
    def kept(self) -> list[str]:
        """The files of others."""
        foreign = self._survey.foreign
        return sorted(path for path in foreign if not foreign[path] and path not in self.rows)

    def add(self, path: str, content: Content) -> None:
        """Take one output: write it to the stage where the site has not the same bytes."""
        standing = self._survey.standing.get(path)
        staged = isinstance(content, Keyed) and isinstance(content.content, Staged)
        if standing is None and not staged:  # the scribe puts no path that can't be
            check_path(path)
        self._claims.take(path)
        if standing and isinstance(content, Keyed) and content.key == standing[0][:KEY]:
            self._keep(path, standing)
            return
        if isinstance(content, Keyed) and isinstance(content.content, Staged):
            self._take(path, content.key, content.content, standing)
            return
        key, data = _bytes(content)
        found = output_digest(data)
        standing = standing or self._adopted(path, found)
        if standing and standing[0][KEY:] == found:
            self._keep(path, ((key or found) + found, standing[1]))
            return
        self.rows[path] = file_row(key or found, found, self._opened().put(path, data))
        self.written.append(path)

    def stand(self, but: Collection[str]) -> None:
        """Take all else that stands as it is, less some paths."""
        kept = self._survey.standing.keys() - self.rows.keys() - {*but}
        self.rows.update({path: self._survey.standing[path] for path in kept})
        self.unchanged += kept

    def _take(self, path: str, key: bytes, staged: Staged, standing: Row | None) -> None:
        """Take an output that the scribe put on the stage, or found standing."""
        if staged.numbers is None:
            assert standing is not None  # noqa: S101 - the scribe has seen it
            self._keep(path, (key + staged.content, standing[1]))
            return
        self._opened().took(path, staged.numbers[2])
        self.rows[path] = (key + staged.content, staged.numbers)
        self.written.append(path)

    def finish(
        self, manifest: Manifest, stamp: bytes, meanwhile: Callable[[], object] | None = None
    ) -> None:
        """Change the site to what was added, or leave it untouched where it is that already.

        `meanwhile` is called while the disk is busy with what was written.
        """
        self._claims.finish()
        folders = parents(self.rows)
        if not self._changes():
            self._seal_site(folders)
            if self.rows != manifest.rows or manifest.other_rows or stamp != manifest.stamp:
                manifest.replace(self.rows, stamp)
            return
        stage = self._opened()
        if self.atomic:
            self._complete(stage, folders)
        if self._survey.standing:
            _flush(stage, meanwhile)
        elif meanwhile:
            # A first site takes no other's place: what a power cut leaves of it is made whole by
            # the next build, which finds files of other sizes than it knows.
            meanwhile()
        manifest.announce(self.rows, stamp)
        if self.atomic:
            # Only now: whoever finds a stage that bears our seals takes it for what was settled.
            stage.seal(self._open_folders())
        if not self.atomic or not self._swapped():
            self._change_in_place(folders)
            manifest.announce(self.rows, stamp)
        manifest.settle()

    def _changes(self) -> bool:
        gone = self._place.restored or not self._place.folder.is_dir()
        return bool(self.written or self.removed) or gone

    def _keep(self, path: str, row: Row) -> None:
        self.rows[path] = row
        self.unchanged.append(path)

    def _adopted(self, path: str, content: bytes) -> Row | None:
        """Return the row of a file of others that is just what we would write; refuse any other."""
        foreign = self._survey.foreign
        if not foreign:
            return None
        for above in parents((path,)):
            if foreign.get(above) is False:
                self._refuse(path, above)
        if foreign.get(path) is False:
            full = self._place.folder / path
            if not full.is_symlink() and output_digest(full.read_bytes()) == content:
                return file_row(content, content, full.lstat())
        if path in foreign and not (self._adopts and foreign[path] is False):
            self._refuse(path, path)
        return None

    def _refuse(self, path: str, standing: str) -> None:
        raise ContentError(
            f"{path!r} can't be written: briefgen did not make the {standing!r} that is there",
            path=str(self._place.folder / standing),
            hint="move it away, or give the page another address",
        )

    def _opened(self) -> Stage:
        if self._stage is None:
            self._stage = Stage(self._place.stage, self._place.known, self._place.laid)
        return self._stage

    def _complete(self, stage: Stage, folders: set[str]) -> None:
        """Bring into the stage what stays as it is."""
        prefix = f"{self._place.folder}{os.sep}"
        there, rows = stage.files, self.rows
        for path in [path for path in self.unchanged if there.get(path) != rows[path][1][2]]:
            key, numbers = rows[path]
            if copied := stage.link(path, prefix + path, numbers[2]):
                rows[path] = file_row(key, b"", copied)
        kept = self.kept
        for path in kept:
            stage.link(path, prefix + path, os.lstat(prefix + path).st_ino)
        others = [path for path, is_folder in self._survey.foreign.items() if is_folder]
        for folder in others:
            stage.folder(folder)
        stage.prune({*self.rows, *kept}, {*folders, *others})

    def _open_folders(self) -> set[str]:
        """Return the folders that hold what others put there: those are looked into each time."""
        foreign = [path for path in self._survey.foreign if path not in self.rows]
        return {path.rpartition("/")[0] for path in foreign}

    def _swapped(self) -> bool:
        self._place.folder.mkdir(parents=True, exist_ok=True)
        self._place.stage.chmod(self._place.folder.stat().st_mode & 0o7777)
        try:
            swap(self._place.stage, self._place.folder)
        except OSError as error:
            if error.errno not in _CAN_NOT_SWAP:
                raise
            self.atomic = False
        return self.atomic

    def _change_in_place(self, folders: set[str]) -> None:
        """Replace file by file where the folder itself can't be."""
        from shutil import rmtree

        site, stage = self._place.folder, self._place.stage
        for path in self.removed:
            (site / path).unlink(missing_ok=True)
        for folder in sorted(parents(self.removed) - folders, reverse=True):
            with suppress(OSError):  # others' files are in it
                (site / folder).rmdir()
        for path in self.rows if self._place.restored else self.written:
            (site / path).parent.mkdir(parents=True, exist_ok=True)
            _move(stage / path, site / path)
            key, _ = self.rows[path]
            self.rows[path] = file_row(key, b"", (site / path).lstat())
        rmtree(stage)
        self._seal_site(folders)

    def _seal_site(self, folders: Iterable[str]) -> None:
        """Mark folders of the site as left by us, where it is not swapped."""
        if self.atomic:
            return
        prefix = f"{self._place.folder}{os.sep}"
        for folder in set(folders) - self._open_folders():
            with suppress(OSError):
                os.utime(prefix + folder, ns=(SEAL, SEAL))


def _flush(stage: Stage, meanwhile: Callable[[], object] | None) -> None:
    """Put what was written on the disk for good."""
    if meanwhile is None:
        stage.flush()
        return
    flushing = aside(partial(_flushed, stage))
    try:
        meanwhile()
    finally:
        told = flushing()
    # It is told once of what could not be written: to ask again would not tell.
    if told != _FLUSHED:
        raise OSError(int(told), os.strerror(int(told)), str(stage.root))


def _flushed(stage: Stage) -> bytes:
    try:
        stage.flush()
    except OSError as error:
        return str(error.errno or errno.EIO).encode()
    return _FLUSHED


def _bytes(content: Content) -> tuple[bytes, bytes]:
    """Return an output's key, if it has one, and its bytes."""
    if isinstance(content, Keyed):
        if content.content is None:
            raise ValueError("an output without content has to stand in the site under its key")
        assert not isinstance(content.content, Staged)  # noqa: S101 - it was taken as it is
        return content.key, _bytes(content.content)[1]
    if isinstance(content, bytes):
        return b"", content
    try:
        return b"", content.read_bytes()
    except OSError as error:
        raise ContentError(
            f"the file can't be read: {error.strerror}", path=str(content), hint="build again"
        ) from error


def _move(source: Path, target: Path) -> None:
    try:
        source.replace(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        from shutil import copyfile

        beside = target.with_name(f".briefgen-{target.name}"[:200])
        copyfile(source, beside)
        beside.replace(target)
