"""A theme and a site in, an HTML text for each page out; mistakes told by template and line."""

from __future__ import annotations

import re
from collections import Counter
from contextlib import suppress
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, TypeVar

from jinja2 import (
    FunctionLoader,
    StrictUndefined,
    Template,
    TemplateNotFound,
    TemplateSyntaxError,
    nodes,
)
from jinja2.exceptions import TemplateError
from jinja2.runtime import Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing

from briefgen.errors import ThemeError, nearest
from briefgen.model import article as article_model
from briefgen.model import credit as credit_model
from briefgen.model import entry as entry_model
from briefgen.model import library as library_model
from briefgen.model import page as page_model
from briefgen.model import picture as picture_model
from briefgen.render import metadata
from briefgen.render.compiled import FLAT, SOME, Asked, Compiled
from briefgen.render.escaping import Escaping
from briefgen.render.filters import filters, functions
from briefgen.render.flat import Flattening, place_of
from briefgen.render.macros import MacroMemo
from briefgen.render.mended import Mended
from briefgen.render.owed import uncredited
from briefgen.render.parts import Parted, Parts
from briefgen.render.sheet import Sheet
from briefgen.values import names as fields_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, MutableMapping, Sequence
    from types import TracebackType

    from jinja2.runtime import Context

    from briefgen.model.page import Page, Site
    from briefgen.model.theme import Theme

__all__ = ["Templates"]

T = TypeVar("T")

