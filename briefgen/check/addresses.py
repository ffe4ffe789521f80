"""Find web addresses in an article that can't be right: a slip in copying, or a page as a picture.

An address that holds another one is usual (archives, picture services, counting redirects), so it
is reported only where the two are glued together without a sign between them, or have one host.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.errors import Notice
from briefgen.model.urls import split_url

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.model.article import Article

__all__ = ["check_addresses"]

_GLUED = re.compile(r"[^/=?&#:,|(]https?:/", re.IGNORECASE)
_INNER = re.compile(r"(?<=.)https?:/{1,2}([^/?#\s]+)", re.IGNORECASE)
_SCHEMES = frozenset({"http", "https", "http.", "https."})
_HOST = re.compile(r"(?:[\w-]+\.)+[\w-]{2,}\.?|localhost|[\d.]+|\[[0-9a-f:.]+\]", re.IGNORECASE)
_PAGE = re.compile(
    r"(?:|.*(?:\.(?:html?|php\d?|aspx?|jsp|cfm)|/wiki/(?:File|Image):[^/]*|/))", re.IGNORECASE
)
_CODE = re.compile(r"(?:^|\n)(```|~~~).*?(?:\n\1|\Z)|`[^`\n]+`", re.DOTALL)
# `](address "title")`, `]: address` and `<address>`.
_WRITTEN = re.compile(
    r"\](?:\(|:)\s*(?:<(?P<angled>https?:[^>\n]*)>|(?P<bare>https?:[^\s)>]*))"
    r"|<(?P<auto>https?:[^>\n]*)>",
    re.IGNORECASE,
)
_LONGEST_WORDS = 500
_LONGEST_SHOWN = 120


def check_addresses(article: Article) -> Iterator[Notice]:
    """Yield a warning for each web address of an article that can't be right, with its line."""
    for address, line, is_picture in _addresses(article):
        if fault := _fault(address) or (is_picture and _picture_fault(address, article)):
            shown = address if len(address) <= _LONGEST_SHOWN else f"{address[:_LONGEST_SHOWN]}…"
            what, hint = fault
            yield Notice("address-wrong", f"{what}: {shown}", article.path, line, hint)


def _addresses(article: Article) -> Iterator[tuple[str, int | None, bool]]:
    """Yield each web address as it is written, its line, and whether it is a picture's."""
    if article.source_url:
        yield article.source_url, article.line("source_url"), False
    for other in article.also:
        if other.source_url:
            yield other.source_url, article.line("also"), False
    for number, photo in enumerate(article.photos):
        if photo.src and photo.src.lower().startswith(("http:", "https:")):
            flat = article.line("photo") if number == 0 else None
            yield photo.src, flat or article.line("photos"), True
    if "http" in article.body:
        text = _CODE.sub(lambda code: "\n" * code.group().count("\n"), article.body)
        for found in _WRITTEN.finditer(text):
            line = article.body_line + text.count("\n", 0, found.start())
            address = found["angled"] or found["bare"] or found["auto"] or ""
            yield address, line, _is_picture(text, found.start())


def _is_picture(text: str, end: int) -> bool:
    """Whether the bracket that closes at `end` is that of a picture, `![…]`."""
    start = text.rfind("[", max(0, end - _LONGEST_WORDS), end)
    return start > 0 and text[start - 1] == "!"


def _fault(address: str) -> tuple[str, str] | None:
    """Return what is wrong with an address and the way out, or None."""
    if " " in address or address.partition("#")[0].endswith("%20"):
        return "an address with a space in it", "copy it anew; a space within is written %20"
    host = split_url(address).hostname or ""
    inner = {found.lower() for found in _INNER.findall(address)}
    if host in _SCHEMES or _GLUED.search(address) or host in inner:
        return "two addresses in one", "keep the one that is meant"
    if not _HOST.fullmatch(host):
        return "an address without a host", "write it whole, such as https://example.org/a"
    return None


def _picture_fault(address: str, article: Article) -> tuple[str, str] | None:
    """Return what is wrong with a picture's address, which is a page's, or None."""
    parts = split_url(address)
    is_page = not parts.query and _PAGE.fullmatch(parts.path) is not None
    if is_page or address == article.source_url:
        hint = "open the picture alone in the browser and copy its address, or save it to images/"
        return "a page's address as a picture", hint
    return None
