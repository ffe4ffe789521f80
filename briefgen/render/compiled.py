"""A template's text in, its compiled code out, once for all the sites and themes of a process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import BytecodeCache
from jinja2.compiler import CodeGenerator
from jinja2.nodes import Impossible, TemplateData

if TYPE_CHECKING:
    from types import CodeType

    from jinja2.bccache import Bucket
    from jinja2.compiler import Frame
    from jinja2.nodes import Expr

__all__ = ["Compiled", "Unfolded"]


class Unfolded(CodeGenerator):
    """Writes code that asks for everything when the page is rendered, the escaping of texts too.

    Jinja works out `{{ "style.css" | asset }}` while it compiles; such code would show one theme's
    address in another's pages.
    """

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
            self.write("environment.shown(")


class Compiled(BytecodeCache):
    """The code of each template as it was compiled last, known by its name and its text.

    It stays in the process: code that lies about in a folder of the site might be anybody's.
    """

    def __init__(self) -> None:
        self._known: dict[str, tuple[str, CodeType]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a bucket the code of its text, if that was compiled."""
        text, code = self._known.get(bucket.key, ("", None))
        if code is not None and text == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a bucket's code, in the place of an older text's."""
        if bucket.code is not None:
            self._known[bucket.key] = (bucket.checksum, bucket.code)
