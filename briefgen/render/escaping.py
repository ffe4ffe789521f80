"""A value that a template shows in, its text as HTML out, found again where it was shown before."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup, escape

__all__ = ["Escaping"]

_MOST = 8192
_LONGEST = 1000


class Escaping:
    """Escapes as `markupsafe.escape` does, and remembers titles, addresses and the like."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def shown(self, value: Any) -> str:
        """Return the HTML that shows a value."""
        kind = type(value)
        if kind is Markup:
            return value  # type: ignore[no-any-return]
        if kind is not str:
            return escape(value)
        found = self._known.get(value)
        return self._escaped(value) if found is None else found

    def _escaped(self, text: str) -> str:
        found = escape(text)
        if len(text) > _LONGEST:
            return found
        if len(self._known) >= _MOST:
            self._known.clear()
        self._known[text] = found
        return found
