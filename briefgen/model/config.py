"""`briefgen.yml` as a typed value: the site's settings with their defaults."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from briefgen.model.article import Keywords, Policy
from briefgen.values import dataclass, field

__all__ = [
    "Config",
    "EditionsConfig",
    "FeedsConfig",
    "ImagesConfig",
    "LimitsConfig",
    "PublishConfig",
    "SourceConfig",
    "TopicConfig",
]


@dataclass(frozen=True, slots=True)
class TopicConfig:
    """One row of `topics:`, in the order the site shows them.

    `sections` are what pages call it where they name the section they stand in.
    """

    title: str
    slug: str | None = None
    keywords: Keywords = ()
    description: str | None = None
    sections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceConfig:
    """One row of `sources:`: who publishes, on which hosts, and how much may be shown."""

    name: str
    hosts: tuple[str, ...] = ()
    url: str | None = None
    policy: Policy | None = None
    max_words: int | None = None
    credit_format: str | None = None
    feed: str | None = None


@dataclass(frozen=True, slots=True)
class EditionsConfig:
    """`editions:`: how articles become dated issues when no file curates them."""

    every: Literal["day", "week", "none"] = "day"


@dataclass(frozen=True, slots=True)
class FeedsConfig:
    """`feeds:`: how many items, and how much of each; `link` says whose address an item opens."""

    items: int = 30
    content: Literal["full", "excerpt"] = "full"
    link: Literal["own", "source"] = "own"


@dataclass(frozen=True, slots=True)
class ImagesConfig:
    """`images:`: what is made of photos under content/; widths in pixels.

    `kinds` are avif, webp and jpg, those that a photo is made in: jpg always is, and a drawing or
    what is partly clear is made as png in its place.
    """

    widths: tuple[int, ...] = (480, 960, 1440)
    kinds: tuple[str, ...] = ("avif", "jpg")
    download: bool = False


@dataclass(frozen=True, slots=True)
class LimitsConfig:
    """`limits:`: bounds that keep one bad article from costing the others."""

    article_bytes: int = 300_000


@dataclass(frozen=True, slots=True)
class PublishConfig:
    """`publish:`: where and how the site goes online.

    `domain` is the site's own, such as "news.example.org"; `hub` a WebSub hub that the feeds name
    and that is told when they changed.
    """

    mode: Literal["branch", "actions"] = "branch"
    branch: str = "gh-pages"
    remote: str = "origin"
    domain: str | None = None
    hub: str | None = None


@dataclass(frozen=True, slots=True)
class Config:
    """The whole of `briefgen.yml`.

    `url` is the site's public address with its base path and a closing slash, such as
    "https://name.github.io/repo/". `timezone` is an IANA name. `permalink` is the pattern of an
    article's address with the fields yyyy mm dd slug. `policy` is the default for sources that name
    none. `search` asks for a search page, which needs Pagefind. `settings` are the theme's own,
    checked against its schema.
    """

    title: str
    url: str
    language: str = "en"
    timezone: str = "UTC"
    author: str | None = None
    description: str | None = None
    theme: str = "briefing"
    settings: Mapping[str, object] = field(default_factory=dict)
    topics: tuple[TopicConfig, ...] = ()
    sources: tuple[SourceConfig, ...] = ()
    editions: EditionsConfig = EditionsConfig()
    feeds: FeedsConfig = FeedsConfig()
    images: ImagesConfig = ImagesConfig()
    limits: LimitsConfig = LimitsConfig()
    publish: PublishConfig = PublishConfig()
    permalink: str = "/{yyyy}/{mm}/{dd}/{slug}/"
    page_size: int = 30
    search: bool = False
    policy: Policy = "full"
    max_words: int = 90
