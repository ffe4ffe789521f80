"""An article's Markdown in, a Body out: sanitised HTML with figures, its addresses resolved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.model.config import LimitsConfig
from briefgen.model.entry import Body
from briefgen.render.prose import prose

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefgen.model.credit import Credit

__all__ = ["to_body"]

_LONGEST = LimitsConfig().article_bytes


def to_body(  # noqa: PLR0913, each is a fact of its own about one text
    markdown: str,
    path: str,
    *,
    first_line: int = 1,
    longest: int = _LONGEST,
    parse: Callable[[str], Credit | None] | None = None,
    trusted: bool = False,
) -> Body:
    """Convert the Markdown of the file at `path` under content/, from its line `first_line`.

    Raw HTML passes through the same allow-list, or a wide one where it is `trusted`.
    ContentError for a photo outside content/ and for text made to hang a parser, or of more than
    `longest` characters.
    """
    if len(markdown) <= longest and not trusted and (plainly := prose(markdown)):
        return Body(plainly.html, words=plainly.words)
    # Python-Markdown takes a while to load, and plain articles do without.
    from briefgen.render.parsed_body import parsed_body

    return parsed_body(
        markdown, path, first_line=first_line, longest=longest, parse=parse, trusted=trusted
    )
