"""Run `briefgen add` whole on broken feeds, mails, pages and texts, and report what breaks it.

    python benchmarks/fuzz_add.py [FOLDER...] [--seconds N] [--seed N] [--keep DIR]

Every round makes a new site, breaks some inputs in ways that meet them in the wild (a bad address, a cut file,
bytes of another encoding, parts swapped with another input's), adds them in one run beside a sound page, and
then runs `check` and `build`. A finding is: a traceback; an exit code other than 0 and 1; the sound page not filed; a
filed article that can't be read again; a run longer than --limit seconds. Inputs are the tests' golden cases and the
files in FOLDERs. Findings are written to --keep with their inputs. The seed makes a run repeatable.
"""

# ruff: noqa: E501

from __future__ import annotations

import argparse
import io
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.cli.group import cli
from briefgen.content.find import find
from briefgen.content.read import read_article
from briefgen.errors import BriefgenError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

CASES = Path(__file__).parent.parent / "tests" / "cases"
ENDINGS = {".xml", ".rss", ".atom", ".json", ".eml", ".html", ".htm", ".mhtml", ".txt", ".md"}
LARGEST = 400_000
CONFIG = "title: T\nurl: https://a.example/\ntopics: [{title: Rail, keywords: [train]}, {title: Water}]\nsources: [{name: S, hosts: [a.example]}]\n"
SOUND = "<html><head><title>The sound page</title></head><body><article><h1>The sound page</h1><p>The council of the town met on Monday evening and agreed to repair the stone bridge over the river before the winter comes.</p><p>Work starts in May, the mayor said, and will take until the end of the summer at least.</p></article></body></html>"
SEEDS: dict[str, bytes] = {
    "rss.xml": b'<?xml version="1.0"?><rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Port News</title><link>https://a.example/</link><language>en</language>'
    b'<item><title>Quay opens after a year</title><link>https://a.example/quay</link><guid>1</guid><pubDate>Mon, 09 Mar 2026 09:10:00 +0100</pubDate><dc:creator>Ana Ruiz</dc:creator><description>The harbour master opened the new quay on Monday.</description><content:encoded><![CDATA[<p>The harbour master opened the new quay on Monday, and forty boats came in.</p><img src="https://a.example/q.jpg" alt="x">]]></content:encoded><media:group><media:content url="https://a.example/q.jpg" medium="image" width="800"><media:credit>A/B</media:credit><media:description>Words.</media:description></media:content></media:group><enclosure url="https://a.example/r.png" type="image/png" length="1"/></item>'
    b"<item><title>Second piece</title><link>https://a.example/2</link><pubDate>2026-03-10T01:02:03Z</pubDate><description>&lt;p&gt;The ferry runs again from Tuesday, said the company, with two boats a day.&lt;/p&gt;</description></item></channel></rss>",
    "atom.xml": b'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Blatt</title><entry><title type="html">Neue &lt;b&gt;Br\xc3\xbccke&lt;/b&gt;</title><id>tag:a,1</id><link href="https://a.example/b"/><link rel="enclosure" type="image/jpeg" href="https://a.example/b.jpg"/><author><name>A. B.</name></author><updated>2026-11-05T10:00:00+01:00</updated><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Die neue Br\xc3\xbccke wurde am Montag nach langer Zeit er\xc3\xb6ffnet.</p></div></content></entry></feed>',
    "feed.json": b'{"version": "https://jsonfeed.org/version/1.1", "title": "J", "items": [{"id": "1", "url": "https://a.example/j", "title": "A title of some words", "content_html": "<p>The harbour was opened on Monday by the mayor of the town.</p>", "date_published": "2026-02-09T13:55:00-05:00", "authors": [{"name": "A"}], "attachments": [{"url": "https://a.example/j.jpg", "mime_type": "image/jpeg"}]}]}',
    "plain.eml": b'From: "News Desk" <desk@a.example>\r\nSubject: =?utf-8?q?Fwd=3A_The_bridge?=\r\nDate: Fri, 06 Mar 2026 10:00:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary="x"\r\n\r\n--x\r\nContent-Type: text/plain; charset=latin-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n---------- Forwarded message ----------\r\nFrom: Ana <ana@b.example>\r\nDate: Fri, 6 Mar 2026\r\nSubject: The bridge\r\n\r\nThe bridge was closed on Friday for the =E9t=E9 fair.\r\n--x\r\nContent-Type: text/html\r\n\r\n<h1>The bridge</h1><p>The bridge was closed on Friday for repairs until the spring.</p>\r\n--x--\r\n',
    "page.mhtml": b'Snapshot-Content-Location: https://a.example/m\r\nSubject: A\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="y"\r\n\r\n--y\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\nContent-Location: https://a.example/m\r\n\r\nPGgxPlRoZSBicmlkZ2U8L2gxPjxwPlRoZSBicmlkZ2Ugd2FzIGNsb3NlZCBvbiBGcmlkYXkgZm9yIHJlcGFpcnMuPC9wPg==\r\n--y--\r\n',
    "page.html": b'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Bridge closed | Port News</title><link rel="canonical" href="https://a.example/p"><meta property="og:site_name" content="Port News"><meta property="og:image" content="https://a.example/p.jpg"><script type="application/ld+json">{"@type":"NewsArticle","headline":"Bridge closed","datePublished":"2026-03-09","author":{"name":"Ana Ruiz"},"publisher":{"name":"Port News"},"image":[{"url":"https://a.example/p.jpg","caption":"c"}]}</script></head><body><article><h1>Bridge closed</h1><time datetime="2026-03-09T10:00:00Z">9 March</time><figure><img src="https://a.example/p.jpg" srcset="https://a.example/p.jpg 1x, /p2.jpg 2x"><figcaption>The bridge. Photo: Ana Ruiz/AP</figcaption></figure><p>The bridge was closed on Friday for repairs that will last <a href="https://a.example/x?utm_source=a">until</a> the spring, the city said.</p><table><tr><td>1</td></tr></table><blockquote>A</blockquote></article></body></html>',
    "text.txt": b"Bridge closed for repairs\nBy Ana Ruiz\nMarch 9, 2026\n\nThe bridge was closed on Friday for repairs that will last until the spring, the city said.\n\nA boat passes. (Ana Ruiz/AP)\n",
}
ADDRESSES = [
    b"http://[::1",
    b"https://a.example:x/",
    b"//[",
    b"http://\xef\xbc\x8f",
    b"https://a\xe2\x84\x80b/",
    b"javascript:alert(1)",
    b"data:image/png;base64,AA",
    b"http://" + b"a" * 300 + b"/",
    b"https://a.example/" + b"%ff" * 90,
    b"\x00",
    b"http:///",
    b"http://a.example/\xff\xfe",
    b"mailto:a@b",
    b"ftp://a.example/x",
    b"https://user:pass@a.example/",
    b"https://xn--a/",
    b"http://999.999.999.999/",
    b"?",
    b"#",
    b"",
    b"C:\\a.jpg",
    b"https://a.example/ b\nc",
    b"https://https://a.example/",
    b"../../../etc/passwd",
]
WORDS = [b"<", b">", b"</", b"<!--", b"]]>", b"<![CDATA[", b"<style>", b"<script>", b"<template>", b"<svg>", b"<math>", b"<table><tr><td>", b"</article>", b"<p>" * 50, b"<div>" * 400, b"&#x110000;", b"&#0;", b"&nbsp;", b"&bogus;", b"&#xD800;", b"\x00", b"\xff", b"\xed\xa0\x80", b"\xe2\x80\xae", b"\xe2\x80\x8b", b"\xef\xbf\xbf", b"\x1b[2J", b"\r", b"\x85", b"\xe2\x80\xa8", b"---\n", b"...\n", b"title: x\n", b"%", b"!!python/object:os.system", b"*a", b"`" * 40, b"[" * 200, b"](" * 50, b'{ credit="', b"|" * 80, b"99999999999999999999", b"-1", b"0000-00-00", b"9999-12-31T23:59:60+99:99", b"Mon, 32 Foo 20000", b"+2400", b"NaN", b"1e999", b"\xf0\x9f\x98\x80" * 30, b"A" * 70_000, b"a/b\\c:d*e?f", b"CON", b".", b"..", b"=?utf-8?b?////?=", b"=?x?q?=", b"charset=utf-7", b'charset="unknown-8"', b'encoding="utf-16"', b"Content-Transfer-Encoding: base64\r\n", b"=\r\n", b"{}", b"null", b"[[[[", b"\xfe\xff", b"\xef\xbb\xbf"]  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=int, default=120, help="seconds that one round may take")
    parser.add_argument("--keep", type=Path, default=Path(".fuzz") / "add")
    options = parser.parse_args()
    inputs = [*SEEDS.items(), *_read([CASES, *options.folders])]
    end, rounds, added = time.monotonic() + options.seconds, 0, 0
    findings: Counter[str] = Counter()
    while time.monotonic() < end:
        rng = random.Random(f"{options.seed}/{rounds}")
        broken = _round(rng, inputs)
        if finding := _forked(broken, options.limit):
            name = finding.strip().splitlines()[-1][:160]
            findings[name] += 1
            if findings[name] == 1:
                folder = options.keep / f"{options.seed}-{rounds}"
                _plant(folder, broken)
                (folder / "finding.log").write_text(finding)
                print(f"round {rounds}: {name}\n  inputs and log: {folder}", flush=True)
        rounds, added = rounds + 1, added + len(broken)
    print(
        f"{rounds} rounds, {added} broken inputs of {len(inputs)} sound ones, {len(findings)} findings, seed {options.seed}"
    )
    for name, times in findings.most_common():
        print(f"  {times} times: {name}")
    sys.exit(1 if findings else 0)


