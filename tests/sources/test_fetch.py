"""Fetching from sites that mean harm: real servers on this machine, TLS and IPv6 included."""

from __future__ import annotations

import gzip
import socket
import ssl
import threading
import zlib
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import pytest
import trustme

from briefgen.errors import SourceError
from briefgen.sources.fetch import Asked, Bounds, Fetched, Validators, fetch
from briefgen.sources.hosts import is_inside, is_public

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


NEVER = ("169.254.169.254", "fe80::1", "224.0.0.1", "240.0.0.1", "0.0.0.0", "::", "fec0::1")  # noqa: S104


def said(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    """An answer as it stands on the wire."""
    rows = [f"HTTP/1.1 {status}", "Connection: close", *headers, "", ""]
    return "\r\n".join(rows).encode() + body


@contextmanager
def site(
    answer: Callable[[bytes], Iterator[bytes]],
    *,
    host: str = "127.0.0.1",
    tls: ssl.SSLContext | None = None,
) -> Iterator[int]:
    """A server that sends the pieces of `answer` to each request; its port."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.create_server((host, 0), family=family)
    done = threading.Event()

    def speak(caller: socket.socket) -> None:
        with suppress(OSError), caller:
            talk = tls.wrap_socket(caller, server_side=True) if tls else caller
            with talk:
                asked = b""
                while b"\r\n\r\n" not in asked and (part := talk.recv(65536)):
                    asked += part
                for piece in answer(asked):
                    if done.wait(0.02 if len(piece) < 3 else 0):
                        return
                    talk.sendall(piece)

    def serve() -> None:
        with suppress(OSError):
            while True:
                caller, _ = listening.accept()
                threads.append(threading.Thread(daemon=True, target=speak, args=(caller,)))
                threads[-1].start()

    threads = [threading.Thread(daemon=True, target=serve)]
    threads[0].start()
    try:
        yield listening.getsockname()[1]
    finally:
        done.set()
        with suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        for thread in threads:
            thread.join()


def asked(seconds: float = 20, size: int = 1_000_000, **more: Validators) -> Asked:
    """How these tests ask: this machine may be asked."""
    return Asked("text/html", allow_private=True, bounds=Bounds(size, seconds), **more)


def of(port: int, path: str = "/", asking: Asked | None = None) -> Fetched:
    """What the test's site gives."""
    return fetch(f"http://127.0.0.1:{port}{path}", asking or asked())


def once(data: bytes) -> Callable[[bytes], Iterator[bytes]]:
    """The same answer to everything."""
    return lambda _: iter((data,))


def forever(start: bytes, drip: bytes) -> Callable[[bytes], Iterator[bytes]]:
    """An answer that begins and never ends."""

    def pieces(_: bytes) -> Iterator[bytes]:
        yield start
        while True:
            yield drip

    return pieces


@pytest.mark.parametrize(
    ("start", "drip"),
    [
        (said(b"<p>", "Content-Type: text/html"), b"x"),
        (b"HTTP/1.1 200 OK\r\nX-Long: ", b"x"),
        (b"HTTP/1.1 ", b"2"),
        (b"HTTP/1.1 100 Continue\r\n\r\n", b"H"),
        (said(b"", "Transfer-Encoding: chunked"), b"0"),
    ],
    ids=["body", "header", "status", "continue", "chunks"],
)
def test_a_dripping_site_is_given_up(start: bytes, drip: bytes) -> None:
    """A byte now and then never keeps a fetch beyond its time, wherever it drips."""
    with site(forever(start, drip)) as port, pytest.raises(SourceError, match="too long"):
        of(port, asking=asked(seconds=0.4))


def test_a_site_that_drips_its_certificate_is_given_up() -> None:
    """The time for all of a fetch holds while TLS is agreed upon too."""
    record = b"\x16\x03\x03\x40\x00\x02\x00\x3f\xfc"
    listening = socket.create_server(("127.0.0.1", 0))
    done = threading.Event()

    def serve() -> None:
        caller, _ = listening.accept()
        with suppress(OSError), caller:
            caller.sendall(record)
            while not done.wait(0.02):
                caller.sendall(b"x")

    thread = threading.Thread(daemon=True, target=serve)
    thread.start()
    with pytest.raises(SourceError, match="too long"):
        fetch(f"https://127.0.0.1:{listening.getsockname()[1]}/", asked(seconds=0.4))
    done.set()
    thread.join()
    listening.close()


def test_a_silent_site_is_given_up() -> None:
    """A site that takes the request and says nothing is given up when the time is over."""
    with site(forever(b"", b"")) as port, pytest.raises(SourceError, match="too long"):
        of(port, asking=asked(seconds=0.3))


@pytest.mark.parametrize(
    "body",
    [
        said(gzip.compress(bytes(60_000_000)), "Content-Encoding: gzip"),
        said(zlib.compress(bytes(60_000_000)), "Content-Encoding: deflate"),
        said(bytes(2_000_000), "Content-Type: text/html"),
        said(
            b"".join(b"400\r\n" + bytes(1024) + b"\r\n" for _ in range(2000)),
            "Transfer-Encoding: chunked",
        ),
    ],
    ids=["gzip", "deflate", "plain", "chunked"],
)
def test_no_more_than_the_cap_is_read(body: bytes) -> None:
    """A page that unpacks or flows beyond the cap is left."""
    with site(once(body)) as port, pytest.raises(SourceError, match="over 1 MB"):
        of(port)


@pytest.mark.parametrize("packing", ["br", "zstd", "gzip, gzip", "gzip,br", "compress"])
def test_a_packing_not_asked_for_is_refused(packing: str) -> None:
    """Only gzip and deflate, once, are unpacked: others grow without measure."""
    data = said(b"\x00" * 50, f"Content-Encoding: {packing}")
    with site(once(data)) as port, pytest.raises(SourceError, match="not asked for"):
        of(port)


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("http://169.254.169.254/latest/meta-data/", "only public addresses"),
        ("http://[::ffff:169.254.169.254]/", "only public addresses"),
        ("http://[64:ff9b::a9fe:a9fe]/", "only public addresses"),
        ("http://0.0.0.0/", "only public addresses"),
        ("file:///etc/passwd", "only http and https"),
        ("ftp://a.example/", "only http and https"),
        ("gopher://127.0.0.1/", "only http and https"),
        ("javascript:alert(1)", "only http and https"),
        ("http://ann:secret@127.0.0.1/", "user name"),
        ("http://[::1", "no web address"),
        ("//169.254.169.254/", "only public addresses"),
    ],
)
def test_a_redirect_is_checked_as_the_address_itself(target: str, told: str) -> None:
    """No redirect leads where an address given would not, even with leave to ask inside."""
    moved = said(b"", f"Location: {target}", "Content-Length: 0", status="302 Found")
    with site(once(moved)) as port, pytest.raises(SourceError, match=told) as caught:
        of(port)
    assert "secret" not in str(caught.value)


