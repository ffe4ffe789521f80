"""An article, a topic or an edition in, its address within the site out; clashes told as errors."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from briefgen.errors import ContentError, in_quotes
from briefgen.model.slug import old_permalink, path_slug, slug_fault, slugify

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

__all__ = [
    "Claim",
    "alias_path",
    "article_permalink",
    "edition_permalink",
    "output_path",
    "settled",
    "slug_of",
    "topic_page_permalink",
    "topic_permalink",
]

Claim = tuple[str, str]

_INDEX_NAMES = ("index.md", "readme.md")


def slug_of(path: str, slug: str | None = None) -> str:
    """Return an article's slug: the one it froze, else its file's name less the date.

    A file's name outlives edits of the title, so links to the article do, too.
    """
    if slug:
        return slugify(slug) if slug_fault(slug) else slug
    folder, _, name = path.rpartition("/")
    return path_slug(folder if folder and name.lower() in _INDEX_NAMES else path)


def article_permalink(pattern: str, slug: str, published: dt.datetime | None) -> str:
    """Fill the site's pattern, such as "/{yyyy}/{mm}/{dd}/{slug}/"; an undated one is set apart."""
    if published is None:
        return f"undated/{slug}/"
    filled = pattern.format(
        yyyy=f"{published.year:04}",
        mm=f"{published.month:02}",
        dd=f"{published.day:02}",
        slug=slug,
    )
    return filled.lstrip("/")


def topic_permalink(slug: str) -> str:
    """Return the address of a topic's briefing."""
    return f"topics/{slug}/"


def topic_page_permalink(slug: str, number: int) -> str:
    """Return the address of a topic's older page; pages count from the oldest."""
    return f"topics/{slug}/page/{number}/"


def edition_permalink(slug: str) -> str:
    """Return the address of an edition."""
    return f"briefings/{slug}/"


def output_path(permalink: str) -> str:
    """Return the file that answers at `permalink`."""
    if not permalink or permalink.endswith("/"):
        return f"{permalink}index.html"
    if "." in permalink.rpartition("/")[2]:
        return permalink
    return f"{permalink}/index.html"


def alias_path(alias: str, path: str, line: int | None = None) -> str:
    """Return an old address as a permalink; ContentError when it leads out of the site."""
    try:
        return old_permalink(alias)
    except ValueError as fault:
        raise ContentError(
            f"alias {in_quotes(alias)} {fault}",
            path=path,
            line=line,
            hint="write the old path alone, such as /2019/old-name/",
        ) from None


def settled(claims: Iterable[Claim]) -> tuple[tuple[Claim, ...], tuple[ContentError, ...]]:
    """Return the (permalink, file) claims that stand, and an error for each that came too late.

    Addresses that differ only in case or in Unicode form are one: some disks can't hold both. The
    site's own pages claim theirs with an empty file.
    """
    taken: dict[str, Claim] = {}
    errors = []
    for claim in claims:
        first = taken.setdefault(_folded(output_path(claim[0])), claim)
        if first[1] != claim[1]:
            errors.append(_clash(claim, first))
    return tuple(taken.values()), tuple(errors)


def _clash(claim: Claim, first: Claim) -> ContentError:
    (permalink, path), (other, owner) = claim, first
    both = f"/{permalink}" if permalink == other else f"/{permalink} and /{other}"
    return ContentError(
        f"{owner or 'a page of the site itself'} has the same address: {both}",
        path=path,
        hint="give this one another slug: (or alias) in its front matter",
    )


def _folded(path: str) -> str:
    if path.isascii():  # as nearly all are, and then this is the same
        return path.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())
