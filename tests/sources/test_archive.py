"""Web archives: the pages in them, their bounds, and what a cut or a hostile one is told as."""

from __future__ import annotations

import gzip
import sys
import time
import tracemalloc
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import write_files
from test_cli import SITE, briefgen, filed

from briefgen.errors import SourceError
from briefgen.sources import archive, expand

if TYPE_CHECKING:
    from collections.abc import Iterable

WORDS = (
    "The {name} opened its doors on Monday, and all of the town had come to see the new {name}. "
)


def page(name: str) -> bytes:
    """A page with an article."""
    text = "".join(f"<p>{WORDS.format(name=f'{name}{letter}') * 2}</p>" for letter in "abc")
    return (
        f"<!doctype html><html><head><title>The {name} opens</title></head><body><article>"
        f"<h1>The {name} opens</h1>{text}</article></body></html>"
    ).encode()


def record(  # noqa: PLR0913
    name: str,
    body: bytes,
    *,
    kind: str = "response",
    status: str = "200 OK",
    media: str = "text/html; charset=utf-8",
    more: str = "",
) -> bytes:
    """A record of a WARC file; one of the type response holds the head that came over the wire."""
    head = f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n{more}\r\n".encode()
    block = head + body if kind == "response" else body
    said = "application/http; msgtype=response" if kind == "response" else media
    told = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://town.example/{name}\r\n"
        f"WARC-Date: 2025-03-05T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:{name}>\r\n"
        f"Content-Type: {said}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return told.encode() + block + b"\r\n\r\n"


THREE = (
    record("info", b"software: test\r\n", kind="warcinfo", media="application/warc-fields"),
    record("harbour", page("harbour")),
    record("a.png", b"\x89PNG", media="image/png"),
    record("gone", page("gone"), status="404 Not Found"),
    record("moved", b"", status="301 Moved", more="Location: /harbour\r\n"),
    record("library", page("library"), kind="resource", media="text/html"),
    record("asked", page("asked"), kind="metadata"),
    record("museum", page("museum"), media="application/xhtml+xml"),
)
VOID = b"<html><body><nav><a href=/>Home</a></nav></body></html>"


def archived(place: Path, records: Iterable[bytes], packing: str = "each") -> str:
    """Write an archive, packed record by record, as a whole, or not at all."""
    rows = [gzip.compress(one) if packing == "each" else one for one in records]
    data = b"".join(rows)
    place.write_bytes(gzip.compress(data) if packing == "whole" else data)
    return str(place)


def addresses(source: str) -> list[str]:
    """The last parts of the addresses of an archive's pages."""
    return [str(one.document.url).rpartition("/")[2] for one in archive.pages(source)]


@pytest.mark.parametrize("packing", ["each", "whole", "none"])
def test_each_page_comes_with_its_address_and_no_date_after_its_fetch(
    tmp_path: Path, packing: str
) -> None:
    """Packed record by record, as a whole or not at all; what is no page is left."""
    source = archived(tmp_path / "t.warc", THREE, packing)
    found = [*archive.pages(source)]
    assert [one.document.data for one in found] == [
        page("harbour"),
        page("library"),
        page("museum"),
    ]
    assert [one.document.latest for one in found] == ["2025-03-06"] * 3
    assert found[0].document.encoding == "utf-8"
    assert addresses(source) == ["harbour", "library", "museum"]
    assert [one.read for one in found] == sorted(one.read for one in found)
    assert found[-1].read <= 1


def chunked(data: bytes) -> bytes:
    """A body as servers send it in pieces."""
    pieces = [data[at : at + 100] for at in range(0, len(data), 100)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def test_bodies_are_unpacked_as_the_site_sent_them(tmp_path: Path) -> None:
    """In pieces, packed, both, or named as packed though a browser has unpacked it."""
    bare = zlib.compressobj(wbits=-15)
    packed, pieces = "Content-Encoding: {}\r\n", "Transfer-Encoding: chunked\r\n"
    rows = (
        record("chunks", chunked(page("a")), more=pieces),
        record("gzip", gzip.compress(page("a")), more=packed.format("gzip")),
        record("deflate", zlib.compress(page("a")), more=packed.format("deflate")),
        record("bare", bare.compress(page("a")) + bare.flush(), more=packed.format("deflate")),
        record("both", chunked(gzip.compress(page("a"))), more=packed.format("gzip") + pieces),
        record("unpacked", page("a"), more=packed.format("br")),
    )
    found = [*archive.pages(archived(tmp_path / "t.warc.gz", rows))]
    assert [one.document.data for one in found] == [page("a")] * len(rows)


@pytest.mark.parametrize(
    ("packing", "cut"), [("each", 20), ("each", 200), ("whole", 20), ("none", 20), ("none", 600)]
)
def test_a_cut_archive_gives_what_comes_before(tmp_path: Path, packing: str, cut: int) -> None:
    """The page that is cut is left out, and the cut is told with the number of whole pages."""
    source = Path(archived(tmp_path / "t.warc", THREE, packing))
    source.write_bytes(source.read_bytes()[:-cut])
    pages = archive.pages(str(source))
    assert [next(pages).document.url for _ in range(2)][1] == "https://town.example/library"
    with pytest.raises(SourceError, match="cut or broken after 2 pages"):
        next(pages)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "cut or broken after 0 pages"),
        (b"<html><p>Hello</p></html>", "cut or broken after 0 pages"),
        (gzip.compress(b"Hello", mtime=0) + b"rest", "cut or broken after 0 pages"),
        (b"WARC/1.0\r\nWARC-Type: response\r\n\r\n", "cut or broken after 0 pages"),
        (b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: -5\r\n\r\nabc", "cut or broken"),
        (
            b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/\r\nContent-Length: 99999999999\r\n\r\nHTTP/1.1 200 OK\r\n",
            "cut",
        ),
        (
            b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n",
            "no page in this archive",
        ),
        (b"", "cut or broken after 0 pages|no page in this archive"),
        (b"WARC/1.0\r\nX: " + b"a" * 3_000_000, "made to have no end"),
        (gzip.compress(b"WARC/1.0\r\nX: " + b"a" * 300_000_000), "made to have no end"),
    ],
    ids=(
        "png",
        "html",
        "text",
        "no length",
        "less than none",
        "cut",
        "empty",
        "void",
        "line",
        "bomb",
    ),
)
def test_what_is_no_archive_is_told(tmp_path: Path, data: bytes, said: str) -> None:
    """Each in little time and memory, with the file's name."""
    (tmp_path / "t.warc.gz").write_bytes(data)
    start = time.process_time()
    with pytest.raises(SourceError, match=said) as told:
        [*archive.pages(str(tmp_path / "t.warc.gz"))]
    assert told.value.path == str(tmp_path / "t.warc.gz")
    assert time.process_time() - start < 5