def test_redirects_end() -> None:
    """A site that sends its readers round in circles is left after five."""
    moved = said(b"", "Location: /on", "Content-Length: 0", status="307 Temporary Redirect")
    with site(once(moved)) as port, pytest.raises(SourceError, match="more than 5"):
        of(port)


def test_no_cookie_and_no_referrer_is_sent_after_a_redirect() -> None:
    """What one answer sets, the next request does not bring."""
    seen: list[bytes] = []

    def answer(request: bytes) -> Iterator[bytes]:
        seen.append(request)
        if request.startswith(b"GET /a "):
            yield said(
                b"", "Set-Cookie: id=1", "Location: /b", "Content-Length: 0", status="302 Found"
            )
        yield said(b"<p>here</p>")

    with site(answer) as port:
        assert of(port, "/a").url.endswith("/b")
    assert len(seen) == 2
    assert b"cookie" not in seen[1].lower()
    assert b"referer" not in seen[1].lower()


def test_the_address_that_was_checked_is_the_one_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that answers differently the second time is never asked a second time."""
    real, asked_for = socket.getaddrinfo, []

    def turning(host: str, port: int, *args: object, **named: object) -> object:
        if host != "turning.example":
            return real(host, port, *args, **named)  # type: ignore[arg-type]
        asked_for.append(host)
        place = "127.0.0.1" if len(asked_for) == 1 else "169.254.169.254"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (place, port))]

    monkeypatch.setattr(socket, "getaddrinfo", turning)
    with site(lambda r: iter((said(r.partition(b"Host: ")[2].partition(b"\r")[0]),))) as port:
        found = fetch(f"http://turning.example:{port}/", asked())
    assert found.data == f"turning.example:{port}".encode()
    assert asked_for == ["turning.example"]


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> trustme.CA:
    """An authority of the test's own that this machine trusts."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    return authority


