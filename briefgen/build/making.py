"""Pages and feeds in, the files of the site out, each with the key of its matter."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING, TypeVar

from briefgen.build.order import Made
from briefgen.engine.digest import blake2b
from briefgen.engine.fingerprint import Fingerprints, fingerprint
from briefgen.model.differing import differing, replaced
from briefgen.model.page import ArticlePage, Feed, FeedItem, Page
from briefgen.render.addresses import url
from briefgen.render.shown import with_html
from briefgen.render.site_files import Listed, listed, robots, site_manifest, sitemap_files
from briefgen.values import dataclass, field, replace

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from briefgen.build.bodies import Bodies
    from briefgen.model.entry import Entry
    from briefgen.model.page import Site
    from briefgen.model.theme import Asset, Theme
    from briefgen.render.entries import Placing
    from briefgen.render.site_files import SitemapRow
    from briefgen.render.templates import Templates

__all__ = ["HOME", "Kept", "Maker", "Press", "build_mark", "rows_mark"]

HOME = "index.html"

S = TypeVar("S", Page, Feed)

KnownFile = tuple[object, bytes, object, Made]
"""What a file was made of, the digest of that, what else it depends on, and the file."""


class Press:
    """Renders the pages and feeds of one site in one theme, whenever their files are made.

    `stamp` is the digest of our code, `placing` what the site's articles were placed by; `bodies`
    may be put in anew.
    """

    def __init__(
        self, stamp: str, theme: Theme, site: Site, placing: Placing, bodies: Bodies
    ) -> None:
        self.stamp = stamp
        self.theme = theme
        self.site = site
        self.placing = placing
        self.bodies = bodies
        self._items: dict[str, tuple[FeedItem, FeedItem]] = {}

    def fits(self, theme: Theme, site: Site, placing: Placing) -> bool:
        """Whether what it renders is what a new one would."""
        return (self.theme.digest, self.site, self.placing) == (theme.digest, site, placing)

    @cached_property
    def start(self) -> bytes:
        """What all of its files' keys depend on."""
        return fingerprint((self.stamp, self.theme.digest, self.site.url))

    @cached_property
    def plain(self) -> bytes:
        """What the keys of files depend on that no template has a say in."""
        return fingerprint((self.stamp, self.site.url))

    @cached_property
    def _templates(self) -> Templates:
        """The theme compiled, once the first page has to be rendered."""
        from briefgen.render.templates import Templates

        return Templates(self.theme, self.site)

    def ready(self) -> None:
        """Load what rendering takes before there is anything to render."""
        self._templates.load()

    def key(self, matter: bytes) -> bytes:
        """Return the key of the file of a page, of the digest of what it shows."""
        return blake2b(self.start + matter, digest_size=16).digest()

    def page(self, page: Page) -> bytes:
        """Return a page's file."""
        return self._templates.render_page(self.filled(page)).encode()

    def filled(self, page: Page) -> Page:
        """Return a page with its text."""
        if isinstance(page, ArticlePage):
            return with_html(page, self.bodies.html(page.body, page.entry.path))
        return page

    def feed(self, feed: Feed) -> bytes:
        """Return a feed's file."""
        from briefgen.render.feeds import render_feed

        items = tuple(self._item(item) for item in feed.items)
        whole = replace(feed, items=items)
        return render_feed(whole, link=self.placing.config.feeds.link, style=self.feed_style)

    @cached_property
    def feed_style(self) -> str:
        """The address of the theme's stylesheet for feeds, "" where it has none."""
        style = self.theme.assets.get("feed.css")
        return url(style.path, self.site.base_path) if style else ""

    def _item(self, item: FeedItem) -> FeedItem:
        """Return an item with its text, made once for all the feeds that have it."""
        from briefgen.render.feeds.items import filled

        if item.html:
            return item
        path = item.entry.path
        known = self._items.get(path)
        if known is None or known[0] is not item:
            html = self.bodies.html(item.body, path)
            known = self._items[path] = (item, filled(item, html, self.placing))
        return known[1]


Entries = tuple[tuple["Entry", bytes], ...]


@dataclass(slots=True)
class Kept:
    """What the last build made of its pages, given again where one is the very same.

    `files` and `rows` go by a page's path; the others are whole rows with what they were made of.
    """

    files: dict[str, KnownFile] = field(default_factory=dict)
    rows: dict[str, tuple[Page, "SitemapRow"]] = field(default_factory=dict)
    made: tuple[Press | None, tuple[Page, ...], tuple[Made, ...]] = (None, (), ())
    listed: tuple[tuple[Page, ...], Listed] = ((), Listed())
    digests: tuple[Entries, Fingerprints] = field(default=((), Fingerprints()))

    def keep_only(self, paths: AbstractSet[str]) -> None:
        """Forget all files and rows but those at `paths`."""
        self.files = {path: one for path, one in self.files.items() if path in paths}
        self.rows = {path: one for path, one in self.rows.items() if path in paths}


