"""Totals in, a bar on the terminal out, moved by calls."""

from __future__ import annotations

import time
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["bar", "steps_bar"]

_SLOW = 1.0
_LABELS = {
    "prepare": "reading articles",
    "_surveyed": "looking at pictures",
    "_draw": "drawing pictures",
    "render": "making pages",
}


@contextmanager
def bar(label: str, total: int) -> Iterator[Callable[[], None]]:
    """Draw a bar on standard error while the block runs; the call given moves it by one."""
    columns = (TextColumn(label), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield partial(progress.advance, progress.add_task(label, total=total))


@contextmanager
def steps_bar() -> Iterator[Callable[[str, int, int], None]]:
    """Draw a bar for one step after the other; the call given tells the step, done and total.

    What takes less than a second is not worth a bar.
    """
    began = time.monotonic()
    shown: dict[str, TaskID] = {}
    with ExitStack() as stack:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        progress = Progress(*columns, console=Console(stderr=True), transient=True)

        def moved(step: str, done: int, total: int) -> None:
            if not shown:
                if time.monotonic() - began < _SLOW:
                    return
                stack.enter_context(progress)
            if step not in shown:
                shown[step] = progress.add_task(_LABELS.get(step, step.strip("_")))
            progress.update(shown[step], completed=done, total=max(done, total))

        yield moved
