"""Sources in, cleaned articles out, and filed under content/: take, clean, write."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from briefgen.check.alike import address_key, likeness, shingles
from briefgen.clean import clean
from briefgen.content.find import find
from briefgen.content.read import read_article
from briefgen.content.write import article_path, article_text, with_changes
from briefgen.engine.files import write_atomic, write_new
from briefgen.errors import BriefgenError, ContentError, Notice, SourceError
from briefgen.model.article import Also
from briefgen.model.document import Cleaned, Document, Knowledge, KnownSource, KnownTopic
from briefgen.model.slug import SLUG_BYTES, slugify
from briefgen.model.when import When
from briefgen.sources import expand, take

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from briefgen.engine.work import Work
    from briefgen.model.article import Article
    from briefgen.model.config import Config

__all__ = [
    "Choices",
    "Filed",
    "Shelf",
    "Taken",
    "clean_sources",
    "file_article",
    "knowledge_of",
    "shelf_of",
]

SAME_TEXT = 0.8
# Texts of a few words are alike by chance, and those without any would all be one.
FEWEST_RUNS = 12
INBOX = "inbox"
SAME_ADDRESS = "the same address"


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one source: cleaned articles, or the mistake that stood in the way."""

    input: str
    cleaned: tuple[Cleaned, ...] = ()
    error: BriefgenError | None = None


@dataclass(frozen=True, slots=True)
class Choices:
    """What the curator chose on the command line for the articles to be filed."""

    topic: str | None = None
    date: When | None = None
    draft: bool = False
    separate: bool = False


@dataclass(frozen=True, slots=True)
class Filed:
    """Where an article was filed, or which file has it already (`same_as`, and why).

    `grouped` says that file now names the article's publisher too, under `also:`.
    """

    path: str | None
    title: str
    same_as: str | None = None
    why: str = ""
    grouped: bool = False
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Shelf:
    """The articles already in content/: path by address, and by the runs of their words."""

    addresses: tuple[tuple[str, str], ...] = ()
    texts: tuple[tuple[str, frozenset[tuple[str, ...]]], ...] = ()

    def with_article(self, filed: Filed, cleaned: Cleaned) -> Shelf:
        """The shelf with one more article on it, if it was filed."""
        article, addresses = cleaned.article, self.addresses
        place = filed.same_as if filed.grouped else filed.path
        if place and article.source_url:
            addresses = (*addresses, (address_key(article.source_url), place))
        if filed.path is None:
            return Shelf(addresses, self.texts)
        return Shelf(addresses, (*self.texts, (filed.path, shingles(article.body))))


def knowledge_of(config: Config | None, today: str | None) -> Knowledge:
    """What a site's settings tell the cleaner."""
    if config is None:
        return Knowledge(today=today)
    return Knowledge(
        sources=tuple(KnownSource(source.name, source.hosts) for source in config.sources),
        topics=tuple(KnownTopic(topic.title, topic.keywords) for topic in config.topics),
        today=today,
    )


def clean_sources(
    sources: Sequence[str],
    knowledge: Knowledge,
    work: Work,
    *,
    stdin: bytes | None = None,
    allow_private: bool = False,
) -> Iterator[Taken]:
    """Take and clean each source, in order, on `work`'s cores; one failing costs no other."""
    single: list[str] = []
    for source in sources:
        try:
            single += expand(source)
        except SourceError as error:
            yield Taken(source, error=error)
    step = partial(_take_and_clean, knowledge=knowledge, stdin=stdin, allow_private=allow_private)
    for name, outcome in zip(single, work.stream(step, single), strict=True):
        if isinstance(outcome, BriefgenError):
            yield Taken(name, error=outcome)
        else:
            yield Taken(name, cleaned=outcome)


def _take_and_clean(
    source: str, *, knowledge: Knowledge, stdin: bytes | None, allow_private: bool
) -> tuple[Cleaned, ...]:
    documents: tuple[Document, ...] = take(source, stdin=stdin, allow_private=allow_private)
    return tuple(clean(document, knowledge) for document in documents)


def shelf_of(root: Path, work: Work) -> Shelf:
    """Read what is filed under content/, as far as it can be read."""
    found = find(root)
    step = partial(_shelved, root=root)
    rows = work.map(step, found.articles).values
    return Shelf(
        addresses=tuple((address_key(url), path) for path, urls, _ in rows for url in urls),
        texts=tuple((path, runs) for path, _, runs in rows),
    )


