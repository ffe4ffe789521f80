from __future__ import annotations

import socket
from functools import partial
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING

import pytest
from publish.worlds import PAGE, serving

from briefgen.publish import UnseenError, ping, spot_check, wait_for

if TYPE_CHECKING:
    from pathlib import Path

OLD = PAGE.format(build="old", title="Harbour").encode()
NEW = PAGE.format(build="new", title="Harbour").encode()


class Pages(BaseHTTPRequestHandler):
    """A web host that answers each request with the next of its answers, the last for ever."""

    def __init__(self, *args: object, answers: list[tuple[int, bytes]], asked: list[str]) -> None:
        self._answers = answers
        self._asked = asked
        super().__init__(*args)

    def do_GET(self) -> None:
        """Give the next answer."""
        self._asked.append(self.path)
        status, body = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        """Note what was sent, and give the next answer."""
        sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.path = f"{self.path} {sent}"
        self.do_GET()

    def log_message(self, *_: object) -> None:
        """Stay quiet."""


def test_new_build_is_waited_for() -> None:
    """The old page, an error and a missing page are waited out; each is told."""
    asked: list[str] = []
    seen: list[str] = []
    answers = [(404, b""), (200, OLD), (503, b""), (200, b"<p>hello"), (200, NEW)]
    with serving(partial(Pages, answers=answers, asked=asked)) as address:
        live = wait_for(f"{address}/news/", "new", pause=0, told=seen.append)
    assert (live.build, live.tries) == ("new", 5)
    assert seen == [
        "it answers 404", "it shows build old", "it answers 503", "its page carries no build id",
    ]  # fmt: skip


def test_no_cache_can_answer_twice() -> None:
    """Every look asks for an address no cache has seen."""
    asked: list[str] = []
    with serving(partial(Pages, answers=[(200, OLD), (200, NEW)], asked=asked)) as address:
        wait_for(f"{address}/", "new", pause=0)
    assert asked == ["/?build=new&try=1", "/?build=new&try=2"]


@pytest.mark.parametrize(
    ("answer", "hint"), [((404, b""), "Settings, Pages"), ((200, OLD), "GitHub may need longer")]
)
def test_patience_ends(answer: tuple[int, bytes], hint: str) -> None:
    """A site that never shows the build gives exit code 6 and what to look at."""
    with (
        serving(partial(Pages, answers=[answer], asked=[])) as address,
        pytest.raises(UnseenError, match="does not show the new build yet") as caught,
    ):
        wait_for(f"{address}/", "new", patience=0, pause=0.01)
    assert caught.value.exit_code == 6
    assert hint in caught.value.hint


def test_unreachable_site_is_told() -> None:
    """No connection is told in words, and that the push itself went through."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(UnseenError, match="the push went through") as caught:
        wait_for(f"http://127.0.0.1:{port}/", "new", patience=0, pause=0.01)
    assert "could not be reached" in caught.value.message


def test_spot_check_compares_bytes(tmp_path: Path) -> None:
    """The feed and an asset are fetched; what differs is told and stops nothing."""
    (tmp_path / "feed.xml").write_text("<rss/>", "utf-8")
    (tmp_path / "site.css").write_text("a {}", "utf-8")
    with serving(partial(Pages, answers=[(200, b"<rss/>"), (200, b"a {}")], asked=[])) as address:
        assert spot_check(f"{address}/", tmp_path) == ()
    with serving(partial(Pages, answers=[(200, b"<rss>"), (404, b"")], asked=[])) as address:
        feed, asset = spot_check(f"{address}/", tmp_path)
    assert "feed.xml is not what was published" in feed.message
    assert "site.css answers 404" in asset.message
    assert not feed.stops


def test_hub_is_told_of_the_feed() -> None:
    """A WebSub ping names the mode and the feed."""
    asked: list[str] = []
    with serving(partial(Pages, answers=[(204, b"")], asked=asked)) as address:
        ping(f"{address}/hub", "https://news.example.org/feed.xml")
    assert asked == ["/hub hub.mode=publish&hub.url=https%3A%2F%2Fnews.example.org%2Ffeed.xml"]


def test_hub_that_refuses_is_told() -> None:
    """A hub's refusal is an error with its status."""
    with (
        serving(partial(Pages, answers=[(400, b"")], asked=[])) as address,
        pytest.raises(UnseenError, match="answered 400"),
    ):
        ping(f"{address}/hub", "https://news.example.org/feed.xml")
