"""A small real build of a folder of texts, a preview of it, and a real Chromium."""

from __future__ import annotations

import contextlib
import html
import string
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefgen.errors import ContentError, Notice, ThemeError
from briefgen.preview import Built, PageFact, ServeOptions
from briefgen.preview.built import Served
from briefgen.preview.server import Preview

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext


BASE = "/repo/"
TEMPLATE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>$title</title>
<link rel="stylesheet" href="/repo/style.css"></head>
<body><h1>$title</h1>
<details id="more"><summary>More</summary>Hidden words</details>
<form><input id="name" name="name"><textarea id="words"></textarea><input type="checkbox" id="tick">
<select id="pick"><option>one<option>two</select><input type="radio" name="side" id="left" checked><input type="radio" name="side" id="right"></form>
<main>$body</main><script src="/repo/site.js"></script></body></html>"""


@dataclass
class FolderBuild:
    """Every content/*.txt is a page: its name the address, its first line the title.

    A line `!ERROR` is a mistake, `!notice` a notice, `!draft` holds it back, `!slug x` renames it.
    A topic page lists all; it and the pages are rendered when looked at.
    """

    root: Path
    calls: list[frozenset[Path]] = field(default_factory=list)
    seen: dict[str, tuple[object, Served]] = field(default_factory=dict)

    def __call__(self, changed: frozenset[Path]) -> Built:
        """Build everything; what stays the same stays the same object."""
        self.calls.append(changed)
        template = (self.root / "theme.html").read_text()
        built = Built({})
        texts = {p.name: p.read_text() for p in sorted((self.root / "content").iterdir())}
        for name, text in texts.items():
            built = self._with_page(built, name, text, template)
        listed = "".join(f'<li><a href="{page.url}">{page.title}</a>' for page in built.pages)
        outputs = {
            **built.outputs,
            "index.html": self._same("index.html", template, "Start", f"<ul>{listed}</ul>"),
            "404.html": b"<!doctype html><title>Lost</title><body>Nothing here</body>",
            "feed.xml": _feed(built.pages),
        }
        for file in sorted((self.root / "assets").iterdir()):
            outputs[file.name] = file if file.suffix == ".png" else file.read_bytes()
        return replace(built, outputs=outputs, context=lambda key: f'{{"page": "{key}"}}')

    def _with_page(self, built: Built, name: str, text: str, template: str) -> Built:
        slug, source, held = name.removesuffix(".txt"), f"content/{name}", ""
        lines = text.splitlines() or [""]
        for number, line in enumerate(lines, 1):
            if line == "!ERROR":
                wrong = ContentError(
                    "this line is <b>wrong</b>", path=source, line=number, hint="take it out"
                )
                return replace(built, errors=(*built.errors, wrong))
            if line.startswith("!notice"):
                told = Notice("photo-credit-missing", "the photo has no credit", source, number)
                built = replace(built, notices=(*built.notices, told))
            held = "draft" if line == "!draft" else held
            slug = line.removeprefix("!slug ") if line.startswith("!slug ") else slug
        body = "".join(f"<p>{html.escape(line)}</p>" for line in lines[1:])
        fact = PageFact(f"{BASE}{slug}/", lines[0], source, held, BASE)
        value = self._same(f"{slug}/index.html", template, lines[0], body)
        outputs = {**built.outputs, f"{slug}/index.html": value}
        return replace(built, outputs=outputs, pages=(*built.pages, fact))

    def _same(self, key: str, *facts: str) -> Served:
        if key not in self.seen or self.seen[key][0] != facts:
            self.seen[key] = (facts, partial(_page, *facts))
        return self.seen[key][1]


def _page(template: str, title: str, body: str) -> bytes:
    try:
        return string.Template(template).substitute(title=title, body=body).encode()
    except (KeyError, ValueError) as problem:
        raise ThemeError(f"the template fails: {problem}", path="theme.html", line=1) from None


def _feed(pages: tuple[PageFact, ...]) -> bytes:
    entries = "".join(
        f"<item><title>{page.title}</title><link>{page.url}</link>"
        "<description>&lt;img src='pic.png'&gt; &lt;script&gt;1&lt;/script&gt;words</description></item>"
        for page in pages
    )
    return f"<rss version='2.0'><channel><title>News</title>{entries}</channel></rss>".encode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a site's folder with two articles, a theme and assets."""
    for name in ("content", "assets"):
        (tmp_path / name).mkdir()
    (tmp_path / "theme.html").write_text(TEMPLATE)
    (tmp_path / "assets/style.css").write_text("h1 { color: rgb(1, 2, 3); }")
    (tmp_path / "assets/site.js").write_text("window.loads = 1;")
    (tmp_path / "content/rail.txt").write_text("Rail\nTrains run again.\n")
    (tmp_path / "content/power.txt").write_text("Power\nThe grid holds.\n")
    return tmp_path


@pytest.fixture
def serving(folder: Path) -> Iterator[Callable[..., Preview]]:
    """Return a call that serves the folder, or another build of it, with options."""
    with contextlib.ExitStack() as stack:

        def start(build: object = None, tell: object = None, **options: object) -> Preview:
            chosen = ServeOptions(base_path=BASE, root=folder, **{"port": 0, **options})
            watched = [folder / "content", folder / "assets", folder / "theme.html"]
            build = build or FolderBuild(folder)
            return stack.enter_context(Preview(build, watched, chosen, tell or [].append))

        yield start


@pytest.fixture
def tabs(chromium: Browser) -> Iterator[BrowserContext]:
    """Return a browser without history or open tabs."""
    context = chromium.new_context()
    context.set_default_timeout(10_000)
    yield context
    context.close()
