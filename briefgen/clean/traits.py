"""A page's lines -> what can be said of each: its voices, its place, its words, its boxes.

Every trait is a number, mostly 0 or 1. The trees of `forest` say what they are worth together.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from operator import mul
from statistics import fmean as mean
from typing import TYPE_CHECKING

from briefgen.clean.boxes import Box
from briefgen.clean.company import company
from briefgen.clean.running import is_running, length_of
from briefgen.clean.voices import glued
from briefgen.clean.wording import about, wording
from briefgen.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.clean.hearing import Hearing
    from briefgen.clean.pieces import Piece

__all__ = ["Traits", "main_box", "traits"]

Traits = dict[str, float]

# A reader alone says less than all together, and each one more blurs the trees: two stand alone.
_ALONE = ("trafilatura", "json-ld")
_SIGN_NAMES = (
    "text", "article", "comment", "related", "share", "promo", "nav", "byline", "tags", "picture",
    "legal", "standfirst", "hidden", "quote", "keypoints", "form",
)  # fmt: skip
_TAGS = frozenset(
    [
        "p",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "td",
        "th",
        "div",
        "span",
        "dt",
        "dd",
        "blockquote",
        "pre",
        "figcaption",
        "caption",
        "summary",
    ]
)
_HOLDERS = frozenset(
    [
        "nav",
        "aside",
        "footer",
        "header",
        "form",
        "table",
        "address",
        "figure",
        "article",
        "main",
        "section",
        "details",
        "blockquote",
        "ul",
        "ol",
    ]
)
_ENDS = re.compile(r"[.!?…。！？؟।:;\"”»’')\]]\s*$")
_SENTENCE = re.compile(r"[.!?…。！？؟।]")
_DATE = re.compile(r"\b(?:19|20)\d\d\b|\d{1,2}[:.]\d\d")
_BY = re.compile(r"^(?:by|von|par|por|di|door|av|af|od|от)\s+\S", re.IGNORECASE)
_SHORTEST_SUMMARY = 20
_SHARE = 0.65


@dataclass(frozen=True, slots=True)
class _Context:
    main: Box | None
    title: str
    summary: str
    repeats: Counter[str]
    first_heading: int
    total: int


def main_box(lines: Sequence[Piece]) -> Box | None:
    """Return the smallest box that holds most of the page's running text."""
    weights: dict[Box, float] = {}
    total = 0.0
    for piece in lines:
        if is_running(piece):
            weight = min(length_of(piece.text), 600) * (1 - piece.linked)
            total += weight
            for box in piece.box.up():
                weights[box] = weights.get(box, 0.0) + weight
    fit = [box for box, weight in weights.items() if weight >= _SHARE * total]
    return max(fit, key=lambda box: box.depth, default=None)


def traits(
    lines: Sequence[Piece],
    heard: Hearing,
    title: str | None,
    summary: str | None,
    writers: Sequence[str] = (),
) -> list[Traits]:
    """Return the traits of each line, in their order."""
    keys = [glued(piece.text) for piece in lines]
    heads = [at for at, piece in enumerate(lines) if piece.box.tag == "h1"]
    context = _Context(
        main_box(lines),
        glued(title or ""),
        glued(summary or ""),
        Counter(keys),
        heads[0] if heads else -1,
        len(lines),
    )
    found = [_own(at, piece, keys[at], context) for at, piece in enumerate(lines)]
    for name in _ALONE:
        _hear(found, name, heard.of(name))
    for at, row in enumerate(found):
        agreed = sum(heard.of(name)[at] for name in _ALONE)
        row["two voices"] = float(agreed > 1.5)  # noqa: PLR2004
        row["no voice"] = float(agreed < 0.5)  # noqa: PLR2004
    choir = heard.among([name for name in heard.names if name != "json-ld"])
    _agree(found, choir)
    _look_around(found, lines)
    said = [mean(row) for row in zip(*choir.said, strict=True)]
    shared = company(lines, said, [bool(row["title"]) for row in found])
    page = about(title, tuple(writers))
    for row, piece, more in zip(found, lines, shared, strict=True):
        row.update(more)
        row.update(wording(piece.text, page))
    return found


def _agree(found: list[Traits], choir: Hearing) -> None:
    """Say of each line what the readers say together, the confirmed ones louder."""
    trust = choir.confirmed()
    best = max(range(len(trust)), key=trust.__getitem__)
    whole = sum(trust) or 1.0
    for row, *said in zip(found, *choir.said, strict=True):
        row["readers"] = sum(said)
        row["trusted readers"] = sum(map(mul, trust, said)) / whole
        row["best reader says"] = said[best]
        row["best reader trusted"] = trust[best]