class Maker:
    """Makes one site's files; what is the same for all of them is worked out once.

    `known` are entries whose digest is known, `kept` is what the last build made. `assets` are the
    theme's: what the pages show of them is their names alone.
    """

    def __init__(
        self,
        press: Press,
        known: Entries,
        kept: Kept,
        assets: Mapping[str, Asset],
    ) -> None:
        self._press = press
        self._site = press.site
        self._assets = assets
        self._kept = kept
        self._entries = known
        self._alive: list[Page] = []  # a record is known by its identity while it lives

    @cached_property
    def _digest(self) -> Fingerprints:
        entries, digests = self._kept.digests
        if entries is not self._entries:
            digests = Fingerprints(self._entries)
            self._kept.digests = (self._entries, digests)
        # What is learnt of pages must not outlive them.
        return digests.fork()

    def pages(self, pages: tuple[Page, ...]) -> tuple[Made, ...]:
        """Return each page's file; nothing is rendered yet."""
        press, before, made = self._kept.made
        at = differing(before, pages) if press is self._press else None
        if at is None:
            made = tuple(self._pages(pages))
        else:
            made = replaced(made, dict(zip(at, self._pages(pages[p] for p in at), strict=True)))
        self._kept.made = (self._press, pages, made)
        return made

    def _pages(self, pages: Iterable[Page]) -> Iterator[Made]:
        return self._made(pages, self._press.start, self._press.page)

    def feeds(self, feeds: Iterable[Feed]) -> Iterator[Made]:
        """Yield each feed's file."""
        chosen = self._press.placing.config.feeds
        style = self._press.feed_style
        start = fingerprint((self._press.plain, style, chosen.link, chosen.content))
        return self._made(feeds, start, self._press.feed)

    def _made(
        self, shown: Iterable[S], start: bytes, content: Callable[[S], bytes]
    ) -> Iterator[Made]:
        files, press = self._kept.files, self._press
        every: Sequence[S] = tuple(shown)
        # All at once: what the digests are made of is let go before anything is kept.
        fresh: list[S] = [
            one for one in every if not ((last := files.get(one.path)) and last[0] is one)
        ]
        matters: Iterator[bytes] = iter([*map(self._digest, fresh)])
        for one in every:
            last = files.get(one.path)
            if last is not None and last[0] is one:
                if last[2] is press:
                    yield last[3]
                    continue
                matter = last[1]
            else:
                matter = next(matters)
            key = blake2b(start + matter, digest_size=16).digest()
            made = Made(one.path, key, partial(content, one))
            files[one.path] = (one, matter, press, made)
            yield made

    def shown(self, pages: Iterable[Page]) -> Iterator[ArticlePage]:
        """Yield the articles' pages with their texts."""
        for page in pages:
            if isinstance(page, ArticlePage):
                yield self._press.filled(page)  # type: ignore[misc]  # an article's page stays one

    def site_files(self, pages: tuple[Page, ...]) -> Iterator[Made]:
        """Yield what programs read: sitemap, robots, manifest, the list of feeds, theme assets."""
        site = self._site
        start = self._press.plain
        told = self._listed(pages)
        yield from self._sitemap(told)
        for path, data in (
            ("robots.txt", robots(site)),
            ("site.webmanifest", site_manifest(site)),
            *((asset.path, asset.data) for asset in self._assets.values()),
        ):
            yield Made(path, fingerprint(data), partial(_same, data))
        editions = any(page.kind == "edition" for page in pages)
        changed = told.changed
        key = fingerprint((start, site, editions, changed))
        yield Made("opml.xml", key, partial(_opml, site, editions=editions, changed=changed))

    def _listed(self, pages: tuple[Page, ...]) -> Listed:
        before, told = self._kept.listed
        at = differing(before, pages)
        if at is None or any(listed((before[place],)) != listed((pages[place],)) for place in at):
            told = listed(pages, self._kept.rows)
        self._kept.listed = (pages, told)
        return told

    def _sitemap(self, told: Listed) -> Iterator[Made]:
        start = self._press.plain
        for path, rows, written in sitemap_files(told, self._site):
            known = self._kept.files.get(path)
            # Ten thousand rows take longer to digest than to compare.
            if known is not None and known[2] == start and known[0] == rows:
                yield known[3]
                continue
            matter = fingerprint((start, rows))
            made = Made(path, matter, written)
            self._kept.files[path] = (rows, matter, start, made)
            yield made

    def marked(self, outputs: Sequence[Made], pages: Iterable[Page]) -> list[Made]:
        """Return the outputs with the front page naming this build, by what stands on the site."""
        mark = build_mark((made.path, made.key) for made in outputs)
        fronts = {page.path: replace(page, build=mark) for page in pages if page.path == HOME}
        self._alive += fronts.values()
        fresh = {made.path: made for made in self._pages(fronts.values())}
        return [fresh.get(made.path, made) for made in outputs]


def build_mark(files: Iterable[tuple[str, bytes]]) -> str:
    """Return the name of a build of files of such paths and keys."""
    return rows_mark(sorted((path.encode("utf-8", "surrogatepass"), key) for path, key in files))


def rows_mark(rows: Iterable[tuple[bytes, bytes]]) -> str:
    """Return the same for paths as bytes, sorted, with their keys."""
    return blake2b(b"".join(map(b"\0".join, rows)), digest_size=16).hexdigest()


def _opml(site: Site, *, editions: bool, changed: dt.datetime | None) -> bytes:
    from briefgen.render.feeds.opml import opml

    return opml(site, site.nav, editions=editions, changed=changed)


def _same(data: bytes) -> bytes:
    return data
