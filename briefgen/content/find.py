"""A content folder in, the paths of its articles, topics and editions out, in one order always."""

from __future__ import annotations

import os
from pathlib import Path

from briefgen.errors import ContentError
from briefgen.values import dataclass, field

__all__ = ["Found", "find"]

_TOPICS = "topics/"
_EDITIONS = "briefings/"
_INBOX = "inbox"


@dataclass(frozen=True, slots=True)
class Found:
    """The Markdown files under content/, sorted, as paths relative to it with "/" on every system.

    `errors` are the names that can't be followed; the other files are still good. `folders` are
    those that were looked into, "" the first: a new file changes one of them.
    """

    articles: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()
    errors: tuple[ContentError, ...] = ()
    folders: tuple[str, ...] = field(default=(), compare=False, repr=False)


def find(root: Path) -> Found:
    """Return the files under `root`, less inbox/ and names that begin with a dot or underscore."""
    walk = _Walk(os.path.realpath(root))
    if not Path(walk.root).is_dir():
        raise ContentError(
            "there is no content folder here",
            path=str(root),
            hint="run `briefgen init` for a new site, or name the site's folder",
        )
    walk.folder(walk.root, "", (walk.root,))
    paths = sorted(walk.paths)
    return Found(
        articles=tuple(p for p in paths if not p.startswith((_TOPICS, _EDITIONS))),
        topics=tuple(p for p in paths if p.startswith(_TOPICS)),
        editions=tuple(p for p in paths if p.startswith(_EDITIONS)),
        errors=tuple(sorted(walk.errors, key=lambda error: error.path or "")),
        folders=tuple(walk.folders),
    )


class _Walk:
    def __init__(self, root: str) -> None:
        self.root = root
        self.paths: list[str] = []
        self.folders: list[str] = []
        self.errors: list[ContentError] = []

    def folder(self, folder: str, prefix: str, above: tuple[str, ...]) -> None:
        """Take the files of one folder; `above` are the real paths of it and those it stands in."""
        self.folders.append(prefix)
        try:
            with os.scandir(folder) as found:
                entries = [entry for entry in found if _is_shown(entry.name, prefix)]
        except OSError as error:
            self._refuse(prefix.rstrip("/"), f"can't be opened: {error.strerror}", "")
            return
        for entry in entries:
            path = prefix + entry.name
            if entry.is_symlink() and not self._may_follow(entry, path, above):
                continue
            if entry.is_dir():
                self.folder(entry.path, f"{path}/", (*above, os.path.realpath(entry.path)))
            elif entry.name[-3:].lower() == ".md" and self._is_named_well(path):
                if entry.is_file():
                    self.paths.append(path)
                else:
                    # Opening a pipe would wait for ever for somebody to write into it.
                    self._refuse(path, "is no file that can be read", "put the text into a file")

    def _may_follow(self, entry: os.DirEntry[str], path: str, above: tuple[str, ...]) -> bool:
        target = os.path.realpath(entry.path)
        if target != self.root and not target.startswith(self.root + os.sep):
            self._refuse(path, "is a link that leaves content/", "copy what it points to")
            return False
        if target in above:
            self._refuse(path, "is a link to a folder that it stands in", "delete the link")
            return False
        if not Path(target).exists() and path[-3:].lower() == ".md":
            self._refuse(path, "is a link to nothing", "delete the link, or mend it")
        return Path(target).exists()

    def _is_named_well(self, path: str) -> bool:
        try:
            path.encode()
        except UnicodeEncodeError:
            shown = path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
            self._refuse(shown, "has a name that is not UTF-8", "rename the file")
            return False
        return True

    def _refuse(self, path: str, message: str, hint: str) -> None:
        self.errors.append(ContentError(message, path=path, hint=hint))


def _is_shown(name: str, prefix: str) -> bool:
    return not name.startswith((".", "_")) and (bool(prefix) or name != _INBOX)
