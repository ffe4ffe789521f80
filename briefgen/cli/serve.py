"""`briefgen serve`: the live preview of the same build that is published."""

from __future__ import annotations

import json
from contextlib import nullcontext
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli.moment import moment
from briefgen.cli.options import SITE
from briefgen.cli.tell import flat, tell
from briefgen.errors import BriefgenError
from briefgen.values import replace

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from briefgen.build import Order, Rendered
    from briefgen.build.memory import Memory
    from briefgen.engine.workers import Workers
    from briefgen.model.page import Page
    from briefgen.preview.built import Built, PageFact

__all__ = ["serve"]


@click.command()
@click.argument("folder", metavar="[DIR]", default=".", type=SITE)
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
    from briefgen.engine.garbage import collect_as_usual
    from briefgen.engine.workers import Workers
    from briefgen.preview.options import ServeOptions
    from briefgen.preview.server import serve as run
    from briefgen.render.addresses import abs_url, base_path

    collect_as_usual()
    config = read_config(folder / "briefgen.yml")
    options = ServeOptions(
        base_path=base_path(config.url),
        site_url=abs_url("", config.url),
        root=folder,
        roots=(folder.resolve() / "content",),
        **choices,  # type: ignore[arg-type]  # click gives each the type of its field
    )
    watched = (folder / "content", folder / "themes", folder / "briefgen.yml")
    order = Order(root=folder, now=moment(), drafts=drafts, future=future)
    # What one build read and made serves the next, so that an edit costs what it changed.
    memory = Memory()
    with Workers(store=order.kept / "cache" / "work.sqlite") as workers:
        facts = _Facts(order)
        build = partial(_built, order=order, workers=workers, memory=memory, facts=facts)
        run(build, watched, options, tell)
    return 0


def _built(
    changed: frozenset[Path],
    *,
    order: Order,
    workers: Workers,
    memory: Memory,
    facts: _Facts,
) -> Built:
    """Build in memory; a mistake that stops the build leaves the last good pages on show."""
    from briefgen.build import render_site
    from briefgen.engine.garbage import seldom_collected, set_apart
    from briefgen.preview.built import Built

    now = moment()
    first = memory.press is None  # a build that failed made none
    try:
        with seldom_collected() if first else nullcontext(), memory.told(changed):
            rendered = render_site(replace(order, now=now), workers, memory, marked=False)
            if first:
                set_apart()
    except BriefgenError as error:
        return Built(outputs={}, errors=flat((error,)))
    due = _due(rendered, order, now)
    return Built(
        outputs={m.path: m.content if isinstance(m.content, Path) else m for m in rendered.outputs},
        errors=flat(rendered.errors),
        notices=rendered.notices,
        pages=facts(rendered, now),
        context=partial(_context, rendered.pages),
        left=partial(_left, due) if due else None,
    )


def _left(due: dt.datetime) -> float:
    """How many seconds remain until `due`."""
    return (due - moment()).total_seconds()


def _due(rendered: Rendered, order: Order, now: dt.datetime) -> dt.datetime | None:
    """When something changes by itself; with --future also when a page loses its ribbon."""
    from briefgen.model.page import ArticlePage

    days = (
        page.entry.published
        for page in (rendered.pages if order.future else ())
        if isinstance(page, ArticlePage)
    )
    coming = [day for day in days if day and day > now]
    return min(filter(None, (rendered.due, *coming)), default=None)


def _context(pages: Iterable[Page], path: str) -> str:
    """What the page at `path` hands to its template, as JSON for theme authors."""
    page = next((page for page in pages if page.path == path), None)
    told = {"page": asdict(page)} if page else {}
    return json.dumps(told, default=str, ensure_ascii=False, indent=1)


class _Facts:
    """What the preview shows of each page, worked out anew where the page is another."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self._pages: tuple[Page, ...] | None = None
        self._sources: Mapping[str, str] = {}
        self._shown: list[PageFact] = []
        self._future: set[int] = set()

    def __call__(self, rendered: Rendered, now: dt.datetime) -> tuple[PageFact, ...]:
        from briefgen.model.differing import differing
        from briefgen.preview.built import PageFact

        pages, changed = rendered.pages, differing(self._pages, rendered.pages)
        if changed is None or rendered.sources != self._sources:
            self._shown = [PageFact("", "")] * len(pages)
            self._future, changed = set(), [*range(len(pages))]
        # One of the future is looked at anew: by and by its day comes.
        for at in {*changed, *self._future}:
            source = rendered.sources.get(pages[at].permalink, "")
            self._shown[at] = _fact(pages[at], source, self._order, now)
            (self._future.add if self._shown[at].held == "future" else self._future.discard)(at)
        self._pages, self._sources = pages, rendered.sources
        held_back = [
            PageFact("", row.title, str(self._order.content / row.path), held=row.reason)
            for row in rendered.held
        ]
        return (*self._shown, *held_back)


def _fact(page: Page, source: str, order: Order, now: dt.datetime) -> PageFact:
    """What is shown of a page; `source` is the file under content/ of one that lists articles."""
    from briefgen.model.page import ArticlePage
    from briefgen.preview.built import PageFact

    base = page.site.base_path
    if not isinstance(page, ArticlePage):
        place = str(order.content / source) if source else ""
        return PageFact(base + page.permalink, page.title, place)
    entry = page.entry
    topic = entry.topics[0].permalink if entry.topics else ""
    future = entry.published is not None and entry.published > now
    held = "draft" if entry.draft else "future" if future else ""
    place = str(order.content / entry.path)
    return PageFact(base + page.permalink, page.title, place, held=held, parent=base + topic)
