"""Articles and the site they are on in; what their links to other articles' files miss out."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from briefgen.errors import Notice, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from briefgen.build.pieces import Piece
    from briefgen.model.entry import Entry

__all__ = ["dead_links"]


def dead_links(
    pieces: Iterable[Piece], entries: Iterable[Entry], content: Path
) -> Iterator[Notice]:
    """Yield a notice for each link to a Markdown file that is no article on the site."""
    linking = [piece for piece in pieces if piece.body.links]
    shown = {entry.path for entry in entries} if linking else set()
    for piece in linking:
        if piece.path not in shown:
            continue
        for link in piece.body.links:
            if link not in shown:
                yield Notice(
                    "link-dead",
                    f"the link to {link} goes nowhere: no article on the site has that file",
                    piece.path,
                    _line(content / piece.path, link.rpartition("/")[2]),
                    nearest(link, shown) or "mend the link, or take it off its words",
                )


def _line(file: Path, name: str) -> int | None:
    """Return where a file names another: bodies are kept without lines, and dead links are few."""
    try:
        rows = file.read_text("utf-8", "replace").splitlines()
    except OSError:
        return None
    return next((n for n, row in enumerate(rows, 1) if name in unquote(row)), None)
