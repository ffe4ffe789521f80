"""content/ in, site/ out: read, place, arrange, plan, render, sync."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from briefgen.check import check_editorial, check_rights
from briefgen.clean.credit import parse
from briefgen.configfile import read_config
from briefgen.content.find import find
from briefgen.content.read import Reading, read_article, read_edition, read_topic
from briefgen.engine.output import Synced, sync
from briefgen.engine.work import Outcomes, Work
from briefgen.errors import (
    BriefgenError,
    CombinedError,
    ConfigError,
    ContentError,
    Notice,
    ThemeError,
)
from briefgen.model.article import Article, Edition, Topic
from briefgen.model.library import Held
from briefgen.model.page import Page
from briefgen.render.entries import place, placing
from briefgen.render.feeds import render_feed
from briefgen.render.feeds.items import feeds as site_feeds
from briefgen.render.feeds.opml import opml
from briefgen.render.images import local_photos
from briefgen.render.library import Arranged, Curation, arrange
from briefgen.render.plan import plan
from briefgen.render.site import site_of
from briefgen.render.templates import Templates
from briefgen.render.theme import load_theme
from briefgen.render.to_html import to_body

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from briefgen.model.config import Config
    from briefgen.model.credit import Credit
    from briefgen.model.entry import Body, Entry
    from briefgen.model.library import Library
    from briefgen.model.page import Feed
    from briefgen.render.entries import Placing
    from briefgen.render.theme import Theme

__all__ = ["Content", "Order", "Rendered", "Result", "build_site", "render_site"]

STATE = ".briefgen"


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be built: a site's folder, as of `now` (aware), with the choices of the caller."""

    root: Path
    now: dt.datetime
    output: Path | None = None
    base_url: str | None = None
    jobs: int = 1
    strict: bool = False
    drafts: bool = False
    future: bool = False
    fresh: bool = False
    state: Path | None = None

    @property
    def kept(self) -> Path:
        """The folder of what is kept between builds."""
        return self.state or self.root / STATE

    @property
    def site(self) -> Path:
        """The folder of the finished site."""
        return self.output or self.root / "site"

    @property
    def content(self) -> Path:
        """The folder of the articles."""
        return self.root / "content"


