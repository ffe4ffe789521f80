"""Pages in, the files that machines look for at a site's root out: sitemap, robots, manifest."""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING

from lxml import etree

from briefgen.model.page import ArticlePage, EditionPage, HomePage, TopicPage
from briefgen.render.addresses import abs_url

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from briefgen.model.entry import Entry
    from briefgen.model.page import Page, Site

__all__ = ["robots", "site_manifest", "sitemaps"]

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_IMAGE = "http://www.google.com/schemas/sitemap-image/1.1"
_MOST = 50_000


def sitemaps(pages: Iterable[Page], site: Site, most: int = _MOST) -> tuple[tuple[str, bytes], ...]:
    """Return `sitemap.xml` with every page that search engines may list.

    Beyond `most` pages, their limit, it is an index of `sitemap-1.xml`, `sitemap-2.xml`, ….
    """
    listed = (p for p in pages if not p.noindex)
    parts = [_urlset(part, site) for part in _batches(listed, most)] or [_urlset((), site)]
    if len(parts) == 1:
        return (("sitemap.xml", parts[0]),)
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    return (("sitemap.xml", _index(names, site)), *zip(names, parts, strict=True))


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


def _batches(pages: Iterable[Page], size: int) -> Iterator[tuple[Page, ...]]:
    rest = iter(pages)
    while batch := tuple(islice(rest, size)):
        yield batch


def _urlset(pages: Iterable[Page], site: Site) -> bytes:
    root = etree.Element("urlset", nsmap={"image": _IMAGE}, xmlns=_SITEMAP)
    for page in pages:
        row = etree.SubElement(root, "url")
        etree.SubElement(row, "loc").text = abs_url(page.permalink, site.url)
        changed = _changed(page)
        if changed:
            etree.SubElement(row, "lastmod").text = changed.isoformat()
        if isinstance(page, ArticlePage):
            for figure in (*page.entry.photos, *page.body.figures):
                image = etree.SubElement(row, f"{{{_IMAGE}}}image")
                source = abs_url(figure.src, site.url)
                etree.SubElement(image, f"{{{_IMAGE}}}loc").text = source
    return _bytes(root)


def _index(names: Iterable[str], site: Site) -> bytes:
    root = etree.Element("sitemapindex", xmlns=_SITEMAP)
    for name in names:
        row = etree.SubElement(root, "sitemap")
        etree.SubElement(row, "loc").text = abs_url(name, site.url)
    return _bytes(root)


def _bytes(root: etree._Element) -> bytes:
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
