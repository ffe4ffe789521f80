"""Every photo of the sample, its words and its credit, wherever a reader or a program meets it.

`pytest tests/test_credits.py --credits` writes the table of docs/photos.md anew.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import feedparser
import lxml.etree
import lxml.html
import pytest
from PIL import Image

from briefgen.build import Order, build_site
from briefgen.clean.credit import parse
from briefgen.content.find import find
from briefgen.content.read import read_article

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "docs/photos.md"
NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
BASE = "https://briefs.example/repo/"
CREDIT = "{http://ns.adobe.com/photoshop/1.0/}Credit"
RIGHTS = "{http://purl.org/dc/elements/1.1/}rights"
_MARKS = ("<!-- counted -->", "<!-- /counted -->")


@dataclass(frozen=True)
class Shown:
    """A photo of an article as its page has it: what was written, and the files shown for it."""

    title: str
    caption: str
    credit: str
    page: Path
    files: tuple[str, ...]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample site built for a project page, /repo/."""
    root = tmp_path_factory.mktemp("credits")
    shutil.copytree(ROOT / "content", root / "content")
    shutil.copy(ROOT / "briefgen.yml", root)
    built = build_site(Order(root=root, now=NOW, base_url=BASE, strict=True))
    assert not built.errors
    return root / "site"


@pytest.fixture(scope="module")
def shown(sample: Path) -> tuple[Shown, ...]:
    """Each photo of each article that is published, found on its page."""
    pages = {tree.findtext(".//h1"): (path, tree) for path, tree in article_pages(sample)}
    found = []
    for name in find(ROOT / "content").articles:
        article = read_article(name, (ROOT / "content" / name).read_bytes()).value
        if article.draft:
            continue
        for photo in article.photos:
            path, tree = pages[article.title]
            stem = Path(str(photo.src)).stem
            files = tuple(files_of(tree, stem))
            words = str(photo.caption), str(photo.credit)
            found.append(Shown(article.title, *words, path, files))
    return tuple(found)


def article_pages(site: Path) -> Iterator[tuple[Path, HtmlElement]]:
    """Every article's page."""
    for path in sorted(site.glob("2026/*/*/*/index.html")):
        yield path, lxml.html.fromstring(path.read_text("utf-8"))


def files_of(tree: HtmlElement, stem: str) -> Iterator[str]:
    """The paths of all files that a page offers for the picture of such a name."""
    for element in tree.iterfind(".//figure//*"):
        offered = f"{element.get('src') or ''}, {element.get('srcset') or ''}"
        for address in (row.split()[0] for row in offered.split(",") if row.strip()):
            path = unquote(urlsplit(address).path).removeprefix("/repo/")
            if re.fullmatch(rf"{re.escape(stem)}-[0-9a-f]{{12}}-\d+\.\w+", Path(path).name):
                yield path


def flat(text: str) -> str:
    """A text with its white space folded."""
    return " ".join(text.split())


def on_page(photo: Shown) -> bool:
    """Whether the figure of the photo has its caption and its credit in visible words."""
    tree = lxml.html.fromstring(photo.page.read_text("utf-8"))
    figures = [flat(figure.text_content()) for figure in tree.iterfind(".//figure")]
    return any(flat(photo.caption) in said and flat(photo.credit) in said for said in figures)


def in_json_ld(photo: Shown) -> bool:
    """Whether the page's own data have an image with this `creditText` and this `caption`."""
    tree = lxml.html.fromstring(photo.page.read_text("utf-8"))
    blocks = tree.iterfind('.//script[@type="application/ld+json"]')
    told = {
        (found.get("creditText"), found.get("caption"))
        for block in blocks
        for found in images_in(json.loads(block.text))
    }
    return (photo.credit, photo.caption) in told


def images_in(data: object) -> Iterator[dict[str, str]]:
    """Every ImageObject in some JSON-LD."""
    if isinstance(data, list):
        for one in data:
            yield from images_in(one)
    elif isinstance(data, dict):
        if data.get("@type") == "ImageObject":
            yield data
        for one in data.values():
            yield from images_in(one)


def in_feed(photo: Shown, file: Path) -> bool:
    """Whether feedparser reads each person and agency of the credit as a `media:credit`."""
    feed = feedparser.parse(file.read_bytes())
    (item,) = [item for item in feed.entries if item.title == photo.title]
    words = {credit["content"] for credit in item.get("media_credit", ())}
    parsed = parse(photo.credit, certain=True)
    assert parsed is not None
    owed = {*parsed.creators, *parsed.chain}
    return bool(owed) and owed <= words and photo.credit in flat(_plain(item.content[0].value))


