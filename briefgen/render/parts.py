"""A template put together in, the parts that its page is made of out, each known by its code.

Each block and include that a page shows is a part, and so is what stands between two. What a part
shows follows from the page and from the part's sign: from its own code, from what gives the names
it asks for their values, and from the macros it imports. So a page whose template changed is, but
for the parts whose sign no longer is what it was, what it was.
"""

from __future__ import annotations

from enum import IntEnum
from hashlib import blake2b
from itertools import groupby
from typing import TYPE_CHECKING

from jinja2 import Template, TemplateError, nodes

from briefgen.errors import ThemeError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from jinja2 import Environment

__all__ = ["Asks", "Imported", "Parted", "Parts", "assigned", "between"]

_SIGN = 8
_STATEMENTS = (nodes.Assign, nodes.AssignBlock, nodes.FromImport, nodes.Import, nodes.Macro)
_IMPORTS = (nodes.Extends, nodes.FromImport, nodes.Import, nodes.Include)
_PAGE, _BODY = "page", "body"


class Asks(IntEnum):
    """What a part has to be given: nothing, a page, or a page with its article's text."""

    NOTHING = 0
    PAGE = 1
    TEXT = 2


class Parted(Template):
    """A template whose code may say where one part of the page ends and the next begins."""

    @property
    def signs(self) -> tuple[bytes, ...]:
        """The signs of its parts; none where it was not put together."""
        found: tuple[bytes, ...] = self.root_render_func.__globals__.get("signs", ())
        return found

    def parts(self, **given: Any) -> list[str]:
        """Return what each part shows; one for all of the page where there are no signs."""
        context = self.new_context(given)
        count = self.root_render_func.__globals__.get("parts", 1)
        try:
            step = iter(self.root_render_func(context)).__next__
            # The code yields None between two parts.
            return ["".join(iter(step, None)) for _ in range(count)]
        except Exception:  # noqa: BLE001 - it is raised again, told with the template's line
            self.environment.handle_exception()

    def render(self, *args: Any, **given: Any) -> str:
        """Return the whole page."""
        return "".join(self.parts(**dict(*args, **given)))


class Parts:
    """The parts of a page whose template was put together as `tree`.

    `imported` tells the templates apart that they import.
    """

    def __init__(self, tree: nodes.Template, imported: Imported) -> None:
        self._body = tree.body
        self._places = {id(node): at for at, node in enumerate(tree.body)}
        self._imported = imported
        setters: dict[str, list[nodes.Node]] = {}
        for node in tree.body:
            for name in assigned([node]):
                setters.setdefault(name, []).append(node)
        self._parts = _cut(tree.body)
        self._reached = [_reached(part, setters) for part in self._parts]

    @property
    def signs(self) -> tuple[bytes, ...]:
        """What stands for each of them."""
        return tuple(map(self._sign, self._parts, self._reached))

    def asks(self, chosen: Collection[int]) -> Asks:
        """Return what some of the parts have to be given."""
        chosen = self._with_others(chosen)
        found = [_asks(node) for at in chosen for node in (*self._parts[at], *self._reached[at])]
        return max(found, default=Asks.NOTHING)

    def some(self, chosen: Collection[int]) -> tuple[nodes.Template, tuple[int, ...]]:
        """Return a template of some of the parts, and which it shows.

        These are the chosen ones, and those where a name they ask for is given its value.
        """
        chosen = self._with_others(chosen)
        wanted = {id(node) for at in chosen for node in (*self._parts[at], *self._reached[at])}
        last = {id(self._parts[at][-1]) for at in chosen[:-1]}
        body: list[nodes.Node] = []
        for node in self._body:
            if id(node) in wanted:
                body.append(node)
                if id(node) in last:
                    body.append(nodes.Continue(lineno=node.lineno))
        tree = nodes.Template(body, lineno=1)
        tree.set_environment(self._imported.environment)
        return tree, chosen

    def _with_others(self, chosen: Collection[int]) -> tuple[int, ...]:
        places = {id(node): at for at, part in enumerate(self._parts) for node in part}
        found, rest = set(chosen), [*chosen]
        while rest:
            for node in self._reached[rest.pop()]:
                at = places.get(id(node))
                if at is not None and at not in found:
                    found.add(at)
                    rest.append(at)
        return tuple(sorted(found))

    def _sign(self, part: Sequence[nodes.Node], reached: Sequence[nodes.Node]) -> bytes:
        # Where a name is set, before or after, has a say as well.
        told = sorted((*part, *reached), key=lambda node: self._places[id(node)])
        own = {id(node) for node in part}
        texts = [f"{id(node) in own} {node!r}" for node in told]
        for node in told:
            texts += [self._imported.told(name) for name in _imports(node)]
        return blake2b("\0".join(texts).encode(), digest_size=_SIGN).digest()


