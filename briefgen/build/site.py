"""An order in, the rendered site out, and that site swapped into its folder."""

from __future__ import annotations

import os
from functools import partial
from operator import attrgetter
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from briefgen.build.bodies import Bodies
from briefgen.build.fitting import misplaced
from briefgen.build.links import dead_links
from briefgen.build.making import Maker, Press
from briefgen.build.memory import Memory
from briefgen.build.order import Made, Order, Rendered, Result
from briefgen.build.pictures import Album
from briefgen.build.plates import Rendition, draw_ahead
from briefgen.build.reading import Content, read_content
from briefgen.build.reasons import MadeOf, last_made_of, reasons
from briefgen.build.remember import remember
from briefgen.build.sequence import abreast
from briefgen.build.telling import located, noticed
from briefgen.configfile import config_line, read_config
from briefgen.content.broken import broken_slugs
from briefgen.engine.garbage import give_back, seldom_collected
from briefgen.engine.output import Keyed, SiteFolder
from briefgen.engine.stamp import own_stamp
from briefgen.engine.stat_index import StatIndex, disk_time
from briefgen.errors import (
    BriefgenError,
    CombinedError,
    ConfigError,
    Notice,
)
from briefgen.model.differing import differing
from briefgen.model.page import ArticlePage, Page, RedirectPage
from briefgen.render.feeds.items import feeds
from briefgen.render.library import Arranged, Curation, arrange
from briefgen.render.permalinks import edition_permalink, topic_permalink
from briefgen.render.plan import Planned
from briefgen.render.site import site_of
from briefgen.render.theme import load_theme
from briefgen.values import replace

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from briefgen.build.pieces import Known
    from briefgen.engine.staging import OutputWriter, Staged
    from briefgen.engine.workers import Workers
    from briefgen.model.article import Edition, Topic
    from briefgen.model.config import Config
    from briefgen.model.entry import Body, Entry
    from briefgen.model.library import Library
    from briefgen.model.page import Feed
    from briefgen.model.theme import Theme
    from briefgen.render.entries import Placing

__all__ = ["built", "rendered"]

_MANY = 100


def built(order: Order, workers: Workers) -> Result:
    """Build the site and swap it in, as `front.build_site` says."""
    _stand_apart(order)
    store = order.kept / "cache"
    if order.fresh:
        rmtree(store, ignore_errors=True)
    with seldom_collected(), SiteFolder(order.site, state=order.kept) as folder:
        since = disk_time(store / "told")
        memory = Memory(store / "articles")
        made = rendered(order, workers, memory, index_anew=True)
        result = Result(None, made.counts, made.held, made.errors, made.notices, order.strict)
        if order.strict and result.failed:
            return replace(result, timings=workers.timings)
        standing = {} if order.fresh else folder.standing
        workers.stage("draw pictures")
        draw_ahead(made.outputs, standing, workers)
        files, seen = _sums(order, memory)
        press = memory.press
        assert press is not None  # noqa: S101 - something was rendered
        told = partial(_explained, order, made, standing, memory.edited, press)
        # Workers are forked with all that there is: what only a next build in here would ask for
        # is let go before.
        del memory
        give_back()
        workers.stage("render and write")
        try:
            contents = partial(_contents, made.outputs, standing, workers, press)
            result = replace(result, synced=folder.sync(contents))
        except _SpoiltError as spoilt:
            errors = (*result.errors, *spoilt.errors)
            return replace(result, errors=errors, timings=workers.timings)
        workers.stage("remember")
        articles = {f"{order.content}{os.sep}{path}": one for path, one in files.items()}
        numbers = {path: row[1] for path, row in folder.rows.items()}
        remember(order, made, result, since, numbers, articles, seen)
        return replace(told(result), timings=workers.timings)


def _sums(order: Order, memory: Memory) -> tuple[Mapping[str, bytes], Mapping[str, bytes]]:
    """Return the sums of the articles' files as they were read, and of the others looked at.

    The articles' go by their paths under content/, which are held anyway.
    """
    files = {path: one.file for path, one in memory.pieces.items()}
    prefix = f"{order.content}{os.sep}"
    seen = memory.index.seen if memory.index else {}
    return files, {
        path: one for path, one in seen.items() if path.removeprefix(prefix) not in files
    }


