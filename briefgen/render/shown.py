"""An entry and its body in, as much of the body as its policy lets appear out."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import unquote

from briefgen.model.entry import Body
from briefgen.render.addresses import INNER, inner
from briefgen.render.allowed import ID_PREFIX
from briefgen.render.words import excerpt

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefgen.model.entry import Entry
    from briefgen.model.page import ArticlePage

__all__ = ["linked_files", "links_of", "shown_body", "with_html"]

_MARKDOWN_LINK = re.compile(rf'(?<=href="{INNER})([^"#]+\.md)(#?)(?=[^"]*")')


def shown_body(entry: Entry, body: Body, permalinks: Mapping[str, str]) -> tuple[Body, bool]:
    """Return as much of a body as the entry's policy lets appear, and whether that cut it.

    Links to other articles' files become links to their pages.
    """
    if entry.policy == "link":
        return Body(), bool(body.html or body.key)
    if entry.policy == "excerpt" and body.words > entry.max_words:
        cut = excerpt(body.html, entry.max_words) if body.html else ""
        body = Body(cut, words=entry.max_words, links=body.links, key=body.key)
        return _linked(body, permalinks), True
    return _linked(body, permalinks), False


def with_html(page: ArticlePage, html: str) -> ArticlePage:
    """Return a page planned without the HTML of its body with as much of it as may be shown."""
    text = excerpt(html, page.entry.max_words) if page.cut and html else html
    return replace(page, body=_linked(replace(page.body, html=text), dict(page.links)))


def linked_files(html: str) -> tuple[str, ...]:
    """Return the Markdown files under content/ that a body links to, each once."""
    if ".md" not in html:
        return ()
    found = (_file(match.group(1)) for match in _MARKDOWN_LINK.finditer(html))
    return tuple(dict.fromkeys(found))


def links_of(body: Body, permalinks: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return the articles that a body links to, each with its permalink."""
    return tuple((path, permalinks[path]) for path in body.links if path in permalinks)


def _file(address: str) -> str:
    return unquote(unescape(address))


def _linked(body: Body, permalinks: Mapping[str, str]) -> Body:
    """Lead links to articles' files to their pages; a link to any other file stays."""
    if ".md" not in body.html:
        return body

    def led(found: re.Match[str]) -> str:
        path, fragment = found.groups()
        target = permalinks.get(_file(path))
        if target is None:
            return found.group()
        return inner(target).removeprefix(INNER) + (f"#{ID_PREFIX}" if fragment else "")

    return replace(body, html=_MARKDOWN_LINK.sub(led, body.html))
