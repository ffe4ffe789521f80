"""Kill `briefgen build` at random moments, and look for a mixture or a cache that lies.

    python benchmarks/kills.py [--kills 200] [--articles 300] [--seed 1]

Each turn changes the source from one state to the other, starts the real build, ends it with
SIGKILL at a random moment, and looks at the site: it must be the old one or the new one, byte for
byte. Then the next build is let through, with whatever cache and stage the kill left behind: its
site must equal a clean build's. As many turns build cold (no cache) as incrementally; half of the
kills fall anywhere in the build, half within the few milliseconds around the swap; half take the
workers along. Exit code 1 when a single turn was wrong.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

WORDS = ("harbour", "tide", "crane", "ferry", "signal", "rail", "freight", "ship", "quay", "pilot")
BUILD = (sys.executable, "-m", "briefgen", "build", "--quiet", "--jobs", "2")
NEVER = 600
NEAR = 0.02


def article(number: int, word: str) -> str:
    dice = random.Random(f"{number} {word}")
    day = f"2026-{number % 9 + 1:02}-{number % 27 + 1:02}"
    text = "\n\n".join(" ".join(dice.choices(WORDS, k=60)) for _ in range(6))
    return (
        f"---\ntitle: The {word} {number}\ndate: {day}\ntopic: {WORDS[number % 7]}\n"
        f"source: Harbour Post\nsource_url: https://post.example/{number}\n---\n{text}\n"
    )


def write_source(root: Path, articles: int, state: str) -> None:
    """Write the whole source in one of two states, which differ in every page or in a few."""
    shutil.rmtree(root / "content", ignore_errors=True)
    (root / "content").mkdir(parents=True)
    title = "Harbour news" if state != "cold" else "Quay news"
    (root / "briefgen.yml").write_text(f"title: {title}\nurl: https://news.example/\n", "utf-8")
    for number in range(articles):
        word = "crane" if state == "few" and number % 50 == 1 else "ferry"
        name = f"renamed-{number}" if state == "few" and number % 50 == 2 else str(number)
        if state == "few" and number % 50 == 3:
            continue
        (root / "content" / f"{name}.md").write_text(article(number, word), "utf-8")


def digest(site: Path) -> str:
    """Return one digest of every name and byte of a folder; "" when there is none."""
    if not site.is_dir():
        return ""
    total = hashlib.sha256()
    for place in sorted(site.rglob("*")):
        total.update(f"{place.relative_to(site)}\0{place.is_dir()}\0".encode())
        total.update(hashlib.sha256(place.read_bytes()).digest() if place.is_file() else b"")
    return total.hexdigest()


def build(root: Path, *more: str) -> float:
    started = time.perf_counter()
    done = subprocess.run([*BUILD, *more, str(root)], capture_output=True, timeout=NEVER)
    if done.returncode:
        sys.exit(f"a build that was let through failed: {done.stderr.decode()}")
    return time.perf_counter() - started


def killed(root: Path, dice: random.Random, longest: float, kind: int) -> str:
    """Start a build and kill it anywhere, or around the swap; return which."""
    process = subprocess.Popen(
        [*BUILD, str(root)], start_new_session=True, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    near = kind % 2
    if near:
        # The new site is announced right before the swap, and the announcement goes right after.
        while process.poll() is None and not _announced(root):
            time.sleep(0.0005)
        time.sleep(dice.uniform(0, NEAR))
    else:
        time.sleep(dice.uniform(0, longest))
    where = "around the swap" if near else "anywhere"
    if process.poll() is not None:
        return f"{where}: had finished"
    os.killpg(process.pid, signal.SIGKILL) if kind > 1 else process.kill()
    process.wait()
    return f"{where}: killed"


def _announced(root: Path) -> bool:
    return any((root / ".briefgen" / "outputs").glob("*/manifest.next"))


class Proof:
    """Two states of one source, the digests of their clean builds, and the turns between them."""

    def __init__(self, root: Path, articles: int, other: str) -> None:
        self.root, self.articles, self.other = root, articles, other
        self.clean: dict[str, str] = {}
        self.seconds: dict[str, float] = {}
        for state in (other, "base"):
            write_source(root, articles, state)
            build(root, "--clean")
            self.clean[state] = digest(root / "site")
        if len(set(self.clean.values())) != 2:
            sys.exit("the two states give the same site: nothing could be told apart")

    def turn(self, number: int, dice: random.Random) -> tuple[str, ...]:
        """Kill one build on its way from a state to the other; return what was seen."""
        old, new = ("base", self.other) if number % 2 == 0 else (self.other, "base")
        write_source(self.root, self.articles, new)
        cold = self.other == "cold"
        if cold:
            shutil.rmtree(self.root / ".briefgen" / "cache", ignore_errors=True)
        longest = self.seconds.get(new, 6.0)
        seen = [killed(self.root, dice, longest, number // 2 % 4)]
        found = digest(self.root / "site")
        names = {self.clean[old]: "old site", self.clean[new]: "new site"}
        seen.append(names.get(found, "MIXTURE"))
        build(self.root)
        after = digest(self.root / "site")
        seen.append("next build right" if after == self.clean[new] else "CACHE LIED")
        return tuple(seen)

    def measure(self) -> None:
        """Learn how long a build takes that is not killed, so that kills fall all along it."""
        for new in (self.other, "base"):
            write_source(self.root, self.articles, new)
            if self.other == "cold":
                shutil.rmtree(self.root / ".briefgen" / "cache", ignore_errors=True)
            self.seconds[new] = build(self.root)


def main() -> None:
    """Print what was seen, how often; exit 1 when anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200, help="of each kind of build")
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    dice, wrong = random.Random(chosen.seed), False
    os.environ["SOURCE_DATE_EPOCH"] = "1795000000"
    for kind, other in (("cold", "cold"), ("incremental", "few")):
        with tempfile.TemporaryDirectory() as name:
            proof = Proof(Path(name), chosen.articles, other)
            proof.measure()
            tally = Counter(proof.turn(number, dice) for number in range(chosen.kills))
        for seen, count in sorted(tally.items()):
            print(f"{kind:12} {count:4} x {', '.join(seen)}", flush=True)
            wrong = wrong or any(word.isupper() for word in ", ".join(seen).split(", "))
    sys.exit(wrong)


if __name__ == "__main__":
    main()
