"""Pages, feeds and photos in, the files of the site out, each with the key of its matter."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from briefgen.build.order import Made
from briefgen.engine.fingerprint import Fingerprints, fingerprint
from briefgen.engine.stamp import code_stamp
from briefgen.errors import ContentError
from briefgen.render.feeds import render_feed
from briefgen.render.feeds.opml import opml
from briefgen.render.images import local_photos
from briefgen.render.site_files import robots, site_manifest, sitemaps
from briefgen.render.templates import Templates

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from briefgen.engine.stat_index import StatIndex
    from briefgen.model.entry import Body
    from briefgen.model.library import Library
    from briefgen.model.page import Feed, Page, Site
    from briefgen.render.theme import Theme

__all__ = ["Maker", "photo_files"]

HOME = "index.html"


class Maker:
    """Makes one site's files; what is the same for all of them is worked out once."""

    def __init__(self, theme: Theme, site: Site) -> None:
        self._theme = theme
        self._site = site
        self._digest = Fingerprints()
        self._alive: list[Page] = []  # a record is known by its identity while it lives
        self._start = fingerprint((code_stamp(), theme.digest, site.url))

    @cached_property
    def _templates(self) -> Templates:
        """The theme compiled, once the first page has to be rendered."""
        return Templates(self._theme, self._site)

    def pages(self, pages: Iterable[Page]) -> Iterator[Made]:
        """Yield each page's file; nothing is rendered yet."""
        for page in pages:
            key = self._digest(page, self._start)
            yield Made(page.path, key, partial(self._html, page))

    def _html(self, page: Page) -> bytes:
        return self._templates.render_page(page).encode()

    def feeds(self, feeds: Iterable[Feed], link: str) -> Iterator[Made]:
        """Yield each feed's file."""
        start = fingerprint((self._start, link))
        for feed in feeds:
            yield Made(feed.path, self._digest(feed, start), partial(render_feed, feed, link=link))

    def site_files(self, pages: Sequence[Page]) -> Iterator[Made]:
        """Yield what programs read: sitemap, robots, manifest, the list of feeds, theme assets."""
        site = self._site
        for path, data in (
            *sitemaps(pages, site),
            ("robots.txt", robots(site)),
            ("site.webmanifest", site_manifest(site)),
            ("opml.xml", opml(site, site.nav)),
            *((asset.path, asset.data) for asset in self._theme.assets.values()),
        ):
            yield Made(path, fingerprint(data), partial(_same, data))

    def marked(self, outputs: Sequence[Made], pages: Iterable[Page]) -> list[Made]:
        """Return the outputs with the front page naming this build, by what stands on the site."""
        rows = tuple(sorted((made.path, made.key) for made in outputs))
        mark = fingerprint(rows).hex()
        fronts = {page.path: replace(page, build=mark) for page in pages if page.path == HOME}
        fresh = {made.path: made for made in self.pages(fronts.values())}
        self._alive += fronts.values()
        return [fresh.get(made.path, made) for made in outputs]


def photo_files(
    library: Library, bodies: Mapping[str, Body], root: Path, index: StatIndex
) -> tuple[list[Made], list[ContentError]]:
    """The local pictures that shown articles show, and those their bodies name in vain."""
    named: dict[str, str] = {}
    for entry in library.entries:
        for src in local_photos((*entry.photos, *bodies[entry.path].figures)):
            named.setdefault(src, entry.path)
    sources = sorted(named)
    digests = index.digests([root / src for src in sources])
    found = [
        Made(src, digest, root / src)
        for src, digest in zip(sources, digests, strict=True)
        if digest
    ]
    there = {made.path for made in found}
    return found, [no_photo(src, named[src], None) for src in sources if src not in there]


def no_photo(src: str, path: str, line: int | None) -> ContentError:
    """The mistake of an article that shows a photo which is not there."""
    hint = f"put the file at content/{src}, or mend the photo's path"
    return ContentError(f"the photo {src} is not there", path=path, line=line, hint=hint)


def _same(data: bytes) -> bytes:
    return data
