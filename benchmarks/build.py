"""Time whole builds of N articles: cold, nothing changed, one body edited, one title edited.

    python benchmarks/build.py [N] [--runs 3] [--jobs 0]

Prints the median wall and CPU seconds of the whole process tree, and the peak memory of its
largest process. The articles are the same on every run; the site stands in a temporary folder.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image

WORDS = (
    "tide",
    "quay",
    "lantern",
    "ledger",
    "river",
    "council",
    "harbour",
    "signal",
    "meadow",
    "archive",
    "turbine",
    "ferry",
    "bridge",
    "market",
    "orchard",
    "gravel",
    "winter",
    "copper",
    "window",
    "pilot",
    "garden",
    "station",
    "letter",
    "engine",
    "valley",
    "glass",
)
TOPICS = tuple(f"Topic {number:02}" for number in range(1, 41))
CONFIG = "title: Bench\nurl: https://bench.example/\ntimezone: UTC\n"


@dataclass(frozen=True)
class Run:
    """What one build took."""

    wall: float
    cpu: float
    peak_mb: float


def sentence(chance: random.Random) -> str:
    words = chance.choices(WORDS, k=chance.randint(8, 18))
    if chance.random() < 0.1:
        words[2] = f"[{words[2]}](https://example.org/{words[3]})"
    if chance.random() < 0.1:
        words[-1] = f"*{words[-1]}*"
    return " ".join(words).capitalize() + "."


def article(number: int, chance: random.Random) -> tuple[str, str]:
    """An article's path and text."""
    day, title = number % 28 + 1, " ".join(chance.choices(WORDS, k=7)).capitalize()
    month, year = number // 28 % 12 + 1, 2000 + number // 336
    paragraphs = [
        " ".join(sentence(chance) for _ in range(chance.randint(2, 5)))
        for _ in range(chance.randint(6, 14))
    ]
    head = (
        f'---\ntitle: "{title}"\ndate: {year}-{month:02}-{day:02}\ntopic: {chance.choice(TOPICS)}\n'
        f"source: The {chance.choice(WORDS).title()} Post\nsource_url: https://post.example/{number}\n"
        f'photo: /images/photo-{number % 40}.jpg\nphoto_alt: "{sentence(chance)}"\n'
        f'photo_caption: "A view of the {chance.choice(WORDS)}."\n'
        f'photo_credit: "Ada Lund/The {chance.choice(WORDS).title()} Post"\n'
        f"slug: piece-{number}\n---\n\n"
    )
    return f"articles/{year}/piece-{number}.md", head + "\n\n".join(paragraphs) + "\n"


def photo(number: int) -> bytes:
    """Return a small JPEG of noise, some 3 KB: there to be copied."""
    noise = random.Random(number).randbytes(48 * 32 * 3)
    Image.frombytes("RGB", (48, 32), noise).save(made := BytesIO(), "JPEG")
    return made.getvalue()


def make_site(folder: Path, count: int) -> list[Path]:
    chance, paths = random.Random(1), []
    (folder / "content/images").mkdir(parents=True)
    (folder / "briefgen.yml").write_text(CONFIG)
    for number in range(40):
        (folder / f"content/images/photo-{number}.jpg").write_bytes(photo(number))
    for number in range(count):
        name, text = article(number, chance)
        path = folder / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        paths.append(path)
    return paths


def build(folder: Path, jobs: int) -> Run:
    command = [
        sys.executable,
        "-m",
        "briefgen",
        "build",
        str(folder),
        "--quiet",
        "--jobs",
        str(jobs),
    ]
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"the build failed with exit code {process.returncode}")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def measure(folder: Path, paths: list[Path], jobs: int) -> dict[str, Run]:
    for stale in (".briefgen", "site"):
        shutil.rmtree(folder / stale, ignore_errors=True)
    middle = paths[len(paths) // 2]
    runs = {"cold": build(folder, jobs), "nothing changed": build(folder, jobs)}
    middle.write_text(middle.read_text() + f"\nAdded at {time.time_ns()}.\n")
    runs["one body edited"] = build(folder, jobs)
    middle.write_text(middle.read_text().replace('title: "', f'title: "{time.time_ns()} ', 1))
    runs["one title edited"] = build(folder, jobs)
    return runs


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("count", nargs="?", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=0)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        paths = make_site(Path(name), chosen.count)
        rounds = [measure(Path(name), paths, chosen.jobs) for _ in range(chosen.runs)]
    print(f"{chosen.count} articles, median of {chosen.runs} runs")
    print(f"{'':18}{'wall s':>9}{'CPU s':>9}{'peak MB':>9}")
    for kind in rounds[0]:
        column = [taken[kind] for taken in rounds]
        wall, cpu, peak = (
            statistics.median(getattr(run, fact) for run in column)
            for fact in ("wall", "cpu", "peak_mb")
        )
        print(f"{kind:18}{wall:9.2f}{cpu:9.2f}{peak:9.0f}")


if __name__ == "__main__":
    main()
