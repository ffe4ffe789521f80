"""YAML of plain lines in, its values and their lines out; None for what only YAML's parser knows.

Front matter is `key: value` lines and short lists. What these come to is known without the parser,
which takes five times as long; a test holds the two ways equal.
"""

from __future__ import annotations

import re
from typing import Any

__all__ = ["ABSENT", "quick_map"]

ABSENT = frozenset(("", "~", "null", "Null", "NULL"))
"""The plain values that stand for nothing."""

_LONGEST = 20_000
_QUOTED = r"\"[^\"\\]*(?:\\[\"\\][^\"\\]*)*\"|'[^']*'"
_ESCAPED = re.compile(r"\\(.)")
# What YAML takes for nothing but text, wherever it stands behind such a first character.
_LETTERS = r"[\w .,;!?'’“”\"()/+$€£%&=~@–—…-]*"
_PLAIN = rf"[\w/“(]{_LETTERS}(?::(?=\S){_LETTERS})*(?<! )"
_IN_FLOW = r"\w(?:[\w .'’()/+–—-]*[\w.)])?"
_FLOW = rf"(?:{_QUOTED}|{_IN_FLOW})"
_FLOW_VALUE = re.compile(rf"({_QUOTED})|({_IN_FLOW})")
_ROW = re.compile(
    r"(?:(?P<key>[A-Za-z_][\w-]{0,60}):|(?P<indent> *)-)"
    rf"(?: +(?:(?P<quoted>{_QUOTED})|(?P<plain>{_PLAIN})|\[(?P<flow>{_FLOW}(?:, *{_FLOW})*)\]))?"
)


def quick_map(text: str) -> tuple[dict[str, Any], dict[str, int]] | None:
    """Return a map's values by key and the line (from 1) of each; None if it is not so plain."""
    if len(text) > _LONGEST or not text.replace("\n", "").isprintable():
        return None
    values: dict[str, Any] = {}
    lines: dict[str, int] = {}
    last, indent, may_list = "", None, False
    for number, line in enumerate(text.split("\n"), 1):
        row = _ROW.fullmatch(line)
        if row is None:
            if line:
                return None
            continue
        key = row[1]
        if key is not None and key not in values:
            values[key], lines[key] = _value(row), number
            last, indent, may_list = key, None, row.lastgroup == "key"
        elif key is None and may_list and indent in {None, row[2]}:
            indent = row[2]
            values[last] = [*(values[last] or ()), _value(row)]
        else:
            return None
    return values, lines


def _value(row: re.Match[str]) -> str | list[str | None] | None:
    """Return what stands behind a key, or behind a list's mark."""
    kind = row.lastgroup
    if kind == "quoted":
        return _unquoted(row["quoted"])
    if kind == "plain":
        return _scalar(row["plain"])
    if kind == "flow":
        found = _FLOW_VALUE.findall(row["flow"])
        return [_unquoted(quoted) if quoted else _scalar(plain) for quoted, plain in found]
    return None


def _unquoted(text: str) -> str:
    inside = text[1:-1]
    return _ESCAPED.sub(r"\1", inside) if text[0] == '"' and "\\" in inside else inside


def _scalar(plain: str) -> str | None:
    return None if plain in ABSENT else plain
