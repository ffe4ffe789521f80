"""Choose an article's summary: its standfirst whole, or a description that says more than the text.

A description that breaks off, or that only says the first paragraph again, gives way to the
standfirst that the page shows between title and text. The line that became the summary leaves
the text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.clean.boxes import words
from briefgen.clean.running import is_running
from briefgen.clean.titles import folded
from briefgen.values import replace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.clean.body import Judged
    from briefgen.clean.pieces import Piece

__all__ = ["settled"]

_STANDFIRST = re.compile(
    r"standfirst|stand-first|(?<![a-z])dek(?![a-z])|(?<![a-z])deck(?![a-z])|(?<![a-z])lede?(?![a-z])"
    r"|(?<![a-z])lead(?![a-z])|(?<![a-z])intro|sub-?(?:title|head|heading|headline)|strapline|chapeau"
    r"|vorspann|ingress|teaser-?text|(?<![a-z])excerpt|(?<![a-z])summary(?![a-z])|sapo|bajada"
)
_ENDS = re.compile(r"[.!?。！？…।؟»”\"')]\s*$")
_BROKEN = re.compile(r"(?:\.{3}|…|\[…\])\s*$")
_SHORTEST = 30
_LONGEST = 500
_LONG_HEADING = 80
_LONG_UNENDED = 100
_HEAD = 4


def settled(
    description: str | None, judged: Sequence[Judged]
) -> tuple[str | None, tuple[Judged, ...]]:
    """Return the summary, and the lines without the one that it was taken from or repeats."""
    first = next((at for at, row in enumerate(judged) if _is_text(row)), len(judged))
    shown = _shown_standfirst(judged, first)
    summary = description
    if summary is None or _breaks_off(summary) or _repeats(summary, judged, first):
        summary = judged[shown].line.whole.text if shown is not None else None
    said = folded(summary)
    kept = [at for at, row in enumerate(judged) if row.verdict.kept][:_HEAD]
    again = {at for at in kept if said and folded(judged[at].line.whole.text) == said}
    if shown is not None and judged[shown].line.whole.level:
        # A standfirst that is not the summary is no heading of the text either.
        again.add(shown)
    return summary, tuple(
        _dropped(row) if at in again and row.verdict.kept else row for at, row in enumerate(judged)
    )


def _is_text(row: Judged) -> bool:
    piece = row.line.whole
    return row.verdict.kept and not piece.level and is_running(piece) and not _is_named(piece)


def _is_named(piece: Piece) -> bool:
    return bool(_STANDFIRST.search(words(piece.box.element)))


def _shown_standfirst(judged: Sequence[Judged], first: int) -> int | None:
    """Return the place of a sentence between the title and the first paragraph of the text."""
    titles = [at for at in range(first) if judged[at].line.whole.box.tag == "h1"]
    for at in range(titles[-1] + 1 if titles else first, first):
        piece = judged[at].line.whole
        sentence = bool(_ENDS.search(piece.text)) or len(piece.text) > _LONG_HEADING
        if not _SHORTEST <= len(piece.text) <= _LONGEST or not sentence or piece.box.hidden:
            continue
        if _is_named(piece) or piece.level:
            return at
    return None


def _breaks_off(text: str) -> bool:
    return bool(_BROKEN.search(text)) or (
        len(text) >= _LONG_UNENDED and not _ENDS.search(text) and text[-1].isascii()
    )


def _repeats(description: str, judged: Sequence[Judged], first: int) -> bool:
    """Tell a description that is the first paragraph again, or its beginning."""
    opening = folded(judged[first].line.whole.text) if first < len(judged) else ""
    said = folded(_BROKEN.sub("", description))
    return bool(said) and (opening.startswith(said) or (bool(opening) and said.startswith(opening)))


def _dropped(row: Judged) -> Judged:
    return replace(row, verdict=replace(row.verdict, kept=False, reason="is the summary"))
