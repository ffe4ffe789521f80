"""Markdown in, nothing out; a ContentError for text that would hang the parser.

Python-Markdown takes time by the square of some marks' number. The bounds here are far beyond any
article and keep each below a second; they hold outside fenced code, which costs nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from briefgen.errors import ContentError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["LONGEST", "refuse_bombs"]

LONGEST = 300_000

_FEW = 150
_DEEPEST = 40
_CELLS = 20_000
_MARKS = 20_000
_BEHIND = 2_000_000
_INDENT = " " * (4 * _DEEPEST)
_WORK = 2_000_000_000
_LENGTHS = 40
_OPENER = r"[ ]{0,3}(?:>|[-*+][ ]|\d{1,9}[.)][ ])"
_NESTED = re.compile(rf"^((?:{_OPENER}){{20,}})(.*)", re.MULTILINE)
_OPENS = re.compile(_OPENER)
_INLINE = re.compile(r"&[#\w]{1,40};|[*_`]+|\]\(|<|\\")
_TICKS = re.compile(r"`+")
_RULER = re.compile(r"[-*+ ]*")
_HEADING = re.compile(r"^(?:#|[=-]+[ ]*$)", re.MULTILINE)
_BRACKET = re.compile(r"\[|\]\(|\]|\)")
_OPEN_TAG = re.compile(r"<[a-zA-Z!?/][^<>]*+(?!>)")
_OPENING = re.compile(r"<[a-zA-Z/]")
_TERM = re.compile(r"^[ ]{0,3}\*\[([^\]\n]*)\]:", re.MULTILINE)
_TAG = re.compile(r"<[a-zA-Z]")
_MARK = re.compile(r"[*_`]+")
_DEFINITION = re.compile(r"^[ ]{0,3}:[ ]", re.MULTILINE)
_REFERENCE = re.compile(r"^[ ]{0,3}\[[^\]\n]*\]:", re.MULTILINE)
_NOTE = re.compile(r"\[\^([^\]\n]{1,200})\]")
_FENCE = re.compile(r"[ ]{0,3}(`{3,}|~{3,})")


def refuse_bombs(markdown: str, path: str, first_line: int = 1, longest: int = LONGEST) -> None:
    """Raise ContentError for text that Python-Markdown would chew on for seconds."""
    if len(markdown) > longest:
        hint = "split the article, or raise limits: article_bytes: in briefgen.yml"
        raise ContentError(
            f"the text has {len(markdown):,} characters, more than {longest:,}",
            path=path,
            line=first_line,
            hint=hint,
        )
    if not _suspicious(markdown):
        return
    for line, block in _blocks(markdown):
        for found, bound, what in _BOUNDS if line is None else _BLOCK_BOUNDS:
            if found(block) > bound:
                raise ContentError(
                    f"more than {bound:,} {what}: this would keep the parser too long",
                    path=path,
                    line=first_line + (line or 0),
                    hint="put it between lines of ``` if it is code, or take it out",
                )


def _suspicious(markdown: str) -> bool:
    return (
        markdown.count("<") * len(markdown) > _BEHIND
        or any(
            markdown.count(mark) > _FEW for mark in ("[", "<", "\n#", "\n-", "\n=", "\n:", "\n ")
        )
        or "*[" in markdown
        or sum(markdown.count(mark) for mark in "*_`") > _MARKS
        or markdown.count("|") > _CELLS
        or markdown.count("\\") > _MARKS
        or markdown.count("&") * len(markdown) > _WORK
        or len(set(_TICKS.findall(markdown))) > _LENGTHS
        or _INDENT in markdown
        or _NESTED.search(markdown) is not None
    )


def _blocks(markdown: str) -> Iterator[tuple[int | None, str]]:
    """Yield the whole prose (line None), then each of its blocks with the line it begins on."""
    prose = _without_code(markdown)
    yield None, "\n".join(prose)
    start: int | None = None
    for number, line in enumerate([*prose, ""]):
        if line.strip():
            start = number if start is None else start
        elif start is not None:
            yield start, "\n".join(prose[start:number])
            start = None


def _without_code(markdown: str) -> list[str]:
    """Return the lines with those of fenced code empty."""
    prose, fence = [], ""
    for line in markdown.split("\n"):
        found = _FENCE.match(line)
        if fence:
            prose.append("")
            fence = "" if found and found[1].startswith(fence) else fence
        elif found:
            prose.append("")
            fence = found[1]
        else:
            prose.append(line)
    # An open fence is no code to the parser.
    return markdown.split("\n") if fence else prose


def _bracket_depth(block: str) -> int:
    """Return how deep brackets, or the addresses behind them, stand open within each other."""
    deepest = words = addresses = 0
    for mark in _BRACKET.findall(block):
        if mark == "[":
            words += 1
        elif mark == ")":
            addresses = max(0, addresses - 1)
        else:
            words = max(0, words - 1)
            addresses += mark == "]("
        deepest = max(deepest, words, addresses)
    return deepest


def _nesting(block: str) -> int:
    """Return the most quote and list marks that open one line; rulers are made of marks alone."""
    lines = [found for found in _NESTED.finditer(block) if not _RULER.fullmatch(found[0])]
    deep = max((len(_OPENS.findall(found[1])) for found in lines), default=0)
    return max(deep, _DEEPEST + 1 if f"\n{_INDENT}" in block else 0)


def _work(block: str) -> int:
    """Return the letters that are copied: the parser puts its whole text anew at each mark."""
    return len(block) * sum(1 for _ in _INLINE.finditer(block))


def _left_open(prose: str) -> int:
    """Return how many characters are read in search of tags' ends: from each to the next `>`."""
    read = end = 0
    for found in _OPENING.finditer(prose):
        if end <= found.start():
            end = prose.find(">", found.start())
            end = len(prose) if end < 0 else end
        read += end - found.start()
    return read


def _longest_term(prose: str) -> int:
    return max((len(term) for term in _TERM.findall(prose)), default=0)


def _most_repeated_note(prose: str) -> int:
    return max(Counter(_NOTE.findall(prose)).values(), default=0)


def _count(pattern: re.Pattern[str]) -> Callable[[str], int]:
    return lambda prose: sum(1 for _ in pattern.finditer(prose))


_BOUNDS: tuple[tuple[Callable[[str], int], int, str], ...] = (
    (_count(_OPEN_TAG), 300, "tags that never close"),
    (_left_open, _BEHIND, "characters in tags that never close"),
    (_count(_TAG), 10_000, "tags"),
    (_count(_MARK), _MARKS, "marks of emphasis and code"),
    (_most_repeated_note, 300, "marks of one footnote"),
    (_count(_TERM), 100, "abbreviations"),
    (_longest_term, 100, "letters in an abbreviation"),
    (_count(_HEADING), 1_000, "headings"),
    (_count(_DEFINITION), 1_000, "definitions"),
    (_count(_REFERENCE), 1_500, "addresses of references"),
    (lambda prose: prose.count("\\"), _MARKS, "backslashes"),
    (lambda prose: prose.count("|"), _CELLS, "table cells"),
    (lambda prose: len(set(_TICKS.findall(prose))), _LENGTHS, "lengths of rows of backticks"),
)
_BLOCK_BOUNDS: tuple[tuple[Callable[[str], int], int, str], ...] = (
    (_bracket_depth, 100, "brackets within each other"),
    (_nesting, _DEEPEST, "quotes and lists within each other"),
    (_work, _WORK, "letters times marks in one paragraph"),
)
