"""The sample's feeds in newsboat, a feed reader that people use: imported, loaded, shown."""

from __future__ import annotations

import contextlib
import datetime as dt
import fcntl
import html
import os
import pty
import re
import select
import shutil
import sqlite3
import struct
import subprocess
import termios
import threading
import time
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest

from briefgen.build import Order, build_site
from briefgen.content.find import find
from briefgen.content.read import read_article

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.model.article import Article

ROOT = Path(__file__).resolve().parent.parent
NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
PATIENCE = 60
_ESCAPE = re.compile(r"\x1b(?:\[[0-9;?]*[A-Za-z]|[()][A-Z0-9]|[=>])|\x0f|\r")


@dataclass(frozen=True)
class Reader:
    """A newsboat of one's own, with nothing in it yet; `site` is the address of the site."""

    home: Path
    site: str

    @property
    def command(self) -> list[str]:
        """The program, with all of its files in its home."""
        files = (("-u", "urls"), ("-c", "cache.db"), ("-C", "config"))
        return ["newsboat", "-q", *(word for flag, name in files for word in (flag, name))]

    @property
    def world(self) -> dict[str, str]:
        """An environment without this machine's proxies, readers and languages."""
        path = os.environ["PATH"]
        return {"HOME": str(self.home), "PATH": path, "TERM": "vt100", "LC_ALL": "C.UTF-8"}

    def run(self, *words: str) -> str:
        """Run it to its end; return what it said."""
        done = subprocess.run(
            [*self.command, *words],
            cwd=self.home,
            env=self.world,
            capture_output=True,
            check=True,
            text=True,
            timeout=PATIENCE,
        )
        return done.stdout

    def rows(self, asked: str) -> list[tuple[str, ...]]:
        """What its memory holds."""
        with contextlib.closing(sqlite3.connect(self.home / "cache.db")) as cache:
            return cache.execute(asked).fetchall()

    @contextlib.contextmanager
    def shown(self) -> Iterator[Screen]:
        """Run it in a terminal."""
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 200, 0, 0))
        running = subprocess.Popen(
            self.command,
            cwd=self.home,
            env=self.world,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        try:
            yield Screen(ours)
        finally:
            running.kill()
            running.wait()
            os.close(ours)
            os.close(theirs)


@dataclass(frozen=True)
class Screen:
    """A terminal that a program draws on."""

    file: int

    def keys(self, keys: str) -> None:
        """Press keys, each when the screen has come to rest."""
        for key in keys:
            self._drawn()
            os.write(self.file, key.encode())

    def until(self, *words: str) -> None:
        """Have the screen drawn whole, again and again, until all of the words stand on it."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            self.keys("\x0c")
            drawn = _ESCAPE.sub("", self._drawn())
            if all(word in drawn for word in words):
                return
        raise AssertionError(f"no {words} in {drawn}")

    def _drawn(self) -> str:
        drawn = b""
        while select.select([self.file], [], [], 0.5)[0]:
            drawn += os.read(self.file, 65_536)
        return drawn.decode("utf-8", "replace")


class _Pages(SimpleHTTPRequestHandler):
    """Serves a folder under /repo/, as GitHub Pages does for a project."""

    def translate_path(self, path: str) -> str:
        """Map /repo/x to x in the folder."""
        return super().translate_path(unquote(urlsplit(path).path).removeprefix("/repo"))

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """A newsboat that has imported the sample's list of feeds and loaded them, from this machine."""
    root = tmp_path_factory.mktemp("sample")
    home = tmp_path_factory.mktemp("home")
    (home / "urls").touch()
    (home / "config").write_text("bind-key x down\n")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Pages, directory=str(root / "site")))
    site = f"http://127.0.0.1:{server.server_address[1]}/repo/"
    shutil.copytree(ROOT / "content", root / "content")
    shutil.copy(ROOT / "briefgen.yml", root)
    assert not build_site(Order(root=root, now=NOW, base_url=site)).errors
    thread = threading.Thread(daemon=True, target=server.serve_forever)
    thread.start()
    made = Reader(home, site)
    made.run("--import-from-opml", str(root / "site/opml.xml"))
    made.run("--execute", "reload")
    yield made
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    """The sample's articles that are published."""
    paths = find(ROOT / "content").articles
    read = [read_article(p, (ROOT / "content" / p).read_bytes()).value for p in paths]
    return [article for article in read if not article.draft]


def test_the_list_of_feeds_is_imported_whole(reader: Reader) -> None:
    """The site's feed, the editions' and each topic's, with their titles, pages and no error."""
    imported = (reader.home / "urls").read_text("utf-8").split()
    assert f"{reader.site}feed.xml" in imported
    assert f"{reader.site}briefings/feed.xml" in imported
    assert f"{reader.site}topics/rail/feed.xml" in imported
    assert len(imported) == 8
    feeds = {
        address: (title, home)
        for address, title, home in reader.rows("select rssurl, title, url from rss_feed")
    }
    assert feeds.keys() == set(imported)
    assert feeds[f"{reader.site}topics/rail/feed.xml"] == (
        "Rail – The Sound Desk",
        f"{reader.site}topics/rail/",
    )


def test_every_article_is_in_the_reader_with_what_is_owed(
    reader: Reader, articles: list[Article]
) -> None:
    """Title, author, day and page of each, and each photo with its caption and its credit."""
    rows = reader.rows("select title, author, url, pubDate, content from rss_item")
    items = {row[0]: row[1:] for row in rows}
    assert len(articles) > 25
    for article in articles:
        author, url, moment, content = items[article.title]
        assert author in article.authors  # newsboat shows one of several
        assert url.startswith(f"{reader.site}2026/")
        assert f"{dt.datetime.fromtimestamp(moment + 7200, dt.UTC):%Y-%m-%d}" == str(article.date)
        for photo in article.photos:
            assert html.escape(str(photo.caption), quote=False) in content
            assert html.escape(str(photo.credit), quote=False) in content


def test_the_reader_shows_them(reader: Reader, articles: list[Article]) -> None:
    """In its terminal: the feeds, a topic's articles in all their scripts, and one with its photo's words."""
    unread = reader.run("--execute", "print-unread").split()[0]
    # Some versions count an article once for each of its feeds, others once.
    assert int(unread) == len(reader.rows("select guid from rss_item")) > len(articles)
    with reader.shown() as screen:
        screen.until("Rail – The Sound Desk", "Briefings – The Sound Desk")
        screen.keys("xxx\r")
        night = "The night train to Aldermoor sleeps four hundred again"
        screen.until("Rail – The Sound Desk", night, "無人駅に本棚がやってきた")
        screen.keys("\r")
        credit = "Ola Brandt/Northgate Wire via The Tidewater Gazette"
        screen.until(
            f"Title: {night}", "Author: Ola Brandt", "waits at Brightwater Central", credit
        )
