"""Compare two git trees as readers would: (old, new) → changes with sizes, vanished addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from briefgen.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefgen.publish.git import Git

__all__ = [
    "Change",
    "Kind",
    "Vanished",
    "changed_feeds",
    "compare",
    "is_feed",
    "paths_in",
    "vanished",
]

Kind = Literal["added", "changed", "deleted"]

_KINDS: dict[str, Kind] = {"A": "added", "D": "deleted"}
_FEEDS = frozenset({"atom.xml", "feed.json", "feed.xml", "index.xml", "rss.xml"})


@dataclass(frozen=True, slots=True)
class Change:
    """One file that differs; sizes in bytes, 0 where it is not."""

    kind: Kind
    path: str
    size: int
    was: int


@dataclass(frozen=True, slots=True)
class Vanished:
    """An address readers know that will be gone; `moved_to` is where its page seems to be now."""

    address: str
    moved_to: str = ""


def compare(git: Git, old: str, new: str) -> tuple[Change, ...]:
    """Return the files that differ between two trees, in the order of paths."""
    said = git.raw("diff-tree", "-r", "-z", "--raw", "--no-renames", "--no-abbrev", old, new)
    fields = said.decode("utf-8", "surrogateescape").split("\0")[:-1]
    rows = [(head.split(), path) for head, path in zip(fields[::2], fields[1::2], strict=True)]
    sizes = _sizes(git, {oid for head, _ in rows for oid in head[2:4]})
    return tuple(
        Change(_KINDS.get(head[4], "changed"), path, sizes[head[3]], sizes[head[2]])
        for head, path in rows
    )


def paths_in(git: Git, tree: str) -> frozenset[str]:
    """Return the paths of all files in a tree."""
    listed = git.raw("ls-tree", "-r", "-z", "--name-only", tree)
    return frozenset(listed.decode("utf-8", "surrogateescape").split("\0")) - {""}


def is_feed(path: str) -> bool:
    """Whether subscribers' readers may be asking for this file."""
    return path.rpartition("/")[2] in _FEEDS


def changed_feeds(changes: Iterable[Change]) -> tuple[str, ...]:
    """Return the paths of the feeds that have news for their subscribers."""
    return tuple(row.path for row in changes if row.kind != "deleted" and is_feed(row.path))


def vanished(changes: Iterable[Change], after: Iterable[str]) -> tuple[Vanished, ...]:
    """Return the pages and feeds that go away; one page of the same slug is where it moved to."""
    homes: dict[str, list[str]] = {}
    for path in after:
        address = _address(path)
        if address:
            homes.setdefault(_slug(address), []).append(address)
    gone = (_address(change.path) for change in changes if change.kind == "deleted")
    return tuple(
        Vanished(address, moved[0] if len(moved := homes.get(_slug(address), [])) == 1 else "")
        for address in gone
        if address
    )


def _sizes(git: Git, oids: set[str]) -> dict[str, int]:
    asked = sorted(oids)
    stdin = "\n".join([*asked, ""]).encode()
    said = git.raw("cat-file", "--batch-check=%(objectsize)", stdin=stdin)
    # The null id, which stands for the side a file is not on, is told as missing.
    sizes = (int(line) if line.isdigit() else 0 for line in said.decode().splitlines())
    return dict(zip(asked, sizes, strict=True))


def _address(path: str) -> str:
    if path == "404.html":
        return ""
    name = path.rpartition("/")[2]
    if name == "index.html":
        return "/" + path.removesuffix("index.html")
    return f"/{path}" if name.endswith(".html") or is_feed(path) else ""


def _slug(address: str) -> str:
    return address.strip("/").rpartition("/")[2]
