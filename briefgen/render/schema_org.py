"""The things that schema.org has words for, as far as we speak of them.

Each is a msgspec.Struct: what is absent is None and left out as it is written, which takes half as
long as to make dicts, look them through and write those.
"""

from __future__ import annotations

from typing import TypeAlias

import msgspec

__all__ = [
    "Article",
    "Collection",
    "Image",
    "Issue",
    "List",
    "Listed",
    "Makers",
    "NewsArticle",
    "Organisation",
    "Original",
    "People",
    "Periodical",
    "Person",
    "Row",
    "Step",
    "Texts",
    "Thing",
    "Topic",
    "Topics",
    "Trail",
    "Website",
]


class Thing(msgspec.Struct, frozen=True, omit_defaults=True, rename="camel", tag_field="@type"):
    """Something that schema.org has a word for; what it tells of it is told in this order."""


class Topic(Thing, frozen=True, kw_only=True, tag="Thing"):
    """What an article is about."""

    name: str


class Person(Thing, frozen=True, kw_only=True, tag="Person"):
    """Somebody who wrote, or took a photo."""

    name: str


class Periodical(Thing, frozen=True, kw_only=True, tag="Periodical"):
    """What editions are issues of."""

    name: str
    url: str


class Organisation(Thing, frozen=True, kw_only=True, tag="Organization"):
    """Who publishes, or is owed a photo."""

    name: str
    url: str | None = None
    logo: Image | None = None


People: TypeAlias = tuple[Person, ...]
Makers: TypeAlias = People | tuple[Organisation, ...]
Topics: TypeAlias = tuple[Topic, ...]
Texts: TypeAlias = tuple[str, ...]


class Image(Thing, frozen=True, kw_only=True, tag="ImageObject"):
    """A photo with what is owed for it."""

    content_url: str | None = None
    url: str
    caption: str | None = None
    description: str | None = None
    credit_text: str | None = None
    creator: Makers | None = None
    copyright_notice: str | None = None
    license: str | None = None
    encoding_format: str | None = None
    width: int | None = None
    height: int | None = None
    representative_of_page: bool | None = None


class Original(Thing, frozen=True, kw_only=True, tag="NewsArticle"):
    """The article of a source that ours shows, or cites."""

    id: str | None = msgspec.field(default=None, name="@id")
    url: str | None = None
    headline: str | None = None
    author: People | None = None
    publisher: Organisation | None = None
    date_published: str | None = None


class Article(Thing, frozen=True, kw_only=True, tag="Article"):
    """An article's page: a source's text, or a part of it."""

    headline: str | None = None
    url: str
    main_entity_of_page: str
    description: str | None = None
    abstract: str | None = None
    date_published: str | None = None
    date_modified: str | None = None
    in_language: str | None = None
    author: People | Organisation | None = None
    publisher: Organisation
    article_section: Texts | None = None
    about: Topics | None = None
    keywords: Texts | None = None
    image: tuple[Image, ...] | None = None
    is_based_on: Original | None = None
    citation: tuple[str | Original, ...] | None = None
    credit_text: str | None = None
    copyright_holder: Organisation | None = None
    copyright_year: int | None = None
    sd_publisher: Organisation | None = None


class NewsArticle(Article, frozen=True, kw_only=True, tag="NewsArticle"):
    """A text of our own, whose source is the site itself."""


class Listed(Thing, frozen=True, kw_only=True, tag="Article"):
    """An article as a row of a list shows it."""

    url: str
    headline: str
    image: Image


class Row(Thing, frozen=True, kw_only=True, tag="ListItem"):
    """A place in a list."""

    position: int
    url: str
    item: Listed | None = None


class List(Thing, frozen=True, kw_only=True, tag="ItemList"):
    """The articles that a page lists."""

    item_list_order: str | None
    number_of_items: int
    item_list_element: tuple[Row, ...]


class Issue(Thing, frozen=True, kw_only=True, tag="PublicationIssue"):
    """An edition."""

    issue_number: str
    date_published: str
    is_part_of: Periodical


class Collection(Thing, frozen=True, kw_only=True, tag="CollectionPage"):
    """A page that lists articles."""

    name: str | None = None
    url: str
    description: str | None = None
    in_language: str | None = None
    publisher: Organisation
    main_entity: List | None = None
    is_part_of: Issue | None = None
    about: Topics | None = None


class Website(Thing, frozen=True, kw_only=True, tag="WebSite"):
    """The site."""

    name: str | None = None
    url: str
    description: str | None = None
    in_language: str | None = None


class Step(Thing, frozen=True, kw_only=True, tag="ListItem"):
    """One page of the way to a page."""

    position: int
    name: str
    item: str


class Trail(Thing, frozen=True, kw_only=True, tag="BreadcrumbList"):
    """The way to a page from the front page."""

    item_list_element: tuple[Step, ...]
