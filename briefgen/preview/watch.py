"""Watch folders and files: touched paths come out, an editor's own litter left aside."""

from __future__ import annotations

import fnmatch
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Self

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.polling import PollingObserver

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from watchdog.observers.api import BaseObserver, ObservedWatch

    from briefgen.preview.settle import Changes

__all__ = ["Watch", "litter"]

POLL_SECONDS = 0.5
QUIET_WITHOUT_CLOSE = 0.04

# Reading files must wake nobody, so opening and closing without a write are left out.
_EVENTS: list[type[FileSystemEvent]] = [
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
]

_LITTER = (
    *(".*", "*~", "#*#", "*.sw[a-z]", "*.tmp", "*.part", "*.crdownload", "*.crswap", "4913"),
    *("___jb_*", "Thumbs.db", "desktop.ini", "__pycache__", "*.py[co]", "sed??????"),
)
_LITTER_NAME = re.compile("|".join(fnmatch.translate(pattern) for pattern in _LITTER))


def litter(name: str) -> bool:
    """Tell whether a file's name is one that editors and systems leave about."""
    return _LITTER_NAME.match(name) is not None


class Watch:
    """Note what is touched in `watched` (folders and single files) until left.

    A folder that is removed and comes back is watched again. `tell` gets a sentence when the system
    can't watch and polling takes over.
    """

    def __init__(
        self,
        watched: Sequence[Path],
        changes: Changes,
        tell: Callable[[str], None],
        *,
        poll: bool = False,
    ) -> None:
        self._watched = tuple(Path(os.path.abspath(path)) for path in watched)  # noqa: PTH100 — links stay links
        self._changes = changes
        self._tell = tell
        self._poll = poll
        self._trees: dict[Path, list[ObservedWatch]] = {}
        self._observer: BaseObserver | None = None
        self._close_is_told = False

    def __enter__(self) -> Self:
        if self._poll:
            self._start(polling=True)
            return self
        try:
            self._start(polling=False)
        except OSError as problem:
            self._tell(
                f"cannot watch for changes ({problem.strerror or problem}); looking every "
                f"{POLL_SECONDS} s instead. On Linux, raise fs.inotify.max_user_watches"
            )
            self._start(polling=True)
        return self

    def __exit__(self, *_: object) -> None:
        if self._observer is not None:
            self._observer.stop()
            self._observer.join(2)

    def _start(self, *, polling: bool) -> None:
        observer = PollingObserver(timeout=POLL_SECONDS) if polling else Observer()
        self._observer = observer
        self._trees.clear()
        # Only inotify tells when a writer has closed its file; elsewhere silence must do.
        self._close_is_told = type(observer).__name__ == "InotifyObserver"
        if not self._close_is_told:
            self._changes.quiet = max(self._changes.quiet, QUIET_WITHOUT_CLOSE)
        observer.start()
        try:
            # A file saved by rename is a new inode; only the folder above sees it come.
            for parent in sorted({path.parent for path in self._watched}):
                observer.schedule(_Parent(self), str(parent), event_filter=_EVENTS)
            for path in self._watched:
                self._plant(path)
        except OSError:
            observer.stop()
            raise

    def _plant(self, path: Path) -> None:
        if self._observer is None or not path.is_dir():
            return
        trees = self._trees.setdefault(path, [])
        for real, shown in _real_folders(path):
            tree = _Tree(self, real, shown)
            trees.append(
                self._observer.schedule(tree, str(real), recursive=True, event_filter=_EVENTS)
            )

    def replant(self, path: Path) -> None:
        """Watch a folder anew that was removed, moved or made."""
        if self._observer is None:
            return
        for old in self._trees.pop(path, ()):
            self._observer.unschedule(old)
        try:
            self._plant(path)
        except OSError as problem:
            self._tell(f"cannot watch {path}: {problem.strerror or problem}")

    def watches(self, path: Path) -> bool:
        """Tell whether `path` itself is one of the watched."""
        return path in self._watched

    def note(self, path: Path, event: FileSystemEvent) -> None:
        """Pass a touched path on."""
        writing = self._close_is_told and isinstance(event, FileModifiedEvent)
        self._changes.note(path, writing=writing)


def _paths(event: FileSystemEvent) -> list[Path]:
    return [Path(os.fsdecode(path)) for path in (event.src_path, event.dest_path) if path]


def _real_folders(root: Path) -> Iterator[tuple[Path, Path]]:
    """Yield a folder and those it links to: the real place and the path it is known by.

    A watch does not cross links by itself.
    """
    seen: list[Path] = []
    waiting = [root]
    while waiting:
        shown = waiting.pop()
        real = shown.resolve()
        if not any(real.is_relative_to(other) for other in seen):
            seen.append(real)
            yield real, shown
            for folder, names, _ in os.walk(shown):
                below = (Path(folder, name) for name in sorted(names))
                waiting += [path for path in below if path.is_symlink()]


class _Tree(FileSystemEventHandler):
    """Pass on what happens below a watched folder, under the path it is known by."""

    def __init__(self, watch: Watch, root: Path, shown: Path) -> None:
        self._watch = watch
        self._root = root
        self._shown = shown

    def on_any_event(self, event: FileSystemEvent) -> None:
        for path in _paths(event):
            if path == self._root or not path.is_relative_to(self._root):
                continue
            inner = path.relative_to(self._root)
            if not any(litter(part) for part in inner.parts):
                self._watch.note(self._shown / inner, event)


class _Parent(FileSystemEventHandler):
    """Pass on what happens to the watched themselves, seen from the folder above."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch

    def on_any_event(self, event: FileSystemEvent) -> None:
        for path in _paths(event):
            if not self._watch.watches(path):
                continue
            # A folder's watch stays with its inode: a new one under the old name needs its own.
            if event.is_directory:
                self._watch.replant(path)
            self._watch.note(path, event)
