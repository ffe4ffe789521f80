"""Addresses: what is fetched, and what is refused."""

from __future__ import annotations

import gzip
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from briefgen.errors import SourceError
from briefgen.sources import take
from briefgen.sources.fetch import Bounds
from briefgen.sources.web import fetched

if TYPE_CHECKING:
    from collections.abc import Iterator

ANSWERS: dict[str, tuple[int, dict[str, str], bytes]] = {
    "/page": (200, {"Content-Type": "text/html; charset=iso-8859-1"}, b"<p>\xe9t\xe9</p>"),
    "/text": (200, {"Content-Type": "text/plain"}, b"A line."),
    "/feed": (
        200,
        {"Content-Type": "application/rss+xml"},
        b"<rss><channel><item><title>One</title></item></channel></rss>",
    ),
    "/moved": (302, {"Location": "/page"}, b""),
    "/loop": (302, {"Location": "/loop"}, b""),
    "/inward": (302, {"Location": "file:///etc/hostname"}, b""),
    "/login": (302, {"Location": "http://ann:secret@127.0.0.1/"}, b""),
    "/refused": (403, {}, b"no"),
    "/gone": (404, {}, b"no"),
    "/trouble": (503, {}, b"no"),
    "/empty": (200, {"Content-Type": "text/html"}, b" "),
    "/paper": (200, {"Content-Type": "application/pdf"}, b"%PDF-"),
    "/bomb": (
        200,
        {"Content-Type": "text/html", "Content-Encoding": "gzip"},
        gzip.compress(bytes(3_000_000)),
    ),
    "/twice": (
        200,
        {"Content-Type": "text/html", "Content-Encoding": "gzip, gzip"},
        gzip.compress(gzip.compress(b"<p>x</p>")),
    ),
}


class Site(BaseHTTPRequestHandler):
    """A small site of this test's own."""

    def do_GET(self) -> None:
        """Answer as the table says."""
        status, headers, body = ANSWERS[self.path]
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@pytest.fixture(scope="module")
def here() -> Iterator[str]:
    """A site on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(daemon=True, target=server.serve_forever, args=(0.05,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_page_is_fetched_with_its_encoding(here: str) -> None:
    """A redirect is followed; the document has the last address and what HTTP said of the bytes."""
    (page,) = take(f"{here}/moved", allow_private=True)
    assert (page.kind, page.url, page.encoding) == ("html", f"{here}/page", "iso-8859-1")
    assert page.data == b"<p>\xe9t\xe9</p>"


def test_texts_and_feeds_are_told_apart(here: str) -> None:
    """What is served as text is a text, a feed gives its items."""
    assert take(f"{here}/text", allow_private=True)[0].kind == "text"
    assert take(f"{here}/feed", allow_private=True)[0].title == "One"


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("loop", "redirects more than 5"),
        ("inward", "only http and https"),
        ("refused", "refuses .HTTP 403"),
        ("gone", "no such page .HTTP 404"),
        ("trouble", "in trouble .HTTP 503"),
        ("empty", "empty page"),
        ("paper", "application/pdf, not a page"),
        ("twice", "packed in a way not asked for"),
    ],
)
def test_what_is_no_page_is_told(here: str, path: str, told: str) -> None:
    """Every way a site can fail has its own words."""
    with pytest.raises(SourceError, match=told):
        take(f"{here}/{path}", allow_private=True)


def test_a_bomb_is_stopped_at_the_cap(here: str) -> None:
    """The cap counts the bytes once unpacked."""
    with pytest.raises(SourceError, match="over 1 MB"):
        fetched(f"{here}/bomb", allow_private=True, bounds=Bounds(size=1_000_000))


def test_a_fetch_ends_at_its_deadline(here: str) -> None:
    """No time left means no page."""
    with pytest.raises(SourceError, match="too long"):
        fetched(f"{here}/page", allow_private=True, bounds=Bounds(seconds=-1))


def test_a_password_is_never_told(here: str) -> None:
    """An address with a login is refused, and the message leaves the login out."""
    with pytest.raises(SourceError, match="user name") as caught:
        take(f"{here}/login", allow_private=True)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "address",
    [
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0177.0.0.1/",
        "http://0.0.0.0/",
        "http://100.64.0.1/",
        "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://[fec0::1]/",
        "http://224.0.0.1/",
        "http://localhost/",
        "file:///etc/passwd",
        "ftp://a.example/",
        "http://[::1/",
        "http://a.example:99999/",
        "https://",
    ],
)
def test_no_spelling_leads_inside(address: str) -> None:
    """Private hosts in any spelling, other schemes and broken addresses are refused."""
    with pytest.raises(SourceError):
        take(address)


def test_a_redirect_inside_is_refused(here: str) -> None:
    """Without leave, not even the first host is asked."""
    with pytest.raises(SourceError, match="only public addresses"):
        take(f"{here}/page")
