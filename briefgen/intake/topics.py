"""A cleaned article and the site's topics in, the topic that fits it out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.model.document import KnownTopic

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.model.document import Cleaned

__all__ = ["topic_of"]


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
