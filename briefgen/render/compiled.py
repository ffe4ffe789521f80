"""A template's text in, its compiled code out: compiled once, for all sites and themes."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from functools import cached_property, partial
from hashlib import sha256
from keyword import iskeyword
from typing import TYPE_CHECKING, Any, Never

import jinja2
from jinja2 import BytecodeCache, Environment, TemplateNotFound, TemplateRuntimeError
from jinja2.compiler import CodeGenerator
from jinja2.idtracking import VAR_LOAD_ALIAS, VAR_LOAD_RESOLVE
from jinja2.nodes import (
    Call,
    Const,
    Continue,
    Dict,
    Filter,
    FromImport,
    Getattr,
    Import,
    Impossible,
    List,
    Macro,
    Name,
    TemplateData,
    Test,
)
from jinja2.utils import missing

from briefgen.render.code_shelf import CodeShelf
from briefgen.render.parts import Imported, Parted, Parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet
    from types import CodeType

    from jinja2.bccache import Bucket
    from jinja2.compiler import Frame
    from jinja2.environment import TemplateModule
    from jinja2.nodes import Expr, Node, Output, Template

__all__ = ["FLAT", "SOME", "Asked", "Compiled", "Unfolded"]

FLAT = "flat/"
"""What the name of a template without blocks and includes begins with."""
SOME = f"{FLAT}some/"
"""What the name of one begins with that shows some parts of the page alone."""


class Pieces:
    """Where a block's texts go, as into a list: they come out as one at once."""

    extend = staticmethod("".join)
    append = staticmethod(str)


