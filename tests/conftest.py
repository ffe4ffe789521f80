"""Whole sites written as one text, built in a temporary folder."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import signal
import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest
from playwright.sync_api import sync_playwright

from briefgen.build import Order, Result, build_site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser


CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
)
CONFIG = "title: Test Briefing\nurl: https://test.example/\ntimezone: UTC\n"
# A machine that does other things as well is no mistake of ours.
hypothesis.settings.register_profile("patient", deadline=None)
hypothesis.settings.load_profile("patient")
# A shell that runs us in the background has us ignore Ctrl-C, and all we start with us.
signal.signal(signal.SIGINT, signal.default_int_handler)
NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
_FILE = re.compile(r"^-- (?P<path>\S.*?) --\n", re.MULTILINE)
_SHORT = re.compile(r"\A(\{.*?\})\n?", re.DOTALL)


def write_files(root: Path, text: str) -> None:
    """Write the files of a text such as `-- content/a.md --`, each with what follows it.

    An article may be given short: `{title: A, date: 2026-01-01}` stands for its front matter.
    """
    pieces = _FILE.split(textwrap.dedent(text).lstrip("\n"))
    for path, content in zip(pieces[1::2], pieces[2::2], strict=True):
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        whole = content
        if path.endswith(".md") and (short := _SHORT.match(content)):
            rows = re.sub(r", (?=\w+:)", "\n", short[1][1:-1])
            whole = f"---\n{rows}\n---\n{content[short.end() :]}"
        target.write_text(whole, encoding="utf-8")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option for the long form of the tests of hostile input."""
    parser.addoption(
        "--hostile", action="store_true", help="take every payload by every way in (minutes)"
    )
    parser.addoption("--faults", action="store_true", help="write the table of docs/faults.md anew")
    parser.addoption("--credits", action="store_true", help="write that of docs/photos.md anew")


@dataclass(frozen=True)
class Built:
    """A site built in a folder, with what the build said."""

    root: Path
    result: Result

    @property
    def site(self) -> Path:
        """The folder of the finished site."""
        return self.root / "site"

    def text(self, path: str) -> str:
        """One file of the site."""
        return (self.site / path).read_text("utf-8")

    def files(self) -> dict[str, bytes]:
        """Every file of the site by its path."""
        return {
            path.relative_to(self.site).as_posix(): path.read_bytes()
            for path in sorted(self.site.rglob("*"))
            if path.is_file()
        }

    @property
    def told(self) -> str:
        """Everything that was wrong or worth a word, as the terminal shows it."""
        return "\n".join(map(str, (*self.result.errors, *self.result.notices)))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A real browser; one for all tests of a process, since Playwright starts once only."""
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=[*QUIET])
        yield browser
        browser.close()


@pytest.fixture
def site(tmp_path: Path) -> Callable[..., Built]:
    """Write a site's files and build it: `site(text, now=..., strict=...)`; again in the same folder."""

    def build(
        text: str = "", *, root: Path = tmp_path, now: dt.datetime = NOW, **order: object
    ) -> Built:
        if not (root / "briefgen.yml").exists() and "-- briefgen.yml --" not in text:
            (root / "briefgen.yml").write_text(CONFIG)
        (root / "content").mkdir(exist_ok=True)
        write_files(root, text)
        return Built(root, build_site(Order(root=root, now=now, **order)))  # type: ignore[arg-type]

    return build
