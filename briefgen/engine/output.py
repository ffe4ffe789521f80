"""Finished outputs in, the site folder holding just them out, changed in one step or not at all.

At any kill the folder is the old site or the new one. What a sync stages stays as a second tree of
hard links, so that the next one touches only what changed. A program that holds the folder itself
open (a shell standing in it, a container it is mounted to) keeps seeing the tree it opened.
"""

from __future__ import annotations

import errno
import os
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING

from briefgen.engine.aside import Fed, aside
from briefgen.engine.delivery import Content, Delivery, Keyed, Place
from briefgen.engine.lock import locked
from briefgen.engine.manifest import Manifest
from briefgen.engine.scribe import Scribe
from briefgen.engine.seals import all_sealed, parents, seals
from briefgen.engine.sight import rows_sight
from briefgen.engine.stage import LAID, laid_order, lay_out_told
from briefgen.engine.standby import (
    hidden_tree,
    home_of,
    keep_standby,
    kept_standby,
    linked_tree,
    second_tree,
)
from briefgen.engine.survey import KEY, Survey, survey
from briefgen.engine.swap import recover
from briefgen.engine.synced import Synced
from briefgen.errors import BriefgenError, CombinedError, ContentError
from briefgen.values import replace

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    from briefgen.engine.table import Row

__all__ = ["Content", "Keyed", "Scribe", "SiteFolder", "Synced", "sync"]

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_SEALED = b"\1"
# The first is on the start page, the second on all pages whose theme does not leave it out.
_MARKS = (b'name="briefgen-build"', b'name="generator" content="briefgen"')
_HEAD = 65_536
_CLOSED = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})


def sync(
    outputs: Iterable[tuple[str, Content]], folder: Path, *, state: Path, wait: float = 5.0
) -> Synced:
    """Make `folder` hold `outputs`; `state` is where briefgen remembers what it wrote."""
    with SiteFolder(folder, state=state, wait=wait) as site:
        return site.sync(outputs)


