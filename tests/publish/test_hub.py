"""A WebSub hub is told which feeds have news, in a form it takes."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import pytest

from briefgen.publish import UnseenError, ping

if TYPE_CHECKING:
    from collections.abc import Iterator

FEED = "https://news.example.org/feed.xml"


class Hub(BaseHTTPRequestHandler):
    """Keeps what it was told; takes news of one site only."""

    heard: list[dict[str, list[str]]]

    def do_POST(self) -> None:
        """Take a publisher's word (WebSub, section 7)."""
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.heard.append(parse_qs(body))
        assert self.headers["Content-Type"].startswith("application/x-www-form-urlencoded")
        self.send_response(204 if "news.example.org" in body else 403)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def hub() -> Iterator[str]:
    """The address of a hub."""
    Hub.heard = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Hub)
    threading.Thread(daemon=True, target=server.serve_forever).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


def test_a_hub_is_told_of_a_feed(hub: str) -> None:
    """It gets mode and address of the feed."""
    ping(hub, FEED)
    assert Hub.heard == [{"hub.mode": ["publish"], "hub.url": [FEED]}]


def test_a_hub_that_will_not_hear_is_told(hub: str) -> None:
    """A refusal and a hub that is not there are each said, with the hub's address."""
    with pytest.raises(UnseenError, match=r"127\.0\.0\.1"):
        ping(hub, "https://other.example/feed.xml")
    with pytest.raises(UnseenError, match="could not be reached"):
        ping("http://127.0.0.1:9/", FEED)
