"""Attribute lists such as `{ #id credit="…" }` in, their element's attributes out (for Markdown).

The library keeps a value that is left out, as in `{ credit= }`, as None, and later steps that
read or write attributes fail on it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown.extensions.attr_list import AttrListExtension, AttrListTreeprocessor

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from markdown import Markdown

__all__ = ["AttributeListExtension"]


class AttributeListExtension(AttrListExtension):
    """The library's attribute lists, each value a text."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802, the library's name
        """Register the step where the library has its own."""
        super().extendMarkdown(md)
        md.treeprocessors.register(_AttributeLists(md), "attr_list", 8)


class _AttributeLists(AttrListTreeprocessor):
    def assign_attrs(self, elem: Element, attrs_string: str, *, strict: bool = False) -> str:
        rest = super().assign_attrs(elem, attrs_string, strict=strict)
        for name, value in elem.items():
            if not value:
                elem.set(name, "")
        return rest
