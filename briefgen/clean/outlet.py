"""Find the name of the outlet that publishes a page, rather than its address.

Many pages write their host where their name belongs. A name from any place beats a host from any
other; where only hosts are found the first is taken: an outlet may be called "Courier.example".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.clean import jsonld
from briefgen.clean.addresses import host

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefgen.clean.page import Page

__all__ = ["best_name", "is_address", "more_names"]

_ADDRESS = re.compile(r"(?:https?:)?(?://)?(?:[\w-]+\.)+[a-z]{2,}(?::\d+)?/?\S*", re.IGNORECASE)
_ORGANISATION = re.compile(r"Organi[sz]ation$|^NewsMedia")
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)[\s,:]*(?:©|\(c\)|copyright)?[\s,:]*"
    r"(?:(?:19|20)\d\d(?:\s*[-–—/]\s*(?:(?:19|20)?\d\d)?)?)?[\s,.:|–—-]*(?:by\s+)?"
    r"(?P<name>[^\W\d_](?:[^.,;|©®•·\n()]|\.(?=\w)){2,59})",
    re.IGNORECASE,
)
_YEAR_LAST = re.compile(r"\s+(?:19|20)\d\d.*$")
_FIRM = re.compile(
    r"[\s,]+(?:ltd|llc|inc|gmbh|plc|s\.?a|s\.?r\.?l|ag|bv|limited|pty|company)\.?$", re.IGNORECASE
)
_RIGHTS = re.compile(
    r"\s*[-–—|]*\s*(?:all rights|alle rechte|tous droits|todos los derechos|todos os direitos"
    r"|tutti i diritti|rights reserved|все права|wszelkie prawa).*$",
    re.IGNORECASE,
)
_NO_LETTERS = re.compile(r"[\W_]+")
_MOST_WORDS = 6
_LONGEST_LINE = 200


def best_name(found: Iterable[tuple[str, str]]) -> tuple[str, str] | None:
    """Return the first name that is no address, else the first address; each with its place."""
    first = None
    for name, where in found:
        if name and not is_address(name):
            return name, where
        if name and first is None:
            first = name, where
    return first


def is_address(name: str) -> bool:
    """Tell a host or an address from a name."""
    return bool(_ADDRESS.fullmatch(name.strip()))


def more_names(page: Page) -> Iterator[tuple[str, str]]:
    """Yield other places' names of the outlet, the surest first."""
    part_of = page.article.get("isPartOf")
    for entry in part_of if isinstance(part_of, list) else [part_of]:
        if isinstance(entry, dict) and (name := jsonld.text(entry.get("name"))):
            yield name, "JSON-LD isPartOf"
    named = [row for row in page.entries if any(map(_ORGANISATION.search, jsonld.kinds(row)))]
    if len({jsonld.text(row.get("name")) for row in named}) == 1:
        yield jsonld.text(named[0].get("name")) or "", "JSON-LD Organization"
    if name := _copyright_name(page):
        yield name, "the copyright line"


def _copyright_name(page: Page) -> str:
    """Return who holds the copyright of the page by its last line that says so.

    A holder that bears another name than the host is its owner, not the outlet.
    """
    lines = [line for line in map(_line, page.body.itertext()) if line]
    for line in reversed(lines):
        found = _COPYRIGHT.search(line)
        if not found:
            continue
        name = _YEAR_LAST.sub("", _RIGHTS.sub("", found["name"])).strip(" -–—:|")
        name = _FIRM.sub("", name).strip()
        if len(name.split()) <= _MOST_WORDS and _is_of(name, page.url):
            return name
    return ""


def _is_of(name: str, url: str | None) -> bool:
    """Tell whether a name and a host are one, as far as both can be read."""
    if "/" in name or any(is_address(word) for word in name.split()):
        return False
    bare = _NO_LETTERS.sub("", name.casefold())
    labels = host(url).split(".")[:-1]
    parts = [_NO_LETTERS.sub("", label) for label in labels if len(label) > 2]  # noqa: PLR2004
    return bool(bare) and (not url or any(bare in part or part in bare for part in parts))


def _line(text: object) -> str:
    line = " ".join(str(text).split())
    said = len(line) <= _LONGEST_LINE and re.search(r"©|copyright|\(c\)", line, re.IGNORECASE)
    return line if said else ""
