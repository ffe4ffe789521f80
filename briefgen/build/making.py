"""Pages and feeds in, the files of the site out, each with the key of its matter."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property, partial
from hashlib import blake2b
from typing import TYPE_CHECKING

from briefgen.build.order import Made
from briefgen.engine.fingerprint import Fingerprints, fingerprint
from briefgen.engine.stamp import code_stamp
from briefgen.model.page import ArticlePage, FeedItem
from briefgen.render.addresses import url
from briefgen.render.shown import with_html
from briefgen.render.site_files import listed, robots, site_manifest, sitemap_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefgen.build.bodies import Bodies
    from briefgen.model.entry import Entry
    from briefgen.model.page import Feed, Page, Site
    from briefgen.render.entries import Placing
    from briefgen.render.templates import Templates
    from briefgen.render.theme import Theme

__all__ = ["Maker"]

HOME = "index.html"


class Maker:
    """Makes one site's files; what is the same for all of them is worked out once.

    `placing` is what the site's articles were placed by, `known` entries whose digest is known.
    """

    def __init__(
        self,
        theme: Theme,
        site: Site,
        placing: Placing,
        bodies: Bodies,
        known: Iterable[tuple[Entry, bytes]],
    ) -> None:
        self._theme = theme
        self._site = site
        self._placing = placing
        self._bodies = bodies
        self._digest = Fingerprints(known)
        self._alive: list[Page] = []  # a record is known by its identity while it lives
        self._items: dict[str, FeedItem] = {}
        self._start = fingerprint((code_stamp(), theme.digest, site.url))

    @cached_property
    def _templates(self) -> Templates:
        """The theme compiled, once the first page has to be rendered."""
        from briefgen.render.templates import Templates

        return Templates(self._theme, self._site)

    def pages(self, pages: Iterable[Page]) -> Iterator[Made]:
        """Yield each page's file; nothing is rendered yet."""
        for page in pages:
            key = self._digest(page, self._start)
            yield Made(page.path, key, partial(self._html, page))

    def _html(self, page: Page) -> bytes:
        if isinstance(page, ArticlePage):
            page = with_html(page, self._bodies.html(page.body, page.entry.path))
        return self._templates.render_page(page).encode()

    def shown(self, pages: Iterable[Page]) -> Iterator[ArticlePage]:
        """Yield the articles' pages with their texts."""
        for page in pages:
            if isinstance(page, ArticlePage):
                yield with_html(page, self._bodies.html(page.body, page.entry.path))

    def feeds(self, feeds: Iterable[Feed]) -> Iterator[Made]:
        """Yield each feed's file."""
        chosen = self._placing.config.feeds
        start = fingerprint((self._start, chosen.link, chosen.content))
        for feed in feeds:
            yield Made(feed.path, self._digest(feed, start), partial(self._feed, feed))

    def _feed(self, feed: Feed) -> bytes:
        from briefgen.render.feeds import render_feed

        items = tuple(self._item(item) for item in feed.items)
        whole = replace(feed, items=items)
        return render_feed(whole, link=self._placing.config.feeds.link, style=self._feed_style)

    @cached_property
    def _feed_style(self) -> str:
        """The address of the theme's stylesheet for feeds, "" where it has none."""
        style = self._theme.assets.get("feed.css")
        return url(style.path, self._site.base_path) if style else ""

    def _item(self, item: FeedItem) -> FeedItem:
        """Return an item with its text, made once for all the feeds that have it."""
        from briefgen.render.feeds.items import filled

        path = item.entry.path
        if item.html:
            return item
        if path not in self._items:
            html = self._bodies.html(item.body, path)
            self._items[path] = filled(item, html, self._placing)
        return self._items[path]

    def site_files(self, pages: Sequence[Page]) -> Iterator[Made]:
        """Yield what programs read: sitemap, robots, manifest, the list of feeds, theme assets."""
        site = self._site
        for path, told, written in sitemap_files(listed(pages), site):
            yield Made(path, fingerprint((self._start, told)), written)
        for path, data in (
            ("robots.txt", robots(site)),
            ("site.webmanifest", site_manifest(site)),
            *((asset.path, asset.data) for asset in self._theme.assets.values()),
        ):
            yield Made(path, fingerprint(data), partial(_same, data))
        editions = any(page.kind == "edition" for page in pages)
        key = fingerprint((self._digest(site, self._start), editions))
        yield Made("opml.xml", key, partial(_opml, site, editions=editions))

    def marked(self, outputs: Sequence[Made], pages: Iterable[Page]) -> list[Made]:
        """Return the outputs with the front page naming this build, by what stands on the site."""
        rows = sorted((made.path.encode("utf-8", "surrogatepass"), made.key) for made in outputs)
        mark = blake2b(b"".join(map(b"\0".join, rows)), digest_size=16).hexdigest()
        fronts = {page.path: replace(page, build=mark) for page in pages if page.path == HOME}
        fresh = {made.path: made for made in self.pages(fronts.values())}
        self._alive += fronts.values()
        return [fresh.get(made.path, made) for made in outputs]


def _opml(site: Site, *, editions: bool) -> bytes:
    from briefgen.render.feeds.opml import opml

    return opml(site, site.nav, editions=editions)


def _same(data: bytes) -> bytes:
    return data
