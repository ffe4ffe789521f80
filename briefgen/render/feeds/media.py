"""A photo in, its Media RSS elements out, with the credit whole and taken apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml.etree import SubElement

from briefgen.render.addresses import abs_url, uri
from briefgen.render.feeds.xml import legal
from briefgen.render.licences import licence_url
from briefgen.render.media_types import media_type

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

    from briefgen.model.credit import Credit
    from briefgen.model.entry import Figure

__all__ = ["CREATIVE_COMMONS", "MEDIA", "add_photos"]

CREATIVE_COMMONS = "http://backend.userland.com/creativeCommonsRssModule"
MEDIA = "http://search.yahoo.com/mrss/"
_EBU = "urn:ebu"
_CREATOR_ROLES = {"graphic": "graphic designer", "illustration": "illustrator"}


def add_photos(item: _Element, figures: Iterable[Figure], site_url: str) -> None:
    """Add the photos of an item or entry, then each Creative Commons licence that one is under.

    Media RSS has `media:license`, which the W3C feed validator takes for a mistake.
    """
    licences: dict[str, None] = {}
    for place, figure in enumerate(figures):
        _add_photo(item, figure, site_url, default=place == 0)
        if address := licence_url(figure.parsed):
            licences[address] = None
    for address in licences:
        SubElement(item, f"{{{CREATIVE_COMMONS}}}license").text = address


def _add_photo(item: _Element, figure: Figure, site_url: str, *, default: bool) -> None:
    """Add `media:content` with caption, credits, copyright and its licence's address."""
    content = _element(item, "content", url=uri(abs_url(figure.src, site_url)), medium="image")
    kind = media_type(figure.src)
    if kind:
        content.set("type", kind)
    content.set("isDefault", str(default).lower())
    for name, pixels in (("width", figure.width), ("height", figure.height)):
        if pixels:
            content.set(name, str(pixels))
    if figure.caption:
        _element(content, "description", type="plain").text = legal(figure.caption)
    if figure.credit:
        # The line as it is owed comes first, and alone stands without a role.
        _element(content, "credit").text = legal(figure.credit)
        for role, name in _roles(figure.parsed):
            _element(content, "credit", role=role, scheme=_EBU).text = legal(name)
        licence = licence_url(figure.parsed)
        terms = {"url": licence} if licence else {}
        _element(content, "copyright", **terms).text = legal(figure.credit)


def _roles(credit: Credit | None) -> Iterator[tuple[str, str]]:
    """Yield the parts of a credit line with the roles that the EBU's list has for them."""
    if credit is None:
        return
    for creator in credit.creators:
        yield _CREATOR_ROLES.get(credit.kind or "", "photographer"), creator
    for place, name in enumerate(credit.chain):
        handed_out = credit.kind == "handout" and place == 0
        yield ("producer" if handed_out else "distribution company"), name


def _element(parent: _Element, name: str, **attributes: str) -> _Element:
    return SubElement(parent, f"{{{MEDIA}}}{name}", attributes)
