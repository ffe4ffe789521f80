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
_QUOTED = r"\"[^\"\\\n]*+(?:\\[\"\\][^\"\\\n]*+)*+\"|'[^'\n]*+'"
_ESCAPED = re.compile(r"\\(.)")
# What YAML takes for nothing but text, wherever it stands behind such a first character.
_LETTERS = r"[\w .,;!?'’“”\"()/+$€£%&=~@–—…-]*"
_PLAIN = rf"[\w/“(]{_LETTERS}(?::(?=\S){_LETTERS})*(?<! )"
_IN_FLOW = r"\w(?:[\w .'’()/+–—-]*[\w.)])?"
_FLOW = rf"(?:{_QUOTED}|{_IN_FLOW})"
_FLOW_VALUE = re.compile(rf"({_QUOTED})|({_IN_FLOW})")
# A line's key or its list's mark, and one of its value's three forms; or all of any other line.
_ROWS = re.compile(
    r"^(?:(?:([A-Za-z_][\w-]{0,60}):|( *-))"
    rf"(?: +(?:({_QUOTED})|({_PLAIN})|\[({_FLOW}(?:, *{_FLOW})*)\]))?$|(.+)|$)",
    re.MULTILINE,
)


def quick_map(text: str) -> tuple[dict[str, Any], dict[str, int]] | None:
    """Return a map's values by key and the line (from 1) of each; None if it is not so plain."""
    if len(text) > _LONGEST or not text.replace("\n", "").isprintable():
        return None
    values: dict[str, Any] = {}
    lines: dict[str, int] = {}
    last, indent, may_list = "", "", False
    for number, (key, mark, quoted, plain, flow, other) in enumerate(_ROWS.findall(text), 1):
        if not key and not mark:
            if other:
                return None
            continue
        value = _unquoted(quoted) if quoted else _listed(flow) if flow else _scalar(plain)
        if key and key not in values:
            values[key], lines[key] = value, number
            last, indent, may_list = key, "", not (plain or quoted or flow)
        elif not key and may_list and indent in {"", mark}:
            indent = mark
            values[last] = [*(values[last] or ()), value]
        else:
            return None
    return values, lines


def _listed(flow: str) -> list[str | None]:
    """Return what stands between brackets."""
    found = _FLOW_VALUE.findall(flow)
    return [_unquoted(quoted) if quoted else _scalar(plain) for quoted, plain in found]


def _unquoted(text: str) -> str:
    inside = text[1:-1]
    return _ESCAPED.sub(r"\1", inside) if text[0] == '"' and "\\" in inside else inside


def _scalar(plain: str) -> str | None:
    return None if plain in ABSENT else plain
