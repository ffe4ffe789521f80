"""A macro and its arguments in, what it gave for just these before out.

A macro that a template imports without its context sees nothing but its arguments and what is the
same for the whole site: it is a function. The card of an article stands on some six pages alike.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

from jinja2.nodes import EvalContext
from jinja2.utils import missing
from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from jinja2 import Environment
    from jinja2.runtime import Macro

__all__ = ["MacroMemo"]

_Key: TypeAlias = tuple[Any, ...]
_Answer: TypeAlias = tuple[str, tuple[Any, ...], dict[str, Any]]

# Pages come newest first, and an article's card stands on pages of about its own age.
_MOST = 8192
_TRIAL = 1024
_SELDOM = 8
# No two of these are equal to each other, or to an identity.
_THEMSELVES = frozenset({type(None), bool, str})
# 1 is True and the text of a Markup that Markup, but a template may tell them apart.
_ATOMS = frozenset({int, Markup})


class MacroMemo:
    """Knows macros by what they give; arguments of the `plain` types, frozen values, by identity.

    `ready` are, by the macro's identity, the calls that give the text of one that was imported.
    """

    def __init__(self, plain: Collection[type], environment: Environment) -> None:
        self.ready: dict[int, Callable[..., Any]] = {}
        self._plain = plain
        self._environment = environment
        self._escaping = EvalContext(environment)
        self._modules = 0
        self._imported: set[int] = set()

    def call_of(self, macro: Macro) -> Callable[..., str] | None:
        """Return what gives a macro's text, found again where it can be; None if it sees a page."""
        if not self._is_imported(macro):
            return None
        place, make = id(macro), _quick(macro, self._escaping)
        answers = _Answers(make, self._plain, partial(self.ready.__setitem__, place))
        self.ready[place] = answers.text
        return answers.text

    def _is_imported(self, macro: Macro) -> bool:
        if id(macro) in self._imported:
            return True
        loaded = (self._environment.cache or {}).values()
        # Jinja has no public word for a module that was made already.
        modules = [t._module for t in loaded if t._module is not None]  # noqa: SLF001
        if len(modules) == self._modules:
            return False
        self._modules = len(modules)
        self._imported = {id(value) for module in modules for value in vars(module).values()}
        return id(macro) in self._imported


class _Answers:
    """What one macro gave; of texts not asked for lately half are forgotten at a time.

    `tell` is given the macro's own call once it turns out to be seldom asked for the same.
    """

    def __init__(
        self,
        make: Callable[..., str],
        plain: Collection[type],
        tell: Callable[[Callable[..., str]], Any],
    ) -> None:
        self._make = make
        self._plain = plain
        self._tell = tell
        self._found = 0
        self._missed = 0
        # With each result stands what its key names by identity, so that it stays what it is.
        self._kept: dict[_Key, _Answer] = {}
        self._older: dict[_Key, _Answer] = {}

    def text(self, *args: Any, **named: Any) -> str:
        """Return what the macro gives for these arguments."""
        key: list[Any] = [(len(args), *named)] if named else []
        for value in (*args, *named.values()) if named else args:
            kind = type(value)
            if kind in self._plain:
                key.append(id(value))
            elif kind in _THEMSELVES:
                key.append(value)
            elif kind in _ATOMS:
                key.append((kind, value))
            else:
                return self._make(*args, **named)
        place = tuple(key)
        found = self._kept.get(place)
        if found is None:
            return self._learnt(place, args, named)
        self._found += 1
        return found[0]

    def _learnt(self, place: _Key, args: tuple[Any, ...], named: dict[str, Any]) -> str:
        found = self._older.get(place)
        if found is None:
            found = self._make(*args, **named), args, named
            self._missed += 1
            if self._missed == _TRIAL and self._found < _TRIAL // _SELDOM:
                self._tell(self._make)
        if len(self._kept) >= _MOST // 2:
            self._older, self._kept = self._kept, {}
        self._kept[place] = found
        return found[0]


def _quick(macro: Macro, escaping: EvalContext) -> Callable[..., str]:
    """Return what calls a macro from a template that escapes, without Jinja's many questions."""
    names, function = macro.arguments, macro._func  # noqa: SLF001 - Macro takes five times as long
    # Markup's own way to make one looks for what a text can't have.
    marked = str.__new__
    plain = not (macro.caller or macro.catch_kwargs or macro.catch_varargs)
    # By the number of arguments that have no name: what stands for the others.
    blank = {n: (missing,) * (len(names) - n) for n in range(len(names) + 1) if plain}
    later = [frozenset(names[place:]) for place in range(len(names) + 1)]

    def call(*args: Any, **named: Any) -> str:
        rest: Iterable[Any] | None = blank.get(len(args))
        if rest is None or (named and not named.keys() <= later[len(args)]):
            return macro(escaping, *args, **named)  # which says what is wrong
        if named:
            rest = map(named.get, names[len(args) :], rest)
        return marked(Markup, function(*args, *rest))

    return call
