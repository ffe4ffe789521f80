"""An article placed on the site: its address, its moment in the site's zone, its body as HTML."""

from __future__ import annotations

import datetime as dt

from briefgen.errors import Notice
from briefgen.model.article import Also, Policy
from briefgen.model.credit import Credit
from briefgen.model.picture import Renditions
from briefgen.values import dataclass

__all__ = ["Body", "Entry", "Figure", "SourceFeed", "TopicRef"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A photo as a page shows it.

    `src` is a path within the site without a leading slash ("images/kim.jpg"), or an absolute https
    address. `credit` is verbatim, `parsed` what it says. `width` and `height` are pixels where the
    file was read; `src` is then the widest of its `renditions` that every browser can show.
    From `until` (aware) on, the photo may not be shown any more.
    """

    src: str
    alt: str = ""
    caption: str | None = None
    credit: str | None = None
    parsed: Credit | None = None
    width: int | None = None
    height: int | None = None
    renditions: Renditions | None = None
    until: dt.datetime | None = None

    @property
    def remote(self) -> bool:
        """Whether the picture stands on another site."""
        return self.src.startswith(("https:", "http:"))


@dataclass(frozen=True, slots=True)
class TopicRef:
    """A topic as an entry or a menu names it; `permalink` is its briefing, relative to the base."""

    slug: str
    title: str
    permalink: str


@dataclass(frozen=True, slots=True)
class SourceFeed:
    """The feed of the source that an article comes from: its title and its address."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An article placed: all small facts that lists, pages and feeds show, without the body.

    `permalink` is relative to the site's base, without a leading slash: "2024/09/14/slug/".
    `published` is aware, in the site's zone, None for an article without a date; `day_only` says
    its time of day is not known. `photo` is the lead photo that can be shown. `guid` never
    changes.
    `also` are other publishers of the same piece; their addresses are safe to follow.
    `added` is the day on which it was filed, where that is known.
    `source_feed` is known where the site's settings name it.
    """

    path: str
    slug: str
    permalink: str
    title: str
    guid: str
    published: dt.datetime | None = None
    day_only: bool = True
    updated: dt.datetime | None = None
    topics: tuple[TopicRef, ...] = ()
    source: str | None = None
    source_url: str | None = None
    authors: tuple[str, ...] = ()
    photo: Figure | None = None
    photos: tuple[Figure, ...] = ()
    summary: str = ""
    note: str | None = None
    language: str = "en"
    pin: bool = False
    draft: bool = False
    policy: Policy = "full"
    max_words: int = 90
    aliases: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    also: tuple[Also, ...] = ()
    added: dt.date | None = None
    source_feed: SourceFeed | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """An article's Markdown as sanitised HTML; addresses of our own site in it are base-relative.

    `html` holds figures with caption and credit. Addresses within the site stand in it as
    `briefgen:PATH` and are resolved when shown, so that one body serves pages (base path) and feeds
    (absolute).
    `figures` are the body's photos in order, `pictures` the paths of all local ones, those amid
    words too; `words` counts the text. `links` are the files under content/ and the addresses of
    our own site that it links to. `key` is the digest of what the HTML is made from: where it is
    set and `html` is empty, the HTML stands apart, so that planning thousands of pages holds no
    text. `inline` are the sources of the photos amid words, which have no credit. `notices` are on
    what of the text could not be shown as it is written.
    """

    html: str = ""
    figures: tuple[Figure, ...] = ()
    words: int = 0
    links: tuple[str, ...] = ()
    key: str = ""
    pictures: tuple[str, ...] = ()
    inline: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()
