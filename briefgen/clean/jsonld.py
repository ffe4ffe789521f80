"""A page's JSON-LD -> its article and pictures as plain dicts; broken scripts are passed over."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

__all__ = ["Entry", "article", "entries", "kinds", "names", "text", "texts"]

Entry = dict[str, Any]

_ARTICLE = re.compile(r"Article|BlogPosting|Report|Review$|Recipe$|LiveBlog|HowTo$|QAPage")
_MAX_DEPTH = 12
_MAX_ENTRIES = 2000
_WRAPPER = re.compile(r"^\s*(?:<!--|//<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\]\]>|\]\]>)\s*$")


def entries(root: HtmlElement) -> tuple[Entry, ...]:
    """Return every typed entry of the page's JSON-LD, outer before inner."""
    found: list[Entry] = []
    for script in root.iter("script"):
        kind = (script.get("type") or "").lower()
        if "ld+json" in kind and (script.text or "").strip():
            found.extend(_flat(_loaded(script.text or ""), 0))
        if len(found) > _MAX_ENTRIES:
            break
    return tuple(found[:_MAX_ENTRIES])


def _loaded(source: str) -> object:
    source = _WRAPPER.sub("", source).strip().rstrip(";")
    try:
        return json.loads(source, strict=False)
    except (ValueError, RecursionError):
        pass
    # Editors leave trailing commas and raw line breaks behind.
    try:
        return json.loads(re.sub(r",\s*([}\]])", r"\1", source), strict=False)
    except (ValueError, RecursionError):
        return None


def _flat(value: object, depth: int) -> Iterator[Entry]:
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, list):
        for row in value:
            yield from _flat(row, depth + 1)
    elif isinstance(value, dict):
        if "@type" in value:
            yield value
        for inner in value.values():
            if isinstance(inner, (dict, list)):
                yield from _flat(inner, depth + 1)


def kinds(entry: Entry) -> tuple[str, ...]:
    """Return an entry's types without their schema's address."""
    said = entry.get("@type")
    rows = said if isinstance(said, list) else [said]
    return tuple(str(row).rsplit("/", 1)[-1] for row in rows if row)


def article(rows: tuple[Entry, ...]) -> Entry:
    """Return the entry that is the page's article, or an empty one.

    The page's own article says most of itself: lists of other articles are thin.
    """
    known = [row for row in rows if any(_ARTICLE.search(kind) for kind in kinds(row))]
    if not known:
        return {}
    facts = ("headline", "datePublished", "author", "articleBody", "image", "publisher")
    return max(known, key=lambda row: (sum(bool(row.get(key)) for key in facts), -known.index(row)))


def text(value: object) -> str | None:
    """Return the first plain string in a value: itself, its name, its @value, its first row."""
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, list):
        return next((found for row in value if (found := text(row))), None)
    if isinstance(value, dict):
        return text(value.get("name") or value.get("@value") or value.get("url"))
    return None


def texts(value: object) -> tuple[str, ...]:
    """Return all plain strings in a value that may be a string or a list."""
    rows = value if isinstance(value, list) else [value]
    return tuple(found for row in rows if (found := text(row)))


def names(value: object, known: tuple[Entry, ...] = ()) -> tuple[tuple[str, str], ...]:
    """Return (name, type) of each person or organisation in a value; `@id`s are looked up."""
    rows = value if isinstance(value, list) else [value]
    found: list[tuple[str, str]] = []
    for row in rows:
        if isinstance(row, str):
            found.append((row.strip(), ""))
        elif isinstance(row, dict):
            entry = row if row.get("name") else _by_id(row.get("@id"), known)
            found += [(name, "".join(kinds(entry)[:1])) for name in texts(entry.get("name"))]
    return tuple((name, kind) for name, kind in found if name)


def _by_id(name: object, known: tuple[Entry, ...]) -> Entry:
    return next((row for row in known if name and row.get("@id") == name and row.get("name")), {})
