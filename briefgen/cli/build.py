"""`briefgen build`: the site from content/, with what was built, held back and wrong."""

from __future__ import annotations

import datetime as dt
import os
import time
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli.tell import flat, tell, tell_errors, tell_notices, terminal

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from briefgen.build import Order, Result

__all__ = ["build", "moment", "tell_result"]


@click.command()
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    metavar="OUT",
    type=click.Path(path_type=Path),
    help="Write the site here instead of DIR/site.",
)
@click.option(
    "--strict", is_flag=True, help="Fail on warnings too, such as a photo without a credit."
)
@click.option("--drafts", is_flag=True, help="Show drafts as well.")
@click.option("--future", is_flag=True, help="Show articles with a future date as well.")
@click.option(
    "--base-url", metavar="URL", help="Build for this address instead of url: in briefgen.yml."
)
@click.option(
    "--jobs", metavar="N", type=click.IntRange(min=0), default=0, help="Cores to use; 0 means all."
)
@click.option("--clean", is_flag=True, help="Forget what earlier builds kept and build all anew.")
@click.option("--explain", is_flag=True, help="Tell which files were written and why.")
@click.option(
    "--timings",
    is_flag=True,
    help="Tell what took how long, and write a trace for flame-graph viewers.",
)
@click.option("-q", "--quiet", is_flag=True, help="Print mistakes only.")
def build(folder: Path, output: Path | None, base_url: str | None, jobs: int, **flags: bool) -> int:
    """Build the site in DIR (default: here): content/ becomes site/.

    A broken article is told with its file and line, and the others are built. The exit code is 1
    when anything was wrong. With --strict, warnings count too, and a build that fails leaves the
    last good site as it was.
    """
    from briefgen.build import Order, build_site

    started = time.perf_counter()
    order = Order(
        root=folder,
        now=moment(),
        output=output,
        base_url=base_url,
        jobs=jobs,
        strict=flags["strict"],
        drafts=flags["drafts"],
        future=flags["future"],
        fresh=flags["clean"],
        explain=flags["explain"],
    )
    with _watched(quiet=flags["quiet"]) as watch:
        result = build_site(order, watch)
    tell_result(result, order.site, quiet=flags["quiet"], explain=flags["explain"])
    if flags["timings"]:
        _tell_timings(result, order)
    if not flags["quiet"] and result.synced:
        tell(f"done in {time.perf_counter() - started:.1f} s")
    return 1 if result.failed else 0


def _watched(*, quiet: bool) -> AbstractContextManager[Callable[[str, int, int], None] | None]:
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


def moment() -> dt.datetime:
    """Now, asked once; SOURCE_DATE_EPOCH (seconds since 1970) stands in where it is set."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH")
    if fixed is None:
        return dt.datetime.now(dt.UTC)
    if not fixed.isdigit():
        raise click.BadParameter(f"SOURCE_DATE_EPOCH must be seconds since 1970, not {fixed!r}")
    return dt.datetime.fromtimestamp(int(fixed), dt.UTC)


def tell_result(result: Result, site: Path, *, quiet: bool, explain: bool) -> None:
    """Print what a build did: mistakes always, the rest unless asked to be quiet."""
    tell_errors(result.errors)
    if not quiet:
        tell_notices(result.notices)
        _tell_held(result)
        _tell_counts(result, site)
    if explain and result.synced:
        for path, reason in result.reasons:
            tell(f"written: {path}: {reason}", err=False)
        for path in result.synced.removed:
            tell(f"removed: {path}: nothing on the site is shown there any more", err=False)


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
    counts = ", ".join(
        f"{number} {word if number != 1 else word.removesuffix('s')}"
        for word, number in result.counts
    )
    if result.synced is None:
        wrong = len(flat(result.errors))
        why = f"{wrong} mistakes" if wrong != 1 else "1 mistake"
        tell(f"nothing written ({why}, {len(result.notices)} notices): {site} is as it was")
        return
    synced = result.synced
    kinds = ("written", "unchanged", "removed")
    changes = ", ".join(f"{len(getattr(synced, kind))} {kind}" for kind in kinds)
    tell(f"{counts}: {site} ({changes})", colour=None if result.failed else "green")
