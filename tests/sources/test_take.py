"""Sources: which documents a name stands for."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from briefgen.errors import SourceError
from briefgen.sources import expand, take


def test_a_saved_page_tells_where_it_came_from(tmp_path: Path) -> None:
    """The browser's comment gives the address."""
    page = tmp_path / "a.html"
    page.write_bytes(b"<!-- saved from url=(0020)https://a.example/x -->\n<html><p>Hi</p></html>")
    (document,) = take(str(page))
    assert (document.kind, document.url) == ("html", "https://a.example/x")


def test_a_text_file_is_a_text(tmp_path: Path) -> None:
    """A .txt without markup is pasted text."""
    (tmp_path / "a.txt").write_text("A line.\n")
    (document,) = take(str(tmp_path / "a.txt"))
    assert document.kind == "text"


def test_standard_input_may_be_a_page_or_a_text() -> None:
    """What comes through the pipe is told apart by its markup."""
    assert take("-", stdin=b"<!doctype html><p>x</p>")[0].kind == "html"
    assert take("-", stdin=b"just a line")[0].kind == "text"


def test_a_folder_spreads_out_in_order_without_page_assets(tmp_path: Path) -> None:
    """A folder gives its pages and texts by name; hidden files and `_files` folders are left."""
    for name in ("b.html", "a.txt", ".c.txt", "x_files/d.html", "e.png"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    assert [Path(name).name for name in expand(str(tmp_path))] == ["a.txt", "b.html"]


def test_a_sites_own_files_are_no_sources_of_it(tmp_path: Path) -> None:
    """Its folder gives what was saved there and what waits in the inbox."""
    for name in ("content/articles/a.md", "content/inbox/b.txt", "site/index.html", "saved/c.html"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text("x")
    assert len(expand(str(tmp_path))) == 4
    (tmp_path / "briefgen.yml").write_text("title: T\n")
    found = [Path(name).relative_to(tmp_path).as_posix() for name in expand(str(tmp_path))]
    assert found == ["content/inbox/b.txt", "saved/c.html"]


def test_a_saved_pages_folder_is_left_in_any_language(tmp_path: Path) -> None:
    """Browsers name it in their own language; a folder of that name without a page is a folder."""
    names = ("a.html", "a-Dateien/frame.html", "b.htm", "b_fichiers/ad.html", "c/d.html")
    for name in (*names, "c/d_archivos/x/e.html", "my-Dateien/f.html"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text("x")
    found = [Path(name).relative_to(tmp_path).as_posix() for name in expand(str(tmp_path))]
    assert found == ["a.html", "b.htm", "c/d.html", "my-Dateien/f.html"]


def test_pictures_beside_a_page_are_those_it_names_in_its_own_folder(tmp_path: Path) -> None:
    """What leads out of it, is no picture, or is too small to be a photo is not among them."""
    photo = b"\xff\xd8\xff" + bytes(5000)
    folder = tmp_path / "saved"
    (folder / "a_files").mkdir(parents=True)
    for name in ("a_files/pier.jpg", "a_files/caf\u00e9 bar.jpg", "a_files/un named.jpg"):
        (folder / name).write_bytes(photo)
    (folder / "a_files/dot.gif").write_bytes(b"GIF89a" + bytes(40))
    (folder / "a_files/fake.jpg").write_bytes(b"<html>" + bytes(5000))
    (tmp_path / "secret.jpg").write_bytes(photo)
    (folder / "a_files/link.jpg").symlink_to(tmp_path / "secret.jpg")
    led = (
        "./a_files/pier.jpg",
        "a_files/caf%C3%A9%20bar.jpg?x=1",
        "a_files/dot.gif",
        "a_files/fake.jpg",
        "a_files/link.jpg",
        "../secret.jpg",
        "%2e%2e/secret.jpg",
        str(tmp_path / "secret.jpg"),
        "a_files/none.jpg",
        "https://a.example/a_files/pier.jpg",
        "//a.example/pier.jpg",
    )
    (folder / "a.html").write_text("<html>" + "".join(f'<img src="{one}">' for one in led))
    (document,) = take(str(folder / "a.html"))
    assert document.beside == ("a_files/pier.jpg", "a_files/caf\u00e9 bar.jpg")


def test_a_page_of_many_addresses_is_looked_through_in_little_time(tmp_path: Path) -> None:
    """Twenty megabytes of them, open ones too."""
    (tmp_path / "a.html").write_bytes(b"<html>" + b"<img src='" * 1_000_000 + b"src= " * 2_000_000)
    start = time.process_time()
    assert take(str(tmp_path / "a.html"))[0].beside == ()
    assert time.process_time() - start < 5


def test_missing_empty_and_unknown_are_told(tmp_path: Path) -> None:
    """A file that is not there, an empty one and an empty folder are told with their path."""
    (tmp_path / "empty.html").write_bytes(b" ")
    for name, told in (("none.html", "no such file"), ("empty.html", "is empty")):
        with pytest.raises(SourceError, match=told):
            take(str(tmp_path / name))
    with pytest.raises(SourceError, match="no page or text"):
        expand(str(tmp_path.joinpath("sub").mkdir() or tmp_path / "sub"))


def test_a_mail_gives_its_page_with_subject_and_date(tmp_path: Path) -> None:
    """The HTML part of a mail is the document; the head gives title and date."""
    mail = (
        "From: a@a.example\nSubject: The bridge opens\nDate: Tue, 04 Mar 2025 08:00:00 +0100\n"
        "MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n<p>The bridge is open.</p>\n"
    )
    (tmp_path / "m.eml").write_text(mail)
    (document,) = take(str(tmp_path / "m.eml"))
    assert (document.kind, document.title) == ("html", "The bridge opens")
    assert document.fallback_date == "2025-03-04T08:00:00+01:00"


def test_a_feed_gives_a_document_for_each_item(tmp_path: Path) -> None:
    """Each item is a page with its title, link and date."""
    feed = (
        '<?xml version="1.0"?><rss version="2.0"><channel><title>F</title>'
        "<item><title>One</title><link>https://a.example/1</link><description>First text</description>"
        "<pubDate>Tue, 04 Mar 2025 08:00:00 GMT</pubDate></item>"
        "<item><title>Two</title><link>https://a.example/2</link></item></channel></rss>"
    )
    (tmp_path / "f.xml").write_text(feed)
    one, two = take(str(tmp_path / "f.xml"))
    assert (one.title, one.url, two.url) == ("One", "https://a.example/1", "https://a.example/2")
    assert b"First text" in one.data


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:9/", "http://169.254.169.254/latest", "http://[::1]/", "http://10.0.0.8/"],
)
def test_private_addresses_are_refused(address: str) -> None:
    """No address within this machine or its network is asked."""
    with pytest.raises(SourceError, match="only public addresses"):
        take(address)
