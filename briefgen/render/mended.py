"""A template that changed in, its pages made of what they were out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.render.parts import Asks
from briefgen.render.sheet import LENGTH, Sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from jinja2 import nodes

    from briefgen.model.page import Page
    from briefgen.render.parts import Parted, Parts

__all__ = ["Mended"]


class Mended:
    """A template's pages, made of what they were: only parts with a new sign are rendered.

    `before` are the signs of the parts that the pages have.
    """

    def __init__(
        self,
        parts: Parts,
        before: Sequence[bytes],
        compiled: Callable[[nodes.Template], Parted],
    ) -> None:
        self.signs = parts.signs
        known = {sign: at for at, sign in reversed([*enumerate(before)])}
        places = [known.get(sign, -1) for sign in self.signs]
        self.is_same = places == [*range(len(before))]
        """Whether each page is just what it was."""
        chosen = [at for at, place in enumerate(places) if place < 0]
        self.asks = parts.asks(chosen)
        tree, shown = parts.some(chosen)
        self._template = compiled(tree) if shown else None
        for at in shown:
            places[at] = -1
        self._runs = _runs(places)
        self._known: list[bytes] | None = None

    def kept(self, before: Sheet) -> list[Sheet]:
        """Return what stays of a page; a ValueError says that its lengths are not its own."""
        ends, data, lengths = before.ends, before.data, before.lengths
        return [
            Sheet(data[ends[start] : ends[end]], lengths[start * LENGTH : end * LENGTH])
            for start, end in self._runs
            if start >= 0
        ]

    def sheet(self, kept: Sequence[Sheet], page: Page) -> Sheet:
        """Return a page's file of what stays of it, with the other parts rendered."""
        rest, made = iter(kept), iter(self._made(page))
        sheets = [next(rest) if start >= 0 else Sheet.of([next(made)]) for start, _ in self._runs]
        return Sheet(
            b"".join([sheet.data for sheet in sheets]),
            b"".join([sheet.lengths for sheet in sheets]),
        )

    def _made(self, page: Page) -> list[bytes]:
        if self._template is None:
            return []
        if self._known is not None:
            return self._known
        made = [part.encode() for part in self._template.parts(page=page)]
        if self.asks is Asks.NOTHING:
            self._known = made
        return made


def _runs(places: Sequence[int]) -> list[tuple[int, int]]:
    """Return parts that stay and follow one another as where they start and end; new ones as -1."""
    runs: list[tuple[int, int]] = []
    for place in places:
        if place >= 0 and runs and runs[-1][1] == place:
            runs[-1] = (runs[-1][0], place + 1)
        else:
            runs.append((place, place + 1 if place >= 0 else -1))
    return runs
