"""A page's bytes -> its tree with what all readers of it share: metas, JSON-LD, its address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from lxml.html import HtmlElement

from briefgen.clean import dom, jsonld
from briefgen.clean.addresses import absolute
from briefgen.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.model.document import Document

__all__ = ["Page", "apart", "read"]

_MOST_READ = 700
_LONGEST_LINE = 120
_ARCHIVED = re.compile(r"__wm\.wombat\(\s*[\"'](https?://[^\"']+)")
_META_NAMES = ("property", "name", "itemprop", "http-equiv")


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """A page read: `metas` by small-letter name, the first of each; `article` is its JSON-LD's."""

    root: HtmlElement
    body: HtmlElement
    metas: Mapping[str, str]
    entries: tuple[jsonld.Entry, ...]
    article: jsonld.Entry
    url: str | None

    def meta(self, *names: str) -> str | None:
        """Return the first of the metas named that says anything."""
        return next((self.metas[name] for name in names if self.metas.get(name)), None)

    def all_metas(self, name: str) -> tuple[str, ...]:
        """Return all that the metas of one name say, in order."""
        rows = (row for row in self.root.iter("meta") if _is_called(row, name))
        return tuple(text for row in rows if (text := (row.get("content") or "").strip()))

    def near_title(self) -> Iterator[str]:
        """Yield the short lines around the page's heading, those below it first."""
        heads = list(self.body.iter("h1"))
        if not heads:
            return
        named = [one for one in heads if len(one.text_content().split()) > 2]  # noqa: PLR2004
        head = (named or heads)[0]
        read = 0
        for element in head.itersiblings():
            yield from _short_lines(element)
            read += len(element.text_content()) if isinstance(element.tag, str) else 0
            if read > _MOST_READ:
                break
        above, read = head.getparent(), 0
        while above is not None and above.tag not in ("body", "html") and read < _MOST_READ:
            for element in above.itersiblings():
                read += len(element.text_content()) if isinstance(element.tag, str) else 0
                yield from _short_lines(element)
                if read > _MOST_READ:
                    break
            above = above.getparent()
        for element in head.itersiblings(preceding=True):
            yield from _short_lines(element)


def _short_lines(element: HtmlElement) -> Iterator[str]:
    """Yield the texts of the first small elements in an element, whole before their parts."""
    read = 0
    for part in element.iter():
        if not isinstance(part.tag, str) or part.tag in ("script", "style", "svg", "noscript"):
            continue
        text = " ".join(apart(part).split()) if len(part) < 12 else ""  # noqa: PLR2004
        if 3 < len(text) <= _LONGEST_LINE:  # noqa: PLR2004
            yield text
        read += len(part.text or "")
        if read > _MOST_READ:
            return


def apart(element: HtmlElement) -> str:
    """Return an element's words, with a dot where two elements' words would be glued."""
    said = ""
    for text in element.itertext():
        glued = said[-1:].isalnum() and text[:1].isalnum()
        said += f" • {text}" if glued else text
    return said


def _is_called(meta: HtmlElement, name: str) -> bool:
    return any((meta.get(key) or "").strip().lower() == name for key in _META_NAMES)


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
    told = absolute(metas.get("og:url"), None)
    return told or _saved_from(root)


def _saved_from(root: HtmlElement) -> str | None:
    """Return the address that an archive or a page saver wrote into the page."""
    for name, value in root.attrib.items():
        if name.startswith("data-") and name.endswith(("-source", "-url", "-src")):
            return absolute(value, None)
    for script in root.iterfind("head/script"):
        if found := _ARCHIVED.search(script.text or ""):
            return absolute(found.group(1), None)
    return None
