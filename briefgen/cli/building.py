"""What is chosen in, the site built and what came of it told out; the verb in build.py calls it."""

from __future__ import annotations

import os
import time

from briefgen.build.front import build_site
from briefgen.build.look import Asked, look
from briefgen.cli.moment import moment
from briefgen.cli.root import site_above
from briefgen.cli.tell import flat, tell, tell_errors, tell_notices, terminal
from briefgen.values import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from briefgen.build.look import View
    from briefgen.build.order import Order, Result
    from briefgen.cli.words import Choice

__all__ = ["build", "tell_result"]

# As many as make `publish` ask.
_MANY = 1 / 3


def build(choice: Choice) -> int:
    """Build the site; return the exit code."""
    started = time.perf_counter()
    choice = replace(choice, folder=site_above(choice.folder))
    asked = _asked(choice)
    view = look(asked)
    if view is None or not _stood(choice, asked, view):
        code, synced = _built(choice, asked, view)
    else:
        code, synced = 0, True
    if not choice.quiet and synced:
        tell(f"done in {time.perf_counter() - started:.1f} s")
    return code


def _asked(choice: Choice) -> Asked:
    return Asked(
        root=choice.folder,
        site=choice.output or _below(choice.folder, "site"),
        kept=_below(choice.folder, ".briefgen"),
        now=moment(),
        base_url=choice.base_url,
        strict=choice.strict,
        drafts=choice.drafts,
        future=choice.future,
        fresh=choice.clean,
    )


def _below(folder: str, name: str) -> str:
    return name if folder == "." else os.path.join(folder, name)  # noqa: PTH118 - a text


def _stood(choice: Choice, asked: Asked, view: View) -> bool:
    """Tell that nothing changed, where that is so and nothing else has to be told."""
    silent = view.record.silent or (choice.quiet and not choice.strict)
    if view.changed or choice.timings or not silent or not view.standing:
        return False
    if not choice.quiet:
        _tell_sizes(view.record.counts, asked.site, (0, len(view.record.paths), 0))
    return True


def _built(choice: Choice, asked: Asked, view: View | None) -> tuple[int, bool]:
    """Build what has to be; return the exit code, and whether a site came of it."""
    from pathlib import Path

    from briefgen.build.order import Order

    order = Order(
        root=Path(choice.folder),
        now=asked.now,
        output=Path(choice.output) if choice.output else None,
        base_url=choice.base_url,
        jobs=choice.jobs,
        strict=choice.strict,
        drafts=choice.drafts,
        future=choice.future,
        fresh=choice.clean,
        explain=choice.changes,
    )
    with _watched(quiet=choice.quiet) as watch:
        result = build_site(order, watch, view)
    tell_result(result, order.site, quiet=choice.quiet, explain=choice.changes)
    if choice.timings:
        _tell_timings(result, order)
    return (1 if result.failed else 0), bool(result.synced)


def _watched(*, quiet: bool) -> AbstractContextManager[Callable[[str, int, int], None] | None]:
    from contextlib import nullcontext

    if quiet or not terminal():
        return nullcontext()
    from briefgen.cli.progress import steps_bar

    return steps_bar()


def _tell_timings(result: Result, order: Order) -> None:
    if result.timings is None:
        tell("nothing changed: the build ended after one look at all files")
        return
    from briefgen.engine.files import write_atomic

    tell(result.timings.table(), err=False)
    place = order.kept / "timings.json"
    write_atomic(place, result.timings.trace())
    tell(f"the same for a flame graph: {place} (open it in a trace viewer, such as Perfetto)")


def tell_result(result: Result, site: Path, *, quiet: bool, explain: bool) -> None:
    """Print what a build did: mistakes always, the rest unless asked to be quiet."""
    tell_errors(result.errors)
    _tell_vanished(result, site)
    if not quiet:
        tell_notices(result.notices)
        _tell_held(result)
        _tell_counts(result, site)
    if explain and result.synced:
        for path, reason in result.reasons:
            tell(f"written: {path}: {reason}", err=False)
        for path in result.synced.removed:
            tell(f"removed: {path}: nothing on the site is shown there any more", err=False)


def _tell_vanished(result: Result, site: Path) -> None:
    """Warn, quiet or not, when a build takes more than a third of the pages off the site."""
    synced = result.synced
    if synced is None:
        return
    gone = _pages(synced.removed)
    before = gone + _pages(synced.unchanged) + _pages(synced.written)
    if not gone > before * _MANY:
        return
    coming = [held.until for held in result.held if held.until]
    why = "; if that is not what you meant, see what was deleted or made a draft"
    # One that waits for its day takes its page, and perhaps those of its day and topic, with it.
    if len(coming) * 3 >= gone:
        why = (
            f": {len(coming):,} article{'s have' if len(coming) > 1 else ' has'} a date after"
            f" {moment():%Y-%m-%d %H:%M} UTC, which is now by the clock of this machine;"
            " set the clock, or build with --future"
        )
    tell(f"warning: {gone:,} of {before:,} pages are gone from {site}{why}", colour="yellow")


def _pages(paths: Iterable[str]) -> int:
    return sum(path.endswith(".html") for path in paths)


def _tell_held(result: Result) -> None:
    if not result.held:
        return
    tell(f"held back: {len(result.held)}")
    for held in result.held:
        if held.until is None:
            tell(f"  content/{held.path}: a draft (show it with --drafts)")
        else:
            tell(f"  content/{held.path}: appears on {held.until:%Y-%m-%d %H:%M %Z}")


def _tell_counts(result: Result, site: Path) -> None:
    if result.synced is None:
        wrong = len(flat(result.errors))
        why = f"{wrong} mistakes" if wrong != 1 else "1 mistake"
        tell(f"nothing written ({why}, {len(result.notices)} notices): {site} is as it was")
        return
    synced = result.synced
    sizes = len(synced.written), len(synced.unchanged), len(synced.removed)
    _tell_sizes(result.counts, site, sizes, failed=result.failed)


def _tell_sizes(
    counts: Iterable[tuple[str, int]],
    site: str | Path,
    sizes: tuple[int, int, int],
    *,
    failed: bool = False,
) -> None:
    shown = ", ".join(
        f"{number} {word if number != 1 else word.removesuffix('s')}" for word, number in counts
    )
    changes = "{} written, {} unchanged, {} removed".format(*sizes)
    tell(f"{shown}: {site} ({changes})", colour=None if failed else "green")
