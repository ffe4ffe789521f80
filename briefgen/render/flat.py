"""A template's name in, one template without blocks, parents and includes out, as Jinja's tree.

A page passes through some thirty blocks and includes, each a function that looks up its names anew
and hands on its texts one by one. Which block shows is known once a theme is chosen, so the bodies
are put where they show. What could mean anything else then is left as it is: no tree is given.
"""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, NoReturn

from jinja2 import TemplateError, nodes

from briefgen.errors import ThemeError
from briefgen.render.parts import assigned, between

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from jinja2 import Environment

__all__ = ["LINES", "Flattening", "place_of"]

LINES = 10_000
"""A line of the tree is that of its file, and this many more for each file before it."""

_STATEMENTS = (
    *(nodes.Assign, nodes.AssignBlock, nodes.Block, nodes.FromImport),
    *(nodes.Import, nodes.Macro, nodes.Output),
)
# Where a block in these stands, it shows more than one time, or does not see what is around it.
_AROUND = (
    *(nodes.CallBlock, nodes.FilterBlock, nodes.For, nodes.Macro, nodes.With),
    *(nodes.AssignBlock, nodes.OverlayScope, nodes.Scope, nodes.ScopedEvalContextModifier),
)

Body = list[nodes.Node]


class _OddError(Exception):
    """A template that may mean something else when it is put in the place where it shows."""


class Flattening:
    """Puts the templates of an environment together, each of whose texts is parsed once.

    `texts` gives a template's text, `files` are the names of all, in the order by which the trees'
    lines tell them. `given` are the names that a page is rendered with.
    """

    def __init__(
        self,
        environment: Environment,
        texts: Callable[[str], str | None],
        files: Iterable[str],
        given: Iterable[str],
    ) -> None:
        self._environment = environment
        self._texts = texts
        self._files = [*files]
        self._given = frozenset(given)
        self._known: dict[str, nodes.Template] = {}
        self._gifts: dict[str, frozenset[str]] = {}

    def tree(self, name: str) -> nodes.Template | None:
        """Return the tree of a template, named in full; None where it is better left as it is."""
        try:
            body = self._body(name, ())
        except (_OddError, TemplateError, ThemeError):
            return None
        tree = nodes.Template(between(body), lineno=1)
        tree.set_environment(self._environment)
        return tree

    def _body(self, name: str, around: tuple[str, ...]) -> Body:
        """Return what a template shows; `around` are those that it stands in."""
        chain = [*self._chain(name)]
        # What is included sees the loop's names, but not the loop.
        if name in around or (around and any(_asks_loop(tree) for tree, _ in chain)):
            _refuse()
        blocks: dict[str, list[Body]] = {}
        for tree, _ in chain:
            for block in tree.find_all(nodes.Block):
                blocks.setdefault(block.name, []).append(block.body)
        show = _Show(blocks, lambda inner: self._body(inner, (*around, name)))
        root: Body = [statement for tree, _ in chain[:-1] for statement in _said_before(tree)]
        root += chain[-1][0].body
        if self._given.intersection(assigned(root)):
            _refuse()
        return show.bodies(root)

    def _chain(self, name: str) -> Iterator[tuple[nodes.Template, str]]:
        """Yield a template and those that it extends, one after the other."""
        met: set[str] = set()
        while True:
            if name in met:
                _refuse()
            met.add(name)
            tree = self._parsed(name)
            yield tree, name
            parents = [*tree.find_all(nodes.Extends)]
            if not parents:
                return
            if len(parents) > 1 or tree.body[0] is not parents[0]:
                _refuse()
            name = self._full(parents[0].template, name)

    def _parsed(self, name: str) -> nodes.Template:
        """Return a template's tree; what names others names them in full."""
        if name not in self._known:
            self._known[name] = self._parsed_anew(name)
        return self._known[name]

    def _parsed_anew(self, name: str) -> nodes.Template:
        text = self._texts(name)
        if text is None or text.count("\n") >= LINES:
            _refuse()
        tree = self._environment._parse(text, name, f"themes/{name}")  # noqa: SLF001 - as `parse`, with a file's name
        _look_over(tree)
        start = self._files.index(name) * LINES
        for node in _all_nodes(tree):
            node.lineno = (node.lineno or 0) + start
            if isinstance(node, nodes.Include):
                node.template = nodes.Const(self._full(node.template, name), lineno=node.lineno)
            elif isinstance(node, nodes.FromImport | nodes.Import):
                self._look_over_import(node, name)
        return tree

    def _look_over_import(self, node: nodes.FromImport | nodes.Import, asking: str) -> None:
        full = self._full(node.template, asking)
        if isinstance(node, nodes.FromImport):
            # What is not there is told with the line that asks for it.
            names = {one if isinstance(one, str) else one[0] for one in node.names}
            if not names <= self._given_by(full):
                _refuse()
        node.template = nodes.Const(full, lineno=node.lineno)

    def _given_by(self, full: str) -> frozenset[str]:
        """Return the names that a template gives to those that import it."""
        if full not in self._gifts:
            text = self._texts(full)
            tree = self._environment._parse(text or "", full, None)  # noqa: SLF001 - as above
            self._gifts[full] = frozenset(assigned(tree.body))
        return self._gifts[full]

    def _full(self, named: nodes.Expr, asking: str) -> str:
        if not isinstance(named, nodes.Const) or not isinstance(named.value, str):
            _refuse()
        return self._environment.join_path(named.value, asking)