class SiteFolder:
    """The output folder, locked and looked at: a context manager. A symlink stands for its target.

    `stamp` is what the last sync was given to remember, b"" if the folder holds no whole sync.
    After one, `numbers` are size, time of change (ns) and inode of each of our files, by path.
    `seen` gives what was seen of our files just now, as `sight.outputs_sight` does, then the seals
    of their folders, if those were seen, as `seals.seals` gives them for the site and for the
    tree beside: where that is what was written, they are not looked at again. It is asked when it
    is needed; until then all is taken to stand. `first` says that folders of a first site may be
    laid out later: who is to do so is copied while this process is small.
    """

    def __init__(
        self,
        folder: Path,
        *,
        state: Path,
        wait: float = 5.0,
        seen: Callable[[], bytes] | None = None,
        first: bool = False,
    ) -> None:
        self.folder = folder.resolve()
        self.stamp = b""
        self.numbers: Mapping[str, tuple[int, ...]] = {}
        self._wait = wait
        self._stack = ExitStack()
        self._survey = Survey()
        self._seen = seen
        self._first = first
        self._known: dict[str, int] | None = None
        self._restored = False
        self._adopts = False
        self._doubted = False
        self._beside: Callable[[], bytes] | None = None
        self._laid: frozenset[str] = frozenset()
        self._laying: Callable[[], bytes] | None = None
        self._standing_by: Callable[[], bytes] | None = None
        self._second: frozenset[str] = frozenset()
        self._layers: tuple[Fed, ...] = ()
        self._linked = False
        state = state.resolve()
        if state.is_relative_to(self.folder):
            raise BriefgenError(
                f"the output folder can't hold {state.name}, where briefgen remembers its work",
                path=str(folder),
                hint="name a folder of its own, such as site",
            )
        self._home = home_of(self.folder, state)

    def __enter__(self) -> Self:
        try:
            with ExitStack() as stack:
                stack.enter_context(locked(self._home / "lock", wait=self._wait, over=self.folder))
                stack.callback(self._let_go)
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

    def _let_go(self) -> None:
        """Leave nobody at work."""
        if self._beside:
            self._beside()
        for layer in self._layers:
            layer.drop()
        if self._second:
            _clear(second_tree(self._home))

    @property
    def standing(self) -> Mapping[str, bytes]:
        """The key of every file that stands as we wrote it, by path."""
        return {path: row[0][:KEY] for path, row in self._survey.standing.items()}

    @property
    def standing_numbers(self) -> Mapping[str, tuple[int, ...]]:
        """Size, time of change (ns) and inode of every file that stands as we wrote it."""
        return {path: row[1] for path, row in self._survey.standing.items()}

    @property
    def sum(self) -> bytes:
        """What stands for all that was written by the last sync."""
        return self._manifest.sum

    @property
    def intact(self) -> bool:
        """Whether all that was written stands as it was written, be it on the stage."""
        self._trust()
        return self._survey.intact and (self._restored or self.folder.is_dir())

    def lay_out(self, paths: Iterable[str]) -> None:
        """Begin to make the folders of outputs to come, where no stage of the site is there yet.

        On a first build that takes a core for a while, and what is planned meanwhile only one. Then
        those of the tree that will stand by are made too, whenever a core has nothing else to do.
        """
        try:
            place = self._place()
        except OSError as error:
            raise _told(error, self.folder) from error
        if place.stage.exists():
            return
        self._laid = frozenset(parents(paths))
        first, second = self._layers or (Fed(lay_out_told), Fed(lay_out_told, last=True))
        self._layers = (first, second)
        first.feed(partial(laid_order, place.stage, self._laid))
        self._laying = first
        if place.atomic and place.stage == hidden_tree(self._home):
            self._second = self._laid
            second.feed(partial(laid_order, second_tree(self._home), self._second))
            self._standing_by = second

    def sync(
        self,
        outputs: Iterable[tuple[str, Content]] | Callable[[Scribe], Iterable[tuple[str, Content]]],
        *,
        stamp: bytes = b"",
        instead: Collection[str] | None = None,
    ) -> Synced:
        """Make the folder hold `outputs` and remember `stamp`; until the end the old site stands.

        Outputs are written as they come, none is kept in memory. A function gets the Scribe by
        which other processes may write theirs. One sync ends the visit. `instead` are the paths of
        the outputs where all else that stands is to stay; they are asked for after the outputs.
        """
        try:
            self._trust()
            if instead is not None and not self.intact:
                raise ContentError("the site was changed meanwhile", path=str(self.folder))
            delivery = Delivery(
                self._place(), self._survey, adopts=self._adopts or self._manifest.unreadable
            )
        except OSError as error:
            raise _told(error, self.folder) from error
        errors: list[BriefgenError] = []
        for path, content in outputs(delivery.scribe) if callable(outputs) else outputs:
            try:
                delivery.add(path, content)
            except ContentError as error:
                errors.append(error)
            except OSError as error:
                raise self._failure(error) from error
        if errors:
            raise errors[0] if len(errors) == 1 else CombinedError(errors)
        if instead is not None:
            delivery.stand(but=instead)
        removed, kept = delivery.removed, delivery.kept
        before, plain = self._survey.standing, self._survey.intact and not self._survey.foreign
        try:
            ahead = partial(self._link_ahead, delivery.rows) if self._standing_by else None
            delivery.finish(self._manifest, stamp, ahead)
            if plain and delivery.atomic and (delivery.written or removed):
                place = self._home / "before"
                keep_standby(place, before, delivery.rows, self._manifest.sum)
        except OSError as error:
            raise self._failure(error) from error
        self.numbers = {path: row[1] for path, row in delivery.rows.items()}
        return Synced(
            tuple(sorted(delivery.written)),
            tuple(sorted(delivery.unchanged)),
            tuple(removed),
            tuple(kept),
            delivery.atomic,
        )

    def stand_by(self) -> None:
        """Have the second tree ready after a first sync, for the next to change a few files of."""
        place = self._place()
        stood = place.stage.is_dir() and any(place.stage.iterdir())
        if stood or not place.atomic or not self.numbers:
            return
        if not (self._moved(place.stage) or linked_tree(place.stage, self.folder, [*self.numbers])):
            _clear(place.stage)
            return
        keep_standby(self._home / "before", {}, {}, self._manifest.sum)

    def _link_ahead(self, paths: Iterable[str]) -> None:
        """Make the second tree of links to what is on the stage, in the folders laid out for it."""
        laid, self._standing_by = self._standing_by, None
        if laid and laid() == LAID:
            second, stage = second_tree(self._home), self._place().stage
            self._linked = linked_tree(second, stage, sorted(paths), self._second)

    def _moved(self, stage: Path) -> bool:
        """Put the second tree, where it was made, in the place of the stage."""
        if not self._linked:
            return False
        try:
            stage.rmdir()
            second_tree(self._home).rename(stage)
        except OSError:
            return False
        return True

    def _open(self) -> None:
        for stage in self._stages():
            recover(stage, self.folder)
        if self._first and not any(stage.exists() for stage in self._stages()):
            self._layers = (Fed(lay_out_told), Fed(lay_out_told, last=True))
        if (left := second_tree(self._home)).exists():
            _clear(left)
        self._manifest = Manifest(self._home)
        self._adopts = not self._manifest.known and _is_marked(self.folder / "index.html")
        if self.folder.exists() and not self._manifest.known and not self._adopts:
            self._refuse_others()
        self.stamp = self._manifest.stamp
        rows = self._manifest.rows
        settled = not self._manifest.other_rows
        self._doubted = self._seen is not None and settled
        if self._doubted:
            self._survey = Survey(rows)
        else:
            self._look()
        if settled and not self._restored:
            self._known = kept_standby(self._home / "before", rows, self._manifest.sum)
        if self._known and not self._doubted and not self._restored:
            self._beside = aside(partial(seals, self._known, str(self._stages()[0])))

    def _look(self) -> None:
        hidden, _ = self._stages()
        # A checkout with what was remembered, as in CI, has the site there and nowhere else.
        written = self._manifest.rows
        self._restored = bool(written) and not _has_names(self.folder) and _has_names(hidden)
        at = hidden if self._restored else self.folder
        others = self._manifest.other_rows
        found = survey(at, written, others, unpacked=self._restored)
        if self._restored:
            if found.intact and found.sealed and not found.foreign:
                self._known = {path: row[1][-1] for path, row in found.standing.items()}
            # What else lies there is of the site before: nobody put it there.
            found = replace(found, foreign={})
        self._survey = self._adopted(found) if self._adopts else found

    def _adopted(self, found: Survey) -> Survey:
        """Take pages with briefgen's mark for ours, whichever machine or folder wrote them."""
        pages = [path for path in found.foreign if path.endswith(".html")]
        ours = frozenset(path for path in pages if _is_marked(self.folder / path))
        foreign = {path: kind for path, kind in found.foreign.items() if path not in ours}
        return replace(found, altered=found.altered | ours, foreign=foreign)

    def _trust(self) -> None:
        """Ask what was seen of all that was taken to stand, and see that folders are laid."""
        if self._laying and not self._laying():
            self._laid = frozenset()
        self._laying = None
        if self._beside and self._beside() != _SEALED:
            self._known = None
        self._beside = None
        if not self._doubted or self._seen is None:
            return
        self._doubted = False
        rows, known, seen = self._manifest.rows, self._known, self._seen()
        sight = _sight(rows)
        if not seen.startswith(sight):
            self._known = None
            self._look()
            return
        told = seen.removeprefix(sight)
        if not told or known is None or known.keys() != rows.keys():
            told = _seals(self.folder, rows, self._stages()[0], known)
        site, beside = told
        if not beside:
            self._known = None
        if not site:
            self._look()

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

    def _stages(self) -> tuple[Path, Path]:
        """Return where a stage may be: out of sight, or beside the site on a disk of its own."""
        beside = self.folder.with_name(f".{self.folder.name}.briefgen")
        return hidden_tree(self._home), beside

    def _place(self) -> Place:
        hidden, beside = self._stages()
        parent = self.folder.parent
        parent.mkdir(parents=True, exist_ok=True)
        swappable = not os.path.ismount(self.folder) and os.access(parent, os.W_OK)
        if not swappable or hidden.is_dir() or _reaches(self._home, parent):
            return Place(self.folder, hidden, swappable, self._known, self._restored, self._laid)
        return Place(self.folder, beside, atomic=True, laid=self._laid)

    def _failure(self, error: OSError) -> BriefgenError:
        """Return what to tell of a failed sync; what it staged is cleared away."""
        for stage in self._stages():
            _clear(stage)
        return _told(error, self.folder)


