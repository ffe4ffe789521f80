"""Pages in, the files that machines look for at a site's root out: sitemap, robots, manifest."""

from __future__ import annotations

import datetime as dt
import json
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from briefgen.model.page import ArticlePage, EditionPage, HomePage, TopicPage
from briefgen.render.addresses import abs_url
from briefgen.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from lxml import etree

    from briefgen.model.entry import Entry
    from briefgen.model.page import Page, Site

__all__ = [
    "Listed",
    "SitemapRow",
    "listed",
    "robots",
    "site_manifest",
    "sitemap_files",
    "sitemaps",
]

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_IMAGE = "http://www.google.com/schemas/sitemap-image/1.1"
_MOST = 50_000


SitemapRow: TypeAlias = tuple[str, str, tuple[str, ...]]
"""A page's permalink, the moment of its last change, its photos."""


@dataclass(frozen=True, slots=True)
class Listed:
    """What a sitemap says of pages, in order: permalink, moment of the last change, photos."""

    rows: tuple[SitemapRow, ...] = ()

    @property
    def changed(self) -> dt.datetime | None:
        """The moment of the last change of all, as far as articles tell."""
        moments = {changed for _, changed, _ in self.rows if changed}
        return max(map(dt.datetime.fromisoformat, moments), default=None)


def listed(
    pages: Iterable[Page], known: dict[str, tuple[Page, SitemapRow]] | None = None
) -> Listed:
    """Return what is said of the pages that search engines may list.

    `known` keeps what was said of each page, by its path, for the next time.
    """
    known = {} if known is None else known
    rows = []
    for page in pages:
        if page.noindex:
            continue
        last = known.get(page.path)
        if last is None or last[0] is not page:
            last = known[page.path] = (page, _row(page))
        rows.append(last[1])
    return Listed(tuple(rows))


def sitemap_files(
    pages: Listed, site: Site, most: int = _MOST
) -> tuple[tuple[str, object, Callable[[], bytes]], ...]:
    """Return `sitemap.xml` as path, what it says, and the call that writes it.

    Beyond `most` pages, their limit, it is an index of `sitemap-1.xml`, `sitemap-2.xml`, ….
    """
    rows = pages.rows
    parts = [Listed(rows[at : at + most]) for at in range(0, len(rows), most)] or [pages]
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    sets = [(n, p.rows, partial(_urlset, p, site)) for n, p in zip(names, parts, strict=True)]
    if len(parts) == 1:
        return (("sitemap.xml", *sets[0][1:]),)
    return (("sitemap.xml", tuple(names), partial(_index, names, site)), *sets)


def sitemaps(pages: Iterable[Page], site: Site, most: int = _MOST) -> tuple[tuple[str, bytes], ...]:
    """Return the files of the sitemap with their bytes."""
    files = sitemap_files(listed(pages), site, most)
    return tuple((path, written()) for path, _, written in files)


def robots(site: Site) -> bytes:
    """Return `robots.txt`; crawlers read it at a host's root only, so not under a base path."""
    sitemap = abs_url("sitemap.xml", site.url)
    return f"User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n".encode()


def site_manifest(site: Site, icons: Iterable[tuple[str, str, str]] = ()) -> bytes:
    """Return `site.webmanifest`; `icons` are (path, sizes, media type)."""
    told = {
        "name": site.title,
        "short_name": site.title,
        "description": site.description or site.title,
        "lang": site.language,
        "dir": site.direction,
        "start_url": site.base_path,
        "scope": site.base_path,
        "id": site.base_path,
        "display": "browser",
        "icons": [
            {"src": abs_url(path, site.url), "sizes": sizes, "type": kind}
            for path, sizes, kind in icons
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n"


def _row(page: Page) -> SitemapRow:
    changed = _changed(page)
    figures = (*page.entry.photos, *page.body.figures) if isinstance(page, ArticlePage) else ()
    return (page.permalink, changed.isoformat() if changed else "", tuple([f.src for f in figures]))


def _urlset(pages: Listed, site: Site) -> bytes:
    from lxml import etree

    root = etree.Element("urlset", nsmap={"image": _IMAGE}, xmlns=_SITEMAP)
    for permalink, changed, photos in pages.rows:
        row = etree.SubElement(root, "url")
        etree.SubElement(row, "loc").text = abs_url(permalink, site.url)
        if changed:
            etree.SubElement(row, "lastmod").text = changed
        for src in photos:
            image = etree.SubElement(row, f"{{{_IMAGE}}}image")
            etree.SubElement(image, f"{{{_IMAGE}}}loc").text = abs_url(src, site.url)
    return _bytes(root)


def _index(names: Sequence[str], site: Site) -> bytes:
    from lxml import etree

    root = etree.Element("sitemapindex", xmlns=_SITEMAP)
    for name in names:
        row = etree.SubElement(root, "sitemap")
        etree.SubElement(row, "loc").text = abs_url(name, site.url)
    return _bytes(root)


def _bytes(root: etree._Element) -> bytes:
    from lxml import etree

    return etree.tostring(root, pretty_print=True, encoding="UTF-8", xml_declaration=True)


def _changed(page: Page) -> dt.datetime | None:
    """Return when a page's content last changed, as far as its articles tell."""
    return max((m for e in _entries(page) for m in (e.published, e.updated) if m), default=None)


def _entries(page: Page) -> tuple[Entry, ...]:
    match page:
        case ArticlePage():
            return (page.entry,)
        case TopicPage():
            return page.entries if page.lead is None else (page.lead, *page.entries)
        case EditionPage():
            return tuple(row.entry for row in page.edition.rows)
        case HomePage():
            return tuple(row.entry for row in (page.lead, *page.rows) if row)
        case _:
            return ()
