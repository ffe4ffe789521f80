"""Render pages with a theme's templates, and report mistakes by template and line."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from jinja2 import (
    FunctionLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.exceptions import TemplateError
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
from briefgen.render.filters import filters, functions
from briefgen.render.owed import uncredited
from briefgen.render.template_cache import template_cache
from briefgen.values import names as fields_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType

    from jinja2 import BytecodeCache

    from briefgen.model.page import Page, Site
    from briefgen.model.theme import Theme

__all__ = ["Templates"]

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
_UNNAMED = re.compile(r"No (?P<kind>filter|test) named '(?P<name>\w+)'")
# What a template's own expressions raise; anything else is our fault and keeps its traceback.
_MISTAKES = (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


class Templates:
    """A theme's templates, bound to a site."""

    def __init__(self, theme: Theme, site: Site) -> None:
        self._theme = theme
        self._env = _Environment(theme, template_cache(theme, site))
        self._env.filters.update(filters(theme, site))
        own = functions(theme, site)
        self._env.globals = {**own, "site": site, "settings": theme.settings, "range": range}

    def render_page(self, page: Page) -> str:
        """Return the page as HTML.

        A ThemeError names template and line of any mistake, and refuses a page that shows a photo
        without its credit.
        """
        try:
            name = self._env.found(page.template) or page.template
            html = self._env.get_template(name).render(page=page)
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
        self._refuse_uncredited(page, html)
        return html

    def load(self) -> None:
        """Load all templates, so that workers forked later need not; faults are reported later."""
        for name in self._theme.templates:
            with suppress(TemplateError):
                self._env.get_template(name)

    def faults(self) -> tuple[ThemeError, ...]:
        """Return what stands in the way of compiling any of the theme's templates."""
        found = []
        for name in self._theme.templates:
            try:
                self._env.get_template(name)
            except TemplateSyntaxError as error:
                found.append(self._syntax(error))
        return tuple(found)

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


class _Environment(ImmutableSandboxedEnvironment):
    """Finds a template by the theme's layers; templates are named "layer/file" throughout."""

    def __init__(self, theme: Theme, bytecode: BytecodeCache | None) -> None:
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
            bytecode_cache=bytecode,
        )

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


def _told(message: str, hint: str) -> str:
    return f"{message}; {hint}" if hint else message


def _names(value: Any) -> Mapping[str, object] | tuple[str, ...]:
    if isinstance(value, dict):
        return value
    return fields_of(type(value)) or ()
