"""A page's figures -> its lead photo: the one the page shows to the world, or its first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.clean import jsonld
from briefgen.clean.addresses import absolute
from briefgen.clean.pictures import stem
from briefgen.model.article import Photo

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefgen.clean.photo import Figure

__all__ = ["announced", "lead_figure", "lead_photo"]


def announced(article: jsonld.Entry, metas: Mapping[str, str], base: str | None) -> tuple[str, ...]:
    """Return the addresses the page gives for its picture: JSON-LD, Open Graph, Twitter."""
    said = [*_addresses(article.get("image")), *_addresses(article.get("thumbnailUrl"))]
    said += [
        metas[name]
        for name in ("og:image", "og:image:url", "twitter:image", "twitter:image:src")
        if name in metas
    ]
    return tuple(dict.fromkeys(full for one in said if (full := absolute(one, base))))


def _addresses(value: object) -> Iterator[str]:
    rows = value if isinstance(value, list) else [value]
    for row in rows:
        if isinstance(row, str):
            yield row
        elif isinstance(row, dict):
            yield from (
                text for key in ("url", "contentUrl") if (text := jsonld.text(row.get(key)))
            )


def lead_figure(found: tuple[Figure, ...], said: tuple[str, ...]) -> Figure | None:
    """Return the figure that shows an announced picture; else the first one."""
    names = {name for one in said if len(name := stem(one)) > 2}  # noqa: PLR2004
    matching = [
        one for one in found if stem(one.photo.src) in names or stem(one.image.get("src")) in names
    ]
    best = next((one for one in matching if one.photo.credit), None) or next(iter(matching), None)
    return best or next(iter(found), None)


def lead_photo(figure: Figure | None, said: tuple[str, ...]) -> Photo | None:
    """Return the lead photo; one that stands in no figure has an address and no words."""
    if figure is not None:
        return figure.photo
    return Photo(said[0]) if said else None
