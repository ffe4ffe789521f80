"""Write a folder as one git tree, in one process and bounded memory: folder → tree id."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from briefgen.errors import PublishError
from briefgen.publish.site import SiteFile, walk

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from briefgen.publish.git import Git

__all__ = ["write_tree"]

_REF = "refs/briefgen/site"
_CHUNK = 1 << 20


def write_tree(
    git: Git, folder: Path, extra: Mapping[str, bytes], told: Callable[[int], None] | None = None
) -> str:
    """Return the tree of all files in `folder`, with `extra` files where it has none of that name.

    Bytes are stored as they are, whatever line endings and filters git is set to, and every
    file as 0644. `told` is called with the number of files written so far.
    """

    def write(stream: IO[bytes]) -> None:
        stream.write(b"commit %b\ncommitter briefgen <> 0 +0000\ndata 0\n" % _REF.encode())
        seen = set()
        for number, file in enumerate(walk(folder), 1):
            seen.add(file.path)
            _write_file(stream, folder, file)
            if told:
                told(number)
        for path in sorted(extra.keys() - seen):
            stream.write(_head(path, len(extra[path])) + extra[path] + b"\n")
        stream.write(b"done\n")

    # Without `done` a publish cut short could leave a tree of half a site; without depth 0,
    # a third of the time goes into deltas that the push works out again.
    git.feed("fast-import", "--quiet", "--done", "--force", "--depth=0", write=write)
    return git.run("rev-parse", "--verify", f"{_REF}^{{tree}}")


def _write_file(stream: IO[bytes], folder: Path, file: SiteFile) -> None:
    if file.kind != "file":
        raise PublishError(f"a {file.kind} can't be published", path=file.path)
    try:
        with (folder / file.path).open("rb") as source:
            stream.write(_head(file.path, file.size))
            left = file.size
            while left:
                chunk = source.read(min(_CHUNK, left))
                if not chunk:
                    break
                stream.write(chunk)
                left -= len(chunk)
            changed = left or source.read(1)
    except FileNotFoundError:
        changed = True
    if changed:
        raise PublishError(
            "the site changed while it was published", path=file.path, hint="publish again"
        )
    stream.write(b"\n")


def _head(path: str, size: int) -> bytes:
    name = path.encode("utf-8", "surrogateescape")
    quoted = name.replace(b"\\", b"\\\\").replace(b'"', b'\\"').replace(b"\n", b"\\n")
    return b'M 100644 inline "%b"\ndata %d\n' % (quoted, size)