def in_json_feed(photo: Shown, file: Path) -> bool:
    """Whether the article's item has an image with this credit and this caption."""
    items = json.loads(file.read_text("utf-8"))["items"]
    (item,) = [item for item in items if item["title"] == photo.title]
    told = {(image["credit_line"], image["caption"]) for image in item["_briefgen"]["images"]}
    return (photo.credit, photo.caption) in told


def _plain(text: str) -> str:
    return str(lxml.html.fromstring(text).text_content())


def in_xmp(path: Path) -> set[str]:
    """What Pillow reads as credit and as rights in a file."""
    with Image.open(path) as image:
        packet = image.info.get("xmp") or b""
    tree = lxml.etree.fromstring(packet.strip(b"\0 \n"))
    return {*_credits(tree), *(words.text or "" for words in tree.iterfind(f".//{RIGHTS}//*"))}


def _credits(tree: lxml.etree._Element) -> Iterator[str]:
    for element in tree.iter():
        if element.tag == CREDIT:
            yield element.text or ""
        yield element.get(CREDIT, "")


def exiftool(paths: list[Path]) -> dict[Path, str]:
    """What exiftool reads as the credit in each file."""
    run = ["exiftool", "-json", "-XMP-photoshop:Credit", "-charset", "utf8", *map(str, paths)]
    rows = json.loads(subprocess.run(run, capture_output=True, check=True).stdout)
    return {Path(row["SourceFile"]): str(row.get("Credit")) for row in rows}


def test_every_photo_bears_its_credit_everywhere(
    sample: Path, shown: tuple[Shown, ...], request: pytest.FixtureRequest
) -> None:
    """N of N: on the page, in JSON-LD, in the feed, and in each file as two programs read it."""
    files = [(photo, sample / name) for photo in shown for name in dict.fromkeys(photo.files)]
    read = exiftool([path for _, path in files])
    by_photo = (
        ("caption and credit in the figure on the page", list(map(on_page, shown))),
        (
            "`creditText` and `caption` of the `ImageObject` in JSON-LD",
            list(map(in_json_ld, shown)),
        ),
        (
            "`media:credit` of each person and agency in RSS, read back by feedparser",
            [in_feed(photo, sample / "feed.xml") for photo in shown],
        ),
        (
            "the same in Atom",
            [in_feed(photo, sample / "atom.xml") for photo in shown],
        ),
        (
            "`credit_line` and `caption` in JSON Feed",
            [in_json_feed(photo, sample / "feed.json") for photo in shown],
        ),
    )
    by_file = (
        (
            "XMP of each file made of a photo, read back by Pillow",
            [photo.credit in in_xmp(path) for photo, path in files],
        ),
        (
            "the same, read back by exiftool",
            [photo.credit == read[path] for photo, path in files],
        ),
    )
    counted = (*by_photo, *by_file)
    table = "\n".join(
        (
            "| where | found |",
            "|---|---|",
            *(f"| {where} | {sum(r)} of {len(r)} |" for where, r in counted),
        )
    )
    each = []
    for place, photo in enumerate(shown):
        words = [found[place] for _, found in by_photo]
        stamps = [
            result
            for _, found in by_file
            for (owner, _), result in zip(files, found, strict=True)
            if owner is photo
        ]
        told = f"{sum(words)} of {len(words)} places, {sum(stamps)} of {len(stamps)} stamps read"
        each.append(f"{photo.title}: {told}: {photo.credit}")
    print("", *each, "", table, sep="\n")  # noqa: T201 - who asks with -s wants to see it
    assert all(all(results) for _, results in counted), table
    before, _, rest = TABLE.read_text("utf-8").partition(_MARKS[0])
    after = rest.partition(_MARKS[1])[2]
    now = f"{before}{_MARKS[0]}\n{table}\n{_MARKS[1]}{after}"
    if request.config.getoption("--credits"):
        TABLE.write_text(now, "utf-8")
    assert TABLE.read_text("utf-8") == now


def test_no_file_of_a_picture_is_left_out_of_the_count(
    sample: Path, shown: tuple[Shown, ...]
) -> None:
    """The files counted are all that were made of pictures: lists and feeds show no others."""
    counted = {name for photo in shown for name in photo.files}
    made = {
        path.relative_to(sample).as_posix()
        for path in sample.rglob("*")
        if path.suffix in {".avif", ".webp", ".jpg", ".png"} and "assets" not in path.parts
    }
    assert made == counted
    assert len(shown) > 20
