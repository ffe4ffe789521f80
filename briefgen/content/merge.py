"""A file as it was written, as a person left it, as cleaning writes it now: the two joined.

Front matter is joined key by key, the body paragraph by paragraph. Where both changed one thing in
different ways the person's stands, and the clash is told.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from briefgen.content.frontmatter import front_matter
from briefgen.content.write import front_values, with_changes
from briefgen.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefgen.content.yamltext import Value
    from briefgen.model.article import Article

__all__ = ["Clash", "Merged", "merged"]

_GAP = re.compile(r"(\n(?:[ \t]*\n)+)")


@dataclass(frozen=True, slots=True)
class Clash:
    """What both changed: `where` is a key or a line of the body; `theirs` is left out."""

    where: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Merged:
    """The joined file's text, what was taken over from the new cleaning, and what clashed."""

    text: str
    taken: tuple[str, ...] = ()
    clashes: tuple[Clash, ...] = ()


def merged(base: str, mine: str, theirs: str, article: Article, *, path: str) -> Merged:
    """Join a person's file, `mine`, with `theirs`, the text of `article`, both sprung from `base`.

    Raises ContentError where a key must change in front matter that can't be changed by lines.
    """
    keys = _Keys(base, mine, theirs, path)
    values = dict(front_values(article))
    changes: dict[str, Value | None] = {key: values.get(key) for key in keys.new}
    ending = "\r\n" if "\r\n" in mine else "\n"
    head, body = _halves(with_changes(mine, changes, path=path) if changes else mine, path)
    joined = _Bodies(_body(base, path), body.replace(ending, "\n"), _body(theirs, path))
    text = joined.text.replace("\n", ending) if joined.changed else body
    first = head.count("\n") + 1
    clashes = tuple(Clash(f"line {first + row}", said) for row, said in joined.clashes)
    return Merged(
        (head if head.endswith("\n") or not text else f"{head}{ending}{ending}") + text,
        (*keys.new, *(("body",) if joined.changed else ())),
        (*(Clash(key, str(keys.theirs[key])) for key in keys.clashes), *clashes),
    )


class _Keys:
    """Which keys of the front matter to take over, and which both changed."""

    def __init__(self, base: str, mine: str, theirs: str, path: str) -> None:
        before, now, self.theirs = (
            dict(front_matter(text.encode("utf-8", "surrogatepass"), path).values)
            for text in (base, mine, theirs)
        )
        self.new: list[str] = []
        self.clashes: list[str] = []
        for key in (*self.theirs, *(key for key in before if key not in self.theirs)):
            self.theirs.setdefault(key, "(nothing)")
            new = self.theirs[key] if self.theirs[key] != "(nothing)" else None
            if new == before.get(key) or new == now.get(key):
                continue
            (self.new if now.get(key) == before.get(key) else self.clashes).append(key)


class _Bodies:
    """Three bodies joined by paragraphs; `clashes` are rows of the joined text, from 0."""

    def __init__(self, base: str, mine: str, theirs: str) -> None:
        self._base, self._mine, self._theirs = (_paragraphs(text) for text in (base, mine, theirs))
        self.changed = False
        self.clashes: list[tuple[int, str]] = []
        rows: list[tuple[str, str]] = []
        for old, own, new in self._stretches():
            rows += self._joined(old, own, new, sum(p.count("\n") + g.count("\n") for p, g in rows))
        # A paragraph that was the last of its text brings no gap to the one that follows it here.
        spaced = [(p, g or "\n\n") for p, g in rows[:-1]] + rows[-1:]
        self.text = "".join(p + g for p, g in spaced).rstrip("\n") + "\n" if rows else ""

    def _joined(
        self,
        old: list[tuple[str, str]],
        own: list[tuple[str, str]],
        new: list[tuple[str, str]],
        row: int,
    ) -> list[tuple[str, str]]:
        before, mine, theirs = ([p.strip() for p, _ in rows] for rows in (old, own, new))
        if theirs in (before, mine):
            return own
        if mine == before:
            self.changed = True
            return new
        self.clashes.append((row, "\n\n".join(theirs) or "(nothing)"))
        return own

    def _stretches(self) -> Iterator[tuple[list[tuple[str, str]], ...]]:
        """Yield what all three have, and between that what one or two of them changed."""
        texts = (self._base, self._mine, self._theirs)
        at = (0, 0, 0)
        for place, own, new in _anchors(*([p.strip() for p, _ in rows] for rows in texts)):
            here = (place, own, new)
            yield tuple(rows[a:b] for rows, a, b in zip(texts, at, here, strict=True))
            yield tuple(rows[b : b + 1] for rows, b in zip(texts, here, strict=True))
            at = (place + 1, own + 1, new + 1)
        yield tuple(rows[a:] for rows, a in zip(texts, at, strict=True))


def _anchors(
    base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]
) -> Iterator[tuple[int, int, int]]:
    """Yield the places of the paragraphs that stand in all three, in order."""
    own, new = _matches(base, mine), _matches(base, theirs)
    for place in sorted(own.keys() & new.keys()):
        yield place, own[place], new[place]


def _matches(base: Sequence[str], other: Sequence[str]) -> dict[int, int]:
    blocks = SequenceMatcher(None, base, other, autojunk=False).get_matching_blocks()
    return {block.a + n: block.b + n for block in blocks for n in range(block.size)}


def _paragraphs(body: str) -> list[tuple[str, str]]:
    """The paragraphs of a body, each with the gap behind it."""
    parts = [*_GAP.split(body.rstrip()), ""]
    return [(parts[n], parts[n + 1]) for n in range(0, len(parts) - 1, 2) if parts[n]]


def _halves(text: str, path: str) -> tuple[str, str]:
    line = front_matter(text.encode("utf-8", "surrogatepass"), path).body_line
    rows = text.splitlines(keepends=True)
    return "".join(rows[: line - 1]), "".join(rows[line - 1 :])


def _body(text: str, path: str) -> str:
    return front_matter(text.encode("utf-8", "surrogatepass"), path).body
