"""`briefgen rights`: every photo and text on the site with its owner, as a list to keep or send."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli.moment import moment
from briefgen.cli.options import SITE
from briefgen.cli.tell import tell, tell_errors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.build import Rendered
    from briefgen.render.rights import Right

__all__ = ["rights"]


@click.command()
@click.argument("folder", metavar="[DIR]", default=".", type=SITE)
@click.option(
    "--format",
    "form",
    type=click.Choice(["html", "csv", "json"]),
    help="For people, for a spreadsheet, for programs; else as FILE ends, or html.",
)
@click.option("--owner", metavar="NAME", default="", help="List only what names this owner.")
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
def rights(folder: Path, form: str | None, owner: str, output: Path | None) -> int:
    """List every photo and text on the site in DIR (default: here) with its owner.

    Each has the pages it is shown on, the source, the credit word for word and taken apart, the
    licence and how much may be shown. The HTML page holds the pictures, to print or to send.
    Without -o the list is printed.
    """
    from briefgen.build import Order, render_site
    from briefgen.engine.workers import Workers
    from briefgen.render.rights import named, rights_of, rights_text

    with Workers() as workers:
        rendered = render_site(Order(root=folder, now=moment()), workers)
    form = form or _form_of(output)
    rows = [row for row in rights_of(rendered.pages) if not owner or named(row, owner)]
    text = _page(rows, rendered) if form == "html" else rights_text(rows, form)
    data = text.encode("utf-8", "replace")
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


def _form_of(output: Path | None) -> str:
    """Return the form that a file's ending asks for."""
    ending = output.suffix.lower() if output else ""
    if ending in {"", ".html", ".htm"}:
        return "html"
    if ending in {".csv", ".json"}:
        return ending[1:]
    raise click.UsageError(
        f"{output} can't be written: the list is made as .html, .csv or .json; print the .html page"
        " to have a PDF"
    )


def _page(rows: list[Right], rendered: Rendered) -> str:
    from briefgen.render.rights_page import rights_page

    site = rendered.pages[0].site if rendered.pages else None
    title = f"Photos and texts on {site.title}, {moment():%Y-%m-%d}" if site else "Photos and texts"
    wanted = {row.photo for row in rows}
    return rights_page(rows, title, dict(_pictures(rendered, wanted)))


def _pictures(rendered: Rendered, wanted: set[str]) -> Iterator[tuple[str, str]]:
    """Yield the address of each of the site's own photos with its smallest file, as data:."""
    from base64 import b64encode

    from briefgen.render.addresses import abs_url
    from briefgen.render.pictures import KINDS
    from briefgen.render.rights import figures_of

    outputs = {made.path: made for made in rendered.outputs}
    for page in rendered.pages:
        for figure in figures_of(page):
            address = abs_url(figure.src, page.site.url)
            made = figure.renditions
            if made is None or address not in wanted:
                continue
            wanted.discard(address)
            small = outputs.get(made.path(made.widths[0], made.kinds[-1]))
            if small is not None:
                data = b64encode(small()).decode()
                yield address, f"data:{KINDS[made.kinds[-1]]};base64,{data}"