_VARIABLES = ("page", "settings", "site", "dir_of", "lang", "nt", "social", "t")
# Frozen values: plain facts all the way down, so templates may read any of them.
_PLAIN: frozenset[type] = frozenset(
    kind
    for module in (
        *(article_model, credit_model, entry_model, library_model, page_model, picture_model),
        metadata,
    )
    for kind in vars(module).values()
    if isinstance(kind, type) and fields_of(kind) is not None
)
_NAMES = {
    kind: frozenset(name for name in dir(kind) if not name.startswith("_")) for kind in _PLAIN
}
_KINDS = {
    name: frozenset(kind for kind in _PLAIN if name in _NAMES[kind])
    for name in frozenset().union(*_NAMES.values())
}
_UNNAMED = re.compile(r"No (?P<kind>filter|test) named '(?P<name>\w+)'")
_COMPILED = Compiled()
_FEW = 100
# The code of a template that has to keep its blocks.
_NONE = compile("", FLAT, "exec")
# What a template's own expressions raise; anything else is our fault and keeps its traceback.
_MISTAKES = (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


class Templates:
    """A theme's templates, bound to a site; a text that another had is not compiled again."""

    def __init__(self, theme: Theme, site: Site) -> None:
        self._theme = theme
        self._known: dict[str, Parted] = {}
        self._rendered: Counter[str] = Counter()
        self._expected: Mapping[str, int] = {}
        self._env = _Environment(theme)
        self._env.filters.update(filters(theme, site))
        own = functions(theme, site)
        self._env.globals = {**own, "site": site, "settings": theme.settings, "range": range}
        self._env.ready.update({id(function): function for function in own.values()})

    def render_page(self, page: Page) -> str:
        """Return the page as HTML; a ThemeError names template and line of any mistake."""
        return self.sheet(page).data.decode()

    def sheet(self, page: Page) -> Sheet:
        """Return the page's file and its parts, as `render_page` says."""
        parts = self._told(lambda: self._template(page.template).parts(page=page))
        self._refuse_uncredited(page, "".join(parts))
        sheet = Sheet.of([part.encode() for part in parts])
        return sheet if len(parts) > 1 else Sheet(sheet.data)

    def signs(self, name: str) -> tuple[bytes, ...]:
        """Return the signs of the parts of a template's pages, if that was put together."""
        full = self._env.found(name)
        flat = self._env.flat(full, make=False) if full else None
        return flat.signs if flat else ()

    def mended(self, name: str, before: Sequence[bytes]) -> Mended | None:
        """Return how pages of a template are made of what they are, of parts with these signs.

        None where they have to be rendered as a whole.
        """
        full = self._env.found(name)
        tree = self._env.tree(full) if full and before else None
        if full is None or tree is None:
            return None
        try:
            return Mended(Parts(tree, self._env.imported), before, partial(self._env.some, full))
        except TemplateError:  # told with its place when the whole is rendered
            return None

    def mended_sheet(self, mended: Mended, before: Sheet, page: Page) -> Sheet:
        """Return the page's file made of the file before, as `render_page` says.

        A ValueError says that what is told of that one's parts is wrong.
        """
        kept = mended.kept(before)
        sheet = self._told(lambda: mended.sheet(kept, page))
        self._refuse_uncredited(page, sheet.data.decode())
        return sheet

    def _told(self, made: Callable[[], T]) -> T:
        """Return what is made; a mistake of the templates is told with its place."""
        try:
            return made()
        except ThemeError as error:
            path, line = self._place(error.__traceback__)
            raise ThemeError(
                error.message, path=error.path or path, line=error.line or line, hint=error.hint
            ) from None
        except TemplateSyntaxError as error:
            raise self._syntax(error) from None
        except RecursionError as error:
            path, line = self._place(error.__traceback__)
            raise ThemeError("templates call each other in a circle", path=path) from None
        except _MISTAKES as error:
            path, line = self._place(error.__traceback__)
            raise self._mistake(error, path or f"themes/{self._theme.name}", line) from error

    def ready(self) -> None:
        """Load the templates that show articles, unless one has a fault, to be told later."""
        with suppress(TemplateError):
            for name in ("home.html", "article.html"):
                self._template(name)

    def expect(self, pages: Mapping[str, int]) -> None:
        """Know how many pages of each template there will be.

        Many are sooner shown by a template that was put together for them.
        """
        self._expected = pages

    def faults(self) -> tuple[ThemeError, ...]:
        """Return what stands in the way of compiling any of the theme's templates."""
        found = []
        for name in self._theme.templates:
            try:
                self._env.get_template(name)
            except TemplateSyntaxError as error:
                found.append(self._syntax(error))
        return tuple(found)

    def _template(self, name: str) -> Parted:
        """Return what a page of a template's name is rendered with."""
        known = self._known.get(name)
        if known is not None:
            return known
        full = self._env.found(name) or name
        self._rendered[name] += 1
        # To put a template together takes what some hundreds of its pages give back.
        # One that was put together in another build costs nothing, and is asked for once.
        many = max(self._rendered[name], self._expected.get(name, 0)) > _FEW
        first = self._rendered[name] == 1
        flat = self._env.flat(full, make=many) if first or many else None
        found = flat or self._env.get_template(full)
        if flat or many:
            self._known[name] = found
        return found

    def _syntax(self, error: TemplateSyntaxError) -> ThemeError:
        message = error.message or "syntax error"
        return ThemeError(
            message, path=error.filename, line=error.lineno, hint=self._named_nearly(message)
        )

    def _named_nearly(self, message: str) -> str:
        """Return the filter or test that is named nearly as the one that Jinja does not find."""
        found = _UNNAMED.match(message)
        if found is None:
            return ""
        known = self._env.filters if found["kind"] == "filter" else self._env.tests
        return nearest(found["name"], known)

    def _mistake(self, error: Exception, path: str, line: int | None) -> ThemeError:
        if isinstance(error, TemplateNotFound):
            known = {name.partition("/")[2] for name in self._theme.templates}
            return ThemeError(
                f"there is no template {error.name!r}",
                path=path,
                line=line,
                hint=nearest(str(error.name), known),
            )
        said = (
            str(error) if isinstance(error, TemplateError) else f"{error} [{type(error).__name__}]"
        )
        return ThemeError(said, path=path, line=line, hint=self._named_nearly(said))

    def _place(self, traceback: TracebackType | None) -> tuple[str | None, int | None]:
        """Return template and line of the innermost template in a traceback."""
        place: tuple[str | None, int | None] = None, None
        while traceback is not None:
            path, line = traceback.tb_frame.f_code.co_filename, traceback.tb_lineno
            if path.startswith(FLAT):
                path, line = place_of(line, self._env.files)
            if path.startswith("themes/") and path.removeprefix("themes/") in self._theme.templates:
                place = path, line
            traceback = traceback.tb_next
        return place

    def _refuse_uncredited(self, page: Page, html: str) -> None:
        for figure in uncredited(page, html):
            raise ThemeError(
                f"the page {page.path} shows {figure.src} without its credit {figure.credit!r}",
                path=f"themes/{self._env.found(page.template)}",
                hint=f"the theme {self._theme.name} must show photos with figure() of _figure.html",
            )


class _Environment(Asked, ImmutableSandboxedEnvironment):
    """Finds a template by the theme's layers; templates are named "layer/file" throughout."""

    def __init__(self, theme: Theme) -> None:
        self._layers = theme.layers
        self._texts = theme.templates
        super().__init__(
            loader=FunctionLoader(self._source),
            autoescape=True,
            undefined=_Undefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            cache_size=-1,
            auto_reload=False,
            bytecode_cache=_COMPILED,
            optimized=False,
        )
        self._memo = MacroMemo(_PLAIN, self)
        self.files = sorted(self._texts)
        self._trees: dict[str, nodes.Template | None] = {}
        self._met: dict[tuple[str | Template, str | None], Parted] = {}
        self.shown = Escaping().shown
        # By identity what may be called as it is: macros that were imported, functions of ours.
        self.ready = self._memo.ready

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the globals of a template: those of all, which nobody changes."""
        return super().make_globals(d) if d else self.globals

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - Jinja's name for it
    ) -> Parted:
        """Return a template, looked for once by each that names it."""
        found = self._met.get((name, parent))
        if found is None or globals:
            found = _parted(super().get_template(name, parent, globals))
            self._met[name, parent] = found
        return found

    def flat(self, name: str, *, make: bool = True) -> Parted | None:
        """Return a template, named in full, without its blocks; None where it has to keep them.

        It is put together where it was not, if it is to be made.
        """
        texts = "\0".join((*self._layers, *(f"{n}\0{self._texts[n]}" for n in self.files)))
        full = f"{FLAT}{name}"
        bucket = _COMPILED.get_bucket(self, full, None, texts)
        if bucket.code is None and not make:
            return None
        if bucket.code is None:
            tree = self.tree(name)
            bucket.code = _NONE
            with suppress(TemplateError):  # told with its place by the template itself
                bucket.code = self.compile(tree, full, full) if tree else _NONE
            _COMPILED.set_bucket(bucket)
        if bucket.code == _NONE:
            return None
        return _parted(self.template_class.from_code(self, bucket.code, self.globals))

    @cached_property
    def _flattening(self) -> Flattening:
        return Flattening(self, self._texts.get, self.files, ("page", *self.globals))

    def tree(self, name: str) -> nodes.Template | None:
        """Return a template, named in full, put together, if it can be."""
        if name not in self._trees:
            self._trees[name] = self._flattening.tree(name)
        return self._trees[name]

    def some(self, name: str, tree: nodes.Template) -> Parted:
        """Return a template that shows some of the parts of one named in full."""
        full = f"{SOME}{name}"
        code = self.compile(tree, full, full)
        return _parted(self.template_class.from_code(self, code, self.globals))

    def kinds(self, name: str) -> frozenset[type]:
        """Return the types of frozen values that have a public field of a name."""
        return _KINDS.get(name, frozenset())

    def bound(self, context: Context, called: Any, **around: Any) -> Callable[..., Any]:
        """Return what calls a value: an imported macro by the memo, any other by the sandbox."""
        ready = self._memo.call_of(called) if type(called) is Macro else None
        return ready or partial(self.call, context, called, **around)

    def found(self, name: str, asking: str = "") -> str | None:
        """Return "layer/file" for a name: `@parent/` looks behind `asking`, `@NAME/` at NAME."""
        layers = self._layers
        if name.startswith("@"):
            layer, _, name = name[1:].partition("/")
            own = asking.partition("/")[0]
            if layer == "parent":
                layers = layers[layers.index(own) + 1 :]
            else:
                layers = layers[layers.index(layer) :] if layer in layers else ()
        return next(
            (f"{layer}/{name}" for layer in layers if f"{layer}/{name}" in self._texts), None
        )

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Look up `obj.attribute`; our frozen values need none of the sandbox's slow questions."""
        names = _NAMES.get(type(obj))
        if names and attribute in names:
            return getattr(obj, attribute)
        # A theme's settings: what is no method of theirs is one of them.
        if type(obj) is dict and attribute in obj and not hasattr(dict, attribute):
            return obj[attribute]
        return super().getattr(obj, attribute)

    def join_path(self, template: str, parent: str) -> str:
        """Return the full name of a template that `parent` names."""
        full = self.found(template, parent)
        if full == parent:
            file = parent.partition("/")[2]
            raise ThemeError(
                f"the template names itself by {template!r}", hint=f"write '@parent/{file}'"
            )
        return full or template

    def _source(self, name: str) -> tuple[str, str, None] | None:
        text = self._texts.get(name)
        return None if text is None else (text, f"themes/{name}", None)


class _Undefined(StrictUndefined):
    """Tells an unknown name with the nearest known one."""

    @property
    def _undefined_message(self) -> str:
        if self._undefined_hint:
            return self._undefined_hint
        name = str(self._undefined_name)
        if self._undefined_obj is missing:
            return _told(f"there is no variable {name!r}", nearest(name, _VARIABLES))
        what = type(self._undefined_obj).__name__
        return _told(f"{what} has no {name!r}", nearest(name, _names(self._undefined_obj)))


def _parted(template: Template) -> Parted:
    assert isinstance(template, Parted)  # noqa: S101 - our environment's class of templates
    return template


def _told(message: str, hint: str) -> str:
    return f"{message}; {hint}" if hint else message


def _names(value: Any) -> Mapping[str, object] | tuple[str, ...]:
    if isinstance(value, dict):
        return value
    return fields_of(type(value)) or ()
