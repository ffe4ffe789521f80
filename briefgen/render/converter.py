"""Markdown in, Python-Markdown's HTML out with the figures it holds; not yet sanitised."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from markdown import Markdown
from markdown.extensions.abbr import AbbrExtension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension

from briefgen.render.attribute_lists import AttributeListExtension
from briefgen.render.escapes import EscapeExtension
from briefgen.render.figures import FigureExtension
from briefgen.render.heading_ids import HeadingIdExtension
from briefgen.render.serial import to_html
from briefgen.render.shortcuts import ShortcutExtension
from briefgen.render.strikethrough import StrikethroughExtension

if TYPE_CHECKING:
    from markdown.extensions import Extension

    from briefgen.render.figures import RawFigure

__all__ = ["converted", "notation"]


def converted(markdown: str) -> tuple[str, tuple[RawFigure, ...]]:
    """Return the HTML of a text and its figures; RecursionError for text nested too deeply.

    RuntimeError for a footnote that is defined within another.
    """
    converter, figures = _converter()
    converter.reset()
    try:
        return converter.convert(markdown), figures.figures
    except RuntimeError:
        # What it was interrupted in is still in it.
        _converter.cache_clear()
        raise


def notation(figures: FigureExtension) -> list[Extension]:
    """Return the extensions that make up what articles may be written in."""
    return [
        AbbrExtension(),
        AttributeListExtension(),
        DefListExtension(),
        EscapeExtension(),
        FencedCodeExtension(),
        FootnoteExtension(BACKLINK_TITLE="{}", BACKLINK_TEXT="↩"),
        SaneListExtension(),
        StrikethroughExtension(),
        TableExtension(),
        HeadingIdExtension(),
        figures,
    ]


class _Quick(Markdown):
    output_formats = {**Markdown.output_formats, "html": to_html}  # noqa: RUF012, the library's name


@lru_cache(maxsize=1)
def _converter() -> tuple[Markdown, FigureExtension]:
    """Return this process's one converter: making it costs as much as some ten articles."""
    figures = FigureExtension()
    extensions = [*notation(figures), ShortcutExtension()]
    return _Quick(extensions=extensions, output_format="html"), figures