class Imported:
    """Templates that others import, told apart by all that can have a say in what they give.

    `text` gives that of a template by its full name.
    """

    def __init__(self, environment: Environment, text: Callable[[str], str]) -> None:
        self.environment = environment
        self._text = text
        self._known: dict[str, str] = {}

    def told(self, name: str) -> str:
        """Return a text that is another where the template, or one that it names, is another."""
        if name not in self._known:
            self._known[name] = name  # where they name each other
            text = self._text(name)
            self._known[name] = "\1".join((name, text, *map(self.told, self._named(text, name))))
        return self._known[name]

    def _named(self, text: str, name: str) -> Iterator[str]:
        try:
            for found in _imports(self.environment.parse(text)):
                yield self.environment.join_path(found, name)
        except (TemplateError, ThemeError):
            return  # it is told when it is rendered


def between(body: Sequence[nodes.Node]) -> list[nodes.Node]:
    """Return a body with a node in it wherever a part ends and another begins.

    That is a Continue, which stands nowhere else: the templates' language has none.
    """
    ends = {id(part[-1]) for part in _cut(body)[:-1]}
    cut: list[nodes.Node] = []
    for node in body:
        cut.append(node)
        if id(node) in ends:
            cut.append(nodes.Continue(lineno=node.lineno))
    return cut


def assigned(body: Iterable[nodes.Node]) -> Iterator[str]:
    """Yield the names that statements, and those in their branches, set for what follows."""
    for node in body:
        if isinstance(node, nodes.Macro):
            yield node.name
        elif isinstance(node, nodes.Import):
            yield node.target
        elif isinstance(node, nodes.FromImport):
            yield from (one if isinstance(one, str) else one[1] for one in node.names)
        elif isinstance(node, nodes.Assign | nodes.AssignBlock):
            targets = (node.target, *node.target.find_all(nodes.Name))
            yield from (name.name for name in targets if isinstance(name, nodes.Name))
        elif isinstance(node, nodes.If):
            yield from assigned((*node.body, *node.elif_, *node.else_))


def _cut(body: Iterable[nodes.Node]) -> list[list[nodes.Node]]:
    """Return the parts of a body: each block or include, and what else shows between two."""
    shown = [n for n in body if not isinstance(n, (*_STATEMENTS, nodes.Continue))]
    places = {id(node): at for at, node in enumerate(shown)}
    rows = groupby(shown, lambda n: places[id(n)] if isinstance(n, nodes.Scope) else -1)
    return [[*part] for _, part in rows]


def _reached(
    part: Sequence[nodes.Node], setters: Mapping[str, Sequence[nodes.Node]]
) -> tuple[nodes.Node, ...]:
    """Return the nodes elsewhere that give values to the names which a part asks for."""
    met = {id(node) for node in part}
    found: list[nodes.Node] = []
    rest = [*part]
    while rest:
        for name in _names(rest.pop()):
            for node in setters.get(name, ()):
                if id(node) not in met:
                    met.add(id(node))
                    found.append(node)
                    rest.append(node)
    return tuple(found)


def _names(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Name):
        yield node.name
    yield from (name.name for name in node.find_all(nodes.Name))


def _imports(tree: nodes.Node) -> Iterator[str]:
    """Yield the templates that a tree names, "" for one that is not known before it renders."""
    for node in (tree, *tree.find_all(_IMPORTS)):
        if isinstance(node, _IMPORTS):
            named = node.template
            yield str(named.value) if isinstance(named, nodes.Const) else ""


def _asks(node: nodes.Node) -> Asks:
    """Return what a node has to be given: a page handed on as a whole may be asked for its text."""
    if isinstance(node, nodes.Name):
        return Asks.TEXT if node.name == _PAGE else Asks.NOTHING
    if isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name):
        if node.node.name != _PAGE:
            return Asks.NOTHING
        return Asks.TEXT if node.attr == _BODY else Asks.PAGE
    if isinstance(node, nodes.FromImport | nodes.Import) and node.with_context:
        return Asks.TEXT
    return max(map(_asks, node.iter_child_nodes()), default=Asks.NOTHING)