def _shelved(path: str, *, root: Path) -> tuple[str, tuple[str, ...], frozenset[tuple[str, ...]]]:
    article = read_article(path, (root / path).read_bytes()).value
    addresses = (article.source_url, *(one.source_url for one in article.also))
    return path, tuple(url for url in addresses if url), shingles(article.body)


def file_article(
    cleaned: Cleaned, config: Config, root: Path, shelf: Shelf, choices: Choices
) -> Filed:
    """Write an article under `root`, content/, unless it is there already; never over a file.

    Another publisher's copy of a filed text is named in that article's `also:` instead.
    """
    article = cleaned.article
    twin = _twin(article, shelf, separate=choices.separate)
    if twin:
        grouped = _grouped(article, root, twin[0]) if twin[1] != SAME_ADDRESS else False
        return Filed(None, article.title, same_as=twin[0], why=twin[1], grouped=grouped)
    placed, notices = _with_topic(cleaned, config, choices)
    ready = replace(
        placed,
        date=choices.date or placed.date,
        slug=placed.slug or slugify(placed.title),
        draft=placed.draft or choices.draft,
    )
    filed = _with_free_path(ready, root, config)
    write_new(root / filed.path, article_text(filed).encode())
    return Filed(filed.path, filed.title, notices=notices)


def _grouped(article: Article, root: Path, path: str) -> bool:
    """Name the publisher of an article in the one filed at `path`; only that key is changed."""
    text = (root / path).read_bytes().decode()
    lead = read_article(path, text.encode()).value
    if not article.source_url or _host(article.source_url) == _host(lead.source_url or ""):
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


def _host(address: str) -> str:
    return (urlsplit(address).hostname or "").removeprefix("www.")


def _twin(article: Article, shelf: Shelf, *, separate: bool) -> tuple[str, str] | None:
    """The file that has this article already, and how that was seen."""
    if article.source_url:
        path = dict(shelf.addresses).get(address_key(article.source_url))
        if path:
            return path, SAME_ADDRESS
    runs = shingles(article.body)
    if separate or len(runs) < FEWEST_RUNS:
        return None
    best = max(((likeness(runs, other), path) for path, other in shelf.texts), default=(0.0, ""))
    if best[0] >= SAME_TEXT:
        return best[1], f"{best[0]:.0%} of the text is the same"
    return None


def _with_topic(
    cleaned: Cleaned, config: Config, choices: Choices
) -> tuple[Article, tuple[Notice, ...]]:
    """Give an article its topic; one that none fits becomes a draft marked for the inbox."""
    article = cleaned.article
    if choices.topic:
        return replace(article, topics=(choices.topic,)), ()
    known = tuple(KnownTopic(topic.title, topic.keywords) for topic in config.topics)
    topic = article.topics or topic_of(cleaned, known)
    if topic:
        return replace(article, topics=topic), ()
    notice = Notice(
        "topic-unmatched",
        f"no topic of the site fits {article.title!r}: filed as a draft, marked {INBOX}",
        hint="set topic: in the file and remove draft:, or add it with --topic",
    )
    tags = (*article.tags, INBOX)
    return replace(article, draft=True, tags=tags), (notice,)


def topic_of(cleaned: Cleaned, known: Sequence[KnownTopic]) -> tuple[str, ...]:
    """The topic that the page's section names, else the one whose words the text uses most."""
    section = (cleaned.section or "").casefold()
    for topic in known:
        if section and section in {topic.title.casefold(), *map(str.casefold, topic.keywords)}:
            return (topic.title,)
    title, text = cleaned.article.title.casefold(), cleaned.text.casefold()
    scores = [
        (sum(3 * _uses(word, title) + _uses(word, text) for word in _words_of(topic)), -rank, topic)
        for rank, topic in enumerate(known)
    ]
    score, _, best = max(scores, key=lambda row: row[:2], default=(0, 0, KnownTopic("")))
    return (best.title,) if score >= 2 else ()  # noqa: PLR2004 - a word met once is chance


def _words_of(topic: KnownTopic) -> set[str]:
    return {word.casefold() for word in (topic.title, *topic.keywords)}


def _uses(word: str, text: str) -> int:
    """How often a word stands in a text, its plural included."""
    return len(re.findall(rf"\b{re.escape(word)}(?:e?s)?\b", text))


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