def secured(authority: trustme.CA, *names: str) -> ssl.SSLContext:
    """What a server needs to prove these names."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names).configure_cert(context)
    return context


def test_a_secure_site_is_asked_by_its_name(authority: trustme.CA) -> None:
    """The connection goes to the checked address; the name is asked for and proved in TLS."""
    context = secured(authority, "localhost")
    names: list[str] = []
    context.sni_callback = lambda _tls, name, _context: names.append(str(name))
    with site(once(said(b"<p>safe</p>")), tls=context) as port:
        assert fetch(f"https://localhost:{port}/", asked()).data == b"<p>safe</p>"
    assert names == ["localhost"]


def test_a_certificate_for_another_name_is_refused(authority: trustme.CA) -> None:
    """A site that proves another name than the one asked for is not read."""
    context = secured(authority, "other.example")
    with (
        site(once(said(b"<p>x</p>")), tls=context) as port,
        pytest.raises(SourceError, match="certificate is not valid"),
    ):
        fetch(f"https://localhost:{port}/", asked())


def test_a_certificate_of_an_unknown_authority_is_refused() -> None:
    """A certificate that nobody trusts is not enough."""
    context = secured(trustme.CA(), "localhost")
    with (
        site(once(said(b"<p>x</p>")), tls=context) as port,
        pytest.raises(SourceError, match="certificate is not valid"),
    ):
        fetch(f"https://localhost:{port}/", asked())


def test_a_site_is_reached_over_ipv6() -> None:
    """An IPv6 address stands in brackets, in the request's Host too."""
    with site(lambda r: iter((said(r),)), host="::1") as port:
        found = fetch(f"http://[::1]:{port}/", asked())
    assert f"Host: [::1]:{port}".encode() in found.data


def test_a_version_known_is_not_sent_again() -> None:
    """ETag and Last-Modified come back with the next request; 304 says nothing is new."""
    stamps = ('ETag: "v1"', "Last-Modified: Mon, 02 Nov 2026 10:00:00 GMT")

    def answer(request: bytes) -> Iterator[bytes]:
        known = b'If-None-Match: "v1"' in request and b"If-Modified-Since: Mon" in request
        yield said(b"", status="304 Not Modified") if known else said(b"<p>v1</p>", *stamps)

    with site(answer) as port:
        first = of(port)
        again = of(port, asking=asked(known=first.validators))
    assert (first.data, first.unchanged) == (b"<p>v1</p>", False)
    assert (again.data, again.unchanged) == (b"", True)
    assert again.validators == first.validators


def test_an_unasked_304_is_no_page() -> None:
    """A site that says "unchanged" to someone who knows no version gives no page."""
    with (
        site(once(said(b"", status="304 Not Modified"))) as port,
        pytest.raises(SourceError, match="no page"),
    ):
        of(port)


@pytest.mark.parametrize(
    "text",
    [
        *NEVER, "127.0.0.1", "127.9.9.9", "10.0.0.1", "172.16.0.1", "192.168.1.1", "192.88.99.1",
        "100.64.0.1", "192.0.0.8", "198.18.0.1", "192.0.2.1", "203.0.113.9", "224.0.0.1", "240.0.0.1",
        "255.255.255.255", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "fec0::1", "ff02::1",
        "::ffff:10.0.0.1", "::ffff:127.0.0.1", "::7f00:1", "64:ff9b::10.0.0.1", "64:ff9b::169.254.169.254",
        "64:ff9b:1::808:808", "2002:7f00:1::", "2002:808:808::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "2001:db8::1", "2606:4700::5efe:a00:1", "100::1",
    ],
)  # fmt: skip
def test_an_address_inside_is_known_in_every_spelling(text: str) -> None:
    """Private, local, shared, reserved and tunnelled addresses are nobody's to ask."""
    assert not is_public(text)


@pytest.mark.parametrize(
    "text", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"]
)
def test_an_address_of_anyone_is_public(text: str) -> None:
    """Global addresses may be asked; so may IPv4 through the translator of an IPv6 network."""
    assert is_public(text)


@pytest.mark.parametrize("text", NEVER)
def test_leave_to_ask_inside_has_bounds(text: str) -> None:
    """Link-local, multicast and reserved addresses are no intranet's."""
    assert not is_inside(text)
    assert is_inside("192.168.1.1")
    assert is_inside("::1")
