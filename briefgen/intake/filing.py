"""A cleaned article in; a file under content/ out, or a row of another's `also:`."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from briefgen.check.duplicates import described
from briefgen.content.find import find
from briefgen.content.read import read_article
from briefgen.content.write import article_path, article_text, with_changes
from briefgen.content.yamltext import Value, one_line
from briefgen.engine.files import write_atomic, write_new
from briefgen.errors import BriefgenError, ContentError, Notice, in_quotes
from briefgen.intake.photos import Saved, brought, without_repeated_alt
from briefgen.intake.topics import SiteTopics, TopicChoice, choose_topic
from briefgen.model.article import INBOX, Also, Article
from briefgen.model.slug import SLUG_BYTES, slugify
from briefgen.model.urls import host_of
from briefgen.model.when import When
from briefgen.values import dataclass, replace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from briefgen.check.duplicates import Twin
    from briefgen.intake.shelf import Shelf
    from briefgen.model.config import Config
    from briefgen.model.document import Cleaned

__all__ = ["Choices", "Filed", "file_article", "file_from_inbox", "waiting"]

_FILE_IT = "briefgen file ARTICLE --topic NAME"
_LONGEST_TITLE = 70


@dataclass(frozen=True, slots=True)
class Choices:
    """What the curator chose on the command line for the articles to be filed.

    `allow_private` lets their photos be fetched from inside the network. `today` is the day of
    filing.
    """

    topic: str | None = None
    date: When | None = None
    draft: bool = False
    separate: bool = False
    allow_private: bool = False
    today: When | None = None


@dataclass(frozen=True, slots=True)
class Filed:
    """Where an article was filed, or which file has it already (`same_as`, and why).

    `grouped` says that file now names the article's publisher too, under `also:`; `photos` are
    the files under content/ that its photos were brought to. `waits` says that it is a draft in the
    inbox.
    """

    path: str | None
    title: str
    same_as: str | None = None
    why: str = ""
    grouped: bool = False
    photos: tuple[str, ...] = ()
    waits: bool = False
    notices: tuple[Notice, ...] = ()


def file_article(  # noqa: PLR0913, PLR0917 - the site, and what is known of it
    cleaned: Cleaned,
    config: Config,
    root: Path,
    shelf: Shelf,
    choices: Choices,
    topics: SiteTopics,
    keep: Callable[[Article], object],
    saved: Saved | None = None,
) -> Filed:
    """Write an article under `root`, content/, unless it is there already; never over a file.

    Another publisher's copy of a filed text is named in that article's `also:` instead. `keep` is
    called with the article just before it is written: cut short, a run leaves none that is not
    kept. `saved` are the pictures saved with its page, which are copied.
    """
    cleaned = replace(cleaned, article=without_repeated_alt(cleaned.article))
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
    placed, guess, notices = _with_topic(_with_title(cleaned), choices, topics)
    ready = replace(
        placed,
        date=choices.date or placed.date,
        slug=placed.slug or slugify(placed.title),
        draft=placed.draft or choices.draft,
        added=choices.today,
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
    write_new(root / filed.path, _with_guess(article_text(shown.article), guess).encode())
    shelf.add(filed)
    return Filed(
        filed.path,
        filed.title,
        photos=shown.files,
        waits=INBOX in filed.tags,
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


def _with_title(cleaned: Cleaned) -> Cleaned:
    """Give an article without a title its first words as one, and leave it in the inbox."""
    article = cleaned.article
    if one_line(article.title):
        return cleaned
    words = " ".join(cleaned.text.split())
    title = shorten(words, _LONGEST_TITLE, placeholder="…") or f"{words[: _LONGEST_TITLE - 1]}…"
    waiting = replace(article, title=one_line(title) or "Untitled", draft=True, tags=(INBOX,))
    return replace(cleaned, article=waiting)


def _with_topic(
    cleaned: Cleaned, choices: Choices, topics: SiteTopics
) -> tuple[Article, TopicChoice | None, tuple[Notice, ...]]:
    """Give an article its topic; one without strong evidence becomes a draft in the inbox.

    Return it with the guess that is too weak to file by, if there is one, and with what is told.
    """
    article = cleaned.article
    if INBOX in article.tags:
        said = f"no title was found: {in_quotes(article.title)} stands in, and waits in the {INBOX}"
        hint = f"write its title, then: {_FILE_IT}"
        return article, None, (Notice("title-missing", said, hint=hint),)
    if choices.topic:
        return replace(article, topics=(choices.topic,)), None, ()
    if article.topics:
        return article, None, ()
    found = choose_topic(cleaned, topics)
    if found and found.strong:
        return replace(article, topics=(found.topic,)), None, (_why(found),)
    guess = f"perhaps {found.topic}, by {found.why}" if found else "no topic of the site fits it"
    notice = Notice(
        "topic-unmatched",
        f"{in_quotes(article.title)} waits in the {INBOX}: {guess}",
        hint=_FILE_IT,
    )
    waiting = replace(article, draft=True, tags=(*article.tags, INBOX))
    return waiting, found, (notice,)


def _with_guess(text: str, guess: TopicChoice | None) -> str:
    """Write a guess beside the mark that says the article is a draft."""
    if guess is None:
        return text
    said = one_line(f"in the {INBOX}; perhaps {guess.topic}, by {guess.why}")
    return text.replace("\ndraft: true\n", f"\ndraft: true  # {said}\n", 1)


def _why(found: TopicChoice) -> Notice:
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


def file_from_inbox(path: str, root: Path, topic: str) -> None:
    """Set an article's topic and take its draft and inbox marks away; no other line is changed."""
    text = (root / path).read_bytes().decode()
    article = read_article(path, text.encode()).value
    tags = tuple(tag for tag in article.tags if tag.casefold() != INBOX)
    changes: dict[str, Value | None] = {"topic": topic, "topics": None, "draft": None}
    if tags != article.tags:
        changes["tags"] = tags or None
    write_atomic(root / path, with_changes(text, changes, path=path).encode())


def waiting(root: Path) -> Iterator[tuple[str, str, str]]:
    """Yield path, title and guess of each article that waits in the inbox."""
    for path in find(root).articles:
        text = (root / path).read_bytes()
        try:
            article = read_article(path, text).value
        except BriefgenError:
            # `briefgen check` reports it.
            continue
        if article.draft and INBOX in map(str.casefold, article.tags):
            row = text.decode().splitlines()[(article.line("draft") or 1) - 1]
            yield path, article.title, row.partition("#")[2].strip()
