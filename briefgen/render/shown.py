"""An entry and its body in, as much of the body as its policy lets appear out."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import unquote

from briefgen.model.entry import Body
from briefgen.render.addresses import INNER, inner
from briefgen.render.allowed import ID_PREFIX
from briefgen.render.words import excerpt
from briefgen.values import replace

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefgen.model.entry import Entry
    from briefgen.model.library import Library
    from briefgen.model.page import ArticlePage

__all__ = ["led", "linked", "links_of", "permalinks_of", "shown_body", "with_html"]

_LINK = re.compile(rf'(?<=href="{INNER})[^"#?]+')
_MARKDOWN_LINK = re.compile(rf'(?<=href="{INNER})([^"#]+\.md)(#?)(?=[^"]*")')


def shown_body(entry: Entry, body: Body, permalinks: Mapping[str, str]) -> tuple[Body, bool]:
    """Return as much of a body as the entry's policy lets appear, and whether that cut it.

    Links to the files of other pages become links to these.
    """
    if entry.policy == "link":
        return Body(), bool(body.html or body.key)
    if entry.policy == "excerpt" and body.words > entry.max_words:
        cut = excerpt(body.html, entry.max_words) if body.html else ""
        body = Body(cut, words=entry.max_words, links=body.links, key=body.key)
        return led(body, permalinks), True
    return led(body, permalinks), False


def with_html(page: ArticlePage, html: str) -> ArticlePage:
    """Return a page planned without the HTML of its body with as much of it as may be shown."""
    text = excerpt(html, page.entry.max_words) if page.cut and html else html
    body = replace(page.body, html=text)
    # Most link to no file that has a page, and to look through a text takes as long as all else.
    return replace(page, body=led(body, dict(page.links)) if page.links else body)


def linked(html: str) -> tuple[str, ...]:
    """Return what a body links to on its own site, each once: Markdown files and addresses."""
    if f'href="{INNER}' not in html:
        return ()
    return tuple(dict.fromkeys(_file(match.group()) for match in _LINK.finditer(html)))


def permalinks_of(library: Library) -> dict[str, str]:
    """Return the permalink of each file under content/ that has a page."""
    return dict(library.files) | {entry.path: entry.permalink for entry in library.entries}


def links_of(body: Body, permalinks: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return the files with a page that a body links to, each with its permalink."""
    return tuple((path, permalinks[path]) for path in body.links if path in permalinks)


def led(body: Body, permalinks: Mapping[str, str]) -> Body:
    """Lead links to files under content/ to their pages; a link to any other file stays."""
    if ".md" not in body.html:
        return body

    def to_page(found: re.Match[str]) -> str:
        path, fragment = found.groups()
        target = permalinks.get(_file(path))
        if target is None:
            return found.group()
        return inner(target).removeprefix(INNER) + (f"#{ID_PREFIX}" if fragment else "")

    return replace(body, html=_MARKDOWN_LINK.sub(to_page, body.html))


def _file(address: str) -> str:
    return unquote(unescape(address))
