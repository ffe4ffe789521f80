"""Make the output folder hold the finished outputs and nothing else of ours, in one step.

The next site is put together in a staging directory on the same disk and takes the folder's place
by one exchange: at any kill the folder is the old site or the new one. What the exchange leaves in
the staging directory is what the next build begins with. A program that holds the folder itself
open (a shell standing in it, a container it is mounted to) keeps seeing the old tree.
"""

from __future__ import annotations

import errno
import os
from contextlib import ExitStack, suppress
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING, TypeAlias

from briefgen.engine.digest import blake2b
from briefgen.engine.lock import locked
from briefgen.engine.manifest import Manifest
from briefgen.engine.paths import Claims, check_path, parents
from briefgen.engine.staging import OutputWriter, Staged, StagingTree
from briefgen.engine.survey import KEY, Survey, file_row, output_digest, survey
from briefgen.engine.swap import recover, swap
from briefgen.engine.synced import Synced
from briefgen.errors import BriefgenError, CombinedError, ContentError
from briefgen.values import dataclass, replace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from types import TracebackType
    from typing import Self

    from briefgen.engine.table import Row

__all__ = ["Content", "Keyed", "OutputWriter", "SiteFolder", "Synced", "sync"]

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_CLOSED = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
_CAN_NOT_SWAP = frozenset({errno.EBUSY, errno.EXDEV})
# A file where a folder should be, or the other way: `Claims` names the two.
_CLASH = frozenset({errno.ENOTDIR, errno.EISDIR, errno.EEXIST})
# The first is on the start page, the second on all pages whose theme does not leave it out.
_MARKS = (b'name="briefgen-build"', b'name="generator" content="briefgen"')
_HEAD = 65_536


@dataclass(frozen=True, slots=True)
class Keyed:
    """An output known by the 16-byte key of what it is made from.

    Where the site holds a file of that key at that path, `content` may be None.
    """

    key: bytes
    content: bytes | Path | Staged | None = None


Content: TypeAlias = bytes | Path | Keyed


def sync(
    outputs: Iterable[tuple[str, Content]], folder: Path, *, state: Path, wait: float = 5.0
) -> Synced:
    """Make `folder` hold `outputs`; `state` is where briefgen remembers what it wrote."""
    with SiteFolder(folder, state=state, wait=wait) as site:
        return site.sync(outputs)


