"""`briefgen publish`: a fresh strict build put online, safely; or what stands in its way."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote, urljoin

import click

from briefgen import __version__
from briefgen.cli.doctor import examined
from briefgen.cli.moment import moment
from briefgen.cli.options import SITE
from briefgen.cli.stops import UNCREDITED, counted, tell_warnings
from briefgen.cli.tell import tell, tell_errors, terminal
from briefgen.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.errors import Notice
    from briefgen.model.config import Config
    from briefgen.publish import Plan, Scratch, Settings

__all__ = ["publish", "write_workflow"]

SHOWN = 20


@dataclass(frozen=True, slots=True)
class _Choices:
    """What the curator chose, with the config's words where nothing was chosen."""

    folder: Path
    branch: str
    remote: str
    dry_run: bool
    yes: bool
    wait: bool
    history: bool


@click.command()
@click.argument("folder", metavar="[DIR]", default=".", type=SITE)
@click.option("--branch", metavar="NAME", help="The branch that holds the site; else gh-pages.")
@click.option("--remote", metavar="NAME", default="", help="The remote to push to; else origin.")
@click.option(
    "--to",
    "target",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Copy the site to a folder instead, for any other host.",
)
@click.option(
    "--actions",
    "--setup",
    "setup",
    is_flag=True,
    help="Write a workflow that publishes on every push and every morning.",
)
@click.option("--doctor", is_flag=True, help="Explain what stands in the way, with the fix.")
@click.option("--without-uncredited", is_flag=True, help="Leave out photos that have no credit.")
@click.option("--dry-run", is_flag=True, help="Tell what would happen; change nothing.")
@click.option("-y", "--yes", is_flag=True, help="Go on where publishing asks first.")
@click.option("--no-wait", is_flag=True, help="Do not wait until the new site is live.")
@click.option("--no-history", is_flag=True, help="Keep no earlier versions on the branch.")
def publish(
    folder: Path,
    branch: str | None,
    remote: str,
    target: Path | None,
    setup: bool,
    doctor: bool,
    without_uncredited: bool,
    dry_run: bool,
    yes: bool,
    no_wait: bool,
    no_history: bool,
) -> int:
    """Put the site in DIR (default: here) online.

    The site is built afresh and strictly, looked over, and pushed to its branch; your own files,
    branches and settings are not touched. Exit codes: 0 done or nothing to do, 1 a mistake in the
    content, 3 not published because something is wrong, 4 somebody else has published meanwhile,
    5 no permission, 6 pushed but not seen live yet.
    """
    from briefgen.configfile import read_config

    if doctor:
        return examined(folder, branch, remote)
    config = read_config(folder / "briefgen.yml")
    choices = _Choices(
        folder=folder,
        branch=branch or config.publish.branch,
        remote=remote or ("" if config.publish.remote == "origin" else config.publish.remote),
        dry_run=dry_run,
        yes=yes,
        wait=not no_wait,
        history=not no_history,
    )
    if setup or (config.publish.mode == "actions" and target is None and branch is None):
        return write_workflow(folder)
    with tempfile.TemporaryDirectory(prefix="briefgen-") as name:
        site = _fresh_build(folder, Path(name), credited_only=without_uncredited)
        if site is None:
            return 1
        files = _look_over(site)
        if target is not None:
            return _to_folder(site, target, dry_run=dry_run)
        return _to_branch(site, config, choices, files)


def write_workflow(folder: Path) -> int:
    """Write the workflow for GitHub Actions into the repository that `folder` lies in."""
    from briefgen.configfile import read_config
    from briefgen.engine.files import write_new
    from briefgen.publish import WORKFLOW_PATH, WorkflowSettings, find_repository, workflow

    repository = find_repository(folder, os.environ)
    inside = folder.resolve().relative_to(repository.root.resolve()).as_posix()
    settings = WorkflowSettings(
        version=__version__,
        branch=repository.branch or "main",
        folder=inside,
        extras=("search",) if read_config(folder / "briefgen.yml").search else (),
    )
    text, path = workflow(settings).encode(), repository.root / WORKFLOW_PATH
    try:
        write_new(path, text)
    except FileExistsError:
        same = path.read_bytes() == text
        tell(f"left as it is: {path}{'' if same else ' (it differs from what would be written)'}")
    else:
        tell(f"written: {path}", colour="green")
    tell("next: commit and push it; in the repository's Settings > Pages choose GitHub Actions")
    return 0


def _fresh_build(folder: Path, work: Path, *, credited_only: bool) -> Path | None:
    """Build strictly into a folder of its own; None when anything is wrong or only a warning."""
    from briefgen.build import Order, build_site

    site = work / "site"
    order = Order(
        root=folder,
        now=moment(),
        output=site,
        state=work / "state",
        strict=True,
        jobs=0,
        credited_only=credited_only,
    )
    result = build_site(order)
    tell_errors(result.errors)
    tell_warnings(result.notices)
    if result.synced is None:
        stops = counted(result.errors, result.notices)
        if any(notice.code == UNCREDITED for notice in result.notices) and not credited_only:
            tell("  or publish --without-uncredited, which leaves out photos without a credit")
        tell(f"nothing was published because of {stops}", colour="red")
        return None
    if credited_only:
        _tell_left_out([notice for notice in result.notices if notice.code == UNCREDITED])
    return site


def _tell_left_out(notices: Sequence[Notice]) -> None:
    for notice in notices[:SHOWN]:
        tell(f"  {str(notice).partition(chr(10))[0]}")
    number = "1 photo" if len(notices) == 1 else f"{len(notices):,} photos"
    tell(f"left out: {number} without a credit")


