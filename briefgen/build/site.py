"""An order in, the rendered site out, and that site swapped into its folder."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from shutil import rmtree
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from briefgen.build.making import Maker, no_photo, photo_files
from briefgen.build.order import Content, Made, Order, Rendered, Result
from briefgen.build.reading import read_content
from briefgen.check import check_editorial, check_rights
from briefgen.clean.credit import parse
from briefgen.configfile import read_config
from briefgen.engine.output import Keyed, SiteFolder
from briefgen.engine.stat_index import StatIndex
from briefgen.engine.work import Work
from briefgen.errors import (
    BriefgenError,
    CombinedError,
    ConfigError,
    ContentError,
    Notice,
    ThemeError,
)
from briefgen.render.entries import place, placing
from briefgen.render.feeds.items import feeds
from briefgen.render.library import Curation, arrange
from briefgen.render.plan import plan
from briefgen.render.site import site_of
from briefgen.render.theme import load_theme
from briefgen.render.to_html import to_body

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from briefgen.model.article import Article, Edition, Topic
    from briefgen.model.config import Config
    from briefgen.model.credit import Credit
    from briefgen.model.entry import Body, Entry
    from briefgen.model.library import Library
    from briefgen.render.entries import Placing

__all__ = ["build_site", "render_site"]


def build_site(order: Order) -> Result:
    """Build the site and swap it in; a mistake in a theme, or any in a strict build, swaps nothing.

    ConfigError for a mistake in briefgen.yml or the theme's settings: nothing can be built then.
    """
    store = order.kept / "cache"
    if order.fresh:
        rmtree(store, ignore_errors=True)
    with SiteFolder(order.site, state=order.kept) as folder, Work(store, jobs=order.jobs) as work:
        rendered = render_site(order, work)
        result = Result(
            None, rendered.counts, rendered.held, rendered.errors, rendered.notices, order.strict
        )
        if order.strict and result.failed:
            return result
        standing = {} if order.fresh else folder.standing
        try:
            return replace(result, synced=folder.sync(_contents(rendered.outputs, standing)))
        except _SpoiltError as spoilt:
            return replace(result, errors=(*result.errors, *spoilt.errors))


class _SpoiltError(CombinedError):
    """All that templates could not show; the sync under way is given up."""


def _contents(
    outputs: Iterable[Made], standing: Mapping[str, bytes]
) -> Iterator[tuple[str, Keyed]]:
    """Make each file that does not stand already; templates may fail, each page for itself."""
    spoilt = []
    for made in outputs:
        if standing.get(made.path) == made.key:
            yield made.path, Keyed(made.key)
            continue
        try:
            content = made.content
            yield made.path, Keyed(made.key, content() if callable(content) else content)
        except ThemeError as error:
            spoilt.append(error)
    if spoilt:
        raise _SpoiltError(spoilt)


def render_site(order: Order, work: Work) -> Rendered:
    """Say what every file of the site is, with all that was wrong on the way; nothing is written.

    Pages are rendered when their file is made.
    """
    config = _config(order)
    theme = load_theme(config.theme, order.root, settings=config.settings)
    content = read_content(order.content, work)
    site = placing(config, content.topics)
    placed = work.map(partial(_placed, site=site), content.articles)
    entries, missing = _with_photos(placed.values, content.articles, order.content)
    longest = config.limits.article_bytes
    bodies = work.map(partial(_body, longest=longest), content.articles)
    intros = work.map(partial(_intro, longest=longest), content.intros)
    body_of = dict(bodies.values)
    arranged = arrange(
        [entry for entry in entries if entry.path in body_of],
        Curation(content.topics, content.editions, dict(intros.values)),
        site,
        now=order.now.astimezone(ZoneInfo(config.timezone)),
        drafts=order.drafts,
        future=order.future,
    )
    library = arranged.library
    planned = plan(library, body_of, site)
    index = StatIndex(order.kept / "pictures")
    photos, lost = photo_files(library, body_of, order.content, index)
    index.save()
    maker = Maker(theme, site_of(site))
    site_feeds = tuple(feeds(library, body_of, site))
    outputs = (
        *maker.pages(planned.pages),
        *maker.feeds(site_feeds, config.feeds.link),
        *maker.site_files(planned.pages),
        *photos,
    )
    mistakes = (
        *content.errors,
        *placed.errors,
        *missing,
        *bodies.errors,
        *intros.errors,
        *lost,
    )
    return Rendered(
        outputs=tuple(maker.marked(outputs, planned.pages)),
        pages=planned.pages,
        held=library.held,
        counts=_counts(library),
        errors=_located((*mistakes, *arranged.errors, *planned.errors), order.content),
        notices=_located_notices((*content.notices, *_checked(content, config)), order.content),
    )


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


def _body(article: Article, *, longest: int) -> tuple[str, Body]:
    first, path = article.body_line, article.path
    return path, to_body(article.body, path, first_line=first, longest=longest, parse=_credit)


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
            no_photo(figure.src, entry.path, lines[entry.path])
            for figure in entry.photos
            if figure not in there
        ]
        first = there[0] if there else None
        kept.append(entry if there == entry.photos else replace(entry, photos=there, photo=first))
    return kept, missing


def _intro(file: Topic | Edition, *, longest: int) -> tuple[str, Body]:
    return file.path, to_body(file.intro, file.path, longest=longest, parse=_credit)


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
