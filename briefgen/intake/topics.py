"""Which topic of the site an article belongs to, how strong the evidence is, and how it says so.

The page's own section decides where a topic bears its name or lists it under `sections:`. Then
keywords: a word counts 3 in the title and 1 each time in the text, there 3 at most, so that no word
decides alone. A topic is chosen from `ENOUGH` points on, `CLEARLY` ahead of the next one. Then the
articles filed already. What is weaker is only a guess, which the curator is told.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from briefgen.clean.nearest_topic import learned, words_of
from briefgen.content.find import find
from briefgen.content.read import read_article, read_topic
from briefgen.errors import BriefgenError, in_quotes, nearest
from briefgen.model.article import INBOX, Keywords
from briefgen.model.document import Evidence
from briefgen.model.slug import slugify
from briefgen.values import dataclass, replace

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from briefgen.clean.nearest_topic import Learned
    from briefgen.model.article import Article, Topic
    from briefgen.model.config import Config, TopicConfig
    from briefgen.model.document import Cleaned

__all__ = ["SiteTopics", "TopicChoice", "TopicError", "choose_topic", "with_topic_told"]

ENOUGH = 4
CLEARLY = 2
_MOST_IN_TEXT = 3
_SECTION_PARTS = re.compile(r"\s*[/>|›»]\s*")


class TopicError(BriefgenError):
    """A topic named on the command line that the site doesn't have."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class TopicChoice:
    """A topic and why it fits.

    `strong` says that the evidence is enough to file by, `learned` that filed articles gave it.
    """

    topic: str
    why: str
    strong: bool = True
    learned: bool = False


@dataclass(frozen=True, slots=True)
class _Topic:
    """A topic as briefgen.yml and its own file describe it together."""

    title: str
    slug: str
    keywords: Keywords = ()
    sections: tuple[str, ...] = ()


class SiteTopics:
    """The topics of a site: those of briefgen.yml, of content/topics/ and of its articles.

    Files are read when they are needed, and those that can't be read teach nothing: `briefgen
    check` reports them. The article at `without` is left out.
    """

    def __init__(self, config: Config, root: Path, without: str | None = None) -> None:
        self._config = config
        self._root = root
        self._without = without

    @cached_property
    def described(self) -> tuple[_Topic, ...]:
        """The topics that are described in briefgen.yml or in a file of their own."""
        found: dict[str, _Topic] = {}
        rows: tuple[TopicConfig | Topic, ...] = (*self._config.topics, *self._files())
        for row in rows:
            slug = row.slug or slugify(row.title, stem="topic")
            known = found.get(slug) or _Topic(row.title, slug)
            found[slug] = replace(
                known,
                keywords=(*known.keywords, *row.keywords),
                sections=(*known.sections, *row.sections),
            )
        return tuple(found.values())

    @cached_property
    def learned(self) -> Learned:
        """What the filed articles teach; a draft teaches nothing."""
        return learned(
            (article.topics, words_of(article.title, article.body))
            for article in self._articles()
            if article.topics and not article.draft
        )

    def called(self, name: str) -> str:
        """Return a topic's title by its title or slug, TopicError where the site has none."""
        known = {slugify(topic.title, stem="topic"): topic.title for topic in self.described}
        known |= {topic.slug: topic.title for topic in self.described}
        if found := known.get(slugify(name, stem="topic")):
            return found
        for article in self._articles():
            for title in article.topics:
                known.setdefault(slugify(title, stem="topic"), title)
        known.pop(INBOX, None)
        if found := known.get(slugify(name, stem="topic")):
            return found
        titles = sorted(set(known.values()))
        near = nearest(name, titles) or nearest(name.casefold(), map(str.casefold, titles))
        listed = f"the site has {', '.join(titles[:12]) or 'no topics yet'}"
        ways = f"{near or listed}; --new-topic makes a new one"
        raise TopicError(
            f"there is no topic {in_quotes(name)} on this site; nothing was written", hint=ways
        )

    def _articles(self) -> Iterator[Article]:
        if not self._root.is_dir():
            return
        for path in find(self._root).articles:
            if path == self._without:
                continue
            try:
                yield read_article(path, (self._root / path).read_bytes()).value
            except (BriefgenError, OSError):
                continue

    def _files(self) -> Iterator[Topic]:
        if not self._root.is_dir():
            return
        for path in find(self._root).topics:
            try:
                yield read_topic(path, (self._root / path).read_bytes()).value
            except (BriefgenError, OSError):
                continue


