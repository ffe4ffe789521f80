"""The sample site as readers, feed readers and browsers get it."""

from __future__ import annotations

import datetime as dt
import html
import json
import os
import posixpath
import re
import shutil
import subprocess
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urljoin, urlsplit

import feedparser
import lxml.html
import pytest
from PIL import Image

from briefgen.build import Order, build_site
from briefgen.content.find import find
from briefgen.content.read import read_article

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page, Request

ROOT = Path(__file__).resolve().parent.parent
NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
BASE = "https://briefs.example/repo/"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample site built for a project page, /repo/."""
    root = tmp_path_factory.mktemp("sample")
    shutil.copytree(ROOT / "content", root / "content")
    shutil.copy(ROOT / "briefgen.yml", root)
    result = build_site(Order(root=root, now=NOW, base_url=BASE, strict=True))
    assert not result.errors
    assert [notice for notice in result.notices if notice.level != "info"] == []
    return root / "site"


def pages(site: Path) -> list[Path]:
    """Every page of a site."""
    return sorted(site.rglob("*.html"))


def shown_text(path: Path) -> str:
    """The words of a page, white space folded."""
    return " ".join(lxml.html.fromstring(path.read_text("utf-8")).text_content().split())


def test_every_credited_photo_shows_its_credit_wherever_it_is_shown(sample: Path) -> None:
    """No page shows a photo of the sample without the words owed to its owner."""
    content = ROOT / "content"
    owed: dict[str, set[str]] = {}
    for path in find(content).articles:
        article = read_article(path, (content / path).read_bytes()).value
        for photo in article.photos:
            stem = str(photo.src).lstrip("/").rpartition(".")[0]
            owed.setdefault(stem, set()).add(str(photo.credit))
    shown = 0
    for page in pages(sample):
        tree = lxml.html.fromstring(page.read_text("utf-8"))
        text = shown_text(page)
        for image in tree.iterfind(".//img"):
            path = unquote(urlsplit(image.get("src")).path).removeprefix("/repo/")
            name = re.sub(r"-[0-9a-f]{12}-\d+\.\w+$", "", path)
            if name in owed:
                shown += 1
                assert any(credit in text for credit in owed[name]), (page, name)
    assert shown > 40


def test_every_link_leads_somewhere_within_the_base(sample: Path) -> None:
    """Under a base path no address of the site is dead, and none leaves the base by mistake."""
    dead = []
    for page in pages(sample):
        here = urljoin(BASE, page.relative_to(sample).as_posix())
        tree = lxml.html.fromstring(page.read_text("utf-8"))
        for element, attribute, address, _ in tree.iterlinks():
            if attribute not in {"href", "src"} or element.get("rel") == "canonical":
                continue
            target = urlsplit(urljoin(here, address))
            if target.netloc != urlsplit(BASE).netloc:
                continue
            path = unquote(target.path)
            inside = path.startswith("/repo/")
            file = sample / path.removeprefix("/repo/")
            if not inside or not (file.is_file() or (file / "index.html").is_file()):
                dead.append((page.name, address))
    assert dead == []


def test_each_page_names_itself_and_no_translations(sample: Path) -> None:
    """A page that is shown has its own address as the canonical one; there are no translations to name."""
    for page in pages(sample):
        tree = lxml.html.fromstring(page.read_text("utf-8"))
        assert tree.findall(".//link[@hreflang]") == []
        if page.name == "404.html" or tree.find('.//meta[@http-equiv="refresh"]') is not None:
            continue
        here = urljoin(BASE, quote(page.relative_to(sample).as_posix().removesuffix("index.html")))
        assert [one.get("href") for one in tree.findall('.//link[@rel="canonical"]')] == [here]
        assert tree.get("lang") == "en"


def test_cards_tell_those_who_cannot_see_what_the_photo_shows(sample: Path) -> None:
    """Every page with a photo on its card has words for it, for both kinds of cards."""
    cards = 0
    for page in pages(sample):
        tree = lxml.html.fromstring(page.read_text("utf-8"))
        said = {
            one.get("property") or one.get("name"): one.get("content")
            for one in tree.findall(".//meta[@content]")
        }
        cards += "og:image" in said
        assert ("og:image" in said) == bool(said.get("twitter:image:alt"))
        assert said.get("og:image:alt") == said.get("twitter:image:alt")
    assert cards > 30


def test_feeds_give_date_credit_and_caption_back(sample: Path) -> None:
    """A feed reader sees who is owed for a photo, and what it shows."""
    feed = feedparser.parse((sample / "topics/rail/feed.xml").read_bytes())
    assert not feed.bozo
    assert feed.feed.link == BASE + "topics/rail/"
    (item,) = [item for item in feed.entries if "night train" in item.title]
    assert item.published_parsed[:3] == (2026, 11, 20)  # midnight in Copenhagen, told in its zone
    words = [credit["content"] for credit in item.media_credit]
    assert "Ola Brandt" in words
    assert "The Tidewater Gazette" in words
    assert "Ola Brandt/Northgate Wire via The Tidewater Gazette" in item.content[0].value
    assert "waits at Brightwater Central" in item.content[0].value
    assert item.id.startswith("tag:")


def test_excerpt_sources_never_show_their_whole_text(sample: Path) -> None:
    """A source with `policy: excerpt` shows its first words, on the page and in the feed."""
    end = "It reaches Aldermoor at 06.55."
    (article,) = [path for path in pages(sample) if "the-night-train" in str(path)]
    assert end not in shown_text(article)
    assert "left on time on Friday" in shown_text(article)
    for feed in sample.rglob("feed.xml"):
        assert end not in html.unescape(feed.read_text("utf-8"))


def test_drafts_are_nowhere(sample: Path) -> None:
    """A draft leaves no trace in any file of the site."""
    for path in sample.rglob("*"):
        if path.suffix in {".html", ".xml", ".json", ".txt"}:
            assert "tidal power" not in path.read_text("utf-8"), path


def test_the_same_input_gives_the_same_bytes_anywhere_and_any_day(tmp_path: Path) -> None:
    """Time zone, day, locale and hash seed of the machine change no byte of the site."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    shutil.copy(ROOT / "briefgen.yml", tmp_path)
    worlds = [
        {
            "TZ": "Pacific/Kiritimati",
            "LC_ALL": "C",
            "PYTHONHASHSEED": "1",
            "SOURCE_DATE_EPOCH": "1795435200",
        },
        {
            "TZ": "America/Los_Angeles",
            "LC_ALL": "C.UTF-8",
            "PYTHONHASHSEED": "2",
            "SOURCE_DATE_EPOCH": "1796040000",
        },
    ]
    made = []
    for number, world in enumerate(worlds):
        out = tmp_path / f"out{number}"
        command = [
            sys.executable,
            "-m",
            "briefgen",
            "build",
            str(tmp_path),
            "-o",
            str(out),
            "--clean",
        ]
        subprocess.run(command, env={**os.environ, **world}, check=True, capture_output=True)
        made.append({p.relative_to(out): p.read_bytes() for p in out.rglob("*") if p.is_file()})
    assert made[0] == made[1]
    assert len(made[0]) > 80


