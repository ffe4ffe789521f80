"""Totals in, a bar on the terminal out, moved by calls."""

from __future__ import annotations

import time
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import TYPE_CHECKING

# rich is loaded when a bar is drawn: most builds end before one is.
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Self

    from rich.progress import Progress, TaskID

__all__ = ["Bar", "bar", "steps_bar"]

_SLOW = 1.0
_LABELS = {
    "prepare": "reading articles",
    "_surveyed": "looking at pictures",
    "_draw": "drawing pictures",
    "render": "making pages",
}


class Bar:
    """A bar on standard error, beside which lines may be written: a context manager."""

    def __init__(self, label: str, total: int) -> None:
        # No thread draws it: a process with threads must start its workers the slow way.
        self._progress = _labelled(label, auto_refresh=False)
        self._task = self._progress.add_task(label, total=total)

    def advance(self, by: float = 1) -> None:
        """Move it."""
        self._progress.update(self._task, advance=by, refresh=True)

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Take the bar away while the block runs, which may write lines of its own."""
        self._progress.stop()
        try:
            yield
        finally:
            self._progress.start()

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()


@contextmanager
def bar(label: str, total: int) -> Iterator[Callable[[], None]]:
    """Draw a bar on standard error while the block runs; the call given moves it by one."""
    with _labelled(label) as progress:
        yield partial(progress.advance, progress.add_task(label, total=total))


@contextmanager
def steps_bar() -> Iterator[Callable[[str, int, int], None]]:
    """Draw a bar for one step after the other; the call given tells the step, done and total.

    What takes less than a second is not worth a bar.
    """
    began = time.monotonic()
    shown: dict[str, TaskID] = {}
    drawn: list[Progress] = []
    with ExitStack() as stack:

        def moved(step: str, done: int, total: int) -> None:
            if not drawn:
                if time.monotonic() - began < _SLOW:
                    return
                drawn.append(stack.enter_context(_counted()))
            (progress,) = drawn
            if step not in shown:
                shown[step] = progress.add_task(_LABELS.get(step, step.strip("_")))
            progress.update(shown[step], completed=done, total=max(done, total))

        yield moved


def _labelled(label: str, *, auto_refresh: bool = True) -> Progress:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (TextColumn(label), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    return Progress(*columns, console=console, transient=True, auto_refresh=auto_refresh)


def _counted() -> Progress:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    left = TimeRemainingColumn(elapsed_when_finished=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), left)
    return Progress(*columns, console=Console(stderr=True), transient=True)
