"""The verbs as a curator runs them, in a process of their own."""

from __future__ import annotations

import errno
import json
import os
import pty
import re
import shutil
import subprocess
import sys
import textwrap
import threading
from contextlib import suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import feedparser
import pytest
from conftest import write_files

from briefgen.cli.tell import tell_fault

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Said:
    """What a run of the command line left behind."""

    code: int
    out: str
    err: str


def briefgen(*words: str | Path, cwd: Path, stdin: bytes = b"") -> Said:
    """Run `briefgen` with these words on 23 November 2026."""
    done = subprocess.run(
        [sys.executable, "-m", "briefgen", *map(str, words)],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        check=False,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1795435200", "NO_COLOR": "1"},
    )
    said = Said(done.returncode, done.stdout.decode(), done.stderr.decode())
    assert "Traceback" not in said.err, said.err
    return said


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """A copy of the sample site, not built."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    shutil.copy(ROOT / "briefgen.yml", tmp_path)
    return tmp_path


def test_help_names_every_verb(tmp_path: Path) -> None:
    """`briefgen --help` tells what each verb does; each verb has a help of its own."""
    said = briefgen("--help", cwd=tmp_path)
    for verb in (
        "init",
        "clean",
        "add",
        "explain",
        "new",
        "build",
        "serve",
        "check",
        "rights",
        "theme",
        "publish",
        "doctor",
    ):
        assert f"  {verb} " in said.out
        assert briefgen(verb, "--help", cwd=tmp_path).out.startswith(f"Usage: briefgen {verb}")


def test_an_unknown_verb_is_a_mistake_of_the_command_line(tmp_path: Path) -> None:
    """A word that is no verb leaves with exit code 2."""
    assert briefgen("bulid", cwd=tmp_path).code == 2


def test_pasted_text_comes_out_as_an_editor_would_make_it(tmp_path: Path) -> None:
    """Of a text copied off a phone the title, source, date, photos and body are found."""
    said = briefgen("clean", ROOT / "content/inbox/pasted.txt", "--json", cwd=tmp_path)
    row = json.loads(said.out)
    caption = (
        "The ferry Tern, seen from the pier at Skerry, on her first day back in service "
        "in this photo released by the island council October 3, 2026."
    )
    assert row["title"] == "Skerry Ferry Returns With Quieter Engines After a Summer in Dock"
    assert (row["date"], row["date_source"]) == ("2026-10-03", "caption")
    assert row["source"] == "Harbourside Radio"
    assert row["photo_caption"] == caption
    assert row["photo_credit"] == "Skerry Council via NORTHGATE WIRE"
    assert row["author"] == []
    paragraphs = row["text"].split("\n\n")
    assert len(paragraphs) == 6
    assert paragraphs[0].startswith("The ferry Tern has returned")
    assert paragraphs[-1].endswith("by the spring after next.")
    assert "Exit mobile version" not in row["markdown"]


def test_explain_tells_each_drop_with_its_reason(tmp_path: Path) -> None:
    """The ledger names every line left out, by which step and why."""
    said = briefgen("clean", ROOT / "content/inbox/pasted.txt", "--evidence", cwd=tmp_path)
    drops = [line for line in said.out.splitlines() if line.strip().startswith("DROP")]
    dropped = "\n".join(drops)
    for line in ("Site icon Harbourside Radio", "Skerry Ferry Returns", "Exit mobile version"):
        assert line in dropped
    assert "seen from the pier" in said.out


def test_explain_folds_a_menu_into_one_row(tmp_path: Path) -> None:
    """Lines dropped in a row for one reason share it, as do places that tell one fact alike."""
    menu = "".join(f"<li><a href=/{name}>{name}</a></li>" for name in ("Tides", "Ships", "People"))
    words = "The ferry to Skerry sailed again on Friday after four months in the yard. "
    (tmp_path / "page.html").write_text(
        f'<html><head><title>Ferry returns</title><meta property="og:title" content="Ferry returns">'
        f"</head><body><nav><ul>{menu}</ul></nav><article><h1>Ferry returns</h1><p>{words * 3}</p>"
        f"<p>{words.replace('ferry', 'boat') * 3}</p></article></body></html>"
    )
    out = briefgen("clean", "--evidence", "page.html", cwd=tmp_path).out
    assert re.search(r"  DROP  3: Tides \| Ships \| People\n        .*navigation \[", out)
    assert re.search(r"  \* title +Ferry returns  \(h1; meta og:title; title\)", out)
    rows = json.loads(briefgen("clean", "--evidence", "--json", "page.html", cwd=tmp_path).out)
    assert [row["text"] for row in rows["ledger"]["blocks"]][:3] == ["Tides", "Ships", "People"]


def test_inbox_is_filed_built_and_fed(sample: Path) -> None:
    """From three raw documents to the topic page and the feed, with date and credit."""
    inbox = sorted((sample / "content/inbox").iterdir())
    said = briefgen("add", *inbox, cwd=sample)
    assert said.code == 0, said.err
    assert said.out.count("filed: ") == 3
    filed = (
        sample
        / "content/articles/2026/2026-11-10-lock-keepers-on-the-ash-swap-the-bell-for-a-phone.md"
    )
    assert 'photo_credit: "Photo: Sefa Tuilagi/Ledger & Line"' in filed.read_text().replace(
        "'", '"'
    )
    assert briefgen("build", cwd=sample).code == 0
    page = (sample / "site/topics/rivers/index.html").read_text()
    assert "Lock keepers on the Ash" in page
    feed = feedparser.parse((sample / "site/topics/rivers/feed.xml").read_bytes())
    (item,) = [item for item in feed.entries if item.title.startswith("Lock keepers")]
    assert "Sefa Tuilagi" in [credit["content"] for credit in item.media_credit]
    assert "Photo: Sefa Tuilagi/Ledger &amp; Line" in item.content[0].value


def test_the_same_article_is_told_and_not_written_twice(sample: Path) -> None:
    """An article that is there by address or by text is named, and its file stays as it is."""
    page = sample / "content/inbox/saved-page.html"
    briefgen("add", page, cwd=sample)
    before = {p: p.read_bytes() for p in (sample / "content").rglob("*.md")}
    page.write_text(page.read_text() + "<!-- saved anew -->")
    said = briefgen("add", page, page, cwd=sample)
    assert said.err.count("already there") == 2
    assert "the same address" in said.err
    assert f"has changed since it was taken: briefgen add --again {page}" in said.err
    assert {p: p.read_bytes() for p in (sample / "content").rglob("*.md")} == before


def test_another_publishers_copy_is_named_under_the_first(sample: Path) -> None:
    """The same text at another address becomes a row of `also:`, once; `--separate` files it."""
    page = sample / "content/inbox/saved-page.html"
    briefgen("add", page, cwd=sample)
    (lead,) = sample.glob("content/articles/2026/*lock-keepers*.md")
    first = lead.read_text()
    address = next(r for r in first.splitlines() if r.startswith("source_url: ")).split(": ")[1]
    copy = sample / "copy.html"
    copy.write_text(page.read_text().replace(address, "https://other.example/copied"))
    said = briefgen("add", copy, copy, cwd=sample)
    assert said.err.count("grouped: ") == 1
    assert "the same address" in said.err
    rows = [row for row in lead.read_text().splitlines() if row not in first.splitlines()]
    assert rows[0] == "also:"
    assert "source_url: https://other.example/copied" in rows[-1]
    copy.write_text(page.read_text().replace(address, "https://third.example/copied"))
    assert "filed: " in briefgen("add", copy, "--separate", cwd=sample).out


def test_a_filed_article_is_explained_from_its_page_as_it_came(sample: Path) -> None:
    """The page is kept, so its ledger can be told after the page itself is gone."""
    page = sample / "content/inbox/saved-page.html"
    briefgen("add", page, cwd=sample)
    page.unlink()
    (filed,) = sample.glob("content/articles/2026/*lock-keepers*.md")
    place = filed.relative_to(sample)
    said = briefgen("explain", place, cwd=sample)
    assert said.code == 0
    assert "Facts (* chosen)" in said.out
    assert "  DROP  " in said.out
    assert "Photo: Sefa Tuilagi/Ledger & Line" in said.out
    (row,) = briefgen("explain", place, "--json", cwd=sample).out.splitlines()
    assert json.loads(row)["ledger"]["blocks"]
    moved = filed.with_name("moved.md")
    filed.rename(moved)
    assert "Facts" in briefgen("explain", moved, cwd=sample).out
    shutil.rmtree(sample / ".briefgen")
    said = briefgen("explain", moved, cwd=sample)
    assert said.code == 1
    assert "is not kept here" in said.err


def test_cleaning_again_keeps_what_a_person_changed(sample: Path) -> None:
    """`add --again` takes over what is new in the page, and tells where it leaves an edit alone."""
    page = sample / "content/inbox/saved-page.html"
    briefgen("add", page, cwd=sample)
    (filed,) = sample.glob("content/articles/2026/*lock-keepers*.md")
    first = filed.read_text()
    place = filed.relative_to(sample)
    assert "as it was" in briefgen("add", "--again", place, cwd=sample).err
    title = next(row for row in first.splitlines() if row.startswith("title: "))
    mine = first.replace(title, "title: Phones for the lock keepers # shorter") + "\nA remark.\n"
    filed.write_text(mine)
    raw = page.read_text().replace("Sefa Tuilagi", "Sefa T. Tuilagi")
    page.write_text(raw.replace("Lock keepers", "The lock keepers"))
    said = briefgen("add", "--again", page, cwd=sample)
    assert said.code == 0, said.err
    assert "title; cleaning it now gives" in said.err
    text = filed.read_text()
    assert "title: Phones for the lock keepers # shorter" in text
    assert text.endswith("\nA remark.\n")
    assert "Photo: Sefa T. Tuilagi/Ledger & Line" in text
    assert "as it was" in briefgen("add", "--again", place, cwd=sample).err
    assert filed.read_text() == text


def test_check_tells_an_article_filed_twice(sample: Path) -> None:
    """A copy filed on its own is told by check, with its likeness and the run in common."""
    lead = next((sample / "content/articles").rglob("*.md"))
    head, body = lead.read_text().split("\n---\n", 1)
    slug = "a-copy-of-it"
    title = next(row for row in head.splitlines() if row.startswith("title:"))
    copy = lead.with_name(f"{slug}.md")
    copy.write_text(f"---\n{title}\n---\n{body}")
    said = briefgen("check", "--json", cwd=sample)
    rows = [json.loads(row) for row in said.out.splitlines()]
    (twice,) = [row for row in rows if row["code"] == "text-twice"]
    assert twice["level"] == "info"
    assert twice["message"].startswith("100% of the text")
    assert "words in a row" in twice["message"]
    assert {twice["path"], twice["message"].rsplit(": ", 1)[1]} == {
        f"content/{copy.relative_to(sample / 'content')}",
        str(lead.relative_to(sample / "content")),
    }


def test_an_article_that_fits_no_topic_waits_as_a_draft(sample: Path) -> None:
    """Without a topic the article is a draft marked for the inbox, and the curator is told."""
    text = "Baker Wins Prize For Rye\n\nThe baker Mo Lind won the region's prize on Monday.\n\nShe will bake on.\n"
    said = briefgen("add", "-", cwd=sample, stdin=text.encode())
    assert said.code == 0, said.err
    assert "waits in the inbox: no topic of the site fits it" in said.err
    (path,) = sample.glob("content/articles/undated/*.md")
    assert "draft: true" in path.read_text()
    assert "inbox" in path.read_text()


LEARNED = """
    -- briefgen.yml --
    title: Test
    url: https://test.example/
    topics: [{title: Tracks, keywords: [railway]}, {title: Bread, keywords: [bakery]}]
    -- content/articles/a.md --
    {title: Night shift, date: 2026-01-01, topic: Tracks}
    Sleepers were laid anew, with fresh ballast to the old gauge.
    -- content/articles/b.md --
    {title: A train of stones, date: 2026-01-02, topic: Tracks}
    Ballast came by night; the gauge was measured at the sleepers.
    -- content/articles/c.md --
    {title: The tamper, date: 2026-01-03, topic: Tracks}
    A machine packs ballast beneath sleepers until the gauge is true.
    -- content/articles/d.md --
    {title: Rye, date: 2026-01-04, topic: Bread}
    The dough rests a night before the oven is lit for the loaves.
    -- content/articles/e.md --
    {title: Dawn, date: 2026-01-05, topic: Bread}
    Sourdough loaves go into a falling oven.
    -- content/articles/f.md --
    {title: Brick, date: 2026-01-06, topic: Bread}
    An oven bakes forty loaves of rye dough at once.
    -- new.txt --
    Crews Lift the Old Line

    The sleepers were lifted on Monday and the ballast was sieved beside the line.

    On Friday the gauge is measured again, and new sleepers follow with new ballast.
