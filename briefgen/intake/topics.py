"""A cleaned article and what the site knows of topics in, the topic that fits it and why out."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from briefgen.clean.nearest_topic import learned, words_of
from briefgen.content.find import find
from briefgen.content.read import read_article
from briefgen.errors import ContentError
from briefgen.model.document import Evidence, KnownTopic
from briefgen.values import dataclass, replace

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from briefgen.clean.nearest_topic import Learned
    from briefgen.model.document import Cleaned

__all__ = ["Choice", "FiledTopics", "topic_of", "with_topic_told"]


@dataclass(frozen=True, slots=True)
class Choice:
    """A topic and why it was chosen; `learned` from articles filed already."""

    topic: str
    why: str
    learned: bool = False


class FiledTopics:
    """The topics of articles under `root`, content/, save that of `without`; read when needed."""

    def __init__(self, root: Path, without: str | None = None) -> None:
        self._root = root
        self._without = without

    @cached_property
    def learned(self) -> Learned:
        """What the filed articles teach; a draft teaches nothing, nor does a broken file."""
        return learned(self._rows())

    def _rows(self) -> Iterator[tuple[tuple[str, ...], Counter[str]]]:
        if not self._root.is_dir():
            return
        for path in find(self._root).articles:
            try:
                article = read_article(path, (self._root / path).read_bytes()).value
            except (ContentError, OSError):
                # `briefgen check` tells it; what can't be read teaches nothing.
                continue
            if path != self._without and article.topics and not article.draft:
                yield article.topics, words_of(article.title, article.body)


def topic_of(cleaned: Cleaned, known: Sequence[KnownTopic], filed: FiledTopics) -> Choice | None:
    """The topic that the page's section names, whose words it uses, or whose articles are near."""
    return _by_section(cleaned, known) or _by_words(cleaned, known) or _by_articles(cleaned, filed)


def with_topic_told(cleaned: Cleaned, known: Sequence[KnownTopic], filed: FiledTopics) -> Cleaned:
    """A cleaned article whose ledger says which topic it would be filed under, and why."""
    found = topic_of(cleaned, known, filed)
    if found is None:
        return cleaned
    told = Evidence("topic", found.topic, found.why)
    return replace(cleaned, evidence=(*cleaned.evidence, told))


def _by_section(cleaned: Cleaned, known: Sequence[KnownTopic]) -> Choice | None:
    section = (cleaned.section or "").casefold()
    for topic in known:
        if section and section in {topic.title.casefold(), *map(str.casefold, topic.keywords)}:
            return Choice(topic.title, f"the page's section: {cleaned.section}")
    return None


def _by_words(cleaned: Cleaned, known: Sequence[KnownTopic]) -> Choice | None:
    title, text = cleaned.article.title.casefold(), cleaned.text.casefold()
    rows = []
    for rank, topic in enumerate(known):
        uses = {word: 3 * _uses(word, title) + _uses(word, text) for word in _words_of(topic)}
        rows.append((sum(uses.values()), -rank, topic, uses))
    if not rows:
        return None
    score, _, best, uses = max(rows, key=lambda row: row[:2])
    if score < 2:  # noqa: PLR2004 - a word met once is chance
        return None
    told = [f"{word} {count}" for word, count in sorted(uses.items(), key=_most) if count]
    return Choice(best.title, f"its keywords, title threefold: {', '.join(told)}")


def _by_articles(cleaned: Cleaned, filed: FiledTopics) -> Choice | None:
    found = filed.learned.guess(words_of(cleaned.article.title, cleaned.text))
    return Choice(found.topic, str(found), learned=True) if found else None


def _most(row: tuple[str, int]) -> tuple[int, str]:
    return -row[1], row[0]


def _words_of(topic: KnownTopic) -> set[str]:
    return {word.casefold() for word in (topic.title, *topic.keywords)}


def _uses(word: str, text: str) -> int:
    """How often a word stands in a text, its plural included."""
    return len(re.findall(rf"\b{re.escape(word)}(?:e?s)?\b", text))
