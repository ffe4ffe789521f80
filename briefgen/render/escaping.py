"""A value that a template shows in, its text as HTML out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import markupsafe
from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Escaping"]

# What `escape` makes its Markup of. A page shows a hundred texts, and as many Markups would be
# made to be joined, and dropped. An older markupsafe has no name for it.
_escaped: Callable[[str], str] = getattr(markupsafe, "_escape_inner", escape)


class Escaping:
    """Escapes as `markupsafe.escape` does, of which only the text is wanted."""

    @staticmethod
    def shown(value: Any) -> str:
        """Return the HTML that shows a value."""
        kind = type(value)
        if kind is str:
            return _escaped(value)
        if kind is Markup:
            return value  # type: ignore[no-any-return]
        if kind is int:
            return str(value)
        return escape(value)
