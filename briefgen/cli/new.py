"""`briefgen new`: an empty article, topic or edition to fill in."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from briefgen.cli.moment import moment
from briefgen.cli.options import site_option
from briefgen.cli.tell import tell
from briefgen.errors import ContentError

if TYPE_CHECKING:
    from pathlib import Path

    from briefgen.model.config import Config

__all__ = ["new"]


@click.command()
@click.argument("kind", type=click.Choice(["article", "topic", "edition"]))
@click.argument("title")
@click.option("--topic", help="The article's topic.")
@site_option
def new(kind: str, title: str, topic: str | None, site: Path) -> int:
    """Write an empty article, topic or edition called TITLE.

    An edition lists what came in since the last one, for you to order and to comment.
    """
    from briefgen.configfile import read_config
    from briefgen.content.new import new_article, new_edition, new_topic
    from briefgen.engine.files import write_new

    config = read_config(site / "briefgen.yml")
    day = moment().astimezone(ZoneInfo(config.timezone)).date()
    if kind == "article":
        path, text = new_article(title, day, topic=topic)
    elif kind == "topic":
        path, text = new_topic(title)
    else:
        path, text = new_edition(title, day, _since_last_edition(site, config))
    target = site / "content" / path
    try:
        write_new(target, text.encode())
    except FileExistsError:
        hint = "give another title, or edit that file"
        raise ContentError("is there already", path=str(target), hint=hint) from None
    tell(f"written: {target}", colour="green", err=False)
    return 0


def _since_last_edition(site: Path, config: Config) -> list[tuple[str, str]]:
    """Slugs and titles of what came in after the newest edition that was made by hand."""
    from briefgen.build import Order, render_site
    from briefgen.engine.work import Work
    from briefgen.model.page import ArticlePage, EditionPage

    with Work() as work:
        pages = render_site(Order(root=site, now=moment()), work).pages
    curated = [p.edition.date for p in pages if isinstance(p, EditionPage) and p.edition.curated]
    last = max(curated, default=dt.date.min)
    zone = ZoneInfo(config.timezone)
    return [
        (page.entry.slug, page.entry.title)
        for page in pages
        if isinstance(page, ArticlePage)
        and page.entry.published
        and page.entry.published.astimezone(zone).date() > last
    ]
