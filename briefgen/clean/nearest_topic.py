"""Texts filed under topics -> the topic a new text is nearest to, and the words that decide.

A topic is the mean of its texts, each a vector of its words weighed by how rare they are (TF-IDF).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from briefgen.clean.language import small_words
from briefgen.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Guess", "Learned", "learned", "words_of"]

_WORD = re.compile(r"[^\W\d_]{3,}")
# Scripts without spaces run by pairs of signs.
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]+")
_ADDRESS = re.compile(r"\]\([^)\s]*\)|https?://\S+")
_FEWEST_TEXTS = 3
_FEWEST_WORDS = 3
_NEAR = 0.12
_CLEARLY = 1.5
_TOLD = 5
_COMMON = 0.5


@dataclass(frozen=True, slots=True)
class Guess:
    """A topic with how near it is, 0 to 1, the words that decide, and how near the next one is."""

    topic: str
    likeness: float
    words: tuple[str, ...]
    texts: int
    next_topic: str = ""
    next_likeness: float = 0.0

    def __str__(self) -> str:
        """Say it as the ledger does."""
        other = f"; {self.next_topic} {self.next_likeness:.2f}" if self.next_topic else ""
        said = f"{', '.join(self.words)} ({self.likeness:.2f}{other})"
        return f"words it shares with {self.texts} articles filed there: {said}"


@dataclass(frozen=True, slots=True)
class Learned:
    """What the filed texts teach: rarity of words, and each topic's mean vector and texts."""

    rarity: Mapping[str, float]
    unseen: float
    means: Mapping[str, Mapping[str, float]]
    counts: Mapping[str, int]

    def guess(self, words: Mapping[str, int]) -> Guess | None:
        """Return the topic that is clearly nearest; None where none is near or two are."""
        vector = _weighed(words, self.rarity, self.unseen)
        near = sorted(
            ((_product(vector, mean), topic) for topic, mean in self.means.items()), reverse=True
        )
        if len(near) < 2 or near[0][0] < max(_NEAR, _CLEARLY * near[1][0]):  # noqa: PLR2004
            return None
        (likeness, topic), (other, next_topic) = near[:2]
        mean = self.means[topic]
        parts = sorted(
            ((weight * mean[word], word) for word, weight in vector.items() if word in mean),
            key=lambda row: (-row[0], row[1]),
        )
        told = tuple(word for _, word in parts[:_TOLD])
        if len(told) < _FEWEST_WORDS:
            return None
        return Guess(topic, likeness, told, self.counts[topic], next_topic, other)


def words_of(title: str, text: str) -> Counter[str]:
    """Count the words that may tell a topic; those of the title three times."""
    found: Counter[str] = Counter()
    for part, weight in ((title, 3), (text, 1)):
        plain = _ADDRESS.sub(" ", part).casefold()
        runs = _DENSE.findall(plain)
        for word in _WORD.findall(_DENSE.sub(" ", plain)):
            found[word] += weight
        for run in runs:
            for at in range(len(run) - 1):
                found[run[at : at + 2]] += weight
    for word in small_words() & found.keys():
        del found[word]
    return found


def learned(filed: Iterable[tuple[tuple[str, ...], Counter[str]]]) -> Learned:
    """Learn from texts, each as its topics and its words; a topic of one or two teaches nothing."""
    texts = [(topics, words) for topics, words in filed if topics and words]
    seen = Counter(word for _, words in texts for word in words)
    # What stands in half of all texts tells no topic.
    rarity = {
        word: math.log(len(texts) / count) if count <= max(1, _COMMON * len(texts)) else 0.0
        for word, count in seen.items()
    }
    unseen = math.log(len(texts)) if texts else 0.0
    counts = Counter(topic for topics, _ in texts for topic in topics)
    known = sorted(topic for topic, count in counts.items() if count >= _FEWEST_TEXTS)
    sums: dict[str, Counter[str]] = {topic: Counter() for topic in known}
    for topics, words in texts:
        vector = _weighed(words, rarity, unseen)
        for topic in topics:
            if topic in sums:
                sums[topic].update(vector)
    return Learned(rarity, unseen, {topic: _unit(sums[topic]) for topic in known}, counts)


def _weighed(
    words: Mapping[str, int], rarity: Mapping[str, float], unseen: float
) -> Mapping[str, float]:
    """Return a text's vector of length 1: a word it repeats counts more, a common one less."""
    return _unit(
        {word: (1 + math.log(count)) * rarity.get(word, unseen) for word, count in words.items()}
    )


def _unit(vector: Mapping[str, float]) -> Mapping[str, float]:
    length = math.sqrt(sum(weight * weight for weight in vector.values()))
    return {word: weight / length for word, weight in vector.items() if weight} if length else {}


def _product(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    return sum(weight * other[word] for word, weight in one.items() if word in other)
