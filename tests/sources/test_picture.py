"""Pictures by address: what their bytes say they are."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from briefgen.errors import SourceError
from briefgen.sources.fetch import Bounds
from briefgen.sources.picture import fetched_picture, media_of

if TYPE_CHECKING:
    from collections.abc import Iterator

PNG = b"\x89PNG\r\n\x1a\n" + bytes(400)
FILES = {
    "/photo.png": ("image/png", PNG),
    "/photo.jpg": ("image/jpeg", PNG),
    "/photo": ("application/octet-stream", b"\xff\xd8\xff\xe0" + bytes(40)),
    "/page": ("text/html", PNG),
    "/sorry.jpg": ("image/jpeg", b"<html>Hotlinking is not allowed</html>"),
    "/drawing.svg": ("image/svg+xml", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
}


class Site(BaseHTTPRequestHandler):
    """A site with pictures."""

    def do_GET(self) -> None:
        """Answer as the table says."""
        media, body = FILES[self.path]
        self.send_response(200)
        self.send_header("Content-Type", media)
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


def test_a_picture_is_fetched_and_named_by_its_bytes(here: str) -> None:
    """A PNG under a JPEG's name and type is a PNG; a server may say nothing of it."""
    assert fetched_picture(f"{here}/photo.png", allow_private=True).data == PNG
    named_wrong = fetched_picture(f"{here}/photo.jpg", allow_private=True)
    assert (named_wrong.media, named_wrong.ending) == ("image/png", ".png")
    assert fetched_picture(f"{here}/photo", allow_private=True).media == "image/jpeg"


@pytest.mark.parametrize("path", ["page", "sorry.jpg", "drawing.svg"])
def test_what_is_no_picture_is_refused(here: str, path: str) -> None:
    """A page, words in a picture's name and a drawing that may run scripts are no pictures."""
    with pytest.raises(SourceError, match="not a picture"):
        fetched_picture(f"{here}/{path}", allow_private=True)


def test_a_picture_has_bounds(here: str) -> None:
    """A picture over the cap is left, and one inside a network is not asked for without leave."""
    with pytest.raises(SourceError, match="over"):
        fetched_picture(f"{here}/photo.png", allow_private=True, bounds=Bounds(size=100))
    with pytest.raises(SourceError, match="only public addresses"):
        fetched_picture(f"{here}/photo.png")


def test_pictures_are_known_by_how_they_begin() -> None:
    """GIF, WebP and AVIF are known; a film in the same wrapping is none."""
    assert media_of(b"GIF89a") == "image/gif"
    assert media_of(b"RIFF\x00\x00\x00\x00WEBPVP8 ") == "image/webp"
    assert media_of(b"\x00\x00\x00\x1cftypavif\x00\x00\x00\x00mif1") == "image/avif"
    assert media_of(b"\x00\x00\x00\x1cftypisom\x00\x00\x02\x00mp42") is None
