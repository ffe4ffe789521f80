"""A site that stands and a few files in, the site with those in the place of the old ones out.

It does what a SiteFolder does where all else is to stay, but looks at no file that does not change:
what is known of the others passes by as it stands in the manifest. Where the site, or the tree
beside it, is not just as we left it, it is not fit, and a SiteFolder sees to it.
"""

from __future__ import annotations

import os
from contextlib import ExitStack
from typing import TYPE_CHECKING

from briefgen.engine.files import write_atomic
from briefgen.engine.lock import locked
from briefgen.engine.manifest import NUMBERS, WIDTH
from briefgen.engine.sight import numbers_sight
from briefgen.engine.stage import Stage
from briefgen.engine.standby import (
    hidden_tree,
    home_of,
    keep_differing,
    kept_differing,
    second_tree,
)
from briefgen.engine.survey import KEY, file_row, output_digest
from briefgen.engine.swap import recover, swap
from briefgen.engine.table import SUMMED, Table, table_sum

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    from briefgen.engine.delivery import Keyed

__all__ = ["AmendedFolder", "UnfitError"]

_ALL_SEALED = b"\1\1"


class UnfitError(Exception):
    """The site is not one of which a few files can be replaced."""


class AmendedFolder:
    """A site of which a few files are replaced, locked: a context manager.

    `seen` gives what a look showed, as a SiteFolder takes it. An UnfitError says at any time that
    nothing was done.
    """

    def __init__(self, folder: Path, *, state: Path, seen: Callable[[], bytes]) -> None:
        self.folder = folder.resolve()
        self._seen = seen
        self._home = home_of(self.folder, state)
        self._stage = hidden_tree(self._home)
        self._stack = ExitStack()
        self._sum = b""

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            stack.enter_context(locked(self._home / "lock", over=self.folder))
            try:
                self._open()
            except (OSError, ValueError) as error:
                raise UnfitError from error
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()

    @property
    def sum(self) -> bytes:
        """What stands for all that was written."""
        return self._sum

    @property
    def sight(self) -> bytes:
        """The sight of all files, as `sight.outputs_sight` gives it."""
        return numbers_sight(self._table.numbers[NUMBERS:])  # the first row is the stamp's

    def key(self, path: str) -> bytes | None:
        """Return the key of a file."""
        at = self._table.place(_name(path))
        return None if at < 0 else self._table.digest(at)[:KEY]

    def keys(self, instead: Mapping[str, bytes]) -> list[tuple[bytes, bytes]]:
        """Return path and key of all files, sorted, with other keys for some."""
        digests = bytes(self._table.digests)
        keys = [digests[at : at + KEY] for at in range(0, len(digests), WIDTH)]
        for path, key in instead.items():
            keys[self._table.place(_name(path))] = key
        return list(zip(self._table.names, keys, strict=True))[1:]

    def trust(self) -> None:
        """See that all stands as we left it, and nothing else is there."""
        if self._seen() != self.sight + _ALL_SEALED:
            raise UnfitError

    def replace(self, outputs: Sequence[tuple[str, Keyed]]) -> tuple[str, ...]:
        """Replace files, in one step or not at all, and return the paths of those that differ."""
        self.trust()
        fresh = [(path, data) for path, keyed in outputs if (data := self._noted(path, keyed))]
        if fresh:
            self._swap_in(fresh)
        else:
            data = self._packed()
            write_atomic(self._home / "manifest", data)
            self._settled(data, self._differing)
        return tuple(sorted(path for path, _ in fresh))

    def _open(self) -> None:
        recover(self._stage, self.folder)
        manifest = self._home / "manifest"
        self._table = Table(manifest.read_bytes(), WIDTH, NUMBERS)
        with manifest.open("rb") as stream:
            self._sum = table_sum(stream.read(SUMMED))
        differing = kept_differing(self._home / "before", self._sum)
        settled = not (self._home / "manifest.next").exists()
        swappable = not os.path.ismount(self.folder) and os.access(self.folder.parent, os.W_OK)
        there = self._stage.is_dir() and self.folder.is_dir()
        if not (settled and swappable and there) or second_tree(self._home).exists():
            raise UnfitError
        if differing is None or self._table.names[:1] != [b""]:
            raise UnfitError
        # A file that one of the trees alone holds takes folders with it.
        if not all(inode and self._place(path) for path, inode in differing.items()):
            raise UnfitError
        self._differing = differing

    def _place(self, path: str) -> int:
        """Return where a file stands in the table, 0 where it does not: that is the stamp's."""
        return max(self._table.place(_name(path)), 0)

    def _inode(self, path: str) -> int:
        return self._table.numbers[(self._place(path) + 1) * NUMBERS - 1]

    def _noted(self, path: str, keyed: Keyed) -> bytes | None:
        """Note a file's key, and return its bytes where it has others now."""
        at, data = self._place(path), keyed.content
        if not at or not isinstance(data, bytes):
            raise UnfitError
        content = output_digest(data)
        same = self._table.digest(at)[KEY:] == content
        self._table.put(at, keyed.key + content)
        return None if same else data

    def _swap_in(self, fresh: Sequence[tuple[str, bytes]]) -> None:
        before = {path: self._inode(path) for path, _ in fresh}
        known = {path: self._differing.get(path, inode) for path, inode in before.items()}
        stage = Stage(self._stage, {**self._differing, **known})
        for path, data in fresh:
            self._take(path, stage.put(path, data))
        for path in self._differing.keys() - before.keys():
            full = f"{self.folder}{os.sep}{path}"
            if copied := stage.link(path, full, self._inode(path)):
                before[path] = self._inode(path)
                self._take(path, copied)
        stage.flush()
        data, announced = self._packed(), self._home / "manifest.next"
        write_atomic(announced, data)
        # Only now: whoever finds a stage that bears our seals takes it for what was settled.
        stage.seal(())
        self._stage.chmod(self.folder.stat().st_mode & 0o7777)
        swap(self._stage, self.folder)
        announced.replace(self._home / "manifest")
        self._settled(data, before)

    def _settled(self, data: bytes, differing: Mapping[str, int]) -> None:
        self._sum = table_sum(data[:SUMMED])
        keep_differing(self._home / "before", differing, self._sum)

    def _take(self, path: str, found: os.stat_result) -> None:
        at = self._place(path)
        self._table.put(at, self._table.digest(at), file_row(b"", b"", found)[1])

    def _packed(self) -> bytes:
        self._table.put(0, b"")  # a stamp tells of a whole build
        return self._table.packed()


def _name(path: str) -> bytes:
    return path.encode("utf-8", "surrogatepass")