@dataclass(frozen=True, slots=True)
class Content:
    """What stands in content/, as far as it could be read, and what was wrong with the rest."""

    articles: tuple[Article, ...] = ()
    topics: tuple[Topic, ...] = ()
    editions: tuple[Edition, ...] = ()
    errors: tuple[BriefgenError, ...] = ()
    notices: tuple[Notice, ...] = ()

    @property
    def intros(self) -> tuple[Topic | Edition, ...]:
        """The files whose body introduces a list of articles."""
        files: tuple[Topic | Edition, ...] = (*self.topics, *self.editions)
        return tuple(file for file in files if file.intro)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A whole site, ready to be written or served: every file by its path within the site."""

    outputs: tuple[tuple[str, bytes | Path], ...]
    pages: tuple[Page, ...] = ()
    held: tuple[Held, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()
    errors: tuple[BriefgenError, ...] = ()
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """What a build did. `synced` is None when nothing was written; then the last site stands."""

    synced: Synced | None
    counts: tuple[tuple[str, int], ...] = ()
    held: tuple[Held, ...] = ()
    errors: tuple[BriefgenError, ...] = ()
    notices: tuple[Notice, ...] = ()
    strict: bool = False

    @property
    def failed(self) -> bool:
        """Whether the exit code is 1: a mistake, or with `strict` a warning."""
        return bool(self.errors) or (self.strict and _warned(self.notices))


def build_site(order: Order) -> Result:
    """Build the site and swap it in; a mistake in a theme, or any in a strict build, swaps nothing.

    ConfigError for a mistake in briefgen.yml or the theme's settings: nothing can be built then.
    """
    store = order.kept / "cache"
    if order.fresh:
        rmtree(store, ignore_errors=True)
    with Work(store, jobs=order.jobs) as work:
        rendered = render_site(order, work)
    result = Result(
        None, rendered.counts, rendered.held, rendered.errors, rendered.notices, order.strict
    )
    spoilt = any(isinstance(error, ThemeError) for error in rendered.errors)
    if spoilt or (order.strict and result.failed):
        return result
    return replace(result, synced=sync(rendered.outputs, order.site, state=order.kept))


def render_site(order: Order, work: Work) -> Rendered:
    """Make every file of the site, with all that was wrong on the way; nothing is written."""
    config = _config(order)
    theme = load_theme(config.theme, order.root, settings=config.settings)
    content = read_content(order.content, work)
    site = placing(config, content.topics)
    placed = work.map(partial(_placed, site=site), content.articles)
    entries, missing = _with_photos(placed.values, content.articles, order.content)
    bodies = work.map(_body, content.articles)
    body_of = dict(bodies.values)
    arranged = _arranged(order, [e for e in entries if e.path in body_of], content, site)
    library = arranged.library
    planned = plan(library, body_of, site)
    pages = _pages(planned.pages, theme)
    feeds = work.map(partial(_feed, link=config.feeds.link), site_feeds(library, body_of, site))
    photos, lost = _photo_files(library, body_of, order.content)
    mistakes = (*content.errors, *placed.errors, *missing, *bodies.errors, *lost)
    return Rendered(
        outputs=(
            *pages.values,
            *feeds.values,
            ("opml.xml", opml(site_of(site), site_of(site).nav)),
            *((asset.path, asset.data) for asset in theme.assets.values()),
            *photos,
        ),
        pages=planned.pages,
        held=library.held,
        counts=_counts(library),
        errors=(
            *_located((*mistakes, *arranged.errors, *planned.errors), order.content),
            *pages.errors,
            *feeds.errors,
        ),
        notices=_located_notices((*content.notices, *_checked(content, config)), order.content),
    )


def read_content(root: Path, work: Work) -> Content:
    """Read all of content/; a file that can't be read costs no other."""
    if not root.is_dir():
        hint = "run briefgen init for a new site, or name the site's folder"
        raise ContentError("there is no such folder", path=str(root), hint=hint)
    found = find(root)
    files, lost = _files(root, (*found.articles, *found.topics, *found.editions))
    pick = partial(_picked, files=files)
    articles = work.map(_read_article, pick(found.articles))
    topics = work.map(_read_topic, pick(found.topics))
    editions = work.map(_read_edition, pick(found.editions))
    readings: tuple[Reading[Article] | Reading[Topic] | Reading[Edition], ...] = (
        *articles.values,
        *topics.values,
        *editions.values,
    )
    return Content(
        articles=tuple(reading.value for reading in articles.values),
        topics=tuple(reading.value for reading in topics.values),
        editions=tuple(reading.value for reading in editions.values),
        errors=(*found.errors, *lost, *articles.errors, *topics.errors, *editions.errors),
        notices=tuple(notice for reading in readings for notice in reading.notices),
    )


def _files(root: Path, paths: Iterable[str]) -> tuple[dict[str, bytes], list[ContentError]]:
    """The bytes of each file, and what the system would not give."""
    files, lost = {}, []
    for path in paths:
        try:
            files[path] = (root / path).read_bytes()
        except OSError as error:
            lost.append(ContentError(f"can't be read: {error.strerror}", path=path))
    return files, lost


def _picked(paths: Iterable[str], *, files: Mapping[str, bytes]) -> list[tuple[str, bytes]]:
    return [(path, files[path]) for path in paths if path in files]


def _read_article(file: tuple[str, bytes]) -> Reading[Article]:
    return read_article(*file)


def _read_topic(file: tuple[str, bytes]) -> Reading[Topic]:
    return read_topic(*file)


def _read_edition(file: tuple[str, bytes]) -> Reading[Edition]:
    return read_edition(*file)


def _config(order: Order) -> Config:
    config = read_config(order.root / "briefgen.yml")
    if order.base_url is None:
        return config
    url = order.base_url if order.base_url.endswith("/") else f"{order.base_url}/"
    if not url.startswith(("http://", "https://")):
        raise ConfigError(
            f"--base-url must be an address such as https://name.github.io/repo/, not {url!r}"
        )
    return replace(config, url=url)


def _placed(article: Article, *, site: Placing) -> Entry:
    return place(article, site=site, parse=_credit)


def _body(article: Article) -> tuple[str, Body]:
    body = to_body(article.body, article.path, first_line=article.body_line, parse=_credit)
    return article.path, body


