"""`briefgen rights`: every photo and text on the site with its owner, as a list to keep or send."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.cli.moment import moment
from briefgen.cli.tell import tell, tell_errors

__all__ = ["rights"]


@click.command()
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["html", "csv", "json"]),
    default="html",
    show_default=True,
    help="For people, for a spreadsheet, for programs.",
)
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
def rights(folder: Path, form: str, output: Path | None) -> int:
    """List every photo and text on the site in DIR (default: here) with its owner.

    A row has the page's address, the source, the credit word for word and taken apart, the licence
    and how much may be shown. Without -o the list is printed.
    """
    from briefgen.build import Order, render_site
    from briefgen.engine.work import Work
    from briefgen.render.rights import rights_of, rights_text

    with Work() as work:
        rendered = render_site(Order(root=folder, now=moment()), work)
    rows = list(rights_of(rendered.pages))
    data = rights_text(rows, form).encode("utf-8", "replace")
    tell_errors(rendered.errors)
    if output is None:
        click.echo(data, nl=False)
    else:
        output.write_bytes(data)
    photos = sum(row.kind == "photo" for row in rows)
    bare = sum(row.kind == "photo" and not row.credit for row in rows)
    without = f", {bare} of them without a credit" if bare else ""
    tell(f"{photos} photos{without}; {len(rows) - photos} texts")
    return 1 if rendered.errors else 0
