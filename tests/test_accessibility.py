"""Every kind of page of the sample, judged by axe-core in a real browser, in each light and width."""

from __future__ import annotations

import datetime as dt
import shutil
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from briefgen.build import Order, build_site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parent.parent
NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (360, 1280)
WANTED = (
    "index.html", "topics/index.html", "topics/rail/index.html", "archive/index.html",
    "sources/index.html", "search/index.html", "404.html", "briefings/2026-11-22/index.html",
)  # fmt: skip


@pytest.fixture(scope="module", params=["briefing", "wire"])
def address(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, list[str]]]:
    """The sample in a theme, served: its address and the paths of its pages to look at."""
    root = tmp_path_factory.mktemp("sample")
    shutil.copytree(ROOT / "content", root / "content")
    config = (ROOT / "briefgen.yml").read_text("utf-8")
    (root / "briefgen.yml").write_text(
        f"theme: {request.param}\n{config.replace('theme: briefing', '')}"
    )
    assert not build_site(Order(root=root, now=NOW, base_url="http://127.0.0.1/")).errors
    site = root / "site"
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site)))
    threading.Thread(daemon=True, target=server.serve_forever).start()
    articles = sorted(
        path.relative_to(site).as_posix() for path in site.glob("20*/*/*/*/index.html")
    )
    foreign = [path for path in articles if not path.isascii()]
    yield f"http://127.0.0.1:{server.server_address[1]}/", [*WANTED, *articles[:2], *foreign[:3]]
    server.shutdown()
    server.server_close()


class _Quiet(SimpleHTTPRequestHandler):
    """Serves a folder without a word."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_shuts_anyone_out(
    address: tuple[str, list[str]], chromium: Browser, scheme: str
) -> None:
    """Axe finds nothing of any impact, and no page is wider than a phone."""
    base, paths = address
    found = []
    for width in WIDTHS:
        context = chromium.new_context(
            viewport={"width": width, "height": 800},
            color_scheme=scheme,  # type: ignore[arg-type]
            reduced_motion="reduce",
            bypass_csp=True,
        )
        page = context.new_page()
        for path in paths:
            page.goto(base + path)
            found += [(path, width, *fault) for fault in faults(page)]
        context.close()
    assert found == []


def faults(page: Page) -> list[tuple[str, str]]:
    """Return what is wrong with a page: axe's rule and the element, or how much it overflows."""
    said = Axe().run(page, options={"resultTypes": ["violations"], "runOnly": RULES})
    rules = [
        (rule["id"], part["html"][:100])
        for rule in said.response["violations"]
        for part in rule["nodes"]
    ]
    over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return rules + ([("overflow", f"{over} px")] if over > 0 else [])


def test_these_eyes_are_good(chromium: Browser) -> None:
    """A page with faults is told: a picture without words, grey on grey, a line too wide."""
    context = chromium.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.set_content(
        "<html lang=en><title>x</title><main><h1 style='color:#aaa;background:#bbb'>Grey words</h1>"
        "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>"
        "<p style='width:900px'>x</p></main></html>"
    )
    told = {rule for rule, _ in faults(page)}
    context.close()
    assert {"image-alt", "color-contrast", "overflow"} <= told