def _credit(line: str) -> Credit | None:
    """What a credit field says: the curator calls it the credit, so little is needed to read it."""
    return parse(line, certain=True)


def _with_photos(
    entries: Iterable[Entry], articles: Iterable[Article], root: Path
) -> tuple[list[Entry], list[ContentError]]:
    """Entries without the photos whose file is missing, each of these told."""
    lines = {article.path: article.line("photo") or article.line("photos") for article in articles}
    kept: list[Entry] = []
    missing: list[ContentError] = []
    for entry in entries:
        there = tuple(f for f in entry.photos if f.remote or (root / f.src).is_file())
        missing += [
            _no_photo(figure.src, entry.path, lines[entry.path])
            for figure in entry.photos
            if figure not in there
        ]
        first = there[0] if there else None
        kept.append(entry if there == entry.photos else replace(entry, photos=there, photo=first))
    return kept, missing


def _no_photo(src: str, path: str, line: int | None) -> ContentError:
    hint = f"put the file at content/{src}, or mend the photo's path"
    return ContentError(f"the photo {src} is not there", path=path, line=line, hint=hint)


def _feed(feed: Feed, *, link: str) -> tuple[str, bytes]:
    return feed.path, render_feed(feed, link=link)


def _arranged(order: Order, entries: Sequence[Entry], content: Content, site: Placing) -> Arranged:
    """Arrange as of now in the site's own zone; with `future` nothing is too early."""
    now = order.now.astimezone(ZoneInfo(site.config.timezone))
    curation = Curation(content.topics, content.editions, dict(map(_intro, content.intros)))
    if order.future:
        now = dt.datetime.max.replace(tzinfo=now.tzinfo)
    return arrange(entries, curation, site, now=now, drafts=order.drafts)


def _intro(file: Topic | Edition) -> tuple[str, Body]:
    return file.path, to_body(file.intro, file.path, parse=_credit)


def _pages(pages: Iterable[Page], theme: Theme) -> Outcomes[tuple[str, bytes]]:
    """Each page as a file; one theme's templates are compiled once for all."""
    each: list[tuple[str, bytes] | BriefgenError] = []
    templates: Templates | None = None
    for page in pages:
        templates = templates or Templates(theme, page.site)
        try:
            each.append((page.path, templates.render_page(page).encode()))
        except ThemeError as error:
            each.append(error)
    return Outcomes(tuple(each))


def _photo_files(
    library: Library, bodies: Mapping[str, Body], root: Path
) -> tuple[list[tuple[str, Path]], list[ContentError]]:
    """The local pictures that shown articles show, and those their bodies name in vain."""
    files: dict[str, Path] = {}
    lost = []
    for entry in library.entries:
        body = bodies[entry.path]
        for src in local_photos((*entry.photos, *body.figures)):
            if (root / src).is_file():
                files[src] = root / src
            else:
                lost.append(_no_photo(src, entry.path, None))
    return sorted(files.items()), lost


def _checked(content: Content, config: Config) -> Iterator[Notice]:
    titles = [topic.title for topic in content.topics]
    for article in content.articles:
        if not article.draft:
            read = [_credit(photo.credit) if photo.credit else None for photo in article.photos]
            yield from check_editorial(article, config, topics=titles)
            yield from check_rights(article, config, parsed=read)


def _counts(library: Library) -> tuple[tuple[str, int], ...]:
    return (
        ("articles", len(library.entries)),
        ("topics", len(library.topics)),
        ("editions", len(library.editions)),
    )


def _warned(notices: Iterable[Notice]) -> bool:
    return any(notice.level == "warning" for notice in notices)


def _located(errors: Iterable[BriefgenError], root: Path) -> tuple[BriefgenError, ...]:
    """Mistakes one by one, with paths that an editor can open."""
    told: list[BriefgenError] = []
    for error in errors:
        if isinstance(error, CombinedError):
            told.extend(_located(error.errors, root))
        elif error.path is None:
            told.append(error)
        else:
            place = str(root / error.path)
            told.append(type(error)(error.message, path=place, line=error.line, hint=error.hint))
    return tuple(told)


def _located_notices(notices: Iterable[Notice], root: Path) -> tuple[Notice, ...]:
    return tuple(
        replace(notice, path=str(root / notice.path)) if notice.path else notice
        for notice in notices
    )