def choose_topic(cleaned: Cleaned, topics: SiteTopics) -> TopicChoice | None:
    """Return the topic that fits an article; a weak guess only where nothing is strong."""
    by_words = _by_words(cleaned, topics.described)
    if found := _by_section(cleaned, topics.described):
        return found
    if by_words and by_words.strong:
        return by_words
    return _by_articles(cleaned, topics) or by_words


def with_topic_told(cleaned: Cleaned, topics: SiteTopics) -> Cleaned:
    """Return a cleaned article whose ledger says which topic it would be filed under, and why."""
    found = choose_topic(cleaned, topics)
    if found is None:
        return cleaned
    told = Evidence("topic", found.topic, found.why, chosen=found.strong)
    return replace(cleaned, evidence=(*cleaned.evidence, told))


def _by_section(cleaned: Cleaned, topics: Sequence[_Topic]) -> TopicChoice | None:
    whole = " ".join((cleaned.section or "").casefold().split())
    # The last part of "News / Economy" is the nearest.
    for section in (whole, *reversed(_SECTION_PARTS.split(whole))):
        for topic in topics:
            names = {topic.title, *topic.sections, *_keywords(topic, cleaned)}
            if section and section in {name.casefold() for name in names}:
                return TopicChoice(topic.title, f"the page's section: {cleaned.section}")
    return None


def _by_words(cleaned: Cleaned, topics: Sequence[_Topic]) -> TopicChoice | None:
    title, text = cleaned.article.title.casefold(), cleaned.text.casefold()
    rows = []
    for rank, topic in enumerate(topics):
        words = {word.casefold() for word in (topic.title, *_keywords(topic, cleaned))}
        uses = {word: (_uses(word, title), _uses(word, text)) for word in words}
        points = sum(3 * bool(head) + min(body, _MOST_IN_TEXT) for head, body in uses.values())
        rows.append((points, -rank, topic.title, uses))
    rows.sort(key=lambda row: row[:2], reverse=True)
    if not rows or not rows[0][0]:
        return None
    points, _, best, uses = rows[0]
    after = rows[1][0] if len(rows) > 1 else 0
    strong = points >= ENOUGH and points - after >= CLEARLY
    said = ", ".join(f"{word} {sum(n)}" for word, n in sorted(uses.items(), key=_most) if sum(n))
    other = f"; {rows[1][2]} {after}" if after else ""
    return TopicChoice(best, f"its keywords: {said} ({points} points{other})", strong=strong)


def _by_articles(cleaned: Cleaned, topics: SiteTopics) -> TopicChoice | None:
    found = topics.learned.guess(words_of(cleaned.article.title, cleaned.text))
    return TopicChoice(found.topic, str(found), learned=True) if found else None


def _keywords(topic: _Topic, cleaned: Cleaned) -> tuple[str, ...]:
    """Return a topic's keywords in an article's language; all where that is not known."""
    language = (cleaned.article.language or "").partition("-")[0].lower()
    return tuple(
        word
        for code, words in topic.keywords
        if not code or not language or code.partition("-")[0].lower() == language
        for word in words
    )


def _most(row: tuple[str, tuple[int, int]]) -> tuple[int, str]:
    return -sum(row[1]), row[0]


def _uses(word: str, text: str) -> int:
    """Count how often a word stands in a text, its plural included."""
    return len(re.findall(rf"\b{re.escape(word)}(?:e?s)?\b", text))
