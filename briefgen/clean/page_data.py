"""Read what the data in a page's scripts states about its pictures: caption and credit by file.

Pages that a script draws carry the same facts as JSON: JSON-LD, `application/json`,
`window.X = {…}`, the rows that Next.js streams, the flat list that Nuxt writes. No such format is
read by name. Every object that holds a picture's address and a word such as credit, photographer or
caption is a statement about that picture. Reading is bounded in letters, objects and depth.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from briefgen.clean import credit
from briefgen.clean.pictures import stem
from briefgen.clean.titles import plain
from briefgen.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.html import HtmlElement

__all__ = ["Statement", "picture_statements"]

_MOST_LETTERS = 6_000_000
_MOST_OBJECTS = 60_000
_MOST_IN_A_SCRIPT = 40
_DEEPEST = 40
_SHORTEST_STEM = 5
_LONGEST_CAPTION = 1500
_LONGEST_CREDIT = 220
_ASSIGNED = re.compile(r"(?:=|JSON\.parse\()\s*(?=[{\[\"'])")
_STREAMED = re.compile(r"\.push\(\s*(?=\[)")
_ROW = re.compile(r"^[0-9a-f]{1,6}:(?:[A-Z]{1,2})?(?=[\[{])", re.MULTILINE)
_PICTURE = re.compile(r"\.(?:jpe?g|png|webp|avif|gif)(?:[?#@!/]|$)", re.IGNORECASE)
_PICTURE_HOST = re.compile(
    r"^https?://[^?]*(?:image|img|media|photo|foto|picture|cdn|asset)", re.IGNORECASE
)
_ADDRESS_KEY = re.compile(r"url|src|href|path|file|^@?id$|^(?:uri|name|original)$", re.IGNORECASE)
_CREDIT_KEY = re.compile(
    r"credit|copyright(?!year)|photographer|attribution|fotograf|urheber|bildquelle|rightsholder"
    r"|licensor",
    re.IGNORECASE,
)
_OWNER_KEY = re.compile(
    r"^(?:image|img|photo|picture|media)?_?(?:source|agency|author|byline|creator|provider|owner"
    r"|rights|supplier)(?:_?name|text)?$",
    re.IGNORECASE,
)
_CAPTION_KEY = re.compile(r"caption|legend|^description$|bildunterschrift", re.IGNORECASE)
# An object with one of these tells of an article, and its author is no photographer.
_ARTICLE_KEYS = frozenset(("headline", "articlebody", "body", "wordcount", "@graph"))
_DECODER = json.JSONDecoder(strict=False)


@dataclass(frozen=True, slots=True)
class Statement:
    """What a page's data states about one picture."""

    caption: str | None
    credit: str | None


def picture_statements(root: HtmlElement) -> Mapping[str, Statement]:
    """Return what the page's data states about pictures, by the stem of their file's name."""
    found: dict[str, Statement] = {}
    left = _MOST_OBJECTS
    for value in _values(root):
        for one in _objects(value):
            left -= 1
            if left < 0:
                return found
            stated = _statement(one)
            if stated is None:
                continue
            for name in _stems(one):
                known = found.get(name, Statement(None, None))
                found[name] = Statement(
                    known.caption or stated.caption, known.credit or stated.credit
                )
    return found


def _values(root: HtmlElement) -> Iterator[object]:
    """Yield the JSON values that the page's scripts hold."""
    letters, streamed = 0, []
    for script in root.iter("script"):
        text = script.text or ""
        letters += len(text)
        if letters > _MOST_LETTERS:
            break
        if "json" in (script.get("type") or "").lower():
            yield from _read(text, 0)
        elif len(text) > 40:  # noqa: PLR2004 - no state is as short
            for match in list(_ASSIGNED.finditer(text))[:_MOST_IN_A_SCRIPT]:
                yield from _read(text, match.end())
            for match in _STREAMED.finditer(text):
                for row in _read(text, match.end()):
                    streamed += (
                        [one for one in row if isinstance(one, str)]
                        if isinstance(row, list)
                        else []
                    )
    flight = "".join(streamed)
    for match in _ROW.finditer(flight):
        yield from _read(flight, match.end())


