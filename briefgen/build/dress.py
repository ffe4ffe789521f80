"""A body whose pictures are as they were written in, the same with them as they are shown out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from briefgen.model.entry import Figure
from briefgen.render.pictures import dressed_html
from briefgen.values import dataclass, replace

if TYPE_CHECKING:
    from briefgen.model.entry import Body

__all__ = ["Dress"]


@dataclass(frozen=True, slots=True)
class Dress:
    """How the pictures in a body are shown.

    `written` are its figures, `shown` what is shown for each, `amid` pictures amid words by path;
    None stands for one that is not shown.
    """

    written: tuple[Figure, ...]
    shown: tuple[Figure | None, ...]
    amid: Mapping[str, Figure | None]

    def body(self, body: Body) -> Body:
        """Return the body with its pictures as they are shown."""
        return replace(
            body,
            html=self.html(body.html),
            figures=tuple(figure for figure in self.shown if figure),
            pictures=tuple(figure.src for figure in self.amid.values() if figure),
            inline=tuple(self._inline(body.inline)),
        )

    def _inline(self, sources: Iterable[str]) -> Iterator[str]:
        for src in sources:
            if src not in self.amid:
                yield src
            elif figure := self.amid[src]:
                yield figure.src

    def html(self, html: str) -> str:
        """Return the body's HTML, where there is any at hand, with its pictures so."""
        return dressed_html(html, self.written, self.shown, self.amid) if html else html