"""


def test_a_topic_is_learned_from_the_articles_filed(tmp_path: Path) -> None:
    """Where no keyword decides, the words shared with filed articles do, and are told."""
    write_files(tmp_path, LEARNED)
    ledger = briefgen("clean", "new.txt", "--evidence", cwd=tmp_path).out
    (row,) = [row for row in ledger.splitlines() if row.strip().startswith("* topic")]
    assert "Tracks" in row
    assert "words it shares with 3 articles filed there: " in row
    assert all(word in row for word in ("ballast", "sleepers", "gauge"))
    said = briefgen("add", "new.txt", cwd=tmp_path)
    assert said.code == 0, said.err
    assert "its topic is Tracks, by words it shares with 3 articles" in said.err
    place = said.out.split("filed: ")[1].splitlines()[0]
    text = (tmp_path / place).read_text()
    assert "topic: Tracks" in text
    assert "draft" not in text
    assert "* topic" in briefgen("explain", place, cwd=tmp_path).out


def test_the_keywords_that_decided_are_told(tmp_path: Path) -> None:
    """A topic found by its keywords says which, and how often."""
    write_files(tmp_path, LEARNED)
    text = "Railway Opens\n\nThe railway to the north opened on Monday, and the mayor rode on it.\n"
    said = briefgen("add", "-", cwd=tmp_path, stdin=text.encode())
    assert "its topic is Tracks, by its keywords: railway 2 (4 points)" in said.err


def test_topic_date_and_draft_can_be_chosen(sample: Path) -> None:
    """`--topic`, `--date` and `--draft` win over what was found."""
    page = sample / "content/inbox/page-de.html"
    briefgen("add", page, "--topic", "Space", "--date", "2026-11-01", "--draft", cwd=sample)
    (path,) = sample.glob("content/articles/2026/2026-11-01-*.md")
    assert "topic: Space" in path.read_text()
    assert "draft: true" in path.read_text()


SITE = "-- briefgen.yml --\ntitle: Test\nurl: https://test.example/\n-- content/articles/.keep --\n"
BODY = "The council of the {name} met on Monday night and agreed on a new line to the islands. "
OTHER = "Nobody at the {name} spoke against it, and the first boat is to leave in the spring."


def rss(*names: str) -> str:
    """A feed with an item for each name; an empty name is an item without an article."""
    items = "".join(
        f"<item><guid>{name or 'void'}</guid><title>{name}</title>"
        f"<link>https://news.example/{name or 'void'}</link>"
        f"<description>{(BODY + OTHER).format(name=name) if name else ''}</description></item>"
        for name in names
    )
    return f"<rss version='2.0'><channel><title>News</title>{items}</channel></rss>"


def filed(said: Said) -> list[str]:
    """The files that were written, by name."""
    rows = [row for row in said.out.splitlines() if row.startswith("filed: ")]
    return sorted(Path(row.removeprefix("filed: ")).name for row in rows)


def test_of_a_saved_feed_only_what_is_new_is_filed(tmp_path: Path) -> None:
    """Items taken before are not looked at again, even where their article was deleted."""
    write_files(tmp_path, SITE)
    feed = tmp_path / "feed.xml"
    feed.write_text(rss("harbour", "library"))
    assert filed(briefgen("add", feed, cwd=tmp_path)) == ["harbour.md", "library.md"]
    next((tmp_path / "content").rglob("harbour.md")).unlink()
    feed.write_text(rss("museum", "harbour", "library"))
    said = briefgen("add", feed, cwd=tmp_path)
    assert filed(said) == ["museum.md"]
    assert "1 new of 3 items" in said.err
    (tmp_path / ".briefgen/seen.json").write_text("[]")
    said = briefgen("add", feed, cwd=tmp_path)
    assert filed(said) == ["harbour.md"]
    assert said.err.count("already there") == 2


def test_an_item_without_an_article_costs_no_other(tmp_path: Path) -> None:
    """The one that fails is told by its name, once; the others are filed."""
    write_files(tmp_path, SITE)
    feed = tmp_path / "feed.xml"
    feed.write_text(rss("harbour", "", "library"))
    said = briefgen("add", feed, cwd=tmp_path)
    assert said.code == 1
    assert filed(said) == ["harbour.md", "library.md"]
    assert "void: no article was found" in said.err
    assert briefgen("add", feed, cwd=tmp_path).code == 0


class Feeds(BaseHTTPRequestHandler):
    """A site with one feed, which it names a version of."""

    names: ClassVar[tuple[str, ...]] = ("harbour",)
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        """Send the feed, or nothing where the version asked for still stands."""
        tag = f'"{len(self.names)}"'
        known = self.headers.get("If-None-Match") or ""
        self.asked.append(known)
        self.send_response(304 if known == tag else 200)
        data = b"" if known == tag else rss(*self.names).encode()
        self.send_header("ETag", tag)
        self.send_header("Content-Type", "application/rss+xml")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


def test_of_a_feeds_address_only_what_is_new_is_asked_for(tmp_path: Path) -> None:
    """The site is asked with the version seen last, and only its new items are filed."""
    write_files(tmp_path, SITE)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Feeds)
    thread = threading.Thread(daemon=True, target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        add = ("add", f"http://127.0.0.1:{server.server_port}/feed", "--allow-private")
        assert filed(briefgen(*add, cwd=tmp_path)) == ["harbour.md"]
        said = briefgen(*add, cwd=tmp_path)
        assert (filed(said), said.code) == ([], 0)
        assert "nothing new" in said.err
        Feeds.names = ("library", "harbour")
        assert filed(briefgen(*add, cwd=tmp_path)) == ["library.md"]
        assert Feeds.asked == ["", '"1"', '"1"']
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_a_pattern_is_spread_out(tmp_path: Path) -> None:
    """A quoted pattern names files; one that names none is told."""
    write_files(tmp_path, SITE)
    for name in ("harbour", "library"):
        (tmp_path / f"{name}.txt").write_text(f"{name}\n\n{BODY.format(name=name)}\n")
    assert filed(briefgen("add", "harb*.txt", cwd=tmp_path)) == ["harbour.md"]
    said = briefgen("add", "*.mht", cwd=tmp_path)
    assert said.code == 1
    assert "no file fits this pattern" in said.err


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.html", b""),
        ("empty.txt", b"\n \n"),
        ("picture.html", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 8),
        ("nothing.html", b"<html><body><nav><a href=/>Home</a></nav></body></html>"),
    ],
)
def test_what_holds_no_article_is_told_by_name(tmp_path: Path, name: str, data: bytes) -> None:
    """An empty, a binary and an articleless file each fail with their name, and cost no other."""
    (tmp_path / name).write_bytes(data)
    good = ROOT / "content/inbox/saved-page.html"
    said = briefgen("clean", name, good, "--json", cwd=tmp_path)
    assert said.code == 1
    rows = [json.loads(line) for line in said.out.splitlines()]
    assert name in rows[0]["error"]
    assert rows[1]["title"] == "Lock keepers on the Ash swap the bell for a phone"


def test_a_source_that_is_not_there_is_told(tmp_path: Path) -> None:
    """A file's name mistyped is a mistake with a hint, not a traceback."""
    said = briefgen("clean", "no-such-page.html", cwd=tmp_path)
    assert said.code == 1
    assert "no-such-page.html" in said.err


