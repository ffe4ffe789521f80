"""What the last build kept to be amended by in; its articles out one at a time, and its lists."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Never
from zoneinfo import ZoneInfo

import msgspec
from msgspec.msgpack import Decoder

from briefgen.build.amends import (
    AMENDS,
    ARTICLES,
    BASIS,
    SPEECH,
    THEME,
    Basis,
    Otherwise,
    otherwise_row,
)
from briefgen.build.pieces import Known, known
from briefgen.engine.ledger import Rows, read_rows, rows_sum
from briefgen.engine.record import decoded
from briefgen.errors import ConfigError, ContentError, ThemeError
from briefgen.values import dataclass

if TYPE_CHECKING:
    from briefgen.build.look import View
    from briefgen.build.order import Order
    from briefgen.model.entry import TopicRef
    from briefgen.model.theme import Theme
    from briefgen.render.entries import Placing

__all__ = ["CHANGES", "GIVEN_UP", "UNREAD", "AnewError", "Fresh", "Reread", "Stock", "anew"]

CHANGES = "amended"
"""The file in the cache that holds the rows of articles amended since the last whole build."""


UNREAD = b"\xc0"
"""What stands for articles that were not read: everything has to be built."""


class AnewError(Exception):
    """Everything has to be built."""


GIVEN_UP = (AnewError, ContentError, ThemeError, ConfigError, OSError, ValueError)
"""What amending may raise; then everything is built, and tells what is wrong."""


def anew() -> Never:
    """Give up amending."""
    raise AnewError


class Reread(msgspec.Struct, array_like=True, frozen=True):
    """An article of which something changed: its row, and its body as it is to be kept."""

    name: str
    row: bytes
    body: tuple[bytes, bytes] | None


@dataclass(frozen=True, slots=True)
class Fresh:
    """An article that says something else now: its place in the library, its body as it is kept."""

    at: int
    known: Known
    body: tuple[bytes, bytes] | None


class Stock:
    """What the last build kept: an article's row at a time, and how each list stood."""

    def __init__(self, order: Order, view: View) -> None:
        store, told = order.kept / "cache", view.told
        self._amends = Rows(store / AMENDS)
        self._articles = Rows(store / ARTICLES)
        self.basis = msgspec.msgpack.decode(self._amends.one(BASIS), type=Basis)
        if told.get(AMENDS) != self._amends.sum.hex() or self.basis.articles != self._articles.sum:
            anew()
        self.changed: dict[str, bytes] = {}
        self._loaded: dict[str, bytes] = {}
        if CHANGES in told:
            if told[CHANGES] != rows_sum(store / CHANGES).hex():
                anew()
            self.changed = read_rows(store / CHANGES, b"")
        placed: tuple[Placing, Placing, tuple[str, ...]] = decoded(self.basis.placed, "briefgen")
        self.placing, self.narrowed, self.titles = placed
        self.places = {name: at for at, name in enumerate(self.basis.names)}
        self._zone = ZoneInfo(self.placing.config.timezone)
        self._refs: dict[tuple[str, str, str], TopicRef] = {
            (ref.slug, ref.title, ref.permalink): ref for ref in self.placing.topics
        }

    def load(self) -> None:
        """Have the rows of all articles at hand, for whoever asks for most of them."""
        self._loaded = self._articles.all()

    def known(self, at: int) -> Known:
        """Return the article at a place as it was read last."""
        name = self.basis.names[at]
        row = self.changed.get(name) or self._loaded.get(name) or self._articles.one(name)
        return self.known_of(row)

    def known_of(self, row: bytes) -> Known:
        """Return the article of a row."""
        return known(row, self._zone, self._refs)

    def fresh(self, read: bytes) -> dict[str, Fresh]:
        """Return by name the articles of a record of Reread ones; anew() for UNREAD."""
        if read == UNREAD:
            anew()
        rows = msgspec.msgpack.decode(read, type=list[Reread])
        return {
            one.name: Fresh(self.places[one.name], self.known_of(one.row), one.body) for one in rows
        }

    def otherwise(self, at: int) -> Otherwise:
        """Return what the article at a place is shown with that it was not placed with."""
        row = otherwise_row(at)
        return _otherwise().decode(self._amends.one(row)) if row in self._amends else Otherwise()

    @property
    def theme(self) -> Theme:
        """The theme as it was loaded: no file of it was touched."""
        theme: Theme = decoded(self._amends.one(THEME), "briefgen")
        return theme

    @property
    def speech(self) -> bytes:
        """What the site's language says of its days and numbers."""
        return self._amends.one(SPEECH)

    def tree(self, path: str) -> Any:
        """Return how a list stood, as a record's tree."""
        return msgspec.msgpack.decode(self._amends.one(path))


@cache
def _otherwise() -> Decoder[Otherwise]:
    return Decoder(Otherwise)
