"""A newsletter through the verbs: told, taken, or filed itself."""

from __future__ import annotations

import json
import threading
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest
from conftest import write_files
from test_cli import SITE, briefgen, filed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAMES = ("ferry", "library", "museum")


class Site(BaseHTTPRequestHandler):
    """A site whose newsletter leads to its articles by way of a counter; the last one is gone."""

    def do_GET(self) -> None:
        """Pass on, or send an article."""
        kind, _, name = self.path.strip("/").partition("/")
        self.send_response(302 if kind == "c" else 404 if name == NAMES[-1] else 200)
        if kind == "c":
            self.send_header("Location", f"/a/{name}")
        body = "".join(
            f"<p>The {name} opened on Monday, {name}{part} they said, and {part}{name} was glad of it.</p>"
            for part in ("one", "two", "three", "four")
        )
        data = f"<html><body><article><h1>The {name} opens its doors</h1>{body}</article></body></html>"
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data.encode())

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@pytest.fixture(scope="module")
def here() -> Iterator[str]:
    """That site on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(daemon=True, target=server.serve_forever, args=(0.05,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def desk(tmp_path: Path, here: str) -> Path:
    """A site, and a newsletter in quoted-printable with a plain and an HTML part."""
    write_files(tmp_path, SITE)
    mail = EmailMessage()
    mail["From"] = "Tide <n@tide.example>"
    mail["Subject"] = "Fwd: Morning on the quay – Größe zählt"
    mail["Date"] = "Fri, 20 Nov 2026 06:30:00 +0000"
    mail.set_content("See it in a browser.")
    cards = "".join(
        f'<tr><td><h3><a href="{here}/c/{name}">The {name} opens – früh</a></h3><p>On Monday.</p></td></tr>'
        for name in NAMES
    )
    mail.add_alternative(
        f"<html><body><table>{cards}</table></body></html>", subtype="html", cte="quoted-printable"
    )
    (tmp_path / "morning.eml").write_bytes(mail.as_bytes())
    return tmp_path


def test_links_are_told_and_nothing_is_filed(desk: Path, here: str) -> None:
    """Nothing is fetched unasked: the sender would count it."""
    said = briefgen("add", "morning.eml", cwd=desk)
    assert said.code == 0
    assert filed(said) == []
    assert "morning.eml: a newsletter, with links to 3 articles" in said.out
    assert f"  The library opens – früh\n    {here}/c/library\n" in said.out
    assert "--newsletter links" in said.out
    (row,) = briefgen("clean", "--json", "morning.eml", cwd=desk).out.splitlines()
    links = json.loads(row)["links"]
    assert links[0] == {"title": "The ferry opens – früh", "url": f"{here}/c/ferry"}


def test_its_articles_are_taken_when_asked(desk: Path, here: str) -> None:
    """Each under the address it was passed on to; one that is gone costs no other."""
    links = ("add", "--newsletter", "links", "--allow-private", "morning.eml")
    said = briefgen(*links, cwd=desk)
    assert said.code == 1
    assert filed(said) == ["the-ferry-opens-its-doors.md", "the-library-opens-its-doors.md"]
    assert "The museum opens – früh: there is no such page" in said.err
    text = next(desk.rglob("the-ferry*.md")).read_text()
    assert f'source_url: "{here}/a/ferry"' in text
    again = briefgen(*links, cwd=desk)
    assert filed(again) == []
    assert again.err.count("already there") == 2
    assert "The museum opens" in again.err


def test_the_mail_itself_is_filed_when_asked(desk: Path) -> None:
    """With its subject, less "Fwd:"."""
    said = briefgen("add", "--newsletter", "itself", "morning.eml", cwd=desk)
    assert said.code == 0
    (path,) = desk.rglob("2026-11-20-*.md")
    assert 'title: "Morning on the quay – Größe zählt"' in path.read_text()
