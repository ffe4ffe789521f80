"""Folders in, whether a name came or went in any of them since we left them out.

A folder that we left bears a time of long ago; any change from outside sets another.
"""

from __future__ import annotations

import os

from briefgen.engine.digest import blake2b

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["SEAL", "all_sealed", "hidden_place", "home_place", "is_sealed", "parents", "seals"]

SEAL = 978_307_200 * 1_000_000_000
"""The time borne by folders as we left them."""


def is_sealed(found: os.stat_result) -> bool:
    """Whether no name was added to, or taken from, a folder since we left it."""
    return found.st_mtime_ns == SEAL


def all_sealed(root: str, folders: Iterable[str]) -> bool:
    """Whether no name came or went in any of the folders under `root` since we left them."""
    prefix = f"{root}{os.sep}"
    try:
        return all(is_sealed(os.lstat(prefix + folder)) for folder in folders)
    except OSError:
        return False


def seals(paths: Iterable[str], *roots: str) -> bytes:
    """Return a byte for each tree: whether all folders of these paths bear our seals in it."""
    folders = parents(paths)
    return bytes([all_sealed(root, folders) for root in roots])


def parents(paths: Iterable[str]) -> set[str]:
    """Return all folders above the paths, "" for the site itself among them."""
    found = {""}
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found


def home_place(site: str, state: str) -> str:
    """Return where what is remembered of a site's folder stands under `state`.

    A folder beside `state` is known by its path from there, so that both can be moved together.
    """
    root = os.path.dirname(os.path.realpath(state))  # noqa: PTH120 - texts
    real = os.path.realpath(site)
    inside = root.rstrip(os.sep) + os.sep
    full = os.fsencode(real.removeprefix(inside))
    name = blake2b(full, digest_size=16).hexdigest()[:12]
    return os.path.join(os.path.realpath(state), "outputs", name)  # noqa: PTH118 - texts


def hidden_place(home: str) -> str:
    """Return where the tree beside a site stands, out of sight."""
    return os.path.join(home, "standby")  # noqa: PTH118 - texts
