"""A page's HTML in, what readers, browsers or search engines will miss in it out.

Only what a template can mend is told; what an article lacks is told by other checks.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, unquote

from lxml.html import document_fromstring

from briefgen.errors import Notice
from briefgen.model.urls import split_url

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from lxml.html import HtmlElement

__all__ = ["check_markup"]

_HINTS = {
    "theme-language": 'write <html lang="{{ page.language }}">',
    "theme-title": "write one in the block title",
    "theme-heading": "give each page one heading of the first level",
    "theme-viewport": 'name="viewport" content="width=device-width, initial-scale=1" does it',
    "theme-policy": "keep the block head_policy of base.html, or write one of your own",
    "theme-inline": "write it in a file of assets/",
    "theme-remote": "put the file in assets/: readers' visits are no one else's",
    "theme-alt": 'write alt="{{ figure.alt }}", or alt="" for a decoration',
    "theme-size": "write width and height of the picture",
    "theme-id": "links and labels reach the first only: make each its own",
    "theme-link": "write addresses with the filter url, files with asset",
}
_DATA = ("application/ld+json", "application/json", "importmap", "speculationrules")
_LOADING = ("script", "iframe", "video", "audio", "source", "embed")
_LINKED = {"stylesheet", "preload", "icon", "preconnect"}

_Fault = tuple[str, str]
"""A code and what is wrong."""


def check_markup(html: str, base_path: str, files: Container[str]) -> Iterator[Notice]:
    """Yield what is wrong with a page; `files` are the site's, by their paths under `base_path`.

    The rules are those of WCAG 2.2 (1.1.1, 2.4.2, 3.1.1), of HTML (one id once) and of the shipped
    themes' content security policy, which lets nothing run that stands in the page itself.
    """
    root = document_fromstring(html)
    for find in (_head, _own_code, _foreign, _pictures, _ids):
        for code, message in find(root):
            yield Notice(code, message, hint=_HINTS[code])
    for code, message in _addresses(root, base_path, files):
        yield Notice(code, message, hint=_HINTS[code])


def _head(root: HtmlElement) -> Iterator[_Fault]:
    if not root.get("lang"):
        yield "theme-language", "the page does not say its language"
    if not (root.findtext("head/title") or "").strip():
        yield "theme-title", "the page has no <title>"
    heads = len(root.findall(".//h1"))
    if heads != 1:
        yield "theme-heading", f"the page has {heads} <h1>"
    metas = {
        (meta.get("name") or meta.get("http-equiv") or "").lower() for meta in root.iter("meta")
    }
    if "viewport" not in metas:
        yield "theme-viewport", "phones will show the page small: it names no viewport"
    if "content-security-policy" not in metas:
        yield "theme-policy", "the page has no content security policy"


def _own_code(root: HtmlElement) -> Iterator[_Fault]:
    for element in root.iter("*"):
        named = [name for name in element.attrib if name.startswith("on") or name == "style"]
        if named:
            yield "theme-inline", f"<{element.tag} {named[0]}=…> has no effect under the policy"
        own = element.tag == "script" and not element.get("src")
        if element.tag == "style" or (own and element.get("type") not in _DATA):
            yield "theme-inline", f"a <{element.tag}> in the page has no effect under the policy"


def _foreign(root: HtmlElement) -> Iterator[_Fault]:
    """Yield what the page loads from elsewhere by itself, pictures apart."""
    for element in root.iter(*_LOADING, "link"):
        rels = {*(element.get("rel") or "").lower().split()}
        linked = element.tag == "link" and _LINKED & rels
        address = element.get("href" if linked else "src") or ""
        if _split(address).netloc:
            yield "theme-remote", f"<{element.tag}> loads from another site: {address}"


def _pictures(root: HtmlElement) -> Iterator[_Fault]:
    for image in root.iter("img"):
        address = image.get("src") or ""
        if image.get("alt") is None:
            yield "theme-alt", f"a picture has no alt: {address}"
        sized = image.get("width") and image.get("height")
        if not sized and not _split(address).netloc:
            yield "theme-size", f"the page will jump when a picture comes: {address}"


def _ids(root: HtmlElement) -> Iterator[_Fault]:
    counted = Counter(element.get("id") for element in root.iter("*") if element.get("id"))
    for name, number in counted.items():
        if number > 1:
            yield "theme-id", f"id={name!r} stands {number} times in one page"


def _addresses(root: HtmlElement, base_path: str, files: Container[str]) -> Iterator[_Fault]:
    ids = {element.get("id") for element in root.iter("*") if element.get("id")}
    for element in root.iter("a", "link", "script", "img", "source", "form"):
        for name in ("href", "src", "action"):
            path, _, mark = (element.get(name) or "").partition("#")
            parts = _split(path)
            if mark and not path and mark not in ids:
                yield "theme-link", f"a link to #{mark} leads nowhere: nothing has that id"
            own = path and not (parts.scheme or parts.netloc)
            if own and not _stands(unquote(parts.path), base_path, files):
                yield "theme-link", f"<{element.tag} {name}={path!r}> leads to no file of the site"


def _split(address: str) -> SplitResult:
    parts = split_url(address)
    # No address at all: as a path it leads to no file, and is reported so.
    return parts if any(parts) else SplitResult("", "", address, "", "")


def _stands(path: str, base_path: str, files: Container[str]) -> bool:
    if not path.startswith(base_path):
        return False
    inside = path.removeprefix(base_path)
    return inside in files or f"{inside.rstrip('/')}/index.html".lstrip("/") in files