def _explained(  # noqa: PLR0913, PLR0917, a step of `built` cut out for length
    order: Order,
    made: Rendered,
    standing: Mapping[str, bytes],
    edited: frozenset[str],
    press: Press,
    result: Result,
) -> Result:
    """Write down what the site was made of, and where asked say why each file was written."""
    place = order.kept / "cache" / "made-of"
    if result.synced is None:
        return result
    builds = (last_made_of(place), MadeOf.now(press.stamp, press.theme.digest, press.site))
    builds[1].keep(place)
    if not order.explain:
        return result
    told = reasons(result.synced.written, made.outputs, standing, edited, builds)
    return replace(result, reasons=told)


def _stand_apart(order: Order) -> None:
    """Refuse to write the site among what it is made from, where the next build would read it."""
    if order.kept.exists() and not order.kept.is_dir():
        raise BriefgenError(
            "is a file where briefgen keeps a folder of what it remembers",
            path=str(order.kept),
            hint="move the file away",
        )
    for source in (order.content, order.root / "themes", order.kept):
        if order.site.resolve().is_relative_to(source.resolve()):
            raise BriefgenError(
                f"the output folder stands within {source.name}/",
                path=str(order.site),
                hint="name a folder of its own, such as site",
            )


class _SpoiltError(CombinedError):
    """All that templates could not show; the sync under way is given up."""


def _contents(
    outputs: Sequence[Made],
    standing: Mapping[str, bytes],
    workers: Workers,
    press: Press,
    writer: OutputWriter,
) -> Iterator[tuple[str, Keyed]]:
    """Make each file that does not stand already; templates may fail, each page for itself."""
    stale = []
    for made in outputs:
        if standing.get(made.path) == made.key:
            yield made.path, Keyed(made.key)
        elif isinstance(made.content, Path):
            yield made.path, Keyed(made.key, made.content)
        elif isinstance(made.content, Rendition):
            # Stamping one takes less than bringing it home from another process.
            yield made.path, Keyed(made.key, made())
        else:
            stale.append(made)
    if stale:
        writer.ready()
    if len(stale) >= _MANY:
        # Before workers are forked, who would each do it: at many articles time and again.
        press.ready()
    stale = abreast(stale)
    spoilt = {}
    step = partial(_written, writer=writer)
    for made, written in zip(stale, workers.stream(step, stale, name="render"), strict=True):
        if isinstance(written, BriefgenError):
            spoilt[made.path] = written
        else:
            yield made.path, Keyed(made.key, written)
    if spoilt:
        told = [spoilt[made.path] for made in outputs if made.path in spoilt]
        # A template is wrong on each of its pages, and mended once.
        raise _SpoiltError([*{str(one): one for one in told}.values()])


def _written(made: Made, *, writer: OutputWriter) -> Staged | bytes:
    """Make a file and write it."""
    return writer(made.path, made())


