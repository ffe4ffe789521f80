"""Texts and the site they are on in; what their links within it miss out."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import unquote

from briefgen.errors import Notice, nearest
from briefgen.render.shown import permalinks_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from briefgen.build.pieces import Piece
    from briefgen.model.entry import Body
    from briefgen.model.library import Library

__all__ = ["dead_links"]

_MEND = "mend the link, or take it off its words"
_NOT_PUBLISHED = (
    "only pages and the photos that they show are put on the site: link to where the file stands"
)


def dead_links(
    pieces: Iterable[Piece],
    *,
    intros: Iterable[tuple[str, Body]],
    library: Library,
    addresses: Callable[[], Iterable[str]],
    content: Path,
) -> Iterator[Notice]:
    """Yield a notice for each link of a text that leads to no page or file of the site.

    `intros` are the texts of topics and editions, by file. `addresses` gives all that the site has:
    permalinks, and the paths of files.
    """
    texts = (*((piece.path, piece.body) for piece in pieces), *intros)
    linking = [(path, body.links) for path, body in texts if body.links]
    if not linking:
        return
    known = _Known(library, addresses)
    for path, links in linking:
        if path not in known.files:
            continue
        for link in links:
            if not known.has(link):
                name = link.rstrip("/").rpartition("/")[2]
                line = _line(content / path, name)
                yield Notice("link-dead", _message(link), path, line, _hint(link, known, content))


class _Known:
    """What a link may lead to."""

    def __init__(self, library: Library, addresses: Callable[[], Iterable[str]]) -> None:
        self.files = permalinks_of(library)
        self._listed = addresses

    @cached_property
    def addresses(self) -> frozenset[str]:
        """Gathered where a link asks for it: most sites link by files."""
        return frozenset(self._listed())

    def has(self, link: str) -> bool:
        """Whether a link leads to a page; hosts lead "topics/rail" on to "topics/rail/"."""
        if link.endswith(".md"):
            return link in self.files
        return link in self.addresses or f"{link.rstrip('/')}/" in self.addresses


def _message(link: str) -> str:
    if link.endswith(".md"):
        return f"the link to {link} goes nowhere: no page of the site is made of that file"
    return f"the link to /{link} goes nowhere: the site has no such page or file"


def _hint(link: str, known: _Known, content: Path) -> str:
    if link.endswith(".md"):
        return nearest(link, known.files) or _MEND
    if (content / link).is_file():
        return _NOT_PUBLISHED
    return nearest(link, known.addresses) or _MEND


def _line(file: Path, name: str) -> int | None:
    """Return where a file names another: bodies are kept without lines, and dead links are few."""
    try:
        rows = file.read_text("utf-8", "replace").splitlines()
    except OSError:
        return None
    return next((n for n, row in enumerate(rows, 1) if name in unquote(row)), None)
