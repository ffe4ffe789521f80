"""A template's text in, its compiled code out: compiled once, for all sites and themes."""

from __future__ import annotations

import sys
from hashlib import sha256
from typing import TYPE_CHECKING

import jinja2
from jinja2 import BytecodeCache
from jinja2.compiler import CodeGenerator
from jinja2.nodes import Impossible, TemplateData

from briefgen.render.code_shelf import CodeShelf

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


def _written_by() -> str:
    """Return what the code of a template depends on besides its text."""
    with open(__file__, "rb") as ours:  # noqa: PTH123 - read once in a process
        return f"{jinja2.__version__} {sys.version} {sha256(ours.read()).hexdigest()}"
