"""Take the README's pictures: the sample site's home, topic, article and edition, in Chromium.

    python tools/screenshots.py

They go to docs/images/, light and dark by turns, as WebP small enough to come with the code.
"""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from briefgen.build import Order, build_site

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs/images"
NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
NIGHT_TRAIN = "2026/11/21/the-night-train-to-aldermoor-sleeps-four-hundred-again/"
BARGE = "2026/11/20/storage-barge-carries-brightwater-through-its-first-windless-week/"
SHOTS = (
    ("home", "", 1280, "light"),
    ("topic", "topics/rail/", 1280, "light"),
    ("article", NIGHT_TRAIN, 1280, "light"),
    ("edition", "briefings/2026-11-22/", 1280, "dark"),
    ("phone", BARGE, 390, "dark"),
)
HEIGHT = 860
QUALITY = 80


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder without a word."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def shot(browser: Browser, address: str, width: int, scheme: str) -> bytes:
    context = browser.new_context(
        viewport={"width": width, "height": HEIGHT},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    picture = Image.open(BytesIO(page.screenshot()))
    context.close()
    stream = BytesIO()
    picture.convert("RGB").save(stream, "WEBP", quality=QUALITY, method=6)
    return stream.getvalue()


def main() -> None:
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as player:
        root = Path(folder)
        shutil.copytree(ROOT / "content", root / "content")
        shutil.copy(ROOT / "briefgen.yml", root)
        build_site(Order(root=root, now=NOW, base_url="http://127.0.0.1/"))
        serve = partial(Quiet, directory=str(root / "site"))
        server = ThreadingHTTPServer(("127.0.0.1", 0), serve)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        chromium = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = player.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, path, width, scheme in SHOTS:
            address = f"http://127.0.0.1:{server.server_address[1]}/{path}"
            data = shot(browser, address, width, scheme)
            (IMAGES / f"{name}.webp").write_bytes(data)
            print(f"docs/images/{name}.webp: {len(data) // 1000} kB")
        browser.close()
        server.shutdown()


if __name__ == "__main__":
    main()
