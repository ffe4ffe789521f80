"""A photo in, its Media RSS elements out, with the credit whole and taken apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml.etree import SubElement

from briefgen.render.addresses import abs_url, uri
from briefgen.render.feeds.xml import legal
from briefgen.render.licences import licence_url
from briefgen.render.media_types import media_type

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from briefgen.model.credit import Credit
    from briefgen.model.entry import Figure

__all__ = ["MEDIA", "add_credit", "add_photo"]

MEDIA = "http://search.yahoo.com/mrss/"
_EBU = "urn:ebu"
_CREATOR_ROLES = {"graphic": "graphic designer", "illustration": "illustrator"}


def add_photo(item: _Element, figure: Figure, site_url: str, *, default: bool) -> None:
    """Add `media:content` with caption, credits, copyright and licence to an item or entry."""
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
    add_credit(content, figure)


def add_credit(parent: _Element, figure: Figure) -> None:
    """Add whose photo it is: to its `media:content`, or to the item that has no file of it."""
    if figure.credit:
        # The line as it is owed comes first, and alone stands without a role.
        _element(parent, "credit").text = legal(figure.credit)
        for role, name in _roles(figure.parsed):
            _element(parent, "credit", role=role, scheme=_EBU).text = legal(name)
        _element(parent, "copyright").text = legal(figure.credit)
        if address := licence_url(figure.parsed):
            licence = _element(parent, "license", type="text/html", href=address)
            licence.text = figure.parsed.licence if figure.parsed else None


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