def test_a_page_of_twenty_megabytes_is_cleaned_or_refused(tmp_path: Path) -> None:
    """A huge page ends with an article or a message, never with a crash."""
    words = b"<p>The keeper wrote the wind down again at noon, as she had done for years.</p>\n"
    page = b"<html><head><title>Long</title></head><body><article><h1>Long</h1>"
    (tmp_path / "long.html").write_bytes(page + words * (20_000_000 // len(words)))
    said = briefgen("clean", "long.html", "--json", cwd=tmp_path)
    row = json.loads(said.out)
    assert ("error" in row) == (said.code == 1)


def test_a_new_site_builds_at_once(tmp_path: Path) -> None:
    """`init`, then `build`, without another word; `init` again changes nothing."""
    briefgen("init", "my-brief", cwd=tmp_path)
    before = (tmp_path / "my-brief/briefgen.yml").read_bytes()
    assert briefgen("build", "my-brief", cwd=tmp_path).code == 0
    assert (tmp_path / "my-brief/site/index.html").is_file()
    briefgen("init", "my-brief", cwd=tmp_path)
    assert (tmp_path / "my-brief/briefgen.yml").read_bytes() == before


def test_a_folder_without_a_site_is_told_how_to_start(tmp_path: Path) -> None:
    """Building where there is no site names the way out."""
    said = briefgen("build", cwd=tmp_path)
    assert said.code == 1
    assert "briefgen init" in said.err


def test_new_writes_and_never_overwrites(sample: Path) -> None:
    """`new` makes a file that builds, and a second one of the same name is refused."""
    assert briefgen("new", "article", "A fresh start", "--topic", "Rail", cwd=sample).code == 0
    again = briefgen("new", "article", "A fresh start", cwd=sample)
    assert again.code == 1
    assert "is there already" in again.err
    said = briefgen("new", "edition", "The latest", cwd=sample)
    assert said.code == 0, said.err


def test_check_tells_by_code_and_as_json(sample: Path) -> None:
    """A photo without a credit is named by file, line and code; `--strict` makes it count."""
    path = next(sample.glob("content/articles/2026/2026-11-21-*.md"))
    path.write_text(
        "".join(r for r in path.read_text().splitlines(True) if "photo_credit" not in r)
    )
    said = briefgen("check", cwd=sample)
    assert said.code == 0
    assert "[photo-credit-missing]" in said.err
    assert path.name in said.err
    assert briefgen("check", "--strict", cwd=sample).code == 1
    rows = [json.loads(line) for line in briefgen("check", "--json", cwd=sample).out.splitlines()]
    assert "photo-credit-missing" in {row["code"] for row in rows}


def test_rights_lists_every_photo_in_three_forms(sample: Path) -> None:
    """The list is printed, or written with `-o`, and says in a word how much it holds."""
    said = briefgen("rights", "--format", "json", cwd=sample)
    assert said.code == 0, said.err
    rows = json.loads(said.out)
    photos = [row for row in rows if row["kind"] == "photo"]
    assert f"{len(photos)} photos" in said.err
    assert photos
    assert all(row["credit"] and row["source"] for row in photos)
    assert briefgen("rights", "--format", "csv", "-o", "owners.csv", cwd=sample).code == 0
    assert len((sample / "owners.csv").read_text("utf-8").splitlines()) == len(rows) + 1
    page = briefgen("rights", cwd=sample).out
    assert page.count('<div class="block') == len(rows)
    assert page.count("data:image/") == len(photos)
    named = briefgen("rights", "--owner", photos[0]["credit"], "--format", "json", cwd=sample)
    assert 0 < len(json.loads(named.out)) < len(rows)


def test_a_new_theme_works_at_once(sample: Path) -> None:
    """`theme new` writes a theme that builds, has its setting on the page, and is found good."""
    said = briefgen("theme", "new", "harbour", cwd=sample)
    assert said.code == 0
    assert "next: write theme: harbour in briefgen.yml" in said.err
    config = (sample / "briefgen.yml").read_text("utf-8").replace("theme: briefing\n", "")
    chosen = "theme: harbour\nsettings:\n  corrections: Write to the desk.\n"
    (sample / "briefgen.yml").write_text(re.sub(r"(?ms)^settings:\n(^ .*\n)+", "", config) + chosen)
    assert briefgen("build", cwd=sample).code == 0
    page = next(page for page in sample.glob("site/20*/*/*/*/index.html"))
    assert "Write to the desk." in page.read_text("utf-8")
    checked = briefgen("theme", "check", "--strict", cwd=sample)
    assert (checked.code, "0 mistakes, 0 warnings" in checked.err) == (0, True), checked.err


def test_a_theme_is_never_overwritten(sample: Path) -> None:
    """A name that is taken, or none, is refused, and nothing is written."""
    for name, word in (("briefing", "already"), ("Harbour Desk", "small letters"), ("..", "name")):
        said = briefgen("theme", "new", name, cwd=sample)
        assert said.code == 1
        assert word in said.err
    assert not (sample / "themes").exists()
    said = briefgen("theme", "new", "own", "--parent", "breifing", cwd=sample)
    assert "did you mean briefing?" in said.err


def test_what_the_system_refuses_is_told_with_the_way_out(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A full disk is told with the file and what to do; nothing is a traceback."""
    tell_fault(OSError(errno.ENOSPC, "No space left on device", "site/index.html"))
    assert capsys.readouterr().err == (
        "error: site/index.html: No space left on device\n"
        "  hint: make room on the disk, then do it again: what stood before stands\n"
    )


def test_timings_tell_what_took_how_long(tmp_path: Path) -> None:
    """A table for the person, a trace for a viewer; a build with nothing to do has none."""
    briefgen("init", "my-brief", cwd=tmp_path)
    said = briefgen("build", "--timings", "my-brief", cwd=tmp_path)
    rows = [line.split("  ")[0] for line in said.out.splitlines()]
    assert rows[:3] == ["stage", "settings and theme", "read"]
    assert {"prepare", "render", "in all"} <= set(rows)
    assert "timings.json" in said.err
    trace = json.loads((tmp_path / "my-brief/.briefgen/timings.json").read_bytes())
    assert {"read", "plan", "prepare"} <= {event["name"] for event in trace["traceEvents"]}
    again = briefgen("build", "--timings", "my-brief", cwd=tmp_path)
    assert "nothing changed" in again.err


def test_a_long_build_draws_a_bar_where_a_person_watches() -> None:
    """On a terminal the step at work is shown with its count; in a pipe nothing is drawn."""
    script = """
        import time
        from briefgen.cli import progress
        progress._SLOW = 0.0
        with progress.steps_bar() as moved:
            for step in ("prepare", "render"):
                for done in (1, 2, 3):
                    moved(step, done, 3)
                    time.sleep(0.2)
    """
    terminal, end = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script)],
        stdin=end,
        stdout=end,
        stderr=end,
        env={**os.environ, "TERM": "xterm"},
    ):
        os.close(end)
        seen = b""
        with suppress(OSError):  # Linux tells the end of a terminal so
            while part := os.read(terminal, 65536):
                seen += part
    os.close(terminal)
    assert b"reading articles" in seen
    assert b"making pages" in seen
    assert b"3/3" in seen


def test_explain_tells_why_each_file_was_written(tmp_path: Path) -> None:
    """A line for each file, on standard output, with the article that it shows."""
    briefgen("init", "my-brief", cwd=tmp_path)
    briefgen("build", "my-brief", cwd=tmp_path)
    article = next((tmp_path / "my-brief/content").rglob("articles/**/*.md"))
    article.write_text(article.read_text("utf-8") + "\nOne more line.\n", "utf-8")
    said = briefgen("build", "--changes", "my-brief", cwd=tmp_path)
    name = article.relative_to(tmp_path / "my-brief").as_posix()
    assert said.out
    assert all(line.startswith(("written: ", "removed: ")) for line in said.out.splitlines())
    assert f"/index.html: it shows {name}" in said.out


def _dated(root: Path, *days: str) -> None:
    (root / "content").mkdir(parents=True, exist_ok=True)
    (root / "briefgen.yml").write_text("title: T\nurl: https://t.example/\n")
    for number, day in enumerate(days):
        head = f"title: Piece {number}\ndate: {day}\ntopic: Rail\nsource: S\n"
        (root / f"content/p{number}.md").write_text(f"---\n{head}---\n\nText {number}.\n")


def _built_at(root: Path, moment: int) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "briefgen", "build", "--quiet"],
        cwd=root,
        capture_output=True,
        check=True,
        env={**os.environ, "SOURCE_DATE_EPOCH": str(moment), "NO_COLOR": "1"},
    )
    return done.stderr.decode()


def test_a_clock_that_is_wrong_is_told_though_quiet(tmp_path: Path) -> None:
    """A machine set back by years makes most articles future: what vanishes is said, with why."""
    _dated(tmp_path, "2026-10-01", "2026-10-02", "2026-10-03", "2026-10-04", "2019-01-01")
    assert _built_at(tmp_path, 1795435200) == ""
    told = _built_at(tmp_path, 1577836800)
    assert "pages are gone from site: 4 articles have a date after 2020-01-01 00:00 UTC" in told
    assert "--future" in told
    assert _built_at(tmp_path, 1795435200) == ""


def test_articles_that_were_deleted_are_told_though_quiet(tmp_path: Path) -> None:
    """Whatever the reason, a site that shrinks by more than a third is worth a line."""
    _dated(tmp_path, *["2026-10-01"] * 6)
    _built_at(tmp_path, 1795435200)
    for number in range(5):
        (tmp_path / f"content/p{number}.md").unlink()
    assert "see what was deleted or made a draft" in _built_at(tmp_path, 1795435200)


def test_the_clock_is_not_blamed_for_pages_that_others_take_away(tmp_path: Path) -> None:
    """One article that waits for its day does not explain that ten others were deleted."""
    _dated(tmp_path, "2027-01-01", *["2026-10-01"] * 12)
    _built_at(tmp_path, 1795435200)
    for number in range(2, 12):
        (tmp_path / f"content/p{number}.md").unlink()
    told = _built_at(tmp_path, 1795435200)
    assert "pages are gone" in told
    assert "clock" not in told


def test_one_article_less_is_not_worth_a_line(tmp_path: Path) -> None:
    """An edit that takes a few pages away is what its curator meant."""
    _dated(tmp_path, *["2026-10-01"] * 6)
    _built_at(tmp_path, 1795435200)
    (tmp_path / "content/p1.md").unlink()
    assert _built_at(tmp_path, 1795435200) == ""


@pytest.mark.parametrize(
    ("typed", "meant"), [("buidl", "build"), ("pubish", "publish"), ("chek", "check")]
)
def test_a_mistyped_verb_gets_the_one_that_is_meant(tmp_path: Path, typed: str, meant: str) -> None:
    """A slip on the command line is told with exit code 2 and the verb to write."""
    said = briefgen(typed, cwd=tmp_path)
    assert said.code == 2
    assert f"there is no verb {typed!r}: did you mean {meant}?" in said.err


def test_a_verb_that_is_like_none_gets_them_all(tmp_path: Path) -> None:
    """Where nothing is near, the verbs are named."""
    said = briefgen("xyzzy", cwd=tmp_path)
    assert said.code == 2
    assert "the verbs are init, clean, add" in said.err


@pytest.mark.parametrize(
    "words",
    [
        ("build",),
        ("build", "--strict"),
        ("check",),
        ("rights", "--format", "csv"),
        ("doctor",),
        ("explain", "p0.md"),
        ("new", "article", "A fresh start"),
        ("add", "note.txt", "--topic", "Rail"),
        ("clean", "note.txt"),
        ("theme", "check"),
        ("publish", "--setup"),
    ],
)
def test_every_verb_finds_the_site_above(tmp_path: Path, words: tuple[str, ...]) -> None:
    """In content/, and deeper, a verb works on the site that the folder belongs to."""
    _dated(tmp_path, "2026-10-01", "2026-10-02")
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    deep = tmp_path / "content/articles"
    for folder in (tmp_path / "content", deep):
        folder.mkdir(exist_ok=True)
        (folder / "note.txt").write_text("A note\n\n" + "Words of a note on the harbour. " * 9)
        before = {path.name for path in folder.iterdir()}
        said = briefgen(*words, cwd=folder)
        assert "there is no briefgen.yml" not in said.err
        assert not (folder / ".briefgen").exists()
        assert {path.name for path in folder.iterdir()} - before <= {"2026", "articles"}
    if words[0] == "build":
        assert (tmp_path / "site/2026/10/01/p0/index.html").exists()
    if words[0] == "add":
        assert list((tmp_path / "content/articles").rglob("*.md"))


def test_where_no_site_is_above_the_place_is_named(tmp_path: Path) -> None:
    """The message names the folder it was run in, not one far above."""
    said = briefgen("build", cwd=tmp_path)
    assert said.code == 1
    assert "there is no briefgen.yml here" in said.err
