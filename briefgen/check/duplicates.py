"""Articles' runs of words in, those that tell the same piece out; exact, by an inverted index."""

from __future__ import annotations

from array import array
from collections import Counter
from typing import TYPE_CHECKING

from briefgen.check.alike import likeness, shared_run
from briefgen.errors import Notice
from briefgen.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["FEWEST_RUNS", "NEAR", "Duplicates", "Text", "Twin", "check_duplicates", "described"]

# Of 72,010 pairs of real articles, some on one matter, none shared over 0.04; a copy of which the
# desk cut the last third or changed one word in fifty shares 0.66 and 0.85.
SAME = 0.6
SAME_BY_DATELINE = 0.45
NEAR = 0.3
# Texts of a few words are alike by chance, and those without any would all be one.
FEWEST_RUNS = 12
_LONGEST_SHOWN = 90
_BUCKETS = 1 << 22


@dataclass(frozen=True, slots=True)
class Text:
    """An article as it is compared: where it stands, its runs, its dateline and its addresses.

    `runs` are the bytes of `alike.runs_of`, `dateline` the place and agency its text opens with,
    `address` the key of its own address, `also` those of the addresses under `also:`.
    """

    path: str
    runs: bytes
    dateline: str = ""
    address: str = ""
    also: tuple[str, ...] = ()

    @property
    def addresses(self) -> tuple[str, ...]:
        """All addresses at which the piece is known to stand."""
        return (self.address, *self.also) if self.address else self.also


@dataclass(frozen=True, slots=True)
class Twin:
    """The text most like another, how like it is (0 to 1), and whether both are one piece."""

    text: Text
    score: float
    dateline: bool

    @property
    def same(self) -> bool:
        """Whether both are one piece; a dateline in common makes a little less enough."""
        return self.score >= (SAME_BY_DATELINE if self.dateline else SAME)


class Duplicates:
    """Finds of all texts added the one most like another, if `near` or nearer.

    Two texts so alike must share one of each other's rarest runs: of n the rarest n - near·n + 1
    (prefix filtering: Chaudhuri, Ganti and Kaushik 2006). Only those are in the index.
    """

    def __init__(self, texts: Iterable[Text] = (), *, near: float = NEAR) -> None:
        self._near = near
        self._counts = array("I", bytes(4 * _BUCKETS))
        self._texts: list[tuple[Text, array[int]]] = []
        self._index: dict[int, int | list[int]] = {}
        first = list(texts)
        for text in first:
            self.count(text)
        for text in first:
            self.add(text)

    def count(self, text: Text) -> None:
        """Learn which runs are common, before any text is added: rare ones find twins sooner."""
        for number in _runs(text):
            self._counts[number % _BUCKETS] += 1

    def add(self, text: Text) -> None:
        """Put one more text in; those of a few words are left out."""
        runs = _runs(text)
        if len(runs) < FEWEST_RUNS:
            return
        place = len(self._texts)
        self._texts.append((text, runs))
        for number in self._rarest(runs):
            known = self._index.setdefault(number, place)
            if isinstance(known, list):
                known.append(place)
            elif known != place:
                self._index[number] = [known, place]

    def nearest(self, text: Text) -> Twin | None:
        """The text most like this one, the first added of several; None when none is near."""
        runs = _runs(text)
        if len(runs) < FEWEST_RUNS:
            return None
        rarest = self._rarest(runs)
        met: list[int] = []
        for number in rarest:
            known = self._index.get(number)
            if isinstance(known, list):
                met += known
            elif known is not None:
                met.append(known)
        best: Twin | None = None
        for place, shared in sorted(Counter(met).items()):
            other, others = self._texts[place]
            # What is not among the rarest of both can add this much at most (the positional
            # filter of Xiao et al. 2008): nearly all chance meetings end here, not compared.
            left = max(len(runs) - len(rarest), len(others) - self._many(others))
            if shared + left < self._near * (len(runs) + len(others)) / (1 + self._near):
                continue
            score = likeness(runs, others)
            if score >= self._near and (best is None or score > best.score):
                best = Twin(other, score, bool(text.dateline) and text.dateline == other.dateline)
        return best

    def _rarest(self, runs: array[int]) -> list[int]:
        """The runs of a text of which a near text must share one."""
        # Any order will do while it is one for all texts, so counting by buckets is exact enough;
        # a boilerplate line in every article comes last and makes no long rows in the index.
        counts = self._counts
        ordered = sorted(runs, key=lambda number: (counts[number % _BUCKETS], number))
        return ordered[: self._many(runs)]

    def _many(self, runs: array[int]) -> int:
        return len(runs) - int(self._near * len(runs)) + 1


def check_duplicates(texts: Iterable[Text], body: Callable[[str], str]) -> Iterator[Notice]:
    """Yield a notice for each article that tells the same as one before it.

    `body` gives the Markdown of the article at a path; it is asked only for those told. A piece
    whose address the other names under `also:` is known to be the same, and not told.
    """
    ordered = list(texts)
    # Less is in the index of a higher bound, and what is only near is not told here.
    index = Duplicates(near=SAME_BY_DATELINE)
    for text in ordered:
        index.count(text)
    owners: dict[str, str] = {}
    for text in ordered:
        first = owners.setdefault(text.address, text.path) if text.address else text.path
        if first != text.path:
            yield _same_address(text, first)
            continue
        twin = index.nearest(text)
        if twin is None or not twin.same:
            index.add(text)
        elif not set(text.addresses) & set(twin.text.addresses):
            yield _told(text, twin, body)


def _same_address(text: Text, first: str) -> Notice:
    return Notice(
        "text-twice",
        f"{first} has the same source_url",
        text.path,
        hint="delete one of them, or mend its source_url",
        level="info",
    )


def _told(text: Text, twin: Twin, body: Callable[[str], str]) -> Notice:
    return Notice(
        "text-twice",
        f"{described(twin, body(text.path), body(twin.text.path))}: {twin.text.path}",
        text.path,
        hint="keep one of them, and name the other's source under its also:",
        level="info",
    )


def described(twin: Twin, body: str, other: str) -> str:
    """How far two texts are the same, in words, with the longest run both have."""
    run, words = shared_run(body, other)
    shown = run if len(run) <= _LONGEST_SHOWN else f"{run[: _LONGEST_SHOWN - 1]}…"
    support = " and the dateline" if twin.dateline else ""
    return f'{twin.score:.0%} of the text{support} is the same, {words} words in a row ("{shown}")'


def _runs(text: Text) -> array[int]:
    found = array("Q")
    found.frombytes(text.runs)
    return found