class _Pages(SimpleHTTPRequestHandler):
    """Serves a folder under /repo/, as GitHub Pages does for a project."""

    def translate_path(self, path: str) -> str:
        """Map /repo/x to x in the folder; all else to nothing."""
        clean = unquote(urlsplit(path).path)
        if not clean.startswith("/repo/"):
            return str(Path(self.directory) / "no-such-file")
        return super().translate_path(clean.removeprefix("/repo"))

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def address(sample: Path) -> Iterator[str]:
    """The sample site on a server of its own."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Pages, directory=str(sample)))
    thread = threading.Thread(daemon=True, target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/repo/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def tab(chromium: Browser) -> Iterator[Page]:
    """A tab in a real Chromium, without history."""
    context = chromium.new_context()
    yield context.new_page()
    context.close()


def failed(request: Request, complaints: list[str]) -> None:
    """Note a request that failed; one cut off because the tab moved on did not."""
    if request.failure != "net::ERR_ABORTED":
        complaints.append(f"{request.url}: {request.failure}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_browser_finds_nothing_to_complain_of(
    sample: Path, address: str, tab: Page, scheme: str
) -> None:
    """Under /repo/ every page loads without a failed request, a console error or sideways scroll."""
    complaints: list[str] = []
    tab.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.on("requestfailed", lambda request: failed(request, complaints))
    tab.on(
        "response", lambda answer: complaints.append(answer.url) if answer.status >= 400 else None
    )
    tab.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    tab.set_viewport_size({"width": 360, "height": 740})
    for page in pages(sample):
        path = page.relative_to(sample).as_posix()
        if 'http-equiv="refresh"' in page.read_text("utf-8"):
            continue
        tab.goto(address + path)
        wide = tab.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert not wide, path
    assert complaints == []


@pytest.mark.parametrize("feed", ["feed.xml", "atom.xml", "briefings/feed.xml"])
def test_a_feed_opened_in_the_browser_can_be_read(address: str, tab: Page, feed: str) -> None:
    """Titles and first words stand below each other; markup and marks for machines do not show."""
    tab.goto(address + feed)
    shown = tab.evaluate(
        """() => [...document.documentElement.querySelectorAll("item, entry")].map((item) =>
            [...item.children].filter((one) => getComputedStyle(one).display == "block")
                .map((one) => one.localName))"""
    )
    assert len(shown) > 10
    assert all(row[0] == "title" for row in shown)
    assert not {"guid", "id", "encoded", "content", "category"} & {
        name for r in shown for name in r
    }


def test_a_topic_page_leads_with_photo_caption_and_credit(address: str, tab: Page) -> None:
    """The reader of a briefing sees the lead's photo with its words, then the rest, newest first."""
    tab.goto(address + "topics/rail/")
    figure = tab.locator("main figure").first
    assert "Ola Brandt/Northgate Wire via The Tidewater Gazette" in figure.inner_text()
    assert "waits at Brightwater Central" in figure.inner_text()
    titles = tab.locator("main h2, main h3").all_inner_texts()
    mill, tunnel = (
        next(i for i, t in enumerate(titles) if w in t) for w in ("Mill Lane", "tunnel")
    )
    assert mill < tunnel
    assert re.search(r"Ledger & Line", tab.locator("main").inner_text())


