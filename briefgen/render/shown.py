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

__all__ = ["shown_body"]

_MARKDOWN_LINK = re.compile(rf'(?<=href="{INNER})([^"#]+\.md)(#?)(?=[^"]*")')


def shown_body(entry: Entry, body: Body, permalinks: Mapping[str, str]) -> tuple[Body, bool]:
    """Return as much of a body as the entry's policy lets appear, and whether that cut it.

    Links to other articles' files become links to their pages.
    """
    if entry.policy == "link":
        return Body(), bool(body.html)
    if entry.policy == "excerpt" and body.words > entry.max_words:
        body = Body(excerpt(body.html, entry.max_words), words=entry.max_words)
        return _linked(body, permalinks), True
    return _linked(body, permalinks), False


def _linked(body: Body, permalinks: Mapping[str, str]) -> Body:
    """Lead links to articles' files to their pages; a link to any other file stays."""
    if ".md" not in body.html:
        return body

    def led(found: re.Match[str]) -> str:
        path, fragment = found.groups()
        target = permalinks.get(unquote(unescape(path)))
        if target is None:
            return found.group()
        return inner(target).removeprefix(INNER) + (f"#{ID_PREFIX}" if fragment else "")

    return replace(body, html=_MARKDOWN_LINK.sub(led, body.html))
