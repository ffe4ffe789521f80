"""A template's text in, its compiled code out: compiled once, for all sites and themes."""

from __future__ import annotations

import sys
from hashlib import sha256
from keyword import iskeyword
from typing import TYPE_CHECKING

import jinja2
from jinja2 import BytecodeCache
from jinja2.compiler import CodeGenerator
from jinja2.nodes import Call, Getattr, Impossible, Name, TemplateData

from briefgen.render.code_shelf import CodeShelf

if TYPE_CHECKING:
    from types import CodeType

    from jinja2.bccache import Bucket
    from jinja2.compiler import Frame
    from jinja2.nodes import Expr, Template

__all__ = ["Compiled", "Unfolded"]


class Unfolded(CodeGenerator):
    """Writes code that asks for everything when the page is rendered, the escaping of texts too.

    Jinja works out `{{ "style.css" | asset }}` while it compiles; such code would show one theme's
    address in another's pages. What is asked most (a value's field, a call of ours, how a value is
    shown) is written out, where Jinja calls the environment each time: `environment.kinds` names
    the types of which a field may be read as it is, `environment.ready` what may be called so.
    """

    def visit_Template(self, node: Template, frame: Frame | None = None) -> None:  # noqa: N802
        """Write a template's code, beginning with what is looked up once."""
        self.writeline("shown, ready = environment.shown, environment.ready")
        for name in sorted({one.attr for one in node.find_all(Getattr) if _is_written(one.attr)}):
            self.writeline(f"kinds_{name} = environment.kinds({name!r})")
        super().visit_Template(node, frame)

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
        else:
            self.write("shown(")


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
    with open(__file__, "rb") as ours:  # noqa: PTH123 - read once in a process
        return f"{jinja2.__version__} {sys.version} {sha256(ours.read()).hexdigest()}"
