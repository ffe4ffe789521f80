from __future__ import annotations

import json
from typing import TYPE_CHECKING

from lxml import etree

from briefgen.model.article import Photo
from briefgen.model.page import Site
from briefgen.render.site_files import robots, site_manifest, sitemaps

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefgen.model.entry import Entry
    from briefgen.render.plan import Planned

SITE = Site("Desk", "https://desk.example/repo/", "/repo/")
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def test_sitemap_lists_what_may_be_found(
    placed: Callable[..., Entry], planned: Callable[..., Planned]
) -> None:
    """Redirects, the 404 page and whole copies of a source are left out; photos are named."""
    entries = [
        placed("a", "2026-01-02", photos=(Photo("/k.jpg"),), aliases=("/old/",)),
        placed("copy", source_url="https://h.example/x"),
    ]
    ((name, data),) = sitemaps(planned(*entries).pages, SITE)
    found = [e.text for e in etree.fromstring(data).iter(LOC)]
    assert name == "sitemap.xml"
    assert "https://desk.example/repo/2026/01/02/a/" in found
    assert not [f for f in found if "404" in f or "copy" in f or "old" in f]
    assert b"<image:loc>https://desk.example/repo/k.jpg</image:loc>" in data
    assert b"<lastmod>2026-01-02T00:00:00+01:00</lastmod>" in data


def test_a_large_sitemap_is_an_index(planned: Callable[..., Planned]) -> None:
    """Beyond the limit the pages are spread over files of their own."""
    files = dict(sitemaps(planned().pages, SITE, most=3))
    assert list(files) == ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml"]
    assert [e.text for e in etree.fromstring(files["sitemap.xml"]).iter(LOC)] == [
        "https://desk.example/repo/sitemap-1.xml",
        "https://desk.example/repo/sitemap-2.xml",
    ]


def test_robots_names_the_sitemap() -> None:
    """The address is whole."""
    assert robots(SITE).endswith(b"Sitemap: https://desk.example/repo/sitemap.xml\n")


def test_manifest_stays_under_the_base_path() -> None:
    """Start, scope and identity are those of this site on its host."""
    told = json.loads(site_manifest(SITE, [("assets/i.png", "192x192", "image/png")]))
    assert (told["start_url"], told["scope"], told["id"]) == ("/repo/",) * 3
    assert told["icons"][0]["src"] == "https://desk.example/repo/assets/i.png"
