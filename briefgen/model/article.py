"""What stands in content/: articles with their photos, topics and editions, as written."""

from __future__ import annotations

from typing import Literal

from briefgen.model.when import When
from briefgen.values import dataclass

__all__ = [
    "INBOX",
    "Also",
    "Article",
    "Edition",
    "EditionItem",
    "Keywords",
    "Photo",
    "Policy",
    "Topic",
]

Policy = Literal["full", "excerpt", "link"]
Keywords = tuple[tuple[str, tuple[str, ...]], ...]
"""Words by language, "" for words of any language."""

INBOX = "inbox"
"""The tag of articles that wait for a topic; it is never published."""


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo with its words, as the article's front matter has them.

    `src` is a path beside the article's file, a path under content/ when it begins with "/", or an
    https address; None when the file is not known. `caption` never holds the credit; `credit` is
    verbatim. `until` is the last day, or the moment, to which its owner lets it be shown. `size` is
    width and height as the page that it was on shows it, in pixels: a figure's place on the page.
    """

    src: str | None = None
    alt: str | None = None
    caption: str | None = None
    credit: str | None = None
    until: When | None = None
    size: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Also:
    """Who else published the same piece, and where; at least one of the two is known."""

    title: str | None = None
    source: str | None = None
    source_url: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One piece in content/: front matter and a Markdown body.

    `path` is relative to content/, with "/" on every system. `date` is a day or a moment as it was
    written; the site's time zone is applied when it is placed.
    `added` is the day on which it was filed, where `briefgen add` filed it.
    `unsafe_html` is the curator's word that the body's HTML is trusted; cleaning never gives it.
    `lines` gives the line (from 1) of each front matter key, for messages; `body_line` that of the
    body's first line.
    """

    path: str
    title: str
    body: str = ""
    date: When | None = None
    topics: tuple[str, ...] = ()
    source: str | None = None
    source_url: str | None = None
    authors: tuple[str, ...] = ()
    photos: tuple[Photo, ...] = ()
    slug: str | None = None
    summary: str | None = None
    language: str | None = None
    updated: When | None = None
    draft: bool = False
    pin: bool = False
    note: str | None = None
    policy: Policy | None = None
    aliases: tuple[str, ...] = ()
    id: str | None = None
    tags: tuple[str, ...] = ()
    also: tuple[Also, ...] = ()
    unsafe_html: bool = False
    added: When | None = None
    lines: tuple[tuple[str, int], ...] = ()
    body_line: int = 1

    def line(self, key: str) -> int | None:
        """Return the line of front matter key `key`, or None when it is not written."""
        return dict(self.lines).get(key)


@dataclass(frozen=True, slots=True)
class Topic:
    """`content/topics/<slug>.md`: what a topic's briefing says of itself; `lead` is a slug.

    `sections` are what pages call it where they name the section they stand in.
    """

    path: str
    slug: str
    title: str
    description: str | None = None
    order: int | None = None
    lead: str | None = None
    keywords: Keywords = ()
    sections: tuple[str, ...] = ()
    intro: str = ""
    lines: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class EditionItem:
    """One row of an edition's `articles:`: a slug, the curator's note on it, and its line."""

    slug: str
    note: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Edition:
    """`content/briefings/<slug>.md`: one dated issue, curated by hand."""

    path: str
    slug: str
    title: str
    date: When
    items: tuple[EditionItem, ...] = ()
    intro: str = ""
    draft: bool = False
    lines: tuple[tuple[str, int], ...] = ()
