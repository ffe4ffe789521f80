"""Photos of other sites, fetched beside the article that `briefgen add` files."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from briefgen.content.read import read_article
from briefgen.intake.photos import brought, without_repeated_alt
from briefgen.model.article import Article, Photo
from briefgen.render.picture_files import survey

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

XMP = b"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:Credit="Brine Wire"/>
</rdf:RDF></x:xmpmeta>"""
CREDIT = "Ada Lens/Brine Wire via QUAY PICTURES"
CAPTION = "A ferry leaves the pier at Skerry."
TEXT = "The ferry to Skerry sailed again on Friday after four months in the yard. " * 8
PAGE = f"""<!doctype html><html lang="en"><head><title>Skerry ferry sails again</title>
<meta property="og:type" content="article">
<meta property="article:published_time" content="2026-11-20T08:00:00Z"></head><body><article>
<h1>Skerry ferry sails again</h1>
<figure><img src="/pier.jpg" alt="A ferry at a pier." width="900" height="600">
<figcaption>{CAPTION} <span class="credit">{CREDIT}</span></figcaption></figure>
<p>{TEXT}</p>
<figure><img src="/gone.jpg" alt="A lamp." width="900" height="600">
<figcaption>A lamp. <span class="credit">B. Lens/Brine Wire</span></figcaption></figure>
<p>{TEXT.replace("ferry", "boat")}</p></article></body></html>"""


def drawn(colour: str = "teal", xmp: bytes = b"") -> bytes:
    """A JPEG."""
    stream = BytesIO()
    Image.new("RGB", (900, 600), colour).save(stream, "JPEG", xmp=xmp)
    return stream.getvalue()


FILES = {
    "/ferry": ("text/html; charset=utf-8", PAGE.encode()),
    "/pier.jpg": ("image/jpeg", drawn(xmp=XMP)),
    "/same.jpg": ("image/jpeg", drawn(xmp=XMP)),
    "/lying.jpg": ("image/jpeg", b"\x89PNG\r\n\x1a\n" + bytes(60)),
    "/cut.jpg": ("image/jpeg", drawn()[:300]),
    "/page.jpg": ("text/html", b"<html>Members only</html>"),
    "/a_(1).jpg": ("image/jpeg", drawn("navy")),
}


class Site(BaseHTTPRequestHandler):
    """A site with an article and its pictures."""

    def do_GET(self) -> None:
        """Answer as the table says."""
        media, body = FILES.get(self.path, ("text/plain", b""))
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", media)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

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


