"""Whole sites made of payloads, opened in a real browser: every page of them, and what stands by.

`pytest tests/hostile --hostile` takes every payload by every way in; else each twelfth is taken.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from contextlib import contextmanager, suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from hostile.payloads import FILE_NAMES, PAYLOADS
from hostile.reader import Reader
from hostile.ways_in import SOURCES, broken, by_hand, in_feed
from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

STEP = 12
CONFIG = """title: "Desk <script>boo()</script>"
url: https://desk.example/
description: "</script><script>boo()</script>"
author: "<img src=x onerror=boo()>"
theme: {theme}
search: true
topics: [News]
"""
SVG = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 90 60"
onload="boo()"><script>boo()</script><rect width="90" height="60" onclick="boo()"/><a xlink:href="javascript:boo()">
<text y="20">x</text></a><style>@import url(//leak.example/s.css)</style><image href="//leak.example/i.png"/>
<foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" srcdoc="&lt;script>parent.boo()&lt;/script>"/></foreignObject>
<set attributeName="onmouseover" to="boo()"/><animate attributeName="href" values="javascript:boo()" onbegin="boo()"/></svg>"""


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder without a word, over connections that stay open."""

    protocol_version = "HTTP/1.1"

    def handle(self) -> None:
        """Answer until the browser has what it wants; it may go at any moment."""
        with suppress(ConnectionError):
            super().handle()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder as a host of pages would."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(daemon=True, target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def run(root: Path, *words: str) -> str:
    """Run briefgen in a folder and return what it said; a mistake in content is no surprise."""
    done = subprocess.run(
        [sys.executable, "-m", "briefgen", *words],
        cwd=root,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1795435200", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    assert done.returncode in {0, 1}, done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="session")
def whole(request: pytest.FixtureRequest) -> bool:
    """Whether every payload is taken, by every way in."""
    return bool(request.config.getoption("--hostile"))


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory, *, whole: bool) -> Path:
    """A site of payloads: filed by hand, from pages, pastes, mails and a feed; not built."""
    root = tmp_path_factory.mktemp("hostile")
    (root / "content/images").mkdir(parents=True)
    (root / "in").mkdir()
    Image.new("RGB", (600, 400), "navy").save(root / "content/images/a.png")
    (root / "content/images/drawing.svg").write_text(SVG)
    (root / "briefgen.yml").write_text(CONFIG.format(theme="briefing"))
    rows = list(enumerate(PAYLOADS))[:: 1 if whole else STEP]
    for number, payload in rows:
        (root / f"content/hand-{number}.md").write_text(by_hand(number, payload))
    for place, name in enumerate(FILE_NAMES):
        path = root / f"content/{name.replace('/', ' ')}.md"
        path.write_text(
            f"---\ntitle: Named {place}\ntopic: News\nphoto: /images/drawing.svg\n---\nx\n"
        )
    for place, (number, payload) in enumerate(rows):
        for way, source in enumerate(SOURCES):
            if whole or place % 4 == way:
                name, data = source(number, payload)
                (root / "in" / name).write_bytes(data)
    name, data = in_feed(rows if whole else rows[3::4])
    (root / "in" / name).write_bytes(data)
    run(root, "add", "in", "--topic", "News", "--new-topic", "--separate")
    shutil.rmtree(root / "in")
    filed = len(list((root / "content/articles").rglob("*.md")))
    assert filed > 0.9 * len(rows)
    return root


@pytest.fixture(scope="session")
def built(world: Path) -> Path:
    """The site as readers get it."""
    said = run(world, "build")
    assert (world / "site").is_dir(), said
    return world / "site"


def pages(folder: Path) -> list[str]:
    """Return the address of every page in a folder."""
    return [quote(p.relative_to(folder).as_posix()) for p in sorted(folder.rglob("*.html"))]


def assert_quiet(reader: Reader, least: int) -> None:
    """Assert that nothing ran, asked or went, on as many pages as were meant."""
    assert reader.told == []
    assert reader.opened >= least


def test_every_page_is_quiet_without_its_policy(built: Path, chromium: Browser) -> None:
    """What comes out of an article runs nothing and calls nobody, the policy taken away."""
    with served(built) as home, Reader(chromium, home, trusting=True) as reader:
        for page in pages(built):
            reader.open(page)
        assert_quiet(reader, len(PAYLOADS) // STEP)


def test_the_policy_has_nothing_to_stop(built: Path, chromium: Browser, *, whole: bool) -> None:
    """Pages with their policy look and work as they should: no report of anything stopped."""
    with served(built) as home, Reader(chromium, home, trusting=False) as reader:
        for page in pages(built)[:: 1 if whole else STEP]:
            reader.open(page)
        assert_quiet(reader, 12)


def test_the_other_theme_is_quiet_too(
    world: Path, built: Path, chromium: Browser, *, whole: bool
) -> None:
    """A theme that builds on the first has its ways out shut as well."""
    assert built.is_dir()
    (world / "briefgen.yml").write_text(CONFIG.format(theme="wire"))
    run(world, "build", "-o", "wire")
    (world / "briefgen.yml").write_text(CONFIG.format(theme="briefing"))
    chosen = pages(world / "wire")[:: 1 if whole else STEP]
    with served(world / "wire") as home, Reader(chromium, home, trusting=True) as reader:
        for page in ["index.html", *chosen]:
            reader.open(page)
        assert_quiet(reader, 12)


def test_what_is_found_is_shown_as_words(built: Path, chromium: Browser) -> None:
    """Search lists titles and words of payloads, and runs none; its policy lets its engine run."""
    with served(built) as home, Reader(chromium, home, trusting=False) as reader:
        for words in (
            "canary",
            "script boo",
            "onerror",
            "javascript",
            "canary <script>boo()</script>",
        ):
            reader.tab.goto(f"{home}search/?q={quote(words)}")
            reader.tab.wait_for_selector("#status:not(:empty)")
            assert reader.tab.locator("#found article").count() > 0
            reader.prod("search")
        assert_quiet(reader, 0)


def test_feeds_carry_nothing_that_runs(built: Path, chromium: Browser) -> None:
    """The HTML in every feed is quiet in a reader that trusts it wholly."""
    with served(built) as home, Reader(chromium, home, trusting=True) as reader:
        reader.tab.goto(f"{home}404.html")
        feeds = [json.loads(path.read_text()) for path in sorted(built.rglob("feed.json"))]
        texts = {item.get("content_html", "") for feed in feeds for item in feed["items"]}
        for text in sorted(texts):
            reader.tab.set_content(text.replace("https://desk.example/", home))
            reader.prod("a feed's item")
        assert len(texts) > 20
        for path in ("feed.xml", "atom.xml", "feed.json", "sitemap.xml", "opml.xml"):
            reader.tab.goto(home + path)
        assert_quiet(reader, 0)


def test_a_drawing_opened_by_itself_is_still(built: Path, chromium: Browser) -> None:
    """An SVG that was kept as a photo runs nothing at its own address either."""
    drawings = [p.relative_to(built).as_posix() for p in built.rglob("*.svg") if "draw" in p.name]
    assert drawings
    with served(built) as home, Reader(chromium, home, trusting=True) as reader:
        for path in drawings:
            reader.open(path)
        assert [one for one in reader.told if "<" not in one] == []


def test_the_list_of_rights_is_quiet(world: Path, chromium: Browser) -> None:
    """The list of who owns what shows payloads as words, in HTML and to a spreadsheet."""
    (world / "kept").mkdir(exist_ok=True)
    run(world, "rights", "-o", "kept/rights.html")
    run(world, "rights", "--format", "csv", "-o", "kept/rights.csv")
    with served(world / "kept") as home, Reader(chromium, home, trusting=False) as reader:
        reader.open("rights.html")
        # The site's own pictures are held in the page: those that were drawn anew, and none else.
        held = re.compile(
            r"rights\.html: img src=data:image/(?:jpeg|png|webp|svg\+xml);base64,[\w+/=]+"
        )
        reader.told = [one for one in reader.told if not held.fullmatch(one)]
        assert_quiet(reader, 1)
    cells = re.findall(r'"((?:[^"]|"")*)"', (world / "kept/rights.csv").read_text())
    assert not [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@"))]


@contextmanager
def previewed(root: Path) -> Iterator[str]:
    """Run `briefgen serve` until the block ends."""
    words = [sys.executable, "-m", "briefgen", "serve", "--port", "0", "--editor", ""]
    with subprocess.Popen(words, cwd=root, stderr=subprocess.PIPE, text=True) as serving:
        assert serving.stderr
        line = next(line for line in serving.stderr if "Serving" in line)
        drained = threading.Thread(daemon=True, target=serving.stderr.read)
        drained.start()
        try:
            yield str(re.findall(r"http://\S+/", line)[0])
        finally:
            serving.terminate()
            drained.join()


def test_the_preview_is_quiet(world: Path, built: Path, chromium: Browser, *, whole: bool) -> None:
    """Pages under preview, the mistakes laid over them and the desk show payloads as words."""
    for name, text in broken(PAYLOADS[:: 4 if whole else 16]):
        (world / "content" / name).write_text(text)
    names = {p.stem for p in sorted((world / "content").glob("hand-*.md"))[:: 1 if whole else 8]}
    with previewed(world) as home, Reader(chromium, home, trusting=False) as reader:
        reader.tab.goto(home)
        reader.tab.wait_for_selector("#overlay .what")
        assert reader.tab.locator("#overlay .place").count() > 20
        reader.prod("the overlay")
        for path in (
            "_briefgen/",
            "_briefgen/?held=1",
            "_briefgen/feeds",
            "_briefgen/?q=%3Cscript%3E",
        ):
            reader.open(path)
        for file in ("feed.xml", "atom.xml", "feed.json"):
            reader.open(f"_briefgen/feed?file={file}", prod=False)
        shown = [path for path in pages(built) if set(path.split("/")) & names]
        for path in shown:
            reader.open(path.removesuffix("index.html"))
            reader.open(f"_briefgen/context?page={path}")
        assert_quiet(reader, 10)


HOLES = {
    "a script": "<script>boo()</script>",
    "a handler": "<img src=/none onerror=boo()>",
    "a handler of the reader's hand": "<p onclick=boo()>x</p>",
    "a link": '<a href="javascript:boo()">x</a>',
    "a frame": '<iframe srcdoc="<script>parent.boo()</script>"></iframe>',
    "a style": "<p style='background:url(https://leak.example/a)'>x</p>",
    "a way out": '<meta http-equiv=refresh content="0;url=/other.html">',
    "a prefetch": "<link rel=prefetch href=https://leak.example/>",
    "a dialog": "<script>alert(1)</script>",
}


@pytest.mark.parametrize("hole", HOLES)
def test_a_hole_would_be_seen(hole: str, tmp_path: Path, chromium: Browser) -> None:
    """The eyes of these tests are good: a page with a hole is told."""
    (tmp_path / "a.html").write_text(f"<!doctype html><title>x</title><body>{HOLES[hole]}")
    (tmp_path / "other.html").write_text("<!doctype html><title>y</title>")
    with served(tmp_path) as home, Reader(chromium, home, trusting=True) as reader:
        reader.open("a.html")
        assert reader.told


def test_a_hole_would_run_nothing_under_the_policy(
    built: Path, tmp_path: Path, chromium: Browser
) -> None:
    """With every payload as it is in a page of ours, the policy alone lets none of them run."""
    head = (built / "404.html").read_text().partition("<title>")[0]
    for number, payload in enumerate(PAYLOADS[::STEP]):
        (tmp_path / f"{number}.html").write_text(f"{head}<title>x</title></head><body>{payload}")
    with served(tmp_path) as home, Reader(chromium, home, trusting=False) as reader:
        for page in pages(tmp_path):
            reader.tab.goto(home + page, wait_until="load")
        assert not [one for one in reader.told if "ran" in one or "dialog" in one]
        assert any("the policy had to stop" in one for one in reader.told)
