"""An order in, the rendered site out, and that site swapped into its folder."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from briefgen.build.bodies import Bodies
from briefgen.build.making import Maker, no_photo, photo_files, pictures
from briefgen.build.memory import Memory
from briefgen.build.order import Made, Order, Rendered, Result
from briefgen.build.reading import read_content
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
)
from briefgen.render.feeds.items import feeds
from briefgen.render.library import Curation, arrange
from briefgen.render.plan import plan
from briefgen.render.site import site_of
from briefgen.render.theme import load_theme

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from briefgen.build.pieces import Known
    from briefgen.model.article import Edition, Topic
    from briefgen.model.config import Config
    from briefgen.model.entry import Body, Entry
    from briefgen.model.library import Library
    from briefgen.model.page import Page

__all__ = ["build_site", "render_site"]


def build_site(order: Order) -> Result:
    """Build the site and swap it in; a mistake in a theme, or any in a strict build, swaps nothing.

    ConfigError for a mistake in briefgen.yml or the theme's settings: nothing can be built then.
    """
    store = order.kept / "cache"
    if order.fresh:
        rmtree(store, ignore_errors=True)
    with SiteFolder(order.site, state=order.kept) as folder, Work(store, jobs=order.jobs) as work:
        rendered = render_site(order, work, Memory(store / "articles"), index_anew=True)
        result = Result(
            None, rendered.counts, rendered.held, rendered.errors, rendered.notices, order.strict
        )
        if order.strict and result.failed:
            return result
        standing = {} if order.fresh else folder.standing
        try:
            return replace(result, synced=folder.sync(_contents(rendered.outputs, standing, work)))
        except _SpoiltError as spoilt:
            return replace(result, errors=(*result.errors, *spoilt.errors))


class _SpoiltError(CombinedError):
    """All that templates could not show; the sync under way is given up."""


def _contents(
    outputs: Iterable[Made], standing: Mapping[str, bytes], work: Work
) -> Iterator[tuple[str, Keyed]]:
    """Make each file that does not stand already; templates may fail, each page for itself."""
    stale = []
    for made in outputs:
        if standing.get(made.path) == made.key:
            yield made.path, Keyed(made.key)
        elif isinstance(made.content, Path):
            yield made.path, Keyed(made.key, made.content)
        else:
            stale.append(made)
    spoilt = []
    for made, content in zip(stale, work.made(stale, "render"), strict=True):
        if isinstance(content, BriefgenError):
            spoilt.append(content)
        else:
            yield made.path, Keyed(made.key, content)
    if spoilt:
        raise _SpoiltError(spoilt)


def render_site(
    order: Order, work: Work, memory: Memory | None = None, *, index_anew: bool = False
) -> Rendered:
    """Say what every file of the site is, with all that was wrong on the way; nothing is written.

    Pages are rendered when their file is made. What `memory` holds of the last build is used again.
    A search index that is not kept is made only with `index_anew`.
    """
    memory = memory or Memory()
    index = StatIndex(order.kept / "index") if memory.index is None else memory.index
    config = _config(order)
    theme = load_theme(config.theme, order.root, settings=config.settings)
    content = read_content(order, config, work, memory, index)
    digests = pictures(content.pieces, order.content, index)
    index.save()
    entries, missing = _with_photos(content.pieces, digests)
    intros = work.map(partial(_intro, longest=config.limits.article_bytes), content.intros)
    arranged = arrange(
        entries,
        Curation(content.topics, content.editions, dict(intros.values)),
        content.site,
        now=order.now.astimezone(ZoneInfo(config.timezone)),
        drafts=order.drafts,
        future=order.future,
    )
    library = arranged.library
    piece_of = {one.piece.path: one for one in content.pieces}
    outlines = {path: one.piece.body for path, one in piece_of.items()}
    planned = plan(library, outlines, content.site)
    bodies = Bodies(work, order.content, config.limits.article_bytes)
    maker = Maker(theme, site_of(content.site), content.site, bodies, content.pieces)
    made = tuple(maker.pages(planned.pages))
    found, said = _searched(order, maker, made, planned.pages, anew=index_anew)
    outputs = (
        *made,
        *found,
        *maker.feeds(feeds(library, outlines, content.site)),
        *maker.site_files(planned.pages),
        *photo_files(library, piece_of, order.content, digests),
    )
    mistakes = (*content.errors, *missing, *intros.errors, *arranged.errors, *planned.errors)
    return Rendered(
        outputs=tuple(maker.marked(outputs, planned.pages)),
        pages=planned.pages,
        held=library.held,
        counts=_counts(library),
        errors=_located(mistakes, order.content),
        notices=(*_located_notices(content.notices, order.content), *said),
    )


def _searched(
    order: Order, maker: Maker, made: Iterable[Made], pages: Sequence[Page], *, anew: bool
) -> tuple[list[Made], list[Notice]]:
    """The files of the search index, where the site asks for one."""
    site = pages[0].site
    if not site.search:
        return [], []
    from briefgen.build.searching import search_files

    chosen = {page.path for page in pages if page.kind == "article"}
    keys = [one.key for one in made if one.path in chosen]
    return search_files(site, keys, lambda: maker.shown(pages), order.kept / "search", anew=anew)


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


def _with_photos(
    pieces: Iterable[Known], digests: Mapping[str, bytes | None]
) -> tuple[list[Entry], list[ContentError]]:
    """Entries without the photos whose file is missing, each of these told."""
    gone = {src for src, digest in digests.items() if digest is None}
    kept: list[Entry] = []
    missing: list[ContentError] = []
    for one in pieces:
        piece = one.piece
        entry = piece.entry
        if gone and (lost := gone.intersection(piece.pictures)):
            missing += [no_photo(src, piece.path, piece.photo_line) for src in sorted(lost)]
            entry = entry and _without(entry, lost)
        if entry is not None:
            kept.append(entry)
    return kept, missing


def _without(entry: Entry, lost: set[str]) -> Entry:
    there = tuple(figure for figure in entry.photos if figure.src not in lost)
    if there == entry.photos:
        return entry
    return replace(entry, photos=there, photo=there[0] if there else None)


def _intro(file: Topic | Edition, *, longest: int) -> tuple[str, Body]:
    from briefgen.build.preparing import intro

    return intro(file, longest=longest)


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
