"""A page's bytes -> its tree with what all readers of it share: metas, JSON-LD, its address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.clean import dom, jsonld
from briefgen.clean.addresses import absolute

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.html import HtmlElement

    from briefgen.model.document import Document

__all__ = ["Page", "read"]

_META_NAMES = ("property", "name", "itemprop", "http-equiv")


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """A page read: `metas` by small-letter name, the first of a name; `article` is its JSON-LD's."""

    root: HtmlElement
    body: HtmlElement
    metas: Mapping[str, str]
    entries: tuple[jsonld.Entry, ...]
    article: jsonld.Entry
    url: str | None

    def meta(self, *names: str) -> str | None:
        """Return the first of the metas named that says anything."""
        return next((self.metas[name] for name in names if self.metas.get(name)), None)


def read(document: Document) -> Page:
    """Return the page of a document's bytes; SourceError when it is none."""
    root = dom.parse(document.data, document.encoding, document.input)
    metas: dict[str, str] = {}
    for meta in root.iter("meta"):
        content = (meta.get("content") or "").strip()
        for name in _META_NAMES:
            if content and meta.get(name):
                metas.setdefault(meta.get(name, "").strip().lower(), content)
    entries = jsonld.entries(root)
    body = root.find("body")
    return Page(
        root,
        body if body is not None else root,
        metas,
        entries,
        jsonld.article(entries),
        document.url or _own_address(root, metas),
    )


def _own_address(root: HtmlElement, metas: Mapping[str, str]) -> str | None:
    for link in root.iter("link"):
        if "canonical" in (link.get("rel") or "").lower() and (
            full := absolute(link.get("href"), None)
        ):
            return full
    return absolute(metas.get("og:url"), None)
