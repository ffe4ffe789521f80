"""A cleaned article in; a file under content/ out, or a row of another's `also:`."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from briefgen.check.duplicates import described
from briefgen.content.read import read_article
from briefgen.content.write import article_path, article_text, with_changes
from briefgen.engine.files import write_atomic, write_new
from briefgen.errors import ContentError, Notice
from briefgen.intake.photos import Saved, brought
from briefgen.intake.topics import Choice, FiledTopics, topic_of
from briefgen.model.article import Also, Article
from briefgen.model.document import KnownTopic
from briefgen.model.slug import SLUG_BYTES, slugify
from briefgen.model.urls import host_of
from briefgen.model.when import When
from briefgen.values import dataclass, replace

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from briefgen.check.duplicates import Twin
    from briefgen.intake.shelf import Shelf
    from briefgen.model.config import Config
    from briefgen.model.document import Cleaned

__all__ = ["Choices", "Filed", "file_article"]

INBOX = "inbox"


@dataclass(frozen=True, slots=True)
class Choices:
    """What the curator chose on the command line for the articles to be filed.

    `allow_private` lets their photos be fetched from inside the network.
    """

    topic: str | None = None
    date: When | None = None
    draft: bool = False
    separate: bool = False
    allow_private: bool = False


@dataclass(frozen=True, slots=True)
class Filed:
    """Where an article was filed, or which file has it already (`same_as`, and why).

    `grouped` says that file now names the article's publisher too, under `also:`; `photos` are
    the files under content/ that its photos were brought to.
    """

    path: str | None
    title: str
    same_as: str | None = None
    why: str = ""
    grouped: bool = False
    photos: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()


def file_article(  # noqa: PLR0913, PLR0917 - the site, and what is known of it
    cleaned: Cleaned,
    config: Config,
    root: Path,
    shelf: Shelf,
    choices: Choices,
    filed_topics: FiledTopics,
    keep: Callable[[Article], object],
    saved: Saved | None = None,
) -> Filed:
    """Write an article under `root`, content/, unless it is there already; never over a file.

    Another publisher's copy of a filed text is named in that article's `also:` instead. `keep` is
    called with the article just before it is written: cut short, a run leaves none that is not
    kept. `saved` are the pictures saved with its page, which are copied.
    """
    article = cleaned.article
    known = shelf.at(article.source_url) if article.source_url else None
    if known:
        return Filed(None, article.title, same_as=known, why="the same address")
    twin = shelf.nearest(article)
    why = _likeness(article, twin, root) if twin else ""
    if twin and twin.same and not choices.separate:
        grouped = _grouped(article, root, twin.text.path)
        if grouped and article.source_url:
            shelf.name(article.source_url, twin.text.path)
        return Filed(None, article.title, same_as=twin.text.path, why=why, grouped=grouped)
    placed, notices = _with_topic(cleaned, config, choices, filed_topics)
    ready = replace(
        placed,
        date=choices.date or placed.date,
        slug=placed.slug or slugify(placed.title),
        draft=placed.draft or choices.draft,
    )
    filed = _with_free_path(ready, root, config)
    shown = brought(
        filed,
        root,
        fetch=config.images.download,
        allow_private=choices.allow_private,
        saved=saved,
    )
    # The article as cleaned is what a later cleaning is compared with: its photos' addresses
    # would otherwise seem to have changed.
    keep(filed)
    write_new(root / filed.path, article_text(shown.article).encode())
    shelf.add(filed)
    return Filed(
        filed.path,
        filed.title,
        photos=shown.files,
        notices=(*notices, *shown.notices, *_near(twin, why, root)),
    )


def _grouped(article: Article, root: Path, path: str) -> bool:
    """Name the publisher of an article in the one filed at `path`; only that key is changed."""
    text = (root / path).read_bytes().decode()
    lead = read_article(path, text.encode()).value
    if not article.source_url or host_of(article.source_url) == host_of(lead.source_url):
        return False
    title = article.title if article.title != lead.title else None
    rows = (*lead.also, Also(title, article.source, article.source_url))
    try:
        changed = with_changes(text, {"also": rows}, path=path)
    except ContentError:
        # Front matter that can't be changed by lines is left to its writer.
        return False
    write_atomic(root / path, changed.encode())
    return True


def _likeness(article: Article, twin: Twin, root: Path) -> str:
    path = twin.text.path
    return described(twin, article.body, read_article(path, (root / path).read_bytes()).value.body)


def _near(twin: Twin | None, why: str, root: Path) -> tuple[Notice, ...]:
    """What is told of an article that is filed although another one is like it."""
    if twin is None:
        return ()
    place = root / twin.text.path
    hint = f"if it is the same piece, delete it and name its source under also: in {place.name}"
    return (Notice("text-alike", f"{why}: {place}", hint=hint, level="info"),)


def _with_topic(
    cleaned: Cleaned, config: Config, choices: Choices, filed: FiledTopics
) -> tuple[Article, tuple[Notice, ...]]:
    """Give an article its topic; one that none fits becomes a draft marked for the inbox."""
    article = cleaned.article
    if choices.topic:
        return replace(article, topics=(choices.topic,)), ()
    if article.topics:
        return article, ()
    known = tuple(KnownTopic(topic.title, topic.keywords) for topic in config.topics)
    if found := topic_of(cleaned, known, filed):
        return replace(article, topics=(found.topic,)), (_why(found),)
    notice = Notice(
        "topic-unmatched",
        f"no topic of the site fits {article.title!r}: filed as a draft, marked {INBOX}",
        hint="set topic: in the file and remove draft:, or add it with --topic",
    )
    tags = (*article.tags, INBOX)
    return replace(article, draft=True, tags=tags), (notice,)


def _why(found: Choice) -> Notice:
    hint = "set topic: in the file if it is another, or add it with --topic"
    said = f"its topic is {found.topic}, by {found.why}"
    return Notice("topic-chosen", said, hint=hint if found.learned else "", level="info")


def _with_free_path(article: Article, root: Path, config: Config) -> Article:
    """Give an article a path; while another article has it, its slug is numbered.

    Path and slug go together: two articles of one day with one slug would have one address.
    """
    zone, slug, number = ZoneInfo(config.timezone), article.slug or "", 2
    while (root / (path := article_path(article, zone))).exists():
        tail = f"-{number}"
        short = slug.encode()[: SLUG_BYTES - len(tail)].decode("utf-8", "ignore")
        article, number = replace(article, slug=f"{short}{tail}"), number + 1
    return replace(article, path=path)