def place_of(line: int, files: Iterable[str]) -> tuple[str, int]:
    """Return the file and its line of a line of the tree."""
    at, line = divmod(line, LINES)
    return f"themes/{[*files][at]}", line


class _Show:
    """Puts the bodies of blocks and includes in the places where they show."""

    def __init__(self, blocks: dict[str, list[Body]], included: Callable[[str], Body]) -> None:
        self._blocks = blocks
        self._included = included

    def bodies(self, body: Iterable[nodes.Node], above: tuple[Body, ...] = ()) -> Body:
        """Return a body's statements; `above` are the bodies that its block's super() shows."""
        return [shown for node in body for shown in self._shown(node, above)]

    def _shown(self, node: nodes.Node, above: tuple[Body, ...]) -> Iterator[nodes.Node]:
        if isinstance(node, nodes.Block):
            first, *rest = self._blocks[node.name]
            yield nodes.Scope(self.bodies(first, tuple(rest)), lineno=node.lineno)
        elif isinstance(node, nodes.Include):
            assert isinstance(node.template, nodes.Const)  # noqa: S101 - it was made so
            yield nodes.Scope(self._included(node.template.value), lineno=node.lineno)
        elif isinstance(node, nodes.Output) and any(map(_is_super, node.nodes)):
            yield from self._output(node, above)
        else:
            for field in ("body", "else_", "elif_"):
                inner = getattr(node, field, None)
                if isinstance(inner, list) and (shown := self.bodies(inner, above)) != inner:
                    # The tree of a file is that of all pages that show it.
                    node = copy(node)
                    setattr(node, field, shown)
            yield node

    def _output(self, node: nodes.Output, above: tuple[Body, ...]) -> Iterator[nodes.Node]:
        some: list[nodes.Expr] = []
        for part in node.nodes:
            if not _is_super(part):
                some.append(part)
                continue
            if not above:
                _refuse()
            yield nodes.Output(some, lineno=node.lineno)
            yield nodes.Scope(self.bodies(above[0], above[1:]), lineno=part.lineno)
            some = []
        if some:
            yield nodes.Output(some, lineno=node.lineno)


def _look_over(tree: nodes.Template) -> None:
    """Refuse what may mean something else in another place."""
    blocks = [*tree.find_all(nodes.Block)]
    if any(block.required for block in blocks) or len({b.name for b in blocks}) < len(blocks):
        _refuse()
    for around in tree.find_all(_AROUND):
        if around.find(nodes.Block):
            _refuse()
    for include in tree.find_all(nodes.Include):
        if include.ignore_missing or not include.with_context:
            _refuse()
    if tree.find(nodes.Extends) and not all(
        isinstance(node, (*_STATEMENTS, nodes.Extends)) for node in tree.body
    ):
        _refuse()
    supers = sum(_is_super(part) for out in tree.find_all(nodes.Output) for part in out.nodes)
    named = [name.name for name in tree.find_all(nodes.Name)]
    if named.count("super") != supers or "self" in named:
        _refuse()


def _said_before(tree: nodes.Template) -> Iterator[nodes.Node]:
    """Yield what a template that extends another does before that one shows."""
    for node in tree.body:
        if not isinstance(node, nodes.Extends | nodes.Block | nodes.Output):
            yield node


def _asks_loop(node: nodes.Node) -> bool:
    """Whether a loop around this would be asked for."""
    if isinstance(node, nodes.For):
        return _asks_loop(node.iter) or any(map(_asks_loop, node.else_))
    if isinstance(node, nodes.Name):
        return node.name == "loop"
    return any(map(_asks_loop, node.iter_child_nodes()))


def _is_super(part: nodes.Expr) -> bool:
    """Whether an expression is super() and nothing else."""
    return (
        isinstance(part, nodes.Call)
        and isinstance(part.node, nodes.Name)
        and part.node.name == "super"
        and not (part.args or part.kwargs or part.dyn_args or part.dyn_kwargs)
    )


def _all_nodes(node: nodes.Node) -> Iterator[nodes.Node]:
    yield node
    for child in node.iter_child_nodes():
        yield from _all_nodes(child)


def _refuse() -> NoReturn:
    raise _OddError