class Unfolded(CodeGenerator):
    """Writes code that asks for everything when the page is rendered, the escaping of texts too.

    Jinja works out `{{ "style.css" | asset }}` while it compiles; such code would show one theme's
    address in another's pages. What is asked most (a value's field, a call of ours, how a value is
    shown) is written out, where Jinja calls the environment each time: `environment.kinds` names
    the types of which a field may be read as it is, `environment.ready` what may be called so. The
    rest an Asked one knows.
    """

    _fixed: AbstractSet[str] = frozenset()
    _kept = 0
    _keeping = False

    def visit_Template(self, node: Template, frame: Frame | None = None) -> None:  # noqa: N802
        """Write a template's code, beginning with what is looked up once."""
        self.writeline("shown, ready = environment.shown, environment.ready")
        self.writeline("pieces, given = environment.pieces, environment.given")
        name = self.name or ""
        if name.startswith(FLAT) and node.find(Continue):
            self.writeline(f"parts = {sum(1 for _ in node.find_all(Continue)) + 1}")
            if not name.startswith(SOME):
                environment = self.environment
                assert isinstance(environment, Asked)  # noqa: S101 - it chose this class
                signs = Parts(node, environment.imported).signs
                self.writeline(f"signs = {signs!r}")
        if name.startswith(FLAT):
            # Nothing around it can give a name of the environment's another value.
            self._fixed = set(self.environment.globals).difference(_stored(node))
            for name in sorted(self._fixed):
                self.writeline(f"given_{name} = given({name!r})")
            self.writeline("kept = {}")
            self.writeline("keep = kept.setdefault")
        for name in sorted({one.attr for one in node.find_all(Getattr) if _is_written(one.attr)}):
            self.writeline(f"kinds_{name} = environment.kinds({name!r})")
        for kind, ids, asked in (
            ("filter", self.filters, node.find_all(Filter)),
            ("test", self.tests, node.find_all(Test)),
        ):
            for name in sorted({one.name for one in asked}):
                ids[name] = self.temporary_identifier()
                self.writeline(f"{ids[name]} = environment.named({kind!r}, {name!r})")
        super().visit_Template(node, frame)

    def visit_Continue(self, node: Continue, frame: Frame) -> None:  # noqa: N802
        """Write where a part of the page ends: the language of templates has no Continue."""
        del frame
        self.writeline("yield None", node)

    def enter_frame(self, frame: Frame) -> None:
        """Write where a scope's names come from."""
        loads = frame.symbols.loads
        for target, (action, name) in loads.items():
            if action == VAR_LOAD_RESOLVE and name in self._fixed:
                loads[target] = (VAR_LOAD_ALIAS, f"given_{name}")
        super().enter_frame(frame)

    def pull_dependencies(self, nodes: Iterable[Node]) -> None:
        """Look up no filter in each block: `visit_Template` has done so for all."""

    def visit_Output(self, node: Output, frame: Frame) -> None:  # noqa: N802
        """Write texts that follow each other as one.

        Each that a block yields goes through all the blocks and templates around it.
        """
        if frame.buffer is not None or len(node.nodes) == 1:
            super().visit_Output(node, frame)
            return
        # Jinja writes "BUFFER.extend((…))", or append(…) where it all comes to one constant.
        frame.buffer = "yield pieces"
        super().visit_Output(node, frame)
        frame.buffer = None

    def visit(self, node: Node, *args: Any, **kwargs: Any) -> Any:
        """Write a part of a template; what is the same on each page is worked out on the first."""
        if self._keeping or not self._is_same(node):
            return super().visit(node, *args, **kwargs)
        self._begin_keeping()
        super().visit(node, *args, **kwargs)
        self._end_keeping()
        return None

    def _begin_keeping(self) -> None:
        self._kept, self._keeping = self._kept + 1, True
        self.write(f"(kept[{self._kept}] if {self._kept} in kept else keep({self._kept}, ")

    def _end_keeping(self) -> None:
        self._keeping = False
        self.write("))")

    def _is_same(self, node: Node) -> bool:
        """Whether an expression asks for something, and nothing that a page has a say in."""
        if not self._fixed or not isinstance(node, Call | Dict | Filter | Getattr | List):
            return False
        names = [name.name for name in node.find_all(Name)]
        chance = any(
            one.name == "random"
            for one in (node, *node.find_all(Filter))
            if isinstance(one, Filter)
        )
        asks = bool(names) or isinstance(node, Filter)  # of constants alone: an asset's address
        return asks and set(names) <= self._fixed and not chance

    def visit_Getattr(self, node: Getattr, frame: Frame) -> None:  # noqa: N802
        """Write `value.name` so that a frozen value of ours is read without a call."""
        if not _is_written(node.attr):
            super().visit_Getattr(node, frame)
        elif isinstance(node.node, Name):
            value = frame.symbols.ref(node.node.name)
            self.write(f"({value}.{node.attr} if type({value}) in kinds_{node.attr} else ")
            super().visit_Getattr(node, frame)
            self.write(")")
        else:
            value = self.temporary_identifier()
            self.write(f"({value}.{node.attr} if type({value} := ")
            self.visit(node.node, frame)
            self.write(f") in kinds_{node.attr} else environment.getattr({value}, {node.attr!r}))")

    def visit_Call(  # noqa: N802
        self, node: Call, frame: Frame, forward_caller: bool = False
    ) -> None:
        """Write a call so that what is ready to be called as it is needs no questions."""
        if forward_caller or not _is_simple(node, frame):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        assert isinstance(node.node, Name)  # noqa: S101 - as a simple call is
        self.write(f"(ready.get(id({frame.symbols.ref(node.node.name)})) or ")
        self.write("environment.bound(context, ")
        self.visit(node.node, frame)
        self.write(", _loop_vars=_loop_vars" if frame.loop_frame else "")
        self.write(", _block_vars=_block_vars" if frame.block_frame else "")
        self.write("))(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def _import_common(self, node: Import | FromImport, frame: Frame) -> None:
        """Write an import so that a template's macros, which see no page, are looked for once."""
        if node.with_context or not isinstance(node.template, Const):
            super()._import_common(node, frame)
        else:
            self.write(f"environment.macros_of({node.template.value!r}, {self.name!r})")

    def _output_child_to_const(
        self, node: Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> str:
        if not isinstance(node, TemplateData):
            raise Impossible
        return super()._output_child_to_const(node, frame, finalize)

    def _output_child_pre(
        self, node: Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        if finalize.src is not None or frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
            return
        if self._is_same(node):
            self._begin_keeping()
        self.write("shown(")

    def _output_child_post(
        self, node: Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        super()._output_child_post(node, frame, finalize)
        if self._keeping:
            self._end_keeping()


class Asked(Environment):
    """An environment that answers what code of Unfolded asks besides its own `shown` and so on."""

    code_generator_class = Unfolded
    template_class = Parted
    pieces = Pieces

    def __init__(self, **choices: Any) -> None:
        self._modules: dict[tuple[str, str], TemplateModule] = {}
        super().__init__(**choices)

    @cached_property
    def imported(self) -> Imported:
        """The templates that others import."""
        return Imported(self, self.text)

    def text(self, name: str) -> str:
        """Return a template's text; "" where there is none of the name."""
        with suppress(TemplateNotFound):
            return self.loader.get_source(self, name)[0] if self.loader else ""
        return ""

    def named(self, kind: str, name: str) -> Any:
        """Return a filter or test; one that is not there says so when it is called."""
        found = self.filters.get(name) if kind == "filter" else self.tests.get(name)
        return found or partial(_missed, f"No {kind} named {name!r} found.")

    def given(self, name: str) -> Any:
        """Return what a name stands for in all templates."""
        return self.globals.get(name, missing)

    def macros_of(self, name: str, parent: str) -> TemplateModule:
        """Return the module of a template that is imported without its context, made once."""
        found = self._modules.get((name, parent))
        if found is None:
            found = self._modules[name, parent] = self.get_template(name, parent).module
        return found


class Compiled(BytecodeCache):
    """The code of each template as it was compiled last, known by its name and its text.

    It stays in the process, and in the user's own cache between runs: never in a folder of the
    site, where it might be anybody's.
    """

    def __init__(self) -> None:
        self._known: dict[str, tuple[str, CodeType]] = {}
        self._shelf = CodeShelf("templates", _written_by())

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a bucket the code of its text, if that was compiled."""
        text, code = self._known.get(bucket.key, ("", None))
        if code is None or text != bucket.checksum:
            code = self._shelf.found(f"{bucket.key}-{bucket.checksum}")
        if code is not None:
            bucket.code = code
            self._known[bucket.key] = (bucket.checksum, code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a bucket's code, in the place of an older text's."""
        if bucket.code is not None:
            self._known[bucket.key] = (bucket.checksum, bucket.code)
            self._shelf.keep(f"{bucket.key}-{bucket.checksum}", bucket.code)


def _missed(message: str, *_: object) -> Never:
    raise TemplateRuntimeError(message)


def _stored(tree: Template) -> Iterator[str]:
    """Yield all names to which a template gives a value anywhere."""
    for node in tree.find_all((FromImport, Import, Macro, Name)):
        if isinstance(node, Macro):
            yield node.name
        elif isinstance(node, Import):
            yield node.target
        elif isinstance(node, FromImport):
            yield from (one if isinstance(one, str) else one[1] for one in node.names)
        elif isinstance(node, Name) and node.ctx != "load":
            yield node.name


def _is_simple(node: Call, frame: Frame) -> bool:
    """Whether a call names what it calls and its arguments, where texts are escaped for sure."""
    if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or not isinstance(node.node, Name):
        return False
    return not (node.dyn_args or node.dyn_kwargs or any(iskeyword(x.key) for x in node.kwargs))


def _is_written(name: str) -> bool:
    """Whether Python reads the field that a template names by just these letters."""
    return name.isascii() and not iskeyword(name)


def _written_by() -> str:
    """Return what the code of a template depends on besides its text."""
    ours = b""
    for name in ("compiled.py", "flat.py", "parts.py"):
        with open(os.path.join(os.path.dirname(__file__), name), "rb") as file:  # noqa: PTH118, PTH120, PTH123 - read once in a process
            ours += file.read()
    return f"{jinja2.__version__} {sys.version} {sha256(ours).hexdigest()}"
