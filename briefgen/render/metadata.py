"""A page in, what link previews and search engines are told of it out."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Literal

from briefgen.model.page import ArticlePage, EditionPage, HomePage, TopicPage
from briefgen.render.addresses import abs_url
from briefgen.render.media_types import media_type
from briefgen.values import dataclass

if TYPE_CHECKING:
    from briefgen.model.entry import Entry, Figure
    from briefgen.model.page import Page

__all__ = ["Social", "social"]


@dataclass(frozen=True, slots=True)
class Social:
    """Open Graph's and X's card of a page; `image` is absolute and shown on the page, too."""

    type: Literal["article", "website"]
    title: str
    url: str
    site_name: str
    description: str = ""
    locale: str | None = None
    image: str | None = None
    image_alt: str = ""
    image_type: str | None = None
    image_width: int | None = None
    image_height: int | None = None
    published: dt.datetime | None = None
    modified: dt.datetime | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    card: Literal["summary", "summary_large_image"] = "summary"


def social(page: Page) -> Social:
    """Return a page's card; a drawing (SVG) is no picture to those who show cards."""
    entry = page.entry if isinstance(page, ArticlePage) else None
    photo = _photo(entry or _lead(page))
    kind = media_type(photo.src) if photo else None
    return Social(
        type="article" if entry else "website",
        title=page.title,
        url=abs_url(page.permalink, page.site.url),
        site_name=page.site.title,
        description=page.description or page.site.description or "",
        locale=_locale(page.language),
        image=abs_url(photo.src, page.site.url) if photo else None,
        image_alt=photo.alt if photo else "",
        image_type=kind,
        image_width=photo.width if photo else None,
        image_height=photo.height if photo else None,
        published=entry.published if entry else None,
        modified=entry.updated if entry else None,
        section=entry.topics[0].title if entry and entry.topics else None,
        tags=(*[topic.title for topic in entry.topics], *entry.tags) if entry else (),
        card="summary_large_image" if photo else "summary",
    )


def _photo(lead: Entry | None) -> Figure | None:
    photo = lead.photo if lead else None
    return photo if photo and media_type(photo.src) != "image/svg+xml" else None


def _lead(page: Page) -> Entry | None:
    match page:
        case HomePage():
            return page.lead.entry if page.lead else None
        case TopicPage():
            return page.lead
        case EditionPage():
            return page.edition.rows[0].entry if page.edition.rows else None
        case _:
            return None


def _locale(language: str) -> str | None:
    """Return "en_GB" for "en-GB"; a language without a country has no such name."""
    code, _, country = language.partition("-")
    return f"{code.lower()}_{country.upper()}" if len(country) == len("GB") else None
