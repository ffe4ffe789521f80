"""A title and a day in, the path and text of an empty article, topic or edition out."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from briefgen.content.write import article_path
from briefgen.content.yamltext import lines_of, quoted, scalar
from briefgen.model.article import Article
from briefgen.model.slug import slugify
from briefgen.model.when import When

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["new_article", "new_edition", "new_topic"]


def new_article(title: str, day: dt.date, *, topic: str | None = None) -> tuple[str, str]:
    """Return the path and the text of an article to be filled in; it is a draft until it is."""
    slug = slugify(title)
    when = When.parse(day.isoformat())
    lines = (
        f"title: {quoted(title)}",
        f"date: {when}",
        *(lines_of("topic", topic) if topic else ("topic:",)),
        "source:                # who published it",
        "source_url:",
        "author:",
        "photo:                 # a file beside this one, or an https address",
        "photo_alt:             # what the photo shows, for those who can't see it",
        "photo_caption:",
        "photo_credit:          # word for word, as its owner asks",
        *lines_of("slug", slug),
        "draft: true            # delete this line when it is ready",
    )
    # A day has no hour to move into another zone, so any zone files it alike.
    path = article_path(Article(path="", title=title, slug=slug, date=when), dt.UTC)
    return path, _text(lines)


def new_topic(title: str) -> tuple[str, str]:
    """Return the path and the text of a topic."""
    lines = (
        f"title: {quoted(title)}",
        "description:           # one sentence, shown below the title",
        "order:                 # 1 comes first",
        "lead:                  # the slug of the article to open with",
        "keywords: []           # words that point to this topic",
        "sections: []           # what pages call it that name their section",
    )
    return f"topics/{slugify(title, stem='topic')}.md", _text(lines)


def new_edition(
    title: str,
    day: dt.date,
    articles: Iterable[tuple[str, str]] = (),
    older: Iterable[tuple[str, str]] = (),
) -> tuple[str, str]:
    """Return the path and the text of an edition.

    `articles` are slugs with titles, in order; `older` ones stand below as comments, to be taken in
    by hand.
    """
    rows = [_row(slug, name) for slug, name in articles]
    more = [f"  #{_row(slug, name)[1:]}" for slug, name in older]
    lines = (
        f"title: {quoted(title)}",
        f"date: {day.isoformat()}",
        *(("articles:", *rows) if rows else ("articles: []           # slugs, in order",)),
        *(("  # Older ones that no edition has named yet:", *more) if more else ()),
    )
    return f"briefings/{day.isoformat()}.md", _text(lines)


def _row(slug: str, title: str) -> str:
    return f"  - {scalar(slug)}  # {' '.join(title.split())}"


def _text(lines: Iterable[str]) -> str:
    return "\n".join(("---", *lines, "---", "", ""))