def _read(text: str, start: int) -> Iterator[object]:
    """Yield the JSON value that begins at a place, and what it holds where it is a string."""
    while start < len(text) and text[start].isspace():
        start += 1
    try:
        value, _ = _DECODER.raw_decode(text, start)
    except (ValueError, RecursionError):
        return
    if isinstance(value, str) and value[:1] in ("{", "["):
        yield from _read(value, 0)
    else:
        yield value


def _objects(value: object) -> Iterator[dict[str, Any]]:
    """Yield every object within a value; as Nuxt writes them, numbers stand for a list's rows."""
    table = value if isinstance(value, list) and len(value) > 2 else []  # noqa: PLR2004
    waiting: list[tuple[object, int]] = [(value, 0)]
    while waiting:
        one, depth = waiting.pop()
        if depth > _DEEPEST:
            continue
        if isinstance(one, dict):
            yield _looked_up(one, table) if table else one
            waiting += [
                (inner, depth + 1) for inner in one.values() if isinstance(inner, (dict, list))
            ]
        elif isinstance(one, list):
            waiting += [(inner, depth + 1) for inner in one if isinstance(inner, (dict, list))]


def _looked_up(one: dict[str, Any], table: list[Any]) -> dict[str, Any]:
    """Return an object whose values are numbers of rows with those rows; others as they are."""
    values = list(one.values())
    if not values or not all(type(number) is int and 0 <= number < len(table) for number in values):
        return one
    return {key: table[number] for key, number in one.items()}


def _statement(one: dict[str, Any]) -> Statement | None:
    """Return what an object, or a part of it that has no address, says of its picture."""
    if any(key.lower() in _ARTICLE_KEYS for key in one):
        return None
    rows = [
        one,
        *(part for part in one.values() if isinstance(part, dict) and not _addresses(part)),
    ]
    strong = next((t for row in rows for t in _texts(row, _CREDIT_KEY) if _is_credit(t)), None)
    owner = next((t for t in _texts(one, _OWNER_KEY) if _is_credit(t)), None)
    captions = (
        t for row in rows for t in _texts(row, _CAPTION_KEY) if not _CREDIT_KEY.search(t[:0])
    )
    caption = next((t for t in captions if 3 < len(t) <= _LONGEST_CAPTION), None)  # noqa: PLR2004
    return Statement(caption, strong or owner) if caption or strong or owner else None


def _texts(one: dict[str, Any], wanted: re.Pattern[str]) -> Iterator[str]:
    for key, value in one.items():
        if not wanted.search(key) or (wanted is _CAPTION_KEY and _CREDIT_KEY.search(key)):
            continue
        for row in value if isinstance(value, list) else [value]:
            said = row
            if isinstance(row, dict):
                said = next(
                    (row[k] for k in ("name", "text", "value", "title") if row.get(k)), None
                )
            if isinstance(said, str) and (text := plain(said)) and "://" not in text:
                yield text


def _is_credit(text: str) -> bool:
    return len(text) <= _LONGEST_CREDIT and credit.parse(text, certain=True) is not None


def _addresses(one: dict[str, Any]) -> list[str]:
    return [
        value
        for key, value in one.items()
        if isinstance(value, str)
        and len(value) < 2000  # noqa: PLR2004 - an address, no data
        and (_PICTURE.search(value) or (_ADDRESS_KEY.search(key) and _PICTURE_HOST.match(value)))
    ]


def _stems(one: dict[str, Any]) -> set[str]:
    """Return what names the files that an object, or an object in it, has the addresses of."""
    parts = [one, *(part for part in one.values() if isinstance(part, dict))]
    names = {stem(address.split(" ")[0]) for part in parts for address in _addresses(part)}
    return {name for name in names if len(name) >= _SHORTEST_STEM}
