"""Photos that arrive late move no text: pages in Chromium, with a photo of another site that is slow."""

from __future__ import annotations

import threading
import time
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from conftest import Built
    from playwright.sync_api import Browser

SHIFTS = """() => {
  window.shifted = 0;
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) window.shifted += entry.value;
  }).observe({type: "layout-shift", buffered: true});
}"""


class _Slow(SimpleHTTPRequestHandler):
    """Serves a folder, and under /slow/ a tall photo after half a second."""

    def do_GET(self) -> None:
        if not self.path.startswith("/slow/"):
            super().do_GET()
            return
        time.sleep(0.5)
        Image.new("RGB", (600, 800), "teal").save(made := BytesIO(), "JPEG")
        self.send_response(200)
        self.send_header("Content-Type", "image/jpeg")
        self.end_headers()
        self.wfile.write(made.getvalue())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[str]:
    """The address of a server of the site's folder."""
    (tmp_path / "site").mkdir()
    handler = partial(_Slow, directory=str(tmp_path / "site"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(daemon=True, target=server.serve_forever).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("theme", ["briefing", "wire"])
@pytest.mark.parametrize(
    "size", ["", "width=600 height=800", "width=600"], ids=["unknown", "told", "half told"]
)
def test_a_photo_of_another_site_moves_no_text(
    site: Callable[..., Built], chromium: Browser, serving: str, theme: str, size: str
) -> None:
    """In the head of an article and in its text, whether or not the page told its measures."""
    text = f"""
        -- briefgen.yml --
        title: T
        url: {serving}/
        theme: {theme}
        -- content/a.md --
        ---
        title: A
        date: 2026-01-02
        photo: {serving}/slow/a.jpg
        photo_alt: A.
        photo_credit: Jo Lens
        ---
        First words.

        ![B.]({serving}/slow/b.jpg){{ credit="Jo Lens" {size} }}

        More words.
    """
    site(text)
    page = chromium.new_page(viewport={"width": 1000, "height": 3000})
    page.goto(f"{serving}/2026/01/02/a/", wait_until="commit")
    page.evaluate(SHIFTS)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(200)
    shown = page.evaluate("() => [...document.images].map(image => image.naturalWidth)")
    shifted = page.evaluate("() => window.shifted")
    page.close()
    assert shown.count(600) == 2
    assert shifted < 0.01