def _read(folders: Sequence[Path]) -> list[tuple[str, bytes]]:
    paths = sorted(
        p for folder in folders for p in folder.rglob("*") if p.suffix in ENDINGS and p.is_file()
    )
    return [(p.name, p.read_bytes()) for p in paths if p.stat().st_size <= LARGEST]


def _round(rng: random.Random, inputs: Sequence[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    """Return some broken inputs by file name."""
    rows = []
    for number in range(rng.randint(4, 8)):
        # Half of them from the seeds: the golden cases are many and nearly all pages.
        name, data = rng.choice(inputs[: len(SEEDS)] if rng.random() < 0.5 else inputs)
        for _ in range(rng.choice((1, 1, 2, 3, 8))):
            data = rng.choice(BREAKS)(rng, data, inputs)
        suffix = Path(name).suffix if rng.random() < 0.95 else rng.choice(sorted(ENDINGS))
        rows.append((f"in-{number}{suffix}", data))
    return rows


def _place(rng: random.Random, data: bytes) -> int:
    return rng.randrange(len(data) + 1)


def other_address(rng: random.Random, data: bytes, inputs: Sequence[tuple[str, bytes]]) -> bytes:
    del inputs
    starts = [at for at in range(len(data)) if data.startswith((b"http://", b"https://"), at)]
    if not starts:
        return data
    start = rng.choice(starts)
    stop = start
    while stop < len(data) and data[stop] not in b"\"'<> \n),":
        stop += 1
    return data[:start] + rng.choice(ADDRESSES) + data[stop:]


def word(rng: random.Random, data: bytes, inputs: Sequence[tuple[str, bytes]]) -> bytes:
    del inputs
    at = _place(rng, data)
    return data[:at] + rng.choice(WORDS) + data[at:]


def cut(rng: random.Random, data: bytes, inputs: Sequence[tuple[str, bytes]]) -> bytes:
    del inputs
    at = _place(rng, data)
    return data[:at] if rng.random() < 0.5 else data[at:]


def drop(rng: random.Random, data: bytes, inputs: Sequence[tuple[str, bytes]]) -> bytes:
    del inputs
    at = _place(rng, data)
    return data[:at] + data[at + rng.choice((1, 3, 20, 300)) :]


def flip(rng: random.Random, data: bytes, inputs: Sequence[tuple[str, bytes]]) -> bytes:
    del inputs
    changed = bytearray(data)
    for _ in range(rng.choice((1, 5, 50))):
        if changed:
            changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def repeat(rng: random.Random, data: bytes, inputs: Sequence[tuple[str, bytes]]) -> bytes:
    del inputs
    at, size = _place(rng, data), rng.choice((5, 60, 800))
    return data[:at] + data[at : at + size] * rng.choice((2, 30)) + data[at + size :]


def swap_value(rng: random.Random, data: bytes, inputs: Sequence[tuple[str, bytes]]) -> bytes:
    """Replace what stands between two tags or quotes by a hostile word."""
    del inputs
    at = data.find(rng.choice((b'"', b">", b": ")), _place(rng, data))
    stop = data.find(rng.choice((b'"', b"<", b"\n")), at + 1)
    return data if at < 0 or stop < 0 else data[: at + 1] + rng.choice(WORDS) + data[stop:]


def splice(rng: random.Random, data: bytes, inputs: Sequence[tuple[str, bytes]]) -> bytes:
    other = rng.choice(inputs)[1]
    start = _place(rng, other)
    at = _place(rng, data)
    return data[:at] + other[start : start + rng.choice((50, 500, 5000))] + data[at:]


def recode(rng: random.Random, data: bytes, inputs: Sequence[tuple[str, bytes]]) -> bytes:
    del inputs
    kind = rng.choice(("utf-16", "latin-1", "utf-32", "cp1251", "utf-7", "shift_jis"))
    return data.decode("utf-8", "replace").encode(kind, "replace")


BREAKS: list[Callable[[random.Random, bytes, Sequence[tuple[str, bytes]]], bytes]] = [
    other_address, other_address, other_address, word, word, swap_value, swap_value, cut, drop, flip, repeat, splice, recode
]  # fmt: skip


def _plant(folder: Path, rows: Sequence[tuple[str, bytes]]) -> list[str]:
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in rows:
        (folder / name).write_bytes(data)
    return [str(folder / name) for name, _ in rows]


def _forked(rows: Sequence[tuple[str, bytes]], limit: int) -> str:
    """Run a round in a child of its own, and return what it found; a crash is a finding too."""
    with tempfile.TemporaryDirectory() as name:
        told = Path(name) / "told"
        child = os.fork()
        if not child:
            signal.alarm(limit)
            told.write_text(_ended(Path(name), rows))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if status:
            return f"the process ended with status {status} (14: longer than {limit} s)"
        return told.read_text()


def _ended(place: Path, rows: Sequence[tuple[str, bytes]]) -> str:
    try:
        return _run(place, rows)
    except BaseException:  # noqa: BLE001 - whatever gets out is the finding
        return traceback.format_exc()


def _run(place: Path, rows: Sequence[tuple[str, bytes]]) -> str:
    site = place / "site"
    (site / "content").mkdir(parents=True)
    (site / "briefgen.yml").write_text(CONFIG)
    names = _plant(place / "in", [*rows, ("sound.html", SOUND.encode())])
    for verb in (
        ["add", *names, "--site", str(site), "--jobs", "1"],
        ["check", str(site)],
        ["build", str(site)],
        ["clean", "--json", "--jobs", "1", *names],
    ):
        out = io.TextIOWrapper(io.BytesIO(), "utf-8")
        os.chdir(place)
        with redirect_stdout(out), redirect_stderr(out):
            code = cli.main(verb, standalone_mode=False) if verb[0] != "build" else _built(verb)
        if code not in {0, 1, None}:
            return f"{verb[0]} ended with {code}"
    root = site / "content"
    found = find(root).articles
    for path in found:
        try:
            read_article(path, (root / path).read_bytes())
        except BriefgenError as error:
            return f"a filed article can't be read: {error}\n{(root / path).read_text('utf-8', 'replace')[:3000]}\nunread: {str(error).partition(': ')[2][:80]}"
    if not any("the-sound-page" in path for path in found):
        return f"the sound page was not filed; there are {found}\nsound page lost"
    shutil.rmtree(site)
    return ""


def _built(verb: list[str]) -> object:
    try:
        return cli.main(verb, standalone_mode=False)
    except BriefgenError as told:
        return told.exit_code


if __name__ == "__main__":
    main()
