"""Two articles in, how far they are the same piece out: by address, by runs of words."""

from __future__ import annotations

import re
from array import array
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from briefgen.model.urls import split_url

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["address_key", "likeness", "runs_of", "shared_run"]

_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|mc_[ce]id|cmpid|ocid|igshid|xtor|ref_src", re.IGNORECASE
)
# Not \w+: Thai and Devanagari write vowels as marks, which no \w takes, and words would be cut.
_WORD = re.compile(r"[^\W_](?:[^\s\W_]|[\u0300-\u036f\u0900-\u0e4e])*")
# Addresses and pictures' names in Markdown are no words of the text: each outlet has its own.
_TARGET = re.compile(r"(?<=\])\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+\"[^\"\n]*\")?\)")
_RUN = 5
_BASE = 0x5BD1E995_1B873593
_MODULUS = (1 << 61) - 1
_OLDEST = pow(_BASE, _RUN, _MODULUS)


def address_key(url: str) -> str:
    """What addresses of one page share: no scheme, "www.", fragment, tracking, closing slash."""
    parts = split_url(url.strip())
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    kept = [(k, v) for k, v in parse_qsl(parts.query) if not _TRACKING.fullmatch(k)]
    query = f"?{urlencode(sorted(kept))}" if kept else ""
    return f"{host}{parts.path.rstrip('/')}{query}"


def runs_of(text: str) -> array[int]:
    """The runs of five words in a Markdown text as numbers, each once, ascending.

    Case is no matter; scripts without spaces run by characters. The numbers are the same on any
    machine.
    """
    return array("Q", sorted(set(_numbers([_number(word) for word, _, _ in _words(text)]))))


def likeness(one: array[int], other: array[int]) -> float:
    """Jaccard likeness of two texts' runs: 0 nothing shared, 1 the same."""
    shared = len(set(one).intersection(other))
    union = len(one) + len(other) - shared
    return shared / union if union else 0.0


def shared_run(one: str, other: str) -> tuple[str, int]:
    """The longest run of words that stands in both texts, as the first writes it, and its words."""
    mine, theirs = _words(one), _words(other)
    numbers = _numbers([_number(word) for word, _, _ in mine])
    places: dict[int, int] = {}
    place: int | None
    for place, number in enumerate(_numbers([_number(word) for word, _, _ in theirs])):
        places.setdefault(number, place)
    start = length = at = 0
    while at < len(numbers):
        place = places.get(numbers[at])
        run = 0 if place is None else _run_length(mine, theirs, at, place)
        if run > length:
            length, start = run, at
        # Within a run found no longer one begins, save one that leads elsewhere: told is enough.
        at += max(1, run - _RUN + 1)
    if not length:
        return "", 0
    return " ".join(one[mine[start][1] : mine[start + length - 1][2]].split()), length


def _run_length(
    one: Sequence[tuple[str, int, int]], other: Sequence[tuple[str, int, int]], at: int, place: int
) -> int:
    run = 0
    most = min(len(one) - at, len(other) - place)
    while run < most and one[at + run][0] == other[place + run][0]:
        run += 1
    return run


def _words(text: str) -> list[tuple[str, int, int]]:
    """The words of a text with where each begins and ends in it."""
    bare = _TARGET.sub(lambda match: " " * len(match[0]), text)
    found = [(m[0].casefold(), m.start(), m.end()) for m in _WORD.finditer(bare)]
    if found and sum(end - start for _, start, end in found) > 12 * len(found):
        return [
            (bare[at].casefold(), at, at + 1) for _, start, end in found for at in range(start, end)
        ]
    return found


@lru_cache(maxsize=1 << 16)
def _number(word: str) -> int:
    digest = blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") % _MODULUS


def _numbers(words: Sequence[int]) -> list[int]:
    """One number for each run of words (all of a shorter text), rolled on from the one before."""
    return list(_rolled(words))


def _rolled(words: Sequence[int]) -> Iterator[int]:
    rolling = 0
    for place, word in enumerate(words):
        rolling = (rolling * _BASE + word) % _MODULUS
        if place >= _RUN:
            rolling = (rolling - words[place - _RUN] * _OLDEST) % _MODULUS
        if place >= _RUN - 1:
            yield rolling
    if 0 < len(words) < _RUN:
        yield rolling
