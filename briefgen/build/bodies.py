"""A body's key in, its HTML out: from the store, or made again from the article's file."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from briefgen.build.pieces import unpacked_body

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from briefgen.engine.cache import Cache
    from briefgen.model.entry import Body

__all__ = ["Bodies"]

_AT_ONCE = 32


class Bodies:
    """The texts of the articles under `content`, each fetched when its page is rendered.

    `dress` puts the pictures of a file's HTML in as they are shown. `fresh` are bodies at hand, as
    the store would keep them under their keys.
    """

    def __init__(
        self,
        cache: Cache,
        content: Path,
        longest: int,
        dress: Callable[[str, str], str],
        fresh: Mapping[bytes, bytes] = MappingProxyType({}),
    ) -> None:
        self._fresh = fresh
        self._dress = dress
        self._cache = cache
        self._content = content
        self._longest = longest
        self._line: Sequence[str] = ()
        self._places: dict[str, int] = {}
        self._last = -1
        self._expected: list[str] = []
        self._held: dict[bytes, bytes] = {}

    def line_up(self, keys: Sequence[str]) -> None:
        """Know in what order bodies may be asked for, so that the next ones are fetched along."""
        self._line = keys
        self._places = {key: at for at, key in enumerate(keys)}

    def expect(self, body: Body) -> None:
        """Have a body fetched along with the first that is asked for."""
        if body.key and not body.html:
            self._expected.append(body.key)

    def html(self, body: Body, path: str) -> str:
        """Return the HTML of a body that stands apart; `path` is its article's."""
        if body.html or not body.key:
            return body.html
        data = self._data(body.key)
        if data and (found := unpacked_body(data)):
            return self._dress(found.html, path)
        # The store is full, closed or was thrown away; the file still tells.
        from briefgen.build.preparing import body_of

        made = body_of(path, (self._content / path).read_bytes(), self._longest)
        return self._dress(made.html, path)

    def _data(self, name: str) -> bytes | None:
        """Return a body's bytes; where it follows the one before, the next are fetched along."""
        key, place = bytes.fromhex(name), self._places.get(name, -1)
        follows, self._last = place == self._last + 1, place
        if data := self._fresh.get(key) or self._held.pop(key, None):
            return data
        names = self._line[place : place + _AT_ONCE] if follows and place >= 0 else [name]
        expected, self._expected = self._expected, []
        self._held = self._cache.found([bytes.fromhex(one) for one in (*names, *expected)])
        return self._held.pop(key, None)