def rendered(
    order: Order,
    workers: Workers,
    memory: Memory | None = None,
    *,
    index_anew: bool = False,
    marked: bool = True,
) -> Rendered:
    """Say what every file of the site is, as `front.render_site` says."""
    memory = memory or Memory()
    index = memory.index = memory.index or StatIndex(order.kept / "index")
    workers.stage("settings and theme")
    config = memory.steady("config", _config(order))
    theme = _theme(order, config, memory, marked=marked)
    workers.stage("read")
    content = read_content(order, config, workers, memory, index)
    longest = config.limits.article_bytes
    intros = memory.part(
        "intros",
        (content.intros, longest),
        lambda: workers.map(partial(_intro, longest=longest), content.intros),
    )
    workers.stage("look at pictures")
    now = order.now.astimezone(ZoneInfo(config.timezone))
    album = Album(
        order.content,
        order.kept / "renditions",
        now,
        config.images.widths,
        config.images.kinds,
        order.credited_only,
    )
    pictures = _pictures(content.pieces, intros.values, memory)
    album.read(pictures, index, workers, memory.part)
    album.follow(memory.album)
    memory.album = album
    index.save()
    entries = album.entries(content.pieces)
    curation = Curation(
        content.topics,
        content.editions,
        {path: album.body(body, path) for path, body in intros.values},
        frozenset(broken_slugs(order.content, content.errors)),
    )
    content = replace(content, notices=(*content.notices, *album.intro_notices(intros.values)))
    workers.stage("arrange")
    arranged = _arranged(order, memory, entries, curation, content.site, now)
    library = arranged.library
    outlines = album.bodies(content.pieces)
    workers.stage("plan")
    planned = memory.planner.plan(library, outlines, content.site)
    bodies = Bodies(workers.cache, order.content, longest, album.dress)
    bodies.line_up([page.body.key for page in planned.pages if isinstance(page, ArticlePage)])
    press = Press(own_stamp(), theme, site_of(content.site), content.site, bodies)
    if memory.press is not None and memory.press.fits(theme, press.site, press.placing):
        press = memory.press
        press.bodies = bodies
    memory.press = press
    maker = Maker(press, entries, memory.made, theme.assets)
    workers.stage("compare")
    made = maker.pages(planned.pages)
    workers.stage("search index")
    found, said = _searched(order, maker, made, planned.pages, anew=index_anew)
    workers.stage("compare feeds and lists")
    others = (
        *found,
        *maker.feeds(_feeds(memory, library, outlines, content.site)),
        *maker.site_files(planned.pages),
        *album.outputs(planned.pages),
    )
    planned, made = _fitting(planned, made, others, library)
    outputs = (*made, *others)
    memory.forget_gone({one.path for one in outputs}, [path for path, _ in intros.values])
    workers.stage("tell")
    dead = partial(
        dead_links,
        intros=intros.values,
        library=library,
        addresses=partial(_addresses, planned, outputs),
        content=order.content,
    )
    mistakes = (
        *content.errors,
        *album.told.errors,
        *intros.errors,
        *arranged.errors,
        *planned.errors,
    )
    return Rendered(
        outputs=tuple(maker.marked(outputs, planned.pages) if marked else outputs),
        pages=planned.pages,
        held=library.held,
        counts=_counts(library),
        errors=located(mistakes, order.content),
        notices=(
            *memory.part("language", (config,), partial(_language, order, config.language)),
            *noticed(memory, content, album, dead, order.content),
            *said,
        ),
        due=_due(library, album),
        looked=(*content.folders, *content.files, *pictures),
        sources=_sources(content),
    )


def _theme(order: Order, config: Config, memory: Memory, *, marked: bool) -> Theme:
    """Load the site's theme, or give the last one where nothing of it was touched."""
    line_of = partial(config_line, order.root / "briefgen.yml")
    theme, memory.theme = memory.theme, None  # a theme that can't be loaded is tried anew
    choice = (config, marked)
    if theme is None or memory.choice != choice or _themes_touched(order, memory):
        theme = load_theme(
            config.theme,
            order.root,
            settings=config.settings,
            line_of=line_of,
            plain_names=not marked,
        )
    memory.theme, memory.choice = theme, choice
    return theme


def _language(order: Order, language: str) -> tuple[Notice, ...]:
    """What is to be said of the site's language, with its place."""
    from briefgen.check.languages import check_site_language

    file = order.root / "briefgen.yml"
    return tuple(check_site_language(language, str(file), config_line(file, "language")))


def _arranged(  # noqa: PLR0913, PLR0917, a step of `rendered` cut out for length
    order: Order,
    memory: Memory,
    entries: tuple[tuple[Entry, bytes], ...],
    curation: Curation,
    site: Placing,
    now: dt.datetime,
) -> Arranged:
    """Arrange the entries, or give the last arrangement where it is still that of all of them."""
    shown = memory.part("shown", (entries,), lambda: tuple([entry for entry, _ in entries]))
    inputs = (shown, (curation, site, order.drafts, order.future))
    last = memory.arranged
    if last is not None and last[0][1] == inputs[1] and last[1] <= now:
        fell_due = any(one.until and one.until <= now for one in last[2].library.held)
        if not fell_due and differing(last[0][0], shown) == []:
            return last[2]
    arranged = arrange(
        shown,
        curation,
        site,
        now=now,
        drafts=order.drafts,
        future=order.future,
        last=last[2].library if last else None,
    )
    memory.arranged = (inputs, now, arranged)
    return arranged


