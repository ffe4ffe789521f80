"""How near a cleaned page comes to the known answers: numbers from texts, names and days.

Text is measured as the public benchmarks do: by runs of four words (the article extraction
benchmark of Scrapinghub) or by words (WCXB).
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections import Counter
from statistics import mean

__all__ = ["credit", "f1", "interval", "named", "overlap", "people", "runs", "words"]

_WORD = re.compile(r"\w+")
_RUN = 4
_LABEL = re.compile(
    r"^(photograph(?:y|er)?|photo|picture|image|foto|bild|bildquelle|quelle|credits?|crédits?"
    r"|source|copyright|fotograf\w*|写真|사진|图|图源|фото|источник|courtesy)\b"
    r"(\s+(credits?|by|of|courtesy))*\s*[:/|]?\s*|^[©(（\[]+\s*|^\(c\)\s*",
    re.IGNORECASE,
)
_AND = re.compile(r",|;|&|\band\b|\bund\b|\bet\b")
_DRAWS = 2000


def words(text: str | None) -> Counter[object]:
    return Counter(_WORD.findall((text or "").lower()))


def runs(text: str | None) -> Counter[object]:
    """The runs of four words in a text."""
    tokens = _WORD.findall(text or "")
    starts = range(max(1, len(tokens) - _RUN + 1))
    return Counter(run for at in starts if (run := tuple(tokens[at : at + _RUN])))


def overlap(said: Counter[object], known: Counter[object]) -> tuple[float, float]:
    """Precision and recall of what was said, as bags."""
    if not known or not said:
        both = float(not known and not said)
        return both, both
    common = (said & known).total()
    return common / said.total(), common / known.total()


def f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def named(text: str | None) -> str:
    """A title or a name without case, width, label and outer punctuation."""
    now, before = unicodedata.normalize("NFKC", text or "").casefold().strip(), None
    while now != before:
        before = now
        now = _LABEL.sub("", now).strip(" .,:;|/-–—()[]\"'“”‘’©\u00a0")
    return " ".join(_WORD.findall(now))


credit = named


def people(said: object) -> set[str]:
    parts = said if isinstance(said, list | tuple) else _AND.split(str(said or ""))
    return {name for part in parts if (name := named(str(part)))}


def interval(differences: list[float]) -> tuple[float, float, float]:
    """The mean of paired differences and the bounds that hold it 95 times in 100 (bootstrap)."""
    draw = random.Random(0)
    means = sorted(mean(draw.choices(differences, k=len(differences))) for _ in range(_DRAWS))
    return mean(differences), means[_DRAWS // 40], means[-_DRAWS // 40]
