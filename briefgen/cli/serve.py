"""`briefgen serve`: the live preview of the same build that is published."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli.build import moment
from briefgen.cli.tell import flat, tell
from briefgen.errors import BriefgenError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from briefgen.build import Order, Rendered
    from briefgen.build.memory import Memory
    from briefgen.engine.work import Work
    from briefgen.model.page import Page
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
    from briefgen.build.memory import Memory
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
    # What one build read and made serves the next, so that an edit costs what it changed.
    memory = Memory()
    with Work(order.kept / "cache") as work:
        facts: dict[str, tuple[Page, PageFact]] = {}
        build = partial(_built, order=order, work=work, memory=memory, facts=facts)
        run(build, watched, options, tell)
    return 0


def _built(
    changed: frozenset[Path],
    *,
    order: Order,
    work: Work,
    memory: Memory,
    facts: dict[str, tuple[Page, PageFact]],
) -> Built:
    """Build in memory; a mistake that stops the build leaves the last good pages on show."""
    from briefgen.build import render_site
    from briefgen.engine.garbage import seldom_collected
    from briefgen.preview.built import Built

    now = moment()
    try:
        with seldom_collected(), memory.told(changed):
            rendered = render_site(replace(order, now=now), work, memory, marked=False)
    except BriefgenError as error:
        return Built(outputs={}, errors=flat((error,)))
    return Built(
        outputs={m.path: m.content if isinstance(m.content, Path) else m for m in rendered.outputs},
        errors=flat(rendered.errors),
        notices=rendered.notices,
        pages=_facts(rendered, order, now, facts),
        context=partial(_context, rendered.pages),
    )


def _context(pages: Iterable[Page], path: str) -> str:
    """What the page at `path` hands to its template, as JSON for theme authors."""
    page = next((page for page in pages if page.path == path), None)
    told = {"page": asdict(page)} if page else {}
    return json.dumps(told, default=str, ensure_ascii=False, indent=1)


def _facts(
    rendered: Rendered, order: Order, now: dt.datetime, known: dict[str, tuple[Page, PageFact]]
) -> tuple[PageFact, ...]:
    """Return what the preview shows of each page; `known` are those of the last build."""
    from briefgen.preview.built import PageFact

    shown = []
    for page in rendered.pages:
        last = known.get(page.path)
        # One of the future is looked at anew: by and by its day comes.
        if last is None or last[0] is not page or last[1].held == "future":
            last = known[page.path] = (page, _fact(page, order, now))
        shown.append(last[1])
    held_back = [
        PageFact("", row.title, str(order.content / row.path), held=row.reason)
        for row in rendered.held
    ]
    return (*shown, *held_back)


def _fact(page: Page, order: Order, now: dt.datetime) -> PageFact:
    from briefgen.model.page import ArticlePage
    from briefgen.preview.built import PageFact

    base = page.site.base_path
    if not isinstance(page, ArticlePage):
        return PageFact(base + page.permalink, page.title)
    entry = page.entry
    topic = entry.topics[0].permalink if entry.topics else ""
    future = entry.published is not None and entry.published > now
    held = "draft" if entry.draft else "future" if future else ""
    source = str(order.content / entry.path)
    return PageFact(base + page.permalink, page.title, source, held=held, parent=base + topic)