def _look_over(site: Path) -> int:
    """Refuse what must not go online; return the number of files."""
    from briefgen.publish import look_over, refuse

    survey = look_over(site)
    refuse(survey.problems)
    for problem in survey.problems:
        tell(f"warning: {problem}", colour="yellow")
    return survey.files


def _to_folder(site: Path, target: Path, *, dry_run: bool) -> int:
    from briefgen.publish import mirror

    done = mirror(site, target, dry_run=dry_run)
    verb = "would be" if dry_run else "were"
    for path in (*done.written, *done.deleted)[:SHOWN] if dry_run else ():
        tell(f"  {path}", err=False)
    counts = f"{len(done.written)} written, {len(done.deleted)} deleted, {done.kept} kept"
    tell(f"{target}: files {verb} {counts}", colour="green")
    return 0


def _to_branch(site: Path, config: Config, choices: _Choices, files: int) -> int:
    from briefgen.publish import (
        Settings,
        carry_out,
        find_author,
        find_remote,
        find_repository,
        open_scratch,
    )

    repository = find_repository(choices.folder, os.environ, prompt=sys.stdin.isatty())
    remote = find_remote(repository, choices.remote)
    find_author(repository)
    settings = Settings(
        branch=choices.branch,
        address=config.url,
        domain=config.publish.domain or "",
        subject=f"Publish {config.title}",
        version=__version__,
        history=choices.history,
    )
    with open_scratch(repository, remote, os.environ) as scratch:
        plan = _planned(scratch, site, settings, files)
        for warning in plan.warnings:
            tell(f"warning: {warning}", colour="yellow")
        if plan.empty:
            tell(f"nothing to publish: {choices.branch} holds this very site", colour="green")
            return 0
        if repository.dirty:
            # No refusal: who writes and publishes in one go need not know what a commit is.
            tell(
                "note: changes that are not committed yet are published as they are;"
                " the message marks the source with +"
            )
        _tell_plan(plan, full=choices.dry_run)
        if choices.dry_run:
            tell("nothing was changed: this was a dry run")
            return 0
        _ask(plan, yes=choices.yes)
        carry_out(scratch, plan)
    return _after(site, scratch, plan, config, wait=choices.wait)


def _planned(scratch: Scratch, site: Path, settings: Settings, files: int) -> Plan:
    """Plan the publish, with a bar where a person watches: a large site is read for a while."""
    from briefgen.publish import make_plan

    if not terminal():
        return make_plan(scratch, site, settings)
    from briefgen.cli.progress import bar

    with bar("reading the site", files) as moved:
        return make_plan(scratch, site, settings, lambda _: moved())


def _tell_plan(plan: Plan, *, full: bool) -> None:
    kinds: tuple[Literal["added", "changed", "deleted"], ...] = ("added", "changed", "deleted")
    for kind in kinds:
        changes = plan.of(kind)
        tell(f"{len(changes)} {kind}")
        for change in changes[: SHOWN if full else 0]:
            tell(f"  {change.path} ({change.size or change.was} bytes)", err=False)
        if full and len(changes) > SHOWN:
            tell(f"  and {len(changes) - SHOWN} more", err=False)
    for gone in plan.vanished:
        way_out = f"; add aliases: [{gone.address}] to {gone.moved_to}" if gone.moved_to else ""
        tell(f"warning: the address {gone.address} will be gone{way_out}", colour="yellow")
    if full:
        tell(f"message: {plan.message.splitlines()[0]}")
        tell(f"push:    {plan.command}")


def _ask(plan: Plan, *, yes: bool) -> None:
    from briefgen.publish import GateError

    for doubt in plan.doubts:
        tell(f"careful: {doubt}", colour="yellow")
    if not plan.doubts or yes:
        return
    if not sys.stdin.isatty() or not click.confirm("publish all the same?", err=True):
        raise GateError("not published", hint="say --yes when this is what you want")


def _after(site: Path, scratch: Scratch, plan: Plan, config: Config, *, wait: bool) -> int:
    from briefgen.publish import pages_addresses, spot_check, wait_for

    shown = pages_addresses(scratch.remote, plan.domain)
    tell(f"pushed to {plan.branch} of {scratch.remote.shown}", colour="green")
    seen = bool(shown and wait and plan.build)
    if seen:
        tell(f"waiting for {shown[0]} (--no-wait skips this)")
        wait_for(shown[0], plan.build, told=tell)
        for problem in spot_check(shown[0], site):
            tell(f"warning: {problem}", colour="yellow")
    tell(f"the site is at {shown[0] if shown else config.url}", colour="green")
    if config.publish.hub:
        _tell_hub(config.publish.hub, plan, config.url, old=bool(shown) and not seen)
    return 0


def _tell_hub(hub: str, plan: Plan, url: str, *, old: bool) -> None:
    """Tell the hub which feeds changed; one that won't hear costs a warning, no publish."""
    from briefgen.publish import UnseenError, changed_feeds, ping

    feeds = changed_feeds(plan.changes)
    if feeds and old:
        # A hub fetches the feed at once, and would hand on the old one.
        tell(f"warning: {hub} was not told, since the new build was not seen live", colour="yellow")
        return
    told = 0
    for feed in feeds:
        try:
            ping(hub, urljoin(url, quote(feed)))
        except UnseenError as error:
            tell(f"warning: {error}", colour="yellow")
            return
        told += 1
    if told:
        tell(f"told {hub} of {told} feed{'s' if told > 1 else ''} with news")
