"""`briefgen check`: what is missing or wrong, by file and line; nothing is written."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

import click

from briefgen.cli.moment import moment
from briefgen.cli.options import SITE
from briefgen.cli.tell import flat, tell, tell_errors, tell_notices
from briefgen.values import replace

if TYPE_CHECKING:
    from pathlib import Path

    from briefgen.build import Rendered

__all__ = ["check"]


@click.command()
@click.argument("folder", metavar="[DIR]", default=".", type=SITE)
@click.option("--strict", is_flag=True, help="Leave with exit code 1 on warnings too.")
@click.option("--all", "every", is_flag=True, help="List all of many of one kind.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
def check(folder: Path, strict: bool, every: bool, as_json: bool) -> int:
    """Tell what is missing or wrong in the site in DIR (default: here).

    Mistakes, then notices with their codes; the manual explains each code. Of many of one kind the
    first are listed, and how many more there are.
    """
    from briefgen.build import Order, render_site
    from briefgen.engine.workers import Workers
    from briefgen.intake import duplicates

    with Workers(jobs=0) as workers:
        rendered = render_site(Order(root=folder, now=moment()), workers)
        rendered = replace(
            rendered, notices=(*rendered.notices, *duplicates(folder / "content", workers))
        )
    if as_json:
        _tell_json(rendered)
    else:
        tell_errors(rendered.errors, every=every)
        tell_notices(rendered.notices, every=every)
        _tell_summary(rendered)
    warned = strict and any(notice.level == "warning" for notice in rendered.notices)
    return 1 if rendered.errors or warned else 0


def _tell_summary(rendered: Rendered) -> None:
    by_code = Counter(notice.code for notice in rendered.notices)
    mistakes = len(flat(rendered.errors))
    if not mistakes and not by_code:
        tell("nothing is missing", colour="green")
        return
    rows = [f"{number} {code}" for code, number in sorted(by_code.items())]
    tell(", ".join([f"{mistakes} mistake{'s' if mistakes != 1 else ''}", *rows]))


def _tell_json(rendered: Rendered) -> None:
    for error in flat(rendered.errors):
        row = {"level": "error", "code": "error", "message": error.message}
        click.echo(json.dumps({**row, "path": error.path, "line": error.line, "hint": error.hint}))
    for notice in rendered.notices:
        row = {"level": notice.level, "code": notice.code, "message": notice.message}
        more = {"path": notice.path, "line": notice.line, "hint": notice.hint}
        click.echo(json.dumps({**row, **more}))