def briefgen(folder: Path, *words: str) -> tuple[str, str]:
    """Run a verb in a site's folder; what it printed and what it told."""
    done = subprocess.run(
        [sys.executable, "-m", "briefgen", *words],
        cwd=folder,
        capture_output=True,
        check=False,
        text=True,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1795435200", "NO_COLOR": "1"},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout, done.stderr


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A site that fetches photos."""
    settings = "title: T\nurl: https://t.example/\nimages: {download: true}\n"
    (tmp_path / "briefgen.yml").write_text(settings)
    (tmp_path / "content").mkdir()
    return tmp_path


def test_add_fetches_photos_and_the_site_shows_them_with_credit(desk: Path, here: str) -> None:
    """The file stands beside the article with its bytes; page and files bear the page's credit."""
    out, err = briefgen(
        desk, "add", f"{here}/ferry", "--allow-private", "--topic", "Ports", "--new-topic"
    )
    (file,) = desk.glob("content/articles/*/*.md")
    photo = file.with_suffix(".jpg")
    assert photo.read_bytes() == FILES["/pier.jpg"][1]
    assert f"photo: {photo.relative_to(desk)}" in out
    assert f"the photo {here}/gone.jpg stays as it is: there is no such page (HTTP 404)" in err
    article = read_article("a.md", file.read_bytes()).value
    assert article.photos[0] == Photo(photo.name, "A ferry at a pier.", CAPTION, CREDIT)
    assert f"{here}/gone.jpg" in file.read_text()
    briefgen(desk, "build")
    page = next(desk.glob("site/2026/11/20/*/index.html")).read_text()
    assert CREDIT in page
    assert f"{here}/pier.jpg" not in page
    made = sorted(desk.glob("site/articles/**/*-480.*"))
    assert [one.suffix for one in made] == [".avif", ".jpg"]
    for one in made:
        words = survey(one.name, b"", one.read_bytes(), ()).words
        assert (words.creators, words.credit) == (("Ada Lens",), CREDIT)


def test_cleaning_again_leaves_a_fetched_photo_as_it_is(desk: Path, here: str) -> None:
    """The address on the page is no news, so `add --again` changes nothing."""
    briefgen(desk, "add", f"{here}/ferry", "--allow-private", "--topic", "Ports", "--new-topic")
    (file,) = desk.glob("content/articles/*/*.md")
    before = file.read_bytes()
    _, err = briefgen(desk, "add", "--again", str(file.relative_to(desk)))
    assert "as it was" in err
    assert file.read_bytes() == before


def test_a_site_that_does_not_ask_keeps_links(desk: Path, here: str) -> None:
    """Without `images.download` no photo is fetched."""
    (desk / "briefgen.yml").write_text("title: T\nurl: https://t.example/\n")
    briefgen(desk, "add", f"{here}/ferry", "--allow-private", "--topic", "Ports", "--new-topic")
    (file,) = desk.glob("content/articles/*/*.md")
    assert f"{here}/pier.jpg" in file.read_text()
    assert not file.with_suffix(".jpg").exists()


def test_photos_in_the_text_are_fetched_each_once(tmp_path: Path, here: str) -> None:
    """Figures of the text lead to files too; the same bytes are kept once, other links stay."""
    body = (
        f'![A \\[lamp\\]](<{here}/a_(1).jpg> "A lamp."){{ credit="Jo" }}\n\n'
        f"Amid ![b]({here}/same.jpg) words, [a link](<{here}/page.jpg>).\n"
    )
    article = Article("x/ferry.md", "T", body, photos=(Photo(f"{here}/pier.jpg", credit="Jo"),))
    found = brought(article, tmp_path, allow_private=True)
    assert found.notices == ()
    assert found.files == ("x/ferry.jpg", "x/ferry-2.jpg")
    assert found.article.photos == (Photo("ferry.jpg", credit="Jo"),)
    assert '![A \\[lamp\\]](<ferry-2.jpg> "A lamp."){ credit="Jo" }' in found.article.body
    assert f"Amid ![b](<ferry.jpg>) words, [a link](<{here}/page.jpg>)" in found.article.body


@pytest.mark.parametrize("address", [True, False])
def test_photos_saved_beside_a_page_are_filed_with_it(desk: Path, address: bool) -> None:
    """Copied, not fetched, whether or not the page tells its address; cleaning again keeps them."""
    (desk / "briefgen.yml").write_text("title: T\nurl: https://t.example/\n")
    folder = desk / "saved/Skerry - Dateien"
    folder.mkdir(parents=True)
    (folder / "pier (1).jpg").write_bytes(drawn())
    (folder / "lamp.jpg").write_bytes(drawn("navy"))
    saved = "<!-- saved from url=(0026)https://a.example/2026/ferry -->" if address else ""
    page = PAGE.replace("<html", f"{saved}<html").replace(
        'src="/pier.jpg"',
        'src="./Skerry%20-%20Dateien/pier%20(1).jpg" srcset="https://cdn.example/p.jpg 1200w"',
    )
    page = page.replace('src="/gone.jpg"', 'src="./Skerry - Dateien/lamp.jpg"')
    (desk / "saved/Skerry.html").write_text(page)
    cleaned, _ = briefgen(desk, "clean", "saved/Skerry.html")
    assert "photo: Skerry - Dateien/pier (1).jpg" in cleaned
    assert "](<Skerry - Dateien/lamp.jpg>" in cleaned
    briefgen(desk, "add", "saved", "--topic", "Ports", "--new-topic")
    (file,) = desk.glob("content/articles/*/*.md")
    article = read_article("a.md", file.read_bytes()).value
    assert article.photos[0] == Photo(f"{file.stem}.jpg", "A ferry at a pier.", CAPTION, CREDIT)
    assert file.with_suffix(".jpg").read_bytes() == drawn()
    assert f"](<{file.stem}-2.jpg>" in article.body
    before = file.read_bytes()
    _, err = briefgen(desk, "add", "--again", str(file.relative_to(desk)))
    assert "as it was" in err
    assert file.read_bytes() == before
    briefgen(desk, "build")
    assert CREDIT in next(desk.glob("site/2026/11/20/*/index.html")).read_text()


def test_what_is_no_good_stays_a_link(tmp_path: Path, here: str) -> None:
    """A broken file, a page and an address inside a network leave no file and are told."""
    names = ["cut.jpg", "lying.jpg", "page.jpg"]
    article = Article("a.md", "T", photos=tuple(Photo(f"{here}/{name}") for name in names))
    found = brought(article, tmp_path, allow_private=True)
    assert [notice.code for notice in found.notices] == ["photo-not-fetched"] * 3
    inside = brought(article, tmp_path)
    assert all("only public addresses" in notice.message for notice in inside.notices)
    assert found.article == inside.article == article
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("alt", "kept"),
    [
        ("A ferry at the pier.", None),
        ("a ferry, at the pier", None),
        ("A ferry at the pier. Jo Lens/AP", None),
        ("Blue water", "Blue water"),
    ],
)
def test_an_alt_that_says_the_caption_is_not_written(alt: str, kept: str | None) -> None:
    """However it is spelt, with or without the credit; any other stays."""
    photo = Photo("https://a.example/f.jpg", alt, "A ferry at the pier.", "Jo Lens/AP")
    bare = Photo("https://a.example/g.jpg", alt)
    article = without_repeated_alt(Article("a.md", "A", photos=(photo, bare)))
    assert [one.alt for one in article.photos] == [kept, alt]
