"""Search as a reader uses it, on a built site in a real browser."""

from __future__ import annotations

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from conftest import Built
    from playwright.sync_api import Browser, Page

SITE = """
    -- briefgen.yml --
    title: Desk
    url: https://desk.example/
    search: true
    -- content/a.md --
    {title: The night train, date: 2026-11-02, topic: Rail, source: Gazette}
    Beds are back on the line.
    -- content/b.md --
    {title: 無人駅に本棚, date: 2026-10-02, topic: Books, source: 湊新聞, language: ja}
    静かな図書館が駅に開く。
    -- content/c.md --
    {title: Cut short, date: 2026-09-02, topic: Rail, source: Wire, source_url: "https://wire.example/c", policy: link}
    The hidden marigold is never shown.
"""


@pytest.fixture
def tab(site: Callable[..., Built], chromium: Browser) -> Iterator[Page]:
    """The search page of a site of three articles."""
    built = site(SITE)
    assert "search-" not in built.told
    handler = partial(_Quiet, directory=str(built.site))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(daemon=True, target=server.serve_forever)
    thread.start()
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{server.server_address[1]}/search/")
    page.wait_for_selector("#finder:not([hidden])")
    yield page
    context.close()
    server.shutdown()
    thread.join()
    server.server_close()


class _Quiet(SimpleHTTPRequestHandler):
    """Serves a folder without a word."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_a_result_shows_source_and_date(tab: Page) -> None:
    """A word of the text finds the article, told with who published it and when."""
    tab.fill("#q", "beds")
    tab.wait_for_selector("#found article")
    said = tab.inner_text("#found")
    assert "The night train" in said
    assert "Gazette" in said
    assert "November 2, 2026" in said


def test_japanese_is_found_within_a_run_of_letters(tab: Page) -> None:
    """A word in the middle of unspaced text is found, and shown without spaces."""
    tab.fill("#q", "図書館")
    tab.wait_for_selector("#found article")
    assert "静かな図書館" in tab.inner_text("#found")


def test_filters_narrow_the_list(tab: Page) -> None:
    """A topic alone lists its articles, newest first."""
    tab.select_option("#topic", "Rail")
    tab.wait_for_selector("#found article")
    assert tab.locator("#found h2").all_inner_texts() == ["The night train", "Cut short"]


def test_what_the_policy_hides_is_not_found(tab: Page) -> None:
    """The index holds no more of a text than the page."""
    tab.fill("#q", "marigold")
    tab.wait_for_selector("#status:not(:empty)")
    assert "Cut short" not in tab.inner_text("#found")


def test_the_index_is_the_same_bytes_every_time(site: Callable[..., Built]) -> None:
    """Two clean builds write one and the same index."""
    first = site(SITE, fresh=True).files()
    built = site("", fresh=True, state=None)
    assert any(path.startswith("pagefind/") for path in first)
    assert built.files() == first