def _addresses(planned: Planned, outputs: Iterable[Made]) -> Iterator[str]:
    """All that a link within the site may lead to."""
    yield from (page.permalink for page in planned.pages)
    yield from (made.path for made in outputs)


def _feeds(
    memory: Memory, library: Library, outlines: Mapping[str, Body], site: Placing
) -> tuple[Feed, ...]:
    """The feeds: those of the last build where no body that they hold changed."""
    last = memory.feeds
    if last is not None and (last[0] is library and last[1] is site):
        still = all(outlines[path] is body for path, body in last[2])
        if still:
            return last[3]
    before = {feed.path: feed for feed in last[3]} if last else {}
    found = tuple(
        [
            old if (old := before.get(feed.path)) == feed and old else feed
            for feed in feeds(library, outlines, site)
        ]
    )
    held = {item.entry.path: item.body for feed in found for item in feed.items}
    bodies = tuple([(path, outlines[path]) for path in held if path in outlines])
    memory.feeds = (library, site, bodies, found)
    return found


def _fitting(
    planned: Planned, made: tuple[Made, ...], others: Iterable[Made], library: Library
) -> tuple[Planned, tuple[Made, ...]]:
    """Leave out redirects that stand in the way of another file: one old address stops no build."""
    redirects = [page for page in planned.pages if isinstance(page, RedirectPage)]
    if not redirects:
        return planned, made
    theirs = {page.path for page in redirects}
    paths = [*(one.path for one in made if one.path not in theirs), *(one.path for one in others)]
    owners = {entry.permalink: entry.path for entry in library.entries}
    errors = misplaced(redirects, paths, owners)
    kept = [row for row in zip(planned.pages, made, strict=True) if id(row[0]) not in errors]
    return (
        Planned(tuple(page for page, _ in kept), (*planned.errors, *errors.values())),
        tuple(one for _, one in kept),
    )


def _themes_touched(order: Order, memory: Memory) -> bool:
    """Whether a file of a theme may have changed; a preview is told what did."""
    if memory.touched is None:
        return True
    inside = Path(os.path.abspath(order.root / "themes"))  # noqa: PTH100 - a link stays a link
    return any(path.is_relative_to(inside) for path in memory.touched)


def _due(library: Library, album: Album) -> dt.datetime | None:
    """When the next article appears by itself, or the next photo's use ends."""
    moments = [album.due, *(held.until for held in library.held)]
    return min((moment for moment in moments if moment), default=None)


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


def _sources(content: Content) -> dict[str, str]:
    # Of two files with one address the first by path is shown.
    topics = ((topic_permalink(one.slug), one.path) for one in reversed(content.topics))
    editions = ((edition_permalink(one.slug), one.path) for one in reversed(content.editions))
    return dict((*topics, *editions))


def _pictures(
    pieces: tuple[Known, ...], intros: tuple[tuple[str, Body], ...], memory: Memory
) -> frozenset[str]:
    """The paths of all pictures under content/ that an article or an intro shows."""
    shown: tuple[tuple[str, ...], ...]
    shown = memory.column("pictures", pieces, attrgetter("pictures"))
    return memory.part(
        "pictures named",
        (shown, intros),
        lambda: frozenset().union(*shown, *(body.pictures for _, body in intros)),
    )


def _intro(file: Topic | Edition, *, longest: int) -> tuple[str, Body]:
    from briefgen.build.preparing import intro

    return intro(file, longest=longest)


def _counts(library: Library) -> tuple[tuple[str, int], ...]:
    return (
        ("articles", len(library.entries)),
        ("topics", len(library.topics)),
        ("editions", len(library.editions)),
    )
