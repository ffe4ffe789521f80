"""What the server answers, asked over a real socket."""

from __future__ import annotations

import http.client
import json
import re
import socket
import threading
from typing import TYPE_CHECKING

import pytest

from briefgen.preview import Built

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import BrowserContext

    from briefgen.preview.server import Preview


def ask(
    preview: Preview, path: str, method: str = "GET", **headers: str
) -> tuple[int, dict[str, str], bytes]:
    """Return status, headers and body; header names are written with underscores."""
    connection = http.client.HTTPConnection("localhost", preview.port, timeout=10)
    try:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, headers=sent)
        answer = connection.getresponse()
        return answer.status, dict(answer.headers), answer.read()
    finally:
        connection.close()


def raw(preview: Preview, path: bytes) -> int:
    """Return the status of a request whose path is sent as it is."""
    with socket.create_connection(("127.0.0.1", preview.port), timeout=10) as line:
        line.sendall(b"GET " + path + b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        return int(line.recv(100).split()[1])


def test_the_site_lives_under_its_base(serving: Callable[..., Preview]) -> None:
    """The start leads to the base; addresses outside it are not the site's."""
    preview = serving()
    assert ask(preview, "/")[1]["location"] == "/repo/"
    assert ask(preview, "/repo")[1]["location"] == "/repo/"
    assert ask(preview, "/repo/")[0] == 200
    assert ask(preview, "/rail/")[0] == 404


def test_addresses_without_extension_and_slash(serving: Callable[..., Preview]) -> None:
    """As on GitHub Pages, a folder gets its slash, a page needs no .html, no folder is listed."""
    outputs = {"a.html": b"page a", "b/index.html": b"page b", "c/d.txt": b"text"}
    preview = serving(lambda _changed: Built(outputs))
    assert b"page a" in ask(preview, "/repo/a")[2]
    assert ask(preview, "/repo/b?x=1")[1]["location"] == "/repo/b/"
    assert ask(preview, "/repo/c/")[0] == 404
    assert ask(preview, "/repo/B/")[0] == 404


def test_a_missing_page_is_the_sites_own_404(serving: Callable[..., Preview]) -> None:
    """What is not there is answered by 404.html, with the client in it."""
    status, _, body = ask(serving(), "/repo/nowhere/")
    assert status == 404
    assert b"Nothing here" in body
    assert b'data-page="nowhere/index.html"' in body


def test_every_answer_is_fresh_marked_and_kept_to_itself(serving: Callable[..., Preview]) -> None:
    """Nothing is cached or indexed, no type is guessed, no other origin is let in."""
    _, headers, body = ask(serving(), "/repo/rail/")
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-robots-tag"] == "noindex"
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert b'<meta name="briefgen" content="preview">' in body
    assert "access-control-allow-origin" not in headers


def test_parts_of_files_can_be_asked_for(serving: Callable[..., Preview], folder: Path) -> None:
    """Ranges are served from memory and from disk alike."""
    (folder / "assets/a.png").write_bytes(b"0123456789")
    (folder / "assets/b.txt").write_bytes(b"0123456789")
    preview = serving()
    for name in ("a.png", "b.txt"):
        status, headers, body = ask(preview, f"/repo/{name}", Range="bytes=2-4")
        assert (status, body, headers["content-range"]) == (206, b"234", "bytes 2-4/10")
        assert ask(preview, f"/repo/{name}", Range="bytes=20-")[0] == 416


def test_only_reading_is_allowed(serving: Callable[..., Preview]) -> None:
    """HEAD answers without a body; nothing can be posted."""
    preview = serving()
    assert ask(preview, "/repo/rail/", "HEAD")[2] == b""
    assert ask(preview, "/repo/rail/", "POST")[0] == 405


@pytest.mark.parametrize(
    "path",
    [
        b"/repo/../theme.html",
        b"/repo/..%2ftheme.html",
        b"/repo/%2e%2e/theme.html",
        b"/repo/..%5ctheme.html",
        b"/repo/%252e%252e%252ftheme.html",
        b"/repo/a%00.html",
        b"/repo/.git/config",
        b"/repo/content/.env",
        b"//etc/passwd",
        b"/repo//etc/passwd",
        b"/repo/C:/windows/win.ini",
        b"/etc/passwd",
        b"/repo/%ff%fe",
        b"/repo/rail/..",
        b"/_briefgen/..%2f..%2fapp.py",
        b"/_briefgen/app.py",
        b"http://localhost/etc/passwd",
    ],
)
def test_no_path_leads_out_of_the_site(serving: Callable[..., Preview], path: bytes) -> None:
    """Steps up, hidden files, drives, controls and foreign roots are refused."""
    assert raw(serving(), path) in {400, 404}


def test_a_link_out_of_the_folder_is_refused(
    serving: Callable[..., Preview], folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A picture that is a symlink to a file elsewhere is not served; one inside is."""
    outside = tmp_path_factory.mktemp("outside") / "secret.png"
    outside.write_bytes(b"secret")
    (folder / "assets/in.png").write_bytes(b"picture")
    (folder / "assets/out.png").symlink_to(outside)
    (folder / "assets/link.png").symlink_to(folder / "assets/in.png")
    preview = serving()
    assert ask(preview, "/repo/out.png")[0] == 403
    assert ask(preview, "/repo/link.png")[2] == b"picture"


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "", "a@localhost"])
def test_a_foreign_host_name_is_refused(serving: Callable[..., Preview], host: str) -> None:
    """A name that was rebound to this machine reads nothing."""
    status, _, body = ask(serving(), "/repo/rail/", Host=host)
    assert status == 403
    assert b"Trains" not in body


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:80", "[::1]", "a.localhost", "desk.lan"])
def test_own_host_names_are_allowed(serving: Callable[..., Preview], host: str) -> None:
    """This machine's names, addresses and the allowed names are answered."""
    assert ask(serving(allow_hosts=("desk.lan",)), "/repo/rail/", Host=host)[0] == 200


def test_other_origins_are_refused(serving: Callable[..., Preview]) -> None:
    """Requests that another site's page makes are refused; a link to a page is not."""
    preview = serving()
    stream = "/_briefgen/events"
    assert ask(preview, stream, Origin="http://evil.example")[0] == 403
    assert ask(preview, stream, Origin="null")[0] == 403
    assert ask(preview, stream, Origin="http://localhost:1")[0] == 403
    assert ask(preview, "/repo/", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="no-cors")[0] == 403
    linked = {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate"}
    assert ask(preview, "/repo/", Sec_Fetch_Dest="document", **linked)[0] == 200
    assert ask(preview, "/repo/", Sec_Fetch_Dest="iframe", **linked)[0] == 403
    assert ask(preview, "/_briefgen/", Sec_Fetch_Dest="document", **linked)[0] == 403


def test_a_strange_page_in_the_browser_learns_nothing(
    serving: Callable[..., Preview], tabs: BrowserContext
) -> None:
    """In a real browser, a page of another origin can't read, embed or listen to the preview."""
    secret, spy = serving(), serving(lambda _changed: Built({"index.html": b"<p>spy"}))
    page = tabs.new_page()
    page.goto(spy.url)
    read = """u => fetch(u).then(r => r.text(), () => 'refused')"""
    blind = """u => fetch(u, {mode: 'no-cors'}).then(r => r.type, () => 'refused')"""
    listen = """u => new Promise(done => { const s = new EventSource(u);
        s.onopen = () => done('open'); s.onerror = () => done('refused'); })"""
    assert page.evaluate(read, secret.url + "rail/") == "refused"
    assert page.evaluate(blind, secret.url + "rail/") == "refused"
    assert page.evaluate(listen, secret.url.replace("repo/", "_briefgen/events")) == "refused"


def test_the_desk_lists_every_page(serving: Callable[..., Preview], folder: Path) -> None:
    """The index shows addresses, files and why a page is held back, and can be searched."""
    (folder / "content/rail.txt").write_text("Rail & <Road>\n!draft\n")
    preview = serving()
    body = ask(preview, "/_briefgen/")[2].decode()
    assert "Rail &amp; &lt;Road&gt;" in body
    assert "<td>draft" in body
    assert "content/power.txt" in body
    assert "content/power.txt" not in ask(preview, "/_briefgen/?held=1")[2].decode()
    assert "content/rail.txt" not in ask(preview, "/_briefgen/?q=POWER")[2].decode()


def test_the_desk_shows_feeds_as_a_reader_would(
    serving: Callable[..., Preview], tabs: BrowserContext
) -> None:
    """Entries stand in frames where no script runs and our own addresses do not help."""
    preview = serving()
    page = tabs.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(preview.url.replace("repo/", "_briefgen/feeds"))
    page.click("text=feed.xml")
    page.locator("article").nth(1).wait_for(state="attached")
    assert page.locator("article").count() == 2
    assert "words" in page.frame_locator("iframe").first.locator("body").inner_text()
    assert not [url for url in asked if "pic.png" in url and "localhost" in url]


def test_the_desk_shows_a_pages_context(serving: Callable[..., Preview]) -> None:
    """A theme author sees what the template was given."""
    body = ask(serving(), "/_briefgen/context?page=rail/index.html")[2].decode()
    assert "&quot;page&quot;: &quot;rail/index.html&quot;" in body
    assert ask(serving(), "/_briefgen/context?page=none")[0] == 404


def test_the_state_of_a_page_is_plain(serving: Callable[..., Preview], folder: Path) -> None:
    """Errors and notices of a page come as JSON, the mistake with its lines."""
    (folder / "content/rail.txt").write_text("Rail\n!ERROR\n")
    state = json.loads(ask(serving(), "/_briefgen/state?page=power/index.html")[2])
    assert [line["text"] for line in state["errors"][0]["lines"]] == ["Rail", "!ERROR"]


def test_a_request_waits_for_the_build(serving: Callable[..., Preview]) -> None:
    """A page asked for while a build runs is the page that the build makes."""
    go = threading.Event()

    def slow(_changed: frozenset[Path]) -> Built:
        go.wait(10)
        return Built({"index.html": b"<p>built"})

    preview = serving(slow)
    threading.Timer(0.3, go.set).start()
    assert b"<p>built" in ask(preview, "/repo/")[2]


def test_one_connection_that_never_reads_stops_nobody(
    serving: Callable[..., Preview], folder: Path
) -> None:
    """A listener that reads nothing is left behind; pages and other listeners go on."""
    preview = serving()
    with socket.create_connection(("127.0.0.1", preview.port)) as deaf:
        deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
        deaf.sendall(b"GET /_briefgen/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
        for n in range(30):
            (folder / "content/rail.txt").write_text(f"Rail\nTry {n}\n")
            _await(preview, f"Try {n}")


def _await(preview: Preview, words: str) -> None:
    for _ in range(1000):
        if words in ask(preview, "/repo/rail/")[2].decode():
            return
    raise AssertionError(words)


def test_the_client_ships_with_its_licence(serving: Callable[..., Preview]) -> None:
    """The morphing library's licence stands beside it."""
    assert re.search(rb"Zero-Clause BSD", ask(serving(), "/_briefgen/idiomorph.LICENSE")[2])
