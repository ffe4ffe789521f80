"""Build when a change set has settled or a moment has come: change sets in, what is shown out."""

from __future__ import annotations

import threading
import traceback
from collections import OrderedDict, deque
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.errors import BriefgenError, CombinedError
from briefgen.preview.built import Built, Served
from briefgen.preview.changes import (
    Change,
    changed_paths,
    destinations,
    edited_page,
    merged,
)
from briefgen.values import dataclass, field, replace

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefgen.preview.built import Build
    from briefgen.preview.options import ServeOptions
    from briefgen.preview.settle import Changes

__all__ = ["Rebuild", "Shown"]

KEPT_PAGES = 256
KEPT_CHANGES = 100


@dataclass(frozen=True, slots=True)
class Shown:
    """What the site is at one moment; `revision` 0 is before the first build."""

    revision: int = 0
    outputs: Mapping[str, Served] = field(default_factory=dict)
    built: Built = field(default_factory=lambda: Built({}))


class Rebuild:
    """The one thread that builds; `publish` gets what is shown anew and what changed.

    The build and the rendering of single pages take turns, so neither needs to be thread-safe.
    """

    def __init__(
        self,
        build: Build,
        changes: Changes,
        options: ServeOptions,
        publish: Callable[[Shown, Change], None],
    ) -> None:
        self.shown = Shown()
        self._build = build
        self._changes = changes
        self._options = options
        self._publish = publish
        self._turn = threading.Lock()
        self._state = threading.Condition()
        self._busy = True
        self._rounds = 0
        self._kept: OrderedDict[str, tuple[Served, bytes]] = OrderedDict()
        self._history: deque[tuple[int, Change]] = deque(maxlen=KEPT_CHANGES)
        # A daemon: Ctrl-C must not wait for a long build, which writes nothing.
        self._thread = threading.Thread(target=self._run, name="briefgen-build", daemon=True)

    def start(self) -> None:
        """Begin with the first build of everything."""
        self._thread.start()

    def stop(self, timeout: float = 1.0) -> None:
        """Build no more; a build that takes longer than `timeout` ends with the process."""
        self._changes.close()
        with self._state:
            self._busy = False
            self._state.notify_all()
        if self._thread.is_alive():
            self._thread.join(timeout)

    def latest(self, timeout: float = 60.0) -> Shown:
        """Return what is shown once no build runs or is due, or after `timeout` seconds."""
        with self._state:
            # The build that runs and the one that is due: in a storm of saves there is always a
            # next one, and a request must not wait for ever.
            enough = self._rounds + 2
            self._state.wait_for(lambda: self._at_rest() or self._rounds >= enough, timeout)
            return self.shown

    def _at_rest(self) -> bool:
        # In this order: a change set being taken is busy before it is no longer pending.
        return not (self._changes.pending or self._busy)

    def since(self, revision: int) -> Change | None:
        """Return all that changed after `revision`, None when that is too long ago to know."""
        with self._state:
            known = [change for number, change in self._history if number > revision]
            complete = len(known) == self.shown.revision - revision
        return merged(known) if complete else None

    def content(self, shown: Shown, key: str) -> tuple[bytes, BriefgenError | None]:
        """Return a file's bytes; when rendering fails, its last good ones and the mistake."""
        value = shown.outputs[key]
        if isinstance(value, bytes):
            return value, None
        if isinstance(value, Path):
            return value.read_bytes(), None
        # One at a time: templates and caches below are not made for several threads.
        with self._turn:
            return self._rendered(key, value)

    def context(self, shown: Shown, key: str) -> str:
        """Return a page's template context as JSON text."""
        with self._turn:
            return shown.built.context(key) if shown.built.context is not None else ""

    def _rendered(
        self, key: str, render: Callable[[], bytes]
    ) -> tuple[bytes, BriefgenError | None]:
        kept = self._kept.get(key)
        if kept is not None and kept[0] == render:
            return kept[1], None
        try:
            body = render()
        except Exception as problem:  # noqa: BLE001 — a fault in one page must not stop the server
            return (kept[1] if kept else b""), _as_errors(problem)[0]
        # Also the last good state, should the next call fail.
        self._kept[key] = (render, body)
        self._kept.move_to_end(key)
        if len(self._kept) > KEPT_PAGES:
            self._kept.popitem(last=False)
        return body, None

    def _run(self) -> None:
        touched: frozenset[Path] | None = frozenset()
        while touched is not None:
            self._round(touched)
            touched = self._changes.settled(self._begin, self.shown.built.left)

    def _begin(self) -> None:
        self._busy = True

    def _round(self, touched: frozenset[Path]) -> None:
        with self._turn:
            built = self._attempt(touched)
            shown, change = self._after(built, touched)
        new = shown.revision > self.shown.revision
        with self._state:
            self.shown = shown
            if new:
                self._history.append((shown.revision, change))
            self._busy = False
            self._rounds += 1
            self._state.notify_all()
        if new:
            self._publish(shown, change)

    def _attempt(self, touched: frozenset[Path]) -> Built:
        try:
            built = self._build(touched)
        except Exception as problem:  # noqa: BLE001 — shown on the overlay, and the next save may mend it
            return self._last_good(_as_errors(problem))
        if built.errors and not built.outputs:
            return self._last_good(built.errors)
        return built

    def _last_good(self, errors: tuple[BriefgenError, ...]) -> Built:
        """Return the last good state, whose facts and notices hold, with what is wrong now."""
        # What was due is built with the next save: a build that fails would fail on and on.
        return replace(self.shown.built, errors=errors, left=None)

    def _after(self, built: Built, touched: frozenset[Path]) -> tuple[Shown, Change]:
        before, base = self.shown, self._options.base
        # A broken article has no output; its page must not vanish while it is mended.
        outputs = {**before.outputs, **built.outputs} if built.errors else built.outputs
        gone = frozenset() if built.errors else before.outputs.keys() - outputs.keys()
        change = Change(
            changed_paths(before.outputs, outputs, touched),
            destinations(gone, before.built, built, outputs, base),
            edited_page(built, touched, self._options.root, outputs, base),
        )
        new = change or before.revision == 0 or _told(before.built) != _told(built)
        return Shown(before.revision + bool(new), outputs, built), change


def _told(built: Built) -> tuple[object, ...]:
    return (tuple(map(str, built.errors)), built.notices, built.pages)


def _as_errors(problem: Exception) -> tuple[BriefgenError, ...]:
    if isinstance(problem, CombinedError):
        return problem.errors
    if isinstance(problem, BriefgenError):
        return (problem,)
    if isinstance(problem, OSError):
        path = None if problem.filename is None else str(problem.filename)
        return (BriefgenError(problem.strerror or str(problem), path=path, hint=_OS_HINT),)
    told = "".join(traceback.format_exception(problem))
    return (BriefgenError(f"briefgen itself failed: {problem!r}", hint=told),)


_OS_HINT = "put this right on the disk, then save any file to build again"
