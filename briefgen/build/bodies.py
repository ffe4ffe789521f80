"""A body's key in, its HTML out: from the store, or made again from the article's file."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from briefgen.build.pieces import unpacked_body

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from briefgen.engine.work import Work
    from briefgen.model.entry import Body

__all__ = ["Bodies"]


class Bodies:
    """The texts of the articles under `content`, each fetched when its page is rendered.

    `dress` puts the pictures of a file's HTML in as they are shown. `fresh` are bodies at hand, as
    the store would keep them under their keys.
    """

    def __init__(
        self,
        work: Work,
        content: Path,
        longest: int,
        dress: Callable[[str, str], str],
        fresh: Mapping[bytes, bytes] = MappingProxyType({}),
    ) -> None:
        self._fresh = fresh
        self._dress = dress
        self._work = work
        self._content = content
        self._longest = longest

    def html(self, body: Body, path: str) -> str:
        """Return the HTML of a body that stands apart; `path` is its article's."""
        if body.html or not body.key:
            return body.html
        key = bytes.fromhex(body.key)
        data = self._fresh.get(key) or self._work.kept([key]).get(key)
        if data and (found := unpacked_body(data)):
            return self._dress(found.html, path)
        # The store is full, closed or was thrown away; the file still tells.
        from briefgen.build.preparing import body_of

        made = body_of(path, (self._content / path).read_bytes(), self._longest)
        return self._dress(made.html, path)
