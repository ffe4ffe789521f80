"""`briefgen doctor`: a folder in; what is wrong with machine, site and remote, and the fix, out."""

from __future__ import annotations

import os
import platform
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen import __version__
from briefgen.cli.moment import moment
from briefgen.cli.options import SITE
from briefgen.cli.stops import UNCREDITED, counted
from briefgen.cli.tell import flat, tell
from briefgen.errors import BriefgenError, told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.model.config import Config
    from briefgen.publish import Check

__all__ = ["doctor", "examined"]

# A build keeps the old site and the new one side by side until it swaps them.
_ROOM = 200_000_000
_MB = 1_000_000


@click.command()
@click.argument("folder", metavar="[DIR]", default=".", type=SITE)
@click.option("--branch", metavar="NAME", help="The branch that holds the site; else gh-pages.")
@click.option("--remote", metavar="NAME", default="", help="The remote to push to; else origin.")
def doctor(folder: Path, branch: str | None, remote: str) -> int:
    """Tell what stands in the way of building and publishing the site in DIR (default: here).

    Looks at this machine, at the site's folder, and at the way to its readers: git, the remote,
    your rights there, GitHub Pages. Nothing is changed anywhere. Exit codes: 0 all is well,
    3 something wants mending.
    """
    return examined(folder, branch, remote)


def examined(folder: Path, branch: str | None, remote: str) -> int:
    """Print each check; return 3 when one of them stands in the way."""
    well = True
    for check in _checks(folder, branch, remote):
        mark, colour = ("ok  ", "green") if check.ok else ("FIX ", "red")
        tell(f"{mark} {check.name}: {check.what}", colour=colour, err=False)
        if check.fix:
            tell(f"     {check.fix}", err=False)
        well = well and check.ok
    return 0 if well else 3


def _checks(folder: Path, branch: str | None, remote: str) -> Iterator[Check]:
    from briefgen.configfile import read_config
    from briefgen.publish import Check, Question, examine

    yield from _machine()
    try:
        config = read_config(folder / "briefgen.yml")
    except BriefgenError as error:
        for mistake in flat([error]):
            yield Check("settings", ok=False, what=_told(mistake), fix=mistake.hint)
        return
    yield Check("settings", ok=True, what=f"{folder / 'briefgen.yml'} is understood")
    yield from _site(folder, config)
    yield _strict(folder)
    chosen = config.publish
    question = Question(
        folder,
        branch=branch or chosen.branch,
        # Unless the settings name another, git's own choice for the branch counts.
        remote=remote or ("" if chosen.remote == "origin" else chosen.remote),
        address=config.url,
        domain=chosen.domain or "",
    )
    yield from examine(question, os.environ)


def _told(mistake: BriefgenError) -> str:
    return told(mistake.message, mistake.path, mistake.line, "")


def _machine() -> Iterator[Check]:
    from briefgen.publish import Check

    yield Check(
        "machine", ok=True,
        what=f"briefgen {__version__}, Python {platform.python_version()}, {sys.platform}",
    )  # fmt: skip
    try:
        with tempfile.TemporaryDirectory(prefix="briefgen-") as name:
            room = shutil.disk_usage(name).free
    except OSError as error:
        yield Check("temporary files", ok=False, what=f"none can be made: {error.strerror}",
                    fix="point TMPDIR at a folder of yours on a disk that has room")  # fmt: skip
        return
    yield _room("temporary files", Path(tempfile.gettempdir()), room)


def _site(folder: Path, config: Config) -> Iterator[Check]:
    from briefgen.publish import Check

    articles = sum(1 for _ in (folder / "content").rglob("*.md"))
    yield Check(
        "content", ok=bool(articles), what=f"{articles} texts in {folder / 'content'}",
        fix="" if articles else "briefgen add FILE-OR-ADDRESS, or briefgen new article",
    )  # fmt: skip
    # Both are written beside what stands, so their parent has to be open too.
    places = [place for place in (folder, folder / "site", folder / ".briefgen") if place.exists()]
    closed = [place for place in places if not os.access(place, os.W_OK | os.X_OK)]
    for place in closed:
        yield Check("folder", ok=False, what=f"you may not write in {place}",
                    fix=f"chmod u+rwx {place}; or sudo chown $USER {place}")  # fmt: skip
    if not closed:
        yield _room("folder", folder, shutil.disk_usage(folder).free)
    yield from _search(config)


def _strict(folder: Path) -> Check:
    """Count what would stop a publish, which builds strictly."""
    from briefgen.build import Order, render_site
    from briefgen.engine.workers import Workers
    from briefgen.publish import Check

    with Workers(jobs=0) as workers:
        rendered = render_site(Order(root=folder, now=moment()), workers)
    stops = counted(rendered.errors, rendered.notices)
    if not stops:
        return Check("articles", ok=True, what="nothing in them stops a publish")
    fix = "briefgen check lists them with their lines"
    if any(notice.code == UNCREDITED for notice in rendered.notices):
        fix += "; briefgen publish --without-uncredited leaves out the photos"
    return Check("articles", ok=False, what=f"{stops} would stop a publish", fix=fix)


def _search(config: Config) -> Iterator[Check]:
    from briefgen.publish import Check

    if config.search:
        from importlib.util import find_spec

        found = find_spec("pagefind_bin") is not None
        state = "installed" if found else "not installed"
        fix = "" if found else "pip install 'briefgen[search]', or search: false in the settings"
        yield Check("search", found, f"Pagefind is {state}", fix)


def _room(name: str, place: Path, free: int) -> Check:
    from briefgen.publish import Check

    enough = free > _ROOM
    return Check(
        name, enough, f"{place} can be written, {free / _MB:.0f} MB are free",
        "" if enough else f"make room: a build may need {_ROOM / _MB:.0f} MB and more",
    )  # fmt: skip
