"""`briefgen new`: an empty article, topic or edition to fill in."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from briefgen.cli.file import topic_called
from briefgen.cli.moment import moment
from briefgen.cli.options import site_option
from briefgen.cli.tell import tell
from briefgen.errors import ContentError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["new"]

_FIRST_EDITION_DAYS = 7
_MOST_OLDER = 50


@click.command()
@click.argument("kind", type=click.Choice(["article", "topic", "edition"]))
@click.argument("title")
@click.option("--topic", help="The article's topic.")
@click.option(
    "--date",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The edition's or the article's day (default: today).",
)
@click.option("--new-topic", "make", is_flag=True, help="Make the topic that --topic names.")
@site_option
def new(
    kind: str, title: str, topic: str | None, date: dt.datetime | None, make: bool, site: Path
) -> int:
    """Write an empty article, topic or edition called TITLE.

    An edition lists the articles that no edition has named yet, those filed since the last one
    first, for you to order and to comment; older ones stand below as comments. A second edition of
    one day has a number in its name.
    """
    from briefgen.configfile import read_config
    from briefgen.content.new import new_article, new_edition, new_topic
    from briefgen.engine.files import write_new
    from briefgen.intake import SiteTopics

    config = read_config(site / "briefgen.yml")
    today = moment().astimezone(ZoneInfo(config.timezone)).date()
    day = date.date() if date else today
    if kind == "article":
        root = site / "content"
        known = topic and topic_called(topic, SiteTopics(config, root), root, new=make)
        path, text = new_article(title, day, topic=known)
    elif kind == "topic":
        path, text = new_topic(title)
    else:
        curated, fresh, older = _unnamed(site, today)
        path, text = new_edition(title, day, fresh, older)
        path = _free_path(site / "content", path)
    target = site / "content" / path
    try:
        write_new(target, text.encode())
    except FileExistsError:
        hint = "give another title, or edit that file"
        raise ContentError("is there already", path=str(target), hint=hint) from None
    tell(f"written: {target}", colour="green", err=False)
    if kind == "edition" and not curated and config.editions.every != "none":
        tell(
            f"automatic editions of each {config.editions.every} stand beside yours\n"
            "  hint: write editions: {every: none} in briefgen.yml to have yours alone"
        )
    return 0


def _free_path(root: Path, path: str) -> str:
    """Return a path that no file has yet: the second edition of a day is numbered 2."""
    number, stem = 1, path.removesuffix(".md")
    while (root / path).exists():
        number += 1
        path = f"{stem}-{number}.md"
    return path


def _unnamed(
    site: Path, today: dt.date
) -> tuple[bool, list[tuple[str, str]], list[tuple[str, str]]]:
    """Return whether there is an edition, and slugs and titles of what none has named yet.

    First those filed since the last edition, or in the last week where there is none, then the
    older ones; newest filed first.
    """
    from briefgen.build import Order, render_site
    from briefgen.content.find import find
    from briefgen.content.read import read_edition
    from briefgen.engine.workers import Workers
    from briefgen.errors import BriefgenError
    from briefgen.model.page import ArticlePage

    editions = []
    for path in find(site / "content").editions:
        # `briefgen check` reports one that can't be read.
        with suppress(BriefgenError):
            editions.append(read_edition(path, (site / "content" / path).read_bytes()).value)
    named = {row.slug for edition in editions for row in edition.items}
    with Workers() as workers:
        pages = render_site(Order(root=site, now=moment()), workers).pages
    entries = [page.entry for page in pages if isinstance(page, ArticlePage)]
    filed = [
        (one.added or (one.published.date() if one.published else dt.date.min), one.slug, one.title)
        for one in entries
        if one.slug not in named
    ]
    filed.sort(key=lambda row: row[0], reverse=True)
    week_ago = today - dt.timedelta(days=_FIRST_EDITION_DAYS)
    since = max((edition.date.moment.date() for edition in editions), default=week_ago)
    fresh = [(slug, title) for day, slug, title in filed if day >= since]
    older = [(slug, title) for day, slug, title in filed if day < since]
    return bool(editions), fresh, older[:_MOST_OLDER]
