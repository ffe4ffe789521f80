"""Time the engine alone on N small pages: digests, store, stat index, workers, sync.

    python benchmarks/engine.py [N] [--runs 5] [--folder DIR]

Prints the median milliseconds of each deed and what one input or file of it costs. Every page has
a folder of its own, as permalinks have, which is the dear part of a site on disk: a link costs
about a tenth of a folder. The pages are the same on every run.
"""

from __future__ import annotations

import argparse
import gc
import random
import statistics
import tempfile
import time
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.engine import workers as workers_module
from briefgen.engine.fingerprint import Fingerprints
from briefgen.engine.output import Content, Keyed, SiteFolder, sync
from briefgen.engine.stamp import code_stamp
from briefgen.engine.stat_index import StatIndex
from briefgen.engine.workers import Workers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping


@dataclass(frozen=True, slots=True)
class Part:
    """Something many pages share."""

    title: str
    address: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A page as the engine sees one: some texts and parts."""

    path: str
    title: str
    summary: str
    own: Part
    shared: tuple[Part, ...]


def rendered(page: Page, rounds: int) -> bytes:
    """Return 8 KB that depend on the page, after some work of no use."""
    digest = repr(page).encode()
    for _ in range(rounds):
        digest = blake2b(digest).digest()
    return digest * 128


def pages(count: int) -> list[Page]:
    """Return `count` pages that share a few parts."""
    shared = tuple(Part(f"Topic {n}", f"topics/{n}/", ("a", "b", "c")) for n in range(12))
    return [
        Page(
            f"{2000 + n % 20}/{n % 12:02d}/{n % 28:02d}/page-{n}/index.html",
            f"Page {n}",
            "Ferry and bridge. " * 12,
            Part(f"Own {n}", f"own/{n}/", ("d", str(n))),
            (shared[n % 12], shared[n % 5]),
        )
        for n in range(count)
    ]


class Report:
    """Prints a line for each deed."""

    def __init__(self, runs: int) -> None:
        self._runs = runs

    def time(self, name: str, count: int, deed: Callable[[], object]) -> None:
        """Do something several times and print its median."""
        self.times(name, count, (deed for _ in range(self._runs)))

    def times(self, name: str, count: int, deeds: Iterator[Callable[[], object]]) -> None:
        """Do several things and print their median; making them ready is not counted."""
        seconds = []
        for deed in deeds:
            gc.collect()
            start = time.perf_counter()
            deed()
            seconds.append(time.perf_counter() - start)
        median = statistics.median(seconds)
        print(
            f"{name:<44} {median * 1e3:9.1f} ms  {median / count * 1e6:8.1f} us each"
            f"  ({min(seconds) * 1e3:.1f} to {max(seconds) * 1e3:.1f})"
        )


def records(report: Report, inputs: list[Page]) -> None:
    """Time digests and encoding."""
    count = len(inputs)
    report.time("digest, sharing parts", count, lambda: [*map(Fingerprints(), inputs)])
    report.time("code stamp", 1, code_stamp)


def workers(report: Report, inputs: list[Page]) -> None:
    """Time what workers cost and what they give, on work of 1 ms an input."""
    step = partial(rendered, rounds=1000)
    some = inputs[: min(2000, len(inputs))]
    for jobs in (1, 2):
        report.time(
            f"1000 digests an input, {jobs} jobs",
            len(some),
            partial(Workers(jobs).map, step, some),
        )
    print(f"workers pay at {workers_module._PAYS} seconds of work left")  # noqa: SLF001


def index(report: Report, inputs: list[Page], root: Path) -> None:
    """Time digests of files that did not change."""
    folder = root / "content"
    folder.mkdir()
    files = [folder / f"page-{n}.md" for n in range(len(inputs))]
    for file, page in zip(files, inputs, strict=True):
        file.write_bytes(rendered(page, 1)[:4000])
    where = root / ".briefgen" / "stat"

    def look() -> None:
        known = StatIndex(where)
        known.digests(files)
        known.save()

    time.sleep(0.2)  # files changed just now are doubted
    report.times("stat index, all new", len(files), iter([look]))
    report.time("stat index, nothing changed", len(files), look)


def site(report: Report, inputs: list[Page], root: Path) -> None:
    """Time syncs of a whole site.

    Nothing is removed before the end: ext4 is slow to make files where many were just removed.
    """
    outputs = {page.path: rendered(page, 1) for page in inputs}
    chance = random.Random(5)
    count = len(inputs)
    homes = [root / f"home-{n}" for n in range(3)]
    report.times("sync, new site", count, (partial(put, home, outputs) for home in homes))
    home = homes[0]
    known = {path: Keyed(key) for path, key in standing(home).items()}

    def changed(number: int) -> Iterator[Callable[[], object]]:
        while True:
            paths = chance.sample(sorted(outputs), number)
            fresh = {path: Keyed(chance.randbytes(16), chance.randbytes(8000)) for path in paths}
            yield partial(put, home, known | fresh)
            known.update((path, Keyed(new.key)) for path, new in fresh.items())

    report.time("look at the site", count, partial(standing, home))
    report.time("sync, nothing changed, bytes given", count, partial(put, home, outputs))
    report.time("sync, nothing changed, keys given", count, partial(put, home, known))
    one, many = changed(1), changed(max(1, count // 10))
    report.times("sync, one page changed, staging tree empty", count, islice(one, 1))
    report.times("sync, one page changed", count, islice(one, 7))
    next(one)
    report.times("sync, a tenth of the pages changed", count, islice(many, 5))


def put(home: Path, outputs: Mapping[str, Content]) -> None:
    """Sync a site."""
    sync(outputs.items(), home / "site", state=home / ".briefgen")


def standing(home: Path) -> dict[str, bytes]:
    """Return the keys of what stands."""
    with SiteFolder(home / "site", state=home / ".briefgen") as folder:
        return dict(folder.standing)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", nargs="?", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--folder", type=Path, help="where to work; a temporary folder if not told")
    options = parser.parse_args()
    report, inputs = Report(options.runs), pages(options.count)
    with tempfile.TemporaryDirectory(dir=options.folder) as root:
        records(report, inputs)
        workers(report, inputs)
        index(report, inputs, Path(root))
        site(report, inputs, Path(root))


if __name__ == "__main__":
    main()