def test_every_file_of_every_photo_names_its_owner(sample: Path) -> None:
    """Whatever picture is taken from the sample site, Pillow and exiftool read the credit owed."""
    owed: dict[str, set[str]] = {}
    for path in find(ROOT / "content").articles:
        for photo in read_article(path, (ROOT / "content" / path).read_bytes()).value.photos:
            src = str(photo.src)
            name = posixpath.join("" if src[0] == "/" else posixpath.dirname(path), src.lstrip("/"))
            owed.setdefault(posixpath.normpath(name).rpartition(".")[0], set()).add(
                str(photo.credit)
            )
    files = [p for p in sample.rglob("*") if p.suffix in {".avif", ".webp", ".jpg"}]
    run = ["exiftool", "-json", "-XMP-photoshop:Credit", "-charset", "utf8", *files]
    told = json.loads(subprocess.run(run, capture_output=True, check=True).stdout)
    read = {Path(row["SourceFile"]): row.get("Credit") for row in told}
    seen = set()
    for file in files:
        name = re.sub(
            r"-[0-9a-f]{12}-\d+$", "", file.relative_to(sample).with_suffix("").as_posix()
        )
        if name not in owed:
            continue
        seen.add(name)
        assert read[file] in owed[name], file
        with Image.open(file) as image:
            assert html.escape(str(read[file]), quote=False) in image.info["xmp"].decode(), file
    assert seen == set(owed)


def test_every_photo_s_credit_is_told_to_programs(sample: Path) -> None:
    """For each photo its page has the credit as `creditText`, and a feed has a `media:credit`."""
    feeds = [feedparser.parse(path.read_bytes()) for path in sample.rglob("feed.xml")]
    credited: dict[str, set[str]] = {}
    for item in (item for feed in feeds for item in feed.entries):
        words = {credit["content"] for credit in item.get("media_credit", ())}
        credited.setdefault(item.title, set()).update(words)
    texts = {path: path.read_text("utf-8") for path in pages(sample)}
    told = 0
    for path in find(ROOT / "content").articles:
        article = read_article(path, (ROOT / "content" / path).read_bytes()).value
        for photo in () if article.draft else article.photos:
            told += 1
            owed = json.dumps(photo.credit, ensure_ascii=False).replace("&", r"\u0026")
            assert any(
                f'"creditText":{owed}' in text.replace('": "', '":"') for text in texts.values()
            )
            assert any(name in str(photo.credit) for name in credited[article.title]), path
    assert told > 5
