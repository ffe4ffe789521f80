"""What the hidden tree beside a site holds, remembered: it is not walked where that still stands.

After a swap the tree is the site before. In what it differs from the site is kept, with the sum of
the manifest it goes by; each of its folders bears our seal as long as no name comes or goes there.
"""

from __future__ import annotations

import os
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.engine.aside import aside
from briefgen.engine.seals import SEAL, hidden_place, home_place, parents
from briefgen.engine.stage import Stage
from briefgen.engine.table import packed, unpacked

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from briefgen.engine.table import Row

__all__ = [
    "hidden_tree",
    "home_of",
    "keep_differing",
    "keep_standby",
    "kept_differing",
    "kept_standby",
    "linked_tree",
    "second_tree",
]

_SUM = ""  # no output has this path
_WIDTH = 16
_ABSENT = 0
_DONE = b"done"


def keep_standby(
    place: Path, before: Mapping[str, Row], now: Mapping[str, Row], manifest: bytes
) -> None:
    """Keep in what a tree of the rows `before` differs from a site of the rows `now`."""
    differing = {
        path: row[1][-1]
        for path, row in before.items()
        if (new := now.get(path)) is not row and (new is None or new[1] != row[1])
    }
    keep_differing(place, {**differing, **dict.fromkeys(now.keys() - before, _ABSENT)}, manifest)


def keep_differing(place: Path, inodes: Mapping[str, int], manifest: bytes) -> None:
    """Keep the inodes of the files of a tree that differ from a site's, 0 for those it lacks."""
    rows: dict[str, Row] = {path: (b"", (inode,)) for path, inode in inodes.items()}
    # Not flushed to the disk for good: what is lost costs a walk.
    with suppress(OSError):
        place.write_bytes(packed({_SUM: (manifest, (0,)), **rows}, _WIDTH, 1))


def kept_differing(place: Path, manifest: bytes) -> dict[str, int] | None:
    """Return what `keep_differing` kept beside that manifest; None where nothing is known."""
    try:
        rows = unpacked(place.read_bytes(), _WIDTH, 1)
    except (OSError, ValueError):
        return None
    if not manifest or rows.pop(_SUM, (b"", ()))[0] != manifest:
        return None
    return {path: inode for path, (_, (inode,)) in rows.items()}


def kept_standby(place: Path, now: Mapping[str, Row], manifest: bytes) -> dict[str, int] | None:
    """Return the inodes of the tree's files by path; None where nothing is known of them."""
    differing = kept_differing(place, manifest)
    if differing is None:
        return None
    inodes = {path: row[1][-1] for path, row in now.items()} | differing
    for path, inode in differing.items():
        if inode == _ABSENT:
            del inodes[path]
    return inodes


def linked_tree(
    root: Path, site: Path, files: Sequence[str], laid: Collection[str] = frozenset()
) -> bool:
    """Make a tree of links to all files of a site; False where that can't be done.

    `laid` are the folders that are there already, and nothing else is. Two processes share the
    work.
    """
    half = len(files) // 2
    first, second = files[:half], files[half:]
    shared = parents(first) & parents(second)
    other = aside(partial(_linked, root, site, second, (shared, laid)))
    mine = _linked(root, site, first, (shared, laid))
    if other() != mine or mine != _DONE:
        return False
    return _without(root, set(laid) - parents(files)) and _sealed(root, shared)


def _linked(
    root: Path, site: Path, files: Sequence[str], folders: tuple[Collection[str], Collection[str]]
) -> bytes:
    """Link files, and seal their folders but those that the other process links into as well."""
    prefix = f"{site}{os.sep}"
    shared, laid = folders
    try:
        stage = Stage(root, {}, laid)
        # A copy, where the disk knows no links, would take the room twice.
        if any(stage.link(path, prefix + path, 0) for path in files):
            return b""
    except OSError:
        return b""
    return _DONE if _sealed(root, parents(files).difference(shared)) else b""


def _without(root: Path, folders: Iterable[str]) -> bool:
    """Remove empty folders, those within first."""
    try:
        for folder in sorted(folders, reverse=True):
            (root / folder).rmdir()
    except OSError:
        return False
    return True


def _sealed(root: Path, folders: Iterable[str]) -> bool:
    prefix = f"{root}{os.sep}"
    try:
        for folder in folders:
            os.utime(prefix + folder, ns=(SEAL, SEAL))
    except OSError:
        return False
    return True


def home_of(site: Path, state: Path) -> Path:
    """Return where what is remembered of a site's folder stands under `state`."""
    return Path(home_place(os.fspath(site), os.fspath(state)))


def second_tree(home: Path) -> Path:
    """Return where the folders of the tree to come are laid out while the first is still made."""
    return home / "second"


def hidden_tree(home: Path) -> Path:
    """Return where the tree beside a site stands, out of sight."""
    return Path(hidden_place(os.fspath(home)))