def _hear(found: list[Traits], name: str, scores: Sequence[float]) -> None:
    spoken = [at for at, score in enumerate(scores) if score > 0.5]  # noqa: PLR2004
    first, last = (spoken[0], spoken[-1]) if spoken else (-1, -1)
    for at, row in enumerate(found):
        row[f"{name} says"] = scores[at]
        row[f"{name} silent"] = float(not spoken)
        row[f"{name} around"] = _mean(scores, at, 3)
        row[f"{name} near"] = _mean(scores, at, 1)
        row[f"{name} span"] = float(bool(spoken) and first <= at <= last)
        row[f"{name} first"] = float(at == first)
        row[f"{name} last"] = float(at == last)


def _mean(scores: Sequence[float], at: int, reach: int) -> float:
    around = [*scores[max(0, at - reach) : at], *scores[at + 1 : at + 1 + reach]]
    return sum(around) / len(around) if around else 0.0


def _own(at: int, piece: Piece, key: str, context: _Context) -> Traits:
    text, box = piece.text, piece.box
    linked = piece.linked
    length = length_of(text)
    row: Traits = {
        "length": min(1.0, math.log1p(length) / 7),
        "long": float(length > 200),  # noqa: PLR2004
        "medium": float(80 < length <= 200),  # noqa: PLR2004
        "short": float(length <= 30),  # noqa: PLR2004
        "ends": float(bool(_ENDS.search(text))),
        "sentence": float(bool(_SENTENCE.search(text))),
        "commas": min(1.0, (text.count(",") + text.count("、") + text.count("،")) / 4),
        "linked": linked,
        "all linked": float(linked > 0.9),  # noqa: PLR2004
        "short linked": float(linked > 0.5 and length < 100),  # noqa: PLR2004
        "dated": float(length < 80 and bool(_DATE.search(text))),  # noqa: PLR2004
        "by": float(length < 80 and bool(_BY.match(text))),  # noqa: PLR2004
        "capitals": float(text.isupper() and length > 3),  # noqa: PLR2004
        "no words": float(sum(map(str.isalpha, text)) < len(text) / 2),
        "title": float(bool(key) and key == context.title),
        "summary": float(
            bool(key)
            and length > _SHORTEST_SUMMARY
            and (key == context.summary or key in context.summary)
        ),
        "repeated": float(context.repeats[key] > 1),
        "before title": float(at < context.first_heading),
        "after title": float(0 <= context.first_heading < at),
        "place": at / max(1, context.total),
        "hidden": float(box.hidden),
        "copyright": float("©" in text[:40] or "(c)" in text[:40].lower()),
        "asks": float(text.endswith("?")),
        "quoted": float(text[:1] in "\"“„«»'‘「『"),
        "emphasised": float(bool(piece.spans) and all(span.marks for span in piece.spans)),
    }
    if box.tag in _TAGS:
        row["tag " + box.tag] = 1.0
    else:
        row["tag other"] = 1.0
    for tag in box.tags & _HOLDERS:
        row["in " + tag] = 1.0
    _place(row, box, context.main)
    return row


def _place(row: Traits, box: Box, main: Box | None) -> None:
    below, steps, inside = 0, 0, False
    for above in box.up():
        if above is main:
            inside = True
            break
        below |= above.signs
        steps += 1
    row["inside"] = float(inside)
    row["direct"] = float(inside and steps == 1)
    row["steps"] = min(1.0, steps / 6) if inside else 0.0
    for at, name in enumerate(_SIGN_NAMES):
        if box.signs >> at & 1:
            row["is " + name] = 1.0
        if inside and below >> at & 1:
            row["below " + name] = 1.0
        if not inside and box.reach >> at & 1:
            row["reach " + name] = 1.0
        if inside and main is not None and main.signs >> at & 1 and at < 2:  # noqa: PLR2004
            row["main " + name] = 1.0


def _look_around(found: list[Traits], lines: Sequence[Piece]) -> None:
    good = [float(is_running(piece)) for piece in lines]
    linked = [float(piece.linked > 0.5) for piece in lines]  # noqa: PLR2004
    parents = [piece.box.parent.element if piece.box.parent else None for piece in lines]
    share = Counter(parent for parent, fit in zip(parents, good, strict=True) if fit)
    links = Counter(parent for parent, fit in zip(parents, linked, strict=True) if fit)
    last_good = max((at for at, fit in enumerate(good) if fit), default=-1)
    for at, row in enumerate(found):
        row["good around"] = _mean(good, at, 3)
        row["links around"] = _mean(linked, at, 3)
        row["good before"] = good[at - 1] if at else 0.0
        row["good after"] = good[at + 1] if at + 1 < len(good) else 0.0
        row["good siblings"] = min(1.0, share[parents[at]] / 4)
        row["linked siblings"] = min(1.0, links[parents[at]] / 4)
        row["heading before"] = float(at > 0 and lines[at - 1].level > 0)
        row["after all"] = float(at > last_good)
        if lines[at].level:
            row["heading over good"] = row["good after"]
            row["heading over links"] = linked[at + 1] if at + 1 < len(linked) else 1.0
