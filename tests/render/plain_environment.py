"""An environment for templates that are put together, where all is asked and called as in Jinja."""

from __future__ import annotations

from typing import Any, ClassVar

from jinja2 import DictLoader
from markupsafe import escape

from briefgen.render.compiled import Asked

__all__ = ["PlainEnvironment", "environment"]


class PlainEnvironment(Asked):
    """Knows no frozen values, no functions of ours, and remembers nothing of what it showed."""

    shown = staticmethod(escape)
    ready: ClassVar[dict[int, Any]] = {}

    def kinds(self, name: str) -> frozenset[type]:
        """No type's fields may be read as they are."""
        del name
        return frozenset()

    def bound(self, context: Any, called: Any, **around: Any) -> Any:
        """Call as Jinja does."""
        return lambda *args, **named: context.call(called, *args, **around, **named)


def environment(files: dict[str, str]) -> PlainEnvironment:
    """An environment with these files."""
    env = PlainEnvironment(loader=DictLoader(files), autoescape=True, optimized=False)
    env.globals = {"site": "S", "range": range, "given_to_all": "G"}
    return env
