"""A page and its HTML in, the photos it shows without their credit out."""

from __future__ import annotations

import re
from functools import cache
from html import escape, unescape
from typing import TYPE_CHECKING

from briefgen.model.entry import Body, Entry, Figure
from briefgen.model.library import PlacedEdition, Row
from briefgen.model.page import MonthGroup, SourceGroup, TopicSection
from briefgen.render.addresses import url

if TYPE_CHECKING:
    from briefgen.model.page import Page

__all__ = ["uncredited"]

_CHILDREN: dict[type, tuple[str, ...]] = {
    Body: ("figures",),
    MonthGroup: ("entries",),
    PlacedEdition: ("intro", "rows"),
    Row: ("entry",),
    SourceGroup: ("entries",),
    TopicSection: ("entries",),
}
_PARTS = (
    "body",
    "edition",
    "entries",
    "entry",
    "intro",
    "lead",
    "months",
    "newer",
    "older",
    "related",
    "rows",
    "sections",
    "sources",
)
_UNSEEN = re.compile(
    r"<!--.*?-->|<(script|style|template|noscript|title)\b.*?</\1\s*>|<[^>]*>", re.DOTALL
)


def uncredited(page: Page, html: str) -> tuple[Figure, ...]:
    """Return the credited photos that stand in the body of `html` while their credit does not.

    Only visible text counts: a credit in an attribute, a comment or a script is not shown.
    """
    credited = _credited(page)
    if not credited:
        return ()
    body = html[max(html.find("<body"), 0) :]
    seen: str | None = None
    missing = []
    for figures in credited.values():
        if any(_stands(figure, body) for figure in figures):
            continue
        if url(_stem(figures[0]), page.site.base_path) not in body:
            continue
        seen = _visible(body) if seen is None else seen
        told = any(_plain(figure.credit or "") in seen for figure in figures)
        if not told and _shown(figures[0], page, body):
            missing.append(figures[0])
    return tuple(missing)


def _credited(page: Page) -> dict[str, list[Figure]]:
    """The credited photos by their address: one file may stand in two articles, each with words.

    Where one of the two has no credit, the page may show that one: the theme is not to blame.
    """
    shown: list[Figure] = []
    kind: type = type(page)
    for name in _parts(kind):
        _gather(getattr(page, name), shown)
    if not shown:
        return {}
    found: dict[str, dict[Figure, None]] = {}
    for figure in shown:
        found.setdefault(figure.src, {})[figure] = None
    return {
        src: list(figures)
        for src, figures in found.items()
        if all(figure.credit for figure in figures)
    }


@cache
def _parts(kind: type) -> tuple[str, ...]:
    """The fields of a kind of page in which photos may be."""
    return tuple(name for name in _PARTS if hasattr(kind, name))


def _gather(value: object, shown: list[Figure]) -> None:
    """Add the photos of a part of a page."""
    if isinstance(value, Entry):  # an article's page has seven of them
        if value.photo:
            shown.append(value.photo)
        if value.photos:
            shown += value.photos
    elif isinstance(value, Figure):
        shown.append(value)
    elif isinstance(value, tuple):
        for part in value:
            _gather(part, shown)
    else:
        for name in _CHILDREN.get(type(value), ()):
            _gather(getattr(value, name), shown)


def _stem(figure: Figure) -> str:
    """What the addresses of all the files made of a photo begin with."""
    return figure.renditions.stem if figure.renditions else figure.src


def _stands(figure: Figure, body: str) -> bool:
    """Whether the credit is the whole text of an element: the usual case, found at once."""
    return f">{escape(figure.credit or '', quote=False)}<" in body


def _shown(figure: Figure, page: Page, body: str) -> bool:
    """Whether a tag, and not the data in a script, has the photo's address."""
    address = re.escape(escape(url(_stem(figure), page.site.base_path)))
    if figure.renditions:
        address += r"-\d+\.[a-z]+"
    tags = re.sub(r"<(script|style)\b.*?</\1\s*>", "", body, flags=re.DOTALL)
    return re.search(rf"<[^>]*[\s\"'(=,]{address}(?![^\s\"'),>])", tags) is not None


def _visible(body: str) -> str:
    return _plain(unescape(_UNSEEN.sub("", body)))


def _plain(text: str) -> str:
    return " ".join(text.split())