class SiteFolder:
    """The output folder, locked and surveyed: a context manager. A symlink stands for its target.

    After a sync, `rows` are those of the manifest: of each output its key and the digest of its
    bytes; size, time of change (ns) and inode.
    """

    def __init__(self, folder: Path, *, state: Path, wait: float = 5.0) -> None:
        self.folder = folder.resolve()
        self.rows: dict[str, Row] = {}
        self._wait = wait
        self._stack = ExitStack()
        self._survey = Survey()
        self._adopts = False
        state = state.resolve()
        if state.is_relative_to(self.folder):
            raise BriefgenError(
                f"the output folder can't hold {state.name}, where briefgen remembers its work",
                path=str(folder),
                hint="name a folder of its own, such as site",
            )
        self._home = _home(self.folder, state)

    def __enter__(self) -> Self:
        try:
            with ExitStack() as stack:
                stack.enter_context(locked(self._home / "lock", wait=self._wait, over=self.folder))
                self._open()
                self._stack = stack.pop_all()
        except OSError as error:
            raise _told(error, self.folder) from error
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()

    @property
    def standing(self) -> Mapping[str, bytes]:
        """The key of every file that stands as we wrote it, by path."""
        return {path: row[0][:KEY] for path, row in self._survey.standing.items()}

    @property
    def intact(self) -> bool:
        """Whether all that was written stands as it was written."""
        return self._survey.intact and self.folder.is_dir()

    def sync(
        self,
        outputs: Iterable[tuple[str, Content]]
        | Callable[[OutputWriter], Iterable[tuple[str, Content]]],
    ) -> Synced:
        """Make the folder hold `outputs`; until the end the old site stands.

        Outputs are written as they come, none is kept in memory. A function gets the OutputWriter
        by which other processes may write theirs. One sync ends the visit.
        """
        try:
            delivery = _Delivery(self.folder, self._staging(), self._survey, adopts=self._adopts)
        except OSError as error:
            raise _told(error, self.folder) from error
        try:
            self._add(delivery, outputs(delivery.writer) if callable(outputs) else outputs)
            delivery.finish(self._manifest)
        except OSError as error:
            # A full disk needs the room.
            rmtree(self._staging()[0], ignore_errors=True)
            raise _told(error, self.folder) from error
        self.rows = delivery.rows
        return Synced(
            tuple(sorted(delivery.written)),
            tuple(sorted(delivery.unchanged)),
            tuple(delivery.removed),
            tuple(delivery.kept),
            delivery.atomic,
        )

    def _add(self, delivery: _Delivery, outputs: Iterable[tuple[str, Content]]) -> None:
        errors: list[BriefgenError] = []
        for path, content in outputs:
            try:
                delivery.add(path, content)
            except ContentError as error:
                errors.append(error)
        if errors:
            raise errors[0] if len(errors) == 1 else CombinedError(errors)

    def _open(self) -> None:
        for staging in (self._inside(), self._beside()):
            recover(staging, self.folder)
        self._manifest = Manifest(self._home)
        marked = not self._manifest.known and _is_marked(self.folder / "index.html")
        self._adopts = marked or self._manifest.unreadable
        if self.folder.exists() and not self._manifest.known and not marked:
            self._refuse_others()
        found = survey(self.folder, self._manifest.rows, self._manifest.other_rows)
        self._survey = self._adopted(found) if marked else found

    def _adopted(self, found: Survey) -> Survey:
        """Take pages with briefgen's mark for ours, whichever machine or folder wrote them."""
        pages = [path for path in found.foreign if path.endswith(".html")]
        ours = frozenset(path for path in pages if _is_marked(self.folder / path))
        foreign = {path: kind for path, kind in found.foreign.items() if path not in ours}
        return replace(found, altered=found.altered | ours, foreign=foreign)

    def _refuse_others(self) -> None:
        """Take over no folder in which others keep their files."""
        if not self.folder.is_dir():
            raise BriefgenError(
                "the output folder is a file",
                path=str(self.folder),
                hint="move the file away, or name a folder with -o",
            )
        names = sorted(os.listdir(self.folder))  # noqa: PTH208 - names are what is asked
        if others := [name for name in names if name[0] != "." and name != "CNAME"]:
            raise BriefgenError(
                f"the output folder holds files briefgen did not write, such as {others[0]!r}",
                path=str(self.folder),
                hint="empty it, or name another folder with -o; a site that briefgen built has its"
                " mark in index.html and is taken over wherever it stands",
            )

    def _inside(self) -> Path:
        return self._home / "staging"

    def _beside(self) -> Path:
        return self.folder.with_name(f".{self.folder.name}.briefgen")

    def _staging(self) -> tuple[Path, bool]:
        """Return where to stage, and whether that can be exchanged with the folder.

        That is out of sight where briefgen remembers its work, or beside the folder on a disk of
        its own: only within one disk can two folders be exchanged.
        """
        parent = self.folder.parent
        parent.mkdir(parents=True, exist_ok=True)
        swappable = not os.path.ismount(self.folder) and os.access(parent, os.W_OK)
        one_disk = self._home.stat().st_dev == parent.stat().st_dev
        return (self._inside() if one_disk or not swappable else self._beside()), swappable


