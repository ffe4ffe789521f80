"""`briefgen serve`: the live preview of the same build that is published."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli.build import moment
from briefgen.cli.tell import flat, tell
from briefgen.errors import BriefgenError

if TYPE_CHECKING:
    from briefgen.build import Order, Rendered
    from briefgen.engine.work import Work
    from briefgen.preview.built import Built, PageFact

__all__ = ["serve"]


@click.command()
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path))
@click.option(
    "--port",
    metavar="N",
    type=click.IntRange(0, 65535),
    help="The port; else 8321 or the next free one.",
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Serve on this address; beyond this machine others can read along.",
)
@click.option(
    "--allow-host",
    "allow_hosts",
    metavar="NAME",
    multiple=True,
    help="Answer to this host name too.",
)
@click.option("--open", "open_browser", is_flag=True, help="Open the site in your browser.")
@click.option("--drafts", is_flag=True, help="Show drafts as well.")
@click.option("--future", is_flag=True, help="Show articles with a future date as well.")
@click.option("--follow", is_flag=True, help="Jump to the page that was just edited.")
@click.option(
    "--poll", is_flag=True, help="Look for changes again and again, where the system tells none."
)
@click.option(
    "--editor",
    "editor_link",
    metavar="LINK",
    default="vscode://file/{path}:{line}",
    show_default=True,
    help="How messages link to your editor; empty for none.",
)
def serve(folder: Path, drafts: bool, future: bool, **choices: object) -> int:
    """Preview the site in DIR (default: here) while you edit it.

    Every saved change is built and shown at once; a mistake is shown over the last good page. Stop
    with Ctrl-C.
    """
    from briefgen.build import Order
    from briefgen.configfile import read_config
    from briefgen.engine.work import Work
    from briefgen.preview.options import ServeOptions
    from briefgen.preview.server import serve as run
    from briefgen.render.addresses import base_path

    config = read_config(folder / "briefgen.yml")
    options = ServeOptions(
        base_path=base_path(config.url),
        root=Path(),
        roots=(folder.resolve() / "content",),
        **choices,  # type: ignore[arg-type]  # click gives each the type of its field
    )
    watched = (folder / "content", folder / "themes", folder / "briefgen.yml")
    order = Order(root=folder, now=moment(), drafts=drafts, future=future)
    with Work() as work:
        run(partial(_built, order=order, work=work), watched, options, tell)
    return 0


def _built(changed: frozenset[Path], *, order: Order, work: Work) -> Built:
    """Build in memory; a mistake that stops the build leaves the last good pages on show."""
    from briefgen.build import render_site
    from briefgen.preview.built import Built

    del changed
    try:
        rendered = render_site(replace(order, now=moment()), work)
    except BriefgenError as error:
        return Built(outputs={}, errors=flat((error,)))
    return Built(
        outputs={m.path: m.content if isinstance(m.content, Path) else m for m in rendered.outputs},
        errors=flat(rendered.errors),
        notices=rendered.notices,
        pages=_facts(rendered, order),
    )


def _facts(rendered: Rendered, order: Order) -> tuple[PageFact, ...]:
    from briefgen.model.page import ArticlePage
    from briefgen.preview.built import PageFact

    shown = []
    for page in rendered.pages:
        base = page.site.base_path
        source = parent = ""
        if isinstance(page, ArticlePage):
            source = str(order.content / page.entry.path)
            parent = base + page.entry.topics[0].permalink if page.entry.topics else base
        shown.append(PageFact(base + page.permalink, page.title, source, parent=parent))
    held = [
        PageFact("", row.title, str(order.content / row.path), held=row.reason)
        for row in rendered.held
    ]
    return (*shown, *held)
