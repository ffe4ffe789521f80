"""A page's lines -> traits that a line has from others: its kin, the nearest heard, its article.

What stands in boxes of one name is of one kind: a list of teasers is told from a list of the
text by what is said of all its rows, even where some of them are long.
"""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

from briefgen.clean.boxes import words
from briefgen.clean.running import is_running, length_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml.html import HtmlElement

    from briefgen.clean.boxes import Box
    from briefgen.clean.pieces import Piece

__all__ = ["company"]

Traits = dict[str, float]

_ARTICLE = frozenset(("article",))
_SAID = 0.6
_LONG = 60
_FAR = 30
_UNHEARD = 50.0
_MOST_ARTICLES = 20
_MOST_BEFORE = 9
_MOST_COPIES = 5


def company(
    lines: Sequence[Piece], said: Sequence[float], titled: Iterable[bool]
) -> Iterator[Traits]:
    """Yield what each line has from the others.

    `said` is how much of each the readers say on the whole, `titled` whether it is the title.
    """
    lengths = [length_of(piece.text) for piece in lines]
    running = [is_running(piece) for piece in lines]
    parts = (
        _kin(lines, said, lengths, running),
        _distances(said, lengths, running),
        _articles(lines, lengths, running, titled),
        _copies(lines),
    )
    for rows in zip(*parts, strict=True):
        yield {name: value for row in rows for name, value in row.items()}


def _name(box: Box) -> tuple[str, str]:
    return box.tag, words(box.element)


def _kin(
    lines: Sequence[Piece],
    said: Sequence[float],
    lengths: Sequence[int],
    running: Sequence[bool],
) -> list[Traits]:
    """Say what is said of all lines in boxes that are called the same, as their parents are."""
    kinds: dict[object, list[int]] = {}
    for at, piece in enumerate(lines):
        above = piece.box.parent
        kinds.setdefault((_name(piece.box), above and _name(above)), []).append(at)
    whole = max(1, sum(lengths))
    found: list[Traits] = [{}] * len(lines)
    for members in kinds.values():
        count, length = len(members), sum(lengths[at] for at in members)
        spoken = sum(said[at] for at in members)
        shared = {
            "kin": math.log1p(count),
            "kin length": math.log1p(length / count),
            "kin linked": sum(lines[at].linked for at in members) / count,
            "kin heard": sum(said[at] * lengths[at] for at in members) / max(1, length),
            "kin running": sum(running[at] for at in members) / count,
            "kin share": length / whole,
        }
        for at in members:
            others = (spoken - said[at]) / (count - 1) if count > 1 else -1.0
            found[at] = {**shared, "kin readers": others}
    return found


def _distances(
    said: Sequence[float], lengths: Sequence[int], running: Sequence[bool]
) -> list[Traits]:
    """Say how far each line is from the nearest ones heard, and from where the text is heard."""
    heard = [share > _SAID for share in said]
    sure = [at for at, one in enumerate(heard) if one and lengths[at] > _LONG]
    whole = sum(length for length, fit in zip(lengths, running, strict=True) if fit) or 1
    found: list[Traits] = []
    past = 0
    since = 3 * _FAR
    for at, one in enumerate(heard):
        found.append(
            {
                "heard before": min(since, _FAR),
                "told before": past / whole,
                "from first": _within(at - sure[0]) if sure else _UNHEARD,
                "from last": _within(at - sure[-1]) if sure else _UNHEARD,
            }
        )
        since = 0 if one else since + 1
        past += lengths[at] if running[at] else 0
    since = 3 * _FAR
    for at in reversed(range(len(heard))):
        found[at]["heard after"] = min(since, _FAR)
        since = 0 if heard[at] else since + 1
    return found


def _within(steps: int) -> float:
    return float(max(-_FAR, min(_FAR, steps)))


def _articles(
    lines: Sequence[Piece],
    lengths: Sequence[int],
    running: Sequence[bool],
    titled: Iterable[bool],
) -> list[Traits]:
    """Say in which <article> of the page each line stands: a page may show several."""
    homes = [_homes(piece.box) for piece in lines]
    order: dict[HtmlElement, int] = {}
    shares: Counter[HtmlElement] = Counter()
    heads: set[HtmlElement] = set()
    for at, (piece, home, is_title) in enumerate(zip(lines, homes, titled, strict=True)):
        if home:
            order.setdefault(home[0], len(order))
            shares[home[0]] += lengths[at] if running[at] else 0
        if piece.box.tag == "h1" or is_title:
            heads.update(home)
    whole, count = shares.total() or 1, min(_MOST_ARTICLES, len(order))
    return [
        {
            "articles": count,
            "articles around": len(home),
            "articles before": min(_MOST_BEFORE, order[home[0]]) if home else -1,
            "article share": shares[home[0]] / whole if home else -1,
            "article titled": float(bool(home) and home[0] in heads),
        }
        for home in homes
    ]


def _homes(box: Box) -> tuple[HtmlElement, ...]:
    """Return the <article> elements that a box stands in, inside out."""
    if not box.tags & _ARTICLE:
        return ()
    return tuple(above.element for above in box.up() if above.tag == "article")


def _copies(lines: Sequence[Piece]) -> Iterator[Traits]:
    """Say how often each line's words stand in the page, and how often they stood before."""
    known = Counter(piece.text for piece in lines)
    seen: Counter[str] = Counter()
    for piece in lines:
        yield {
            "copies": min(_MOST_COPIES, known[piece.text]),
            "copies before": min(_MOST_COPIES, seen[piece.text]),
        }
        seen[piece.text] += 1