class _Delivery:
    """One sync under way: outputs are staged as they come; `finish` changes the site."""

    def __init__(
        self, folder: Path, staging: tuple[Path, bool], found: Survey, *, adopts: bool
    ) -> None:
        self.rows: dict[str, Row] = {}
        self.written: list[str] = []
        self.unchanged: list[str] = []
        self._folder = folder
        self._staging, self.atomic = staging
        self._survey = found
        self._adopts = adopts
        self._claims = Claims()
        self._tree: StagingTree | None = None
        self.writer = OutputWriter(found, self._opened)

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
        """Take one output: write it to the staging tree unless the site has the same bytes."""
        standing = self._survey.standing.get(path)
        keyed = content if isinstance(content, Keyed) else Keyed(b"", content)
        staged = keyed.content if isinstance(keyed.content, Staged) else None
        if standing is None and staged is None:  # a writer refuses such paths itself
            check_path(path)
        self._claims.take(path)
        if standing and keyed.key and keyed.key == standing[0][:KEY]:
            self._keep(path, standing)
        elif staged:
            self._take(path, keyed.key, staged, standing)
        else:
            self._write(path, keyed.key, _bytes(keyed), standing)

    def finish(self, manifest: Manifest) -> None:
        """Change the site to what was added, or leave it untouched where it is that already."""
        self._claims.finish()
        if self._folder.is_dir() and not self.written and not self.removed:
            if self.rows != manifest.rows or manifest.other_rows:
                manifest.replace(self.rows)
            return
        tree = self._opened()
        if self.atomic:
            self._complete(tree)
        if self._survey.standing:
            # A first site takes no other's place: what a power cut leaves of it is made whole by
            # the next build, which finds files of other sizes than it knows.
            tree.flush()
        manifest.announce(self.rows)
        if not self.atomic or not self._swapped():
            self._change_in_place()
            manifest.announce(self.rows)
        manifest.settle()

    def _opened(self) -> StagingTree:
        if self._tree is None:
            self._tree = StagingTree(self._staging)
        return self._tree

    def _keep(self, path: str, row: Row) -> None:
        self.rows[path] = row
        self.unchanged.append(path)

    def _take(self, path: str, key: bytes, staged: Staged, standing: Row | None) -> None:
        if staged.numbers is None:
            assert standing is not None  # noqa: S101 - the writer has seen it
            self._keep(path, (key + staged.content, standing[1]))
            return
        self._opened().wrote(path)
        self.rows[path] = (key + staged.content, staged.numbers)
        self.written.append(path)

    def _write(self, path: str, key: bytes, data: bytes, standing: Row | None) -> None:
        found = output_digest(data)
        standing = standing or self._adopted(path, found)
        if standing and standing[0][KEY:] == found:
            self._keep(path, ((key or found) + found, standing[1]))
            return
        try:
            written = self._opened().put(path, data)
        except OSError as error:
            if error.errno in _CLASH:
                self._claims.finish()
            raise
        self.rows[path] = file_row(key or found, found, written)
        self.written.append(path)

    def _adopted(self, path: str, content: bytes) -> Row | None:
        """Return the row of a file of others that is just what we would write; refuse any other."""
        foreign = self._survey.foreign
        if not foreign:
            return None
        for above in parents((path,)):
            if foreign.get(above) is False:
                self._refuse(path, above)
        if foreign.get(path) is False:
            full = self._folder / path
            if not full.is_symlink() and output_digest(full.read_bytes()) == content:
                return file_row(content, content, full.lstat())
        if path in foreign and not (self._adopts and foreign[path] is False):
            self._refuse(path, path)
        return None

    def _refuse(self, path: str, standing: str) -> None:
        raise ContentError(
            f"{path!r} can't be written: briefgen did not make the {standing!r} that is there",
            path=str(self._folder / standing),
            hint="move it away, or give the page another address",
        )

    def _complete(self, tree: StagingTree) -> None:
        """Bring into the staging tree what stays as it is."""
        prefix = f"{self._folder}{os.sep}"
        for path in self.unchanged:
            key, numbers = self.rows[path]
            if copied := tree.link(path, prefix + path, numbers[2]):
                self.rows[path] = file_row(key, b"", copied)
        kept = self.kept
        for path in kept:
            tree.link(path, prefix + path, os.lstat(prefix + path).st_ino)
        folders = {path for path, is_folder in self._survey.foreign.items() if is_folder}
        for path in folders:
            tree.folder(path)
        tree.prune({*self.rows, *kept}, parents(self.rows) | parents(kept) | folders)

    def _swapped(self) -> bool:
        """Exchange the staging tree and the folder; False where the system can't."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._staging.chmod(self._folder.stat().st_mode & 0o7777)
        try:
            swap(self._staging, self._folder)
        except OSError as error:
            if error.errno not in _CAN_NOT_SWAP:
                raise
            self.atomic = False
            return False
        return True

    def _change_in_place(self) -> None:
        """Replace file by file where the folder itself can't be exchanged."""
        for path in self.removed:
            (self._folder / path).unlink(missing_ok=True)
        for folder in sorted(parents(self.removed) - parents(self.rows), reverse=True):
            with suppress(OSError):  # others' files are in it
                (self._folder / folder).rmdir()
        for path in self.written:
            target = self._folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            _move(self._staging / path, target)
            self.rows[path] = file_row(self.rows[path][0], b"", target.lstat())
        rmtree(self._staging)


def _bytes(keyed: Keyed) -> bytes:
    content = keyed.content
    if isinstance(content, bytes):
        return content
    if not isinstance(content, Path):
        raise TypeError("an output without content has to stand in the site under its key")
    try:
        return content.read_bytes()
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


def _home(site: Path, state: Path) -> Path:
    """Return where what is remembered of a site's folder stands under `state`.

    A folder beside `state` is known by its path from there, so that both can be moved together.
    """
    inside = str(state.parent).rstrip(os.sep) + os.sep
    full = os.fsencode(str(site).removeprefix(inside))
    return state / "outputs" / blake2b(full, digest_size=16).hexdigest()[:12]


def _is_marked(page: Path) -> bool:
    """Whether a page says that briefgen made it."""
    try:
        with page.open("rb") as stream:
            head = stream.read(_HEAD)
            return any(mark in head for mark in _MARKS)
    except OSError:
        return False


def _told(error: OSError, folder: Path) -> BriefgenError:
    return BriefgenError(
        f"the site can't be written: {error.strerror or error}; the old one stands",
        path=os.fsdecode(error.filename or folder),
        hint=_way_out(error),
    )


def _way_out(error: OSError) -> str:
    if error.errno in _FULL:
        return "make room on the disk, then build again"
    if error.errno in _CLOSED:
        return "see that you may write there and that no other program has it open"
    return "build again; if it stays, name another folder with -o"
