"""A page's figures -> its lead photo: the one the page announces, else the best placed one."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from briefgen.clean import jsonld
from briefgen.clean.addresses import absolute, path
from briefgen.clean.pictures import stem
from briefgen.model.article import Photo
from briefgen.values import replace

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefgen.clean.photo import Figure

__all__ = ["announced", "lead_figure", "lead_photo"]

_METAS = ("og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src")
# A site's card for sharing is no photo of the article.
_CARD = re.compile(
    r"(?<![a-z])(?:og|social|share|sharing|fb|twitter)[-_]?(?:default|image|card|fallback|logo|share)"
    r"|(?<![a-z])(?:default|fallback|placeholder)[-_]?(?:share|image|og|social|thumb|photo|news|card)?"
    r"[^/]{0,12}\.(?:png|jpe?g|webp|gif)$|(?<![a-z])(?:ogp|logo|favicon|icon)[^/]*$"
)
_TOKEN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.IGNORECASE)
_SHORTEST_TOKEN = 6
_MOST_SHARING = 3
_OTHERS = frozenset(("nav", "aside", "footer"))


def announced(article: jsonld.Entry, metas: Mapping[str, str], base: str | None) -> tuple[str, ...]:
    """Return the addresses the page gives for its picture: JSON-LD, Open Graph, Twitter."""
    said = [*_addresses(article.get("image")), *_addresses(article.get("thumbnailUrl"))]
    said += [metas[name] for name in _METAS if name in metas]
    found = (full for one in said if (full := absolute(one, base)))
    return tuple(dict.fromkeys(one for one in found if not _CARD.search(path(one).lower())))


def _addresses(value: object) -> Iterator[str]:
    rows = value if isinstance(value, list) else [value]
    for row in rows:
        if isinstance(row, str):
            yield row
        elif isinstance(row, dict):
            yield from (
                text for key in ("url", "contentUrl") if (text := jsonld.text(row.get(key)))
            )


def _tokens(address: str | None) -> frozenset[str]:
    """Return what may tell a picture from others in its address: its name and its numbers."""
    found = {
        token for token in _TOKEN.findall(path(address).lower()) if len(token) >= _SHORTEST_TOKEN
    }
    telling = {token for token in found if any(map(str.isdigit, token))}
    return frozenset(telling | {name for name in (stem(address),) if len(name) >= _SHORTEST_TOKEN})


def lead_figure(
    found: Sequence[Figure], said: Sequence[str], ranks: Sequence[float]
) -> Figure | None:
    """Return the figure that leads: announced, with its words, and well placed by `ranks`."""
    if not found:
        return None
    mine = [_tokens(one.photo.src) | _tokens(one.image.get("src")) for one in found]
    common = Counter(token for tokens in mine for token in tokens)
    wanted = {token for one in said for token in _tokens(one) if common[token] <= _MOST_SHARING}
    scores = [
        2 * bool(tokens & wanted) + _worth(one) + rank
        for one, tokens, rank in zip(found, mine, ranks, strict=True)
    ]
    best = max(range(len(found)), key=lambda at: (scores[at], -at))
    return found[best] if scores[best] > 0 else None


def _worth(figure: Figure) -> float:
    """Return what a figure's own look says for it: words of its own, and no link to elsewhere."""
    worth = 1.5 * bool(figure.photo.credit) + 1.0 * bool(figure.photo.caption)
    for above in figure.element.iterancestors():
        if above.tag == "a" and not figure.photo.caption:
            return worth - 2
        if above.tag in _OTHERS:
            return worth - 3
    return worth


def lead_photo(figure: Figure | None, said: Sequence[str]) -> Photo | None:
    """Return the lead photo; one that stands in no figure has an address and no words."""
    if figure is not None and figure.photo.src is None and said:
        return replace(figure.photo, src=said[0])
    if figure is not None:
        return figure.photo
    return Photo(said[0]) if said else None
