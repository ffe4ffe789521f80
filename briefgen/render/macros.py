"""A macro and its arguments in, what it gave for just these before out.

A macro that a template imports without its context sees nothing but its arguments and what is the
same for the whole site: it is a function. The card of an article stands on some six pages alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from jinja2 import Template
    from jinja2.runtime import Macro

__all__ = ["MacroMemo"]

# Pages come newest first, and an article's card stands on pages of about its own age.
_MOST = 8192
_ATOMS = frozenset({type(None), bool, int, str, Markup})


class MacroMemo:
    """Remembers what macros gave; arguments of the `plain` types, frozen values, count by identity.

    `templates` gives those that are loaded by now.
    """

    def __init__(
        self, plain: Collection[type], templates: Callable[[], Iterable[Template]]
    ) -> None:
        self._plain = plain
        self._templates = templates
        self._modules = 0
        self._imported: set[int] = set()
        # With each result stands what its key names by identity, so that it stays what it is.
        self._kept: dict[tuple[Any, ...], tuple[str, tuple[Any, ...]]] = {}

    def __call__(
        self,
        macro: Macro,
        args: tuple[Any, ...],
        named: Mapping[str, Any],
        make: Callable[[], Any],
    ) -> Any:
        """Return what `macro` gives for its arguments: as before, or as `make` makes it."""
        key = self._key(macro, args, named)
        if key is None:
            return make()
        found = self._kept.get(key)
        if found is not None:
            return found[0]
        made = make()
        if len(self._kept) >= _MOST:
            self._kept.clear()
        self._kept[key] = made, (args, *named.values())
        return made

    def _key(
        self, macro: Macro, args: tuple[Any, ...], named: Mapping[str, Any]
    ) -> tuple[Any, ...] | None:
        if not self._is_imported(macro):
            return None
        key: list[Any] = [id(macro), len(args), *named]
        for value in (*args, *named.values()):
            kind = type(value)
            if kind in self._plain:
                key.append(id(value))
            elif kind in _ATOMS:
                key.append((kind, value))  # 1 is True, but a template may tell them apart
            else:
                return None
        return tuple(key)

    def _is_imported(self, macro: Macro) -> bool:
        if id(macro) in self._imported:
            return True
        # Jinja has no public word for a module that was made already.
        modules = [t._module for t in self._templates() if t._module is not None]  # noqa: SLF001
        if len(modules) == self._modules:
            return False
        self._modules = len(modules)
        self._imported = {id(value) for module in modules for value in vars(module).values()}
        return id(macro) in self._imported
