"""Headings in, the same with ids made of their words out (for Markdown).

The `toc` extension gives the same ids, and makes and renders a table of contents besides.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from markdown.extensions import Extension
from markdown.extensions.toc import (
    remove_fnrefs,
    render_inner_html,
    slugify_unicode,
    strip_tags,
    unique,
)
from markdown.treeprocessors import Treeprocessor

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from markdown import Markdown

__all__ = ["HeadingIdExtension"]

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_MARKUP = re.compile("[&<>\x02]")


class HeadingIdExtension(Extension):
    """Gives each heading an id, so that it can be linked to."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802, the library's name
        """Register the step where the `toc` extension has its own."""
        md.treeprocessors.register(_HeadingIds(md), "heading_ids", 5)


class _HeadingIds(Treeprocessor):
    def run(self, root: Element) -> None:
        headings = [element for element in root.iter() if element.tag in _HEADINGS]
        if not headings:
            return
        used = {name for element in root.iter() if (name := element.get("id")) is not None}
        for heading in headings:
            if "id" not in heading.attrib:
                slug = slugify_unicode(html.unescape(self._name(heading)), "-")
                heading.set("id", unique(slug, used))
            heading.attrib.pop("data-toc-label", None)

    def _name(self, heading: Element) -> str:
        text = heading.text or ""
        if not len(heading) and not _MARKUP.search(text):
            return " ".join(text.split())
        return strip_tags(render_inner_html(remove_fnrefs(heading), self.md))