def test_a_record_that_unpacks_without_end_is_left(tmp_path: Path) -> None:
    """A page before it is given; neither the record nor the body in it fills the memory."""
    source = Path(archived(tmp_path / "t.warc.gz", THREE))
    size = 600_000_000
    head = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://town.example/bomb\r\n"
        b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n"
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" % size
    )
    packer = zlib.compressobj(9, wbits=31)
    packed = packer.compress(head) + b"".join(
        packer.compress(bytes(1 << 20)) for _ in range(size >> 20)
    )
    with source.open("ab") as stream:
        stream.write(packed + packer.flush())
    tracemalloc.start()
    try:
        pages = archive.pages(str(source))
        assert len([next(pages) for _ in range(3)]) == 3
        with pytest.raises(SourceError, match="made to have no end"):
            next(pages)
        assert tracemalloc.get_traced_memory()[1] < 60_000_000
    finally:
        tracemalloc.stop()


def test_a_body_that_unpacks_to_more_than_a_page_is_left_out(tmp_path: Path) -> None:
    """60 MB within a few kilobytes cost no other page."""
    bomb = gzip.compress(b"<p>" + bytes(60_000_000))
    rows = (
        record("bomb", bomb, more="Content-Encoding: gzip\r\n"),
        record("harbour", page("harbour")),
    )
    assert addresses(archived(tmp_path / "t.warc.gz", rows)) == ["harbour"]


def test_a_page_whose_body_is_broken_is_left_out(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Half of an article is none; the library's own complaint is not shown."""
    noise = bytes(range(256)) * 300
    packed = bytearray(gzip.compress(page("bridge") + noise, 0))
    packed[-6] ^= 255
    rows = (
        record("broken", bytes(packed), more="Content-Encoding: gzip\r\n"),
        record("harbour", page("harbour")),
    )
    assert addresses(archived(tmp_path / "t.warc.gz", rows)) == ["harbour"]
    assert capfd.readouterr().err == ""


def test_pages_are_read_one_at_a_time(tmp_path: Path) -> None:
    """An archive of 60 MB takes the memory of a page."""
    rows = (record(str(number), page(str(number)) + b" " * 300_000) for number in range(200))
    source = archived(tmp_path / "t.warc.gz", rows)
    tracemalloc.start()
    try:
        assert sum(1 for _ in archive.pages(source)) == 200
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_without_the_library_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The way out is a line to type."""
    source = archived(tmp_path / "t.warc.gz", THREE)
    monkeypatch.setitem(sys.modules, "warcio.archiveiterator", None)
    with pytest.raises(SourceError, match="not installed") as told:
        next(archive.pages(source))
    assert told.value.hint == "pip install 'briefgen[warc]'"


def test_a_folder_gives_its_archives(tmp_path: Path) -> None:
    """Both endings are known."""
    for name in ("a.warc", "b.warc.gz", "c.gz", ".d.warc"):
        (tmp_path / name).write_bytes(b"x")
    assert [Path(name).name for name in expand(str(tmp_path))] == ["a.warc", "b.warc.gz"]


def test_an_archive_is_filed_page_by_page_and_not_twice(tmp_path: Path) -> None:
    """A page without an article is told by its address and costs no other; a longer archive adds."""
    write_files(tmp_path, SITE)

    archived(tmp_path / "t.warc.gz", (*THREE, record("void", VOID)))
    said = briefgen("add", "t.warc.gz", cwd=tmp_path)
    names = ["the-harbour-opens.md", "the-library-opens.md", "the-museum-opens.md"]
    assert (said.code, filed(said)) == (1, names)
    assert "error: t.warc.gz: https://town.example/void: no article" in said.err
    text = next(tmp_path.rglob("the-harbour-opens.md")).read_text()
    assert "source_url: https://town.example/harbour" in text

    again = briefgen("add", "t.warc.gz", cwd=tmp_path)
    assert (again.code, filed(again)) == (1, [])
    assert again.err.count("(taken before)") == 3
    assert "https://town.example/void: no article" in again.err

    archived(tmp_path / "u.warc.gz", (*THREE, record("tower", page("tower"))))
    said = briefgen("add", "u.warc.gz", cwd=tmp_path)
    assert filed(said) == ["the-tower-opens.md"]
    told = briefgen("clean", "--json", "u.warc.gz", cwd=tmp_path)
    assert told.out.count('"input": "u.warc.gz"') == 4