def _sight(rows: Mapping[str, Row]) -> bytes:
    return rows_sight([rows[path][1] for path in sorted(rows)])


def _seals(
    folder: Path | None, rows: Mapping[str, Row], stage: Path, known: Mapping[str, int] | None
) -> bytes:
    """Whether the site bears our seals, and whether the tree beside it does: a byte each.

    A site that was looked at, None, needs none.
    """
    site = folder is None or all_sealed(str(folder), parents(rows))
    return bytes([site, known is not None and all_sealed(str(stage), parents(known))])


def _clear(stage: Path) -> None:
    from shutil import rmtree

    rmtree(stage, ignore_errors=True)


def _is_marked(page: Path) -> bool:
    """Whether a page says that briefgen made it."""
    try:
        with page.open("rb") as stream:
            head = stream.read(_HEAD)
            return any(mark in head for mark in _MARKS)
    except OSError:
        return False


def _has_names(folder: Path) -> bool:
    try:
        return any(folder.iterdir())
    except OSError:
        return False


def _told(error: OSError, folder: Path) -> BriefgenError:
    return BriefgenError(
        f"the site can't be written: {error.strerror or error}; the old one stands",
        path=os.fsdecode(error.filename or folder),
        hint=_way_out(error),
    )


def _reaches(home: Path, parent: Path) -> bool:
    """Whether a folder can be renamed from `home` to `parent`: one disk, and one mount of it."""
    probe, there = home / "probe", parent / f".{home.name}.briefgen-probe"
    probe.mkdir(parents=True, exist_ok=True)
    try:
        probe.rename(there)
    except OSError:
        probe.rmdir()
        return False
    there.rmdir()
    return True


def _way_out(error: OSError) -> str:
    if error.errno in _FULL:
        return "make room on the disk, then build again"
    if error.errno in _CLOSED:
        return "see that you may write there and that no other program has it open"
    return "build again; if it stays, name another folder with -o"
