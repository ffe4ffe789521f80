"""An article and the site's config in, notices on what an editor would miss out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.check.languages import check_language
from briefgen.errors import Notice, in_quotes, nearest
from briefgen.model.slug import slugify

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefgen.model.article import Article
    from briefgen.model.config import Config

__all__ = ["check_editorial"]


def check_editorial(
    article: Article, config: Config, *, topics: Iterable[str] = ()
) -> tuple[Notice, ...]:
    """Return what is missing in an article; `topics` are the titles of files under topics/."""
    return (
        *_missing(article),
        *(_unknown_language(article) if article.language else ()),
        *_unknown_topics(article, config, tuple(topics)),
    )


def _missing(article: Article) -> Iterator[Notice]:
    path, top = article.path, 1
    if article.date is None:
        yield Notice("date-missing", "no date", path, top, "write date: 2024-09-14")
    if not article.topics:
        yield Notice(
            "topic-missing", "no topic, so no briefing shows it", path, top, "write topic: …"
        )
    if article.source is None:
        yield Notice("source-missing", "no source", path, top, "write source: who published it")
    elif article.source_url is None:
        yield Notice(
            "source-url-missing",
            "no source_url: readers can't follow it to its source",
            path,
            article.line("source"),
            level="info",
        )
    if article.unsafe_html:
        yield Notice(
            "html-trusted",
            "the HTML in this article passes as it is written",
            path,
            article.line("unsafe_html"),
            "take unsafe_html: out unless you wrote that HTML, or know who did",
            level="info",
        )
    if not article.body and not article.summary:
        yield Notice("body-empty", "neither a body nor a summary", path, article.body_line)


def _unknown_language(article: Article) -> Iterator[Notice]:
    return check_language(article.language, article.path, article.line("language"))


def _unknown_topics(article: Article, config: Config, titles: tuple[str, ...]) -> Iterator[Notice]:
    """Tell topics that are not in the site's list; a site without a list takes any."""
    if not config.topics and not titles:
        return
    listed = [*(topic.title for topic in config.topics), *titles]
    known = {slugify(title) for title in listed} | {t.slug for t in config.topics if t.slug}
    for topic in article.topics:
        if slugify(topic) not in known:
            yield Notice(
                "topic-unknown",
                f"the topic {in_quotes(topic)} is not in the site's list",
                article.path,
                article.line("topic") or article.line("topics"),
                nearest(topic, listed) or "add it to topics: in briefgen.yml",
            )
