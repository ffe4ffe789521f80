"""Publish a large site with briefgen and with ghp-import: time and memory of each step.

    python benchmarks/publish.py [--files 20000] [--ghp PYTHON-WITH-GHP-IMPORT]

Each publish runs as a process of its own against a bare repository over file://; the memory is
the largest sum of resident bytes of that process and all it started, looked at every 20 ms.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

WORDS = ("harbour", "tide", "crane", "ferry", "signal", "rail", "freight", "ship", "quay", "pilot")
OURS = """
import os, sys
from pathlib import Path
from briefgen.publish import *
work, site = map(Path, sys.argv[1:])
survey = look_over(site)
refuse(survey.problems)
repository = find_repository(work, os.environ)
with open_scratch(repository, find_remote(repository), os.environ) as scratch:
    plan = make_plan(scratch, site, Settings())
    if not plan.empty:
        carry_out(scratch, plan)
"""
THEIRS = "import sys; from ghp_import import main; sys.argv[0] = 'ghp-import'; main()"


def make_site(site: Path, files: int) -> None:
    """Write pages of about 8 kB and, one in ten, pictures of 30 kB that don't compress."""
    dice = random.Random(7)
    for number in range(files):
        folder = site / f"20{number % 30:02}" / f"{number % 12:02}" / f"article-{number}"
        folder.mkdir(parents=True)
        if number % 10:
            text = " ".join(dice.choices(WORDS, k=1100))
            (folder / "index.html").write_text(f"<h1>{number}</h1><p>{text}", "utf-8")
        else:
            (folder / "photo.jpg").write_bytes(dice.randbytes(30_000))
    (site / "index.html").write_text("<h1>Start</h1>", "utf-8")


def change(site: Path, turn: int) -> None:
    """Change one page in a hundred."""
    for page in sorted(site.glob("*/*/*/index.html"))[::100]:
        with page.open("a", encoding="utf-8") as file:
            file.write(f"<p>Corrected {turn}")


def measured(command: list[str], folder: Path) -> tuple[float, float, float]:
    """Run a command; return seconds, processor seconds, and peak megabytes with its children."""
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)
    peak = 0
    while True:
        pid, status, used = os.wait4(process.pid, os.WNOHANG)
        if pid:
            break
        peak = max(peak, sum(_resident(pid) for pid in _family(process.pid)))
        time.sleep(0.02)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{command[:2]} failed with {process.returncode}")
    return time.perf_counter() - started, used.ru_utime + used.ru_stime, peak / 1e6


def _family(top: int) -> list[int]:
    parents = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rpartition(") ")[2].split()
        except OSError:
            continue
        parents[int(entry.parent.name)] = int(fields[1])
    family = [top]
    for pid in family:
        family += [child for child, parent in parents.items() if parent == pid]
    return family


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def fresh(top: Path, name: str) -> Path:
    """Make a working repository with a bare remote."""
    remote, work = top / f"{name}.git", top / name
    subprocess.run(["git", "init", "-q", "--bare", str(remote)], check=True)
    subprocess.run(["git", "init", "-q", "-b", "main", str(work)], check=True)
    for key, value in (("user.name", "Bench"), ("user.email", "bench@example.org")):
        subprocess.run(["git", "-C", str(work), "config", key, value], check=True)
    subprocess.run(
        ["git", "-C", str(work), "commit", "-q", "--allow-empty", "-m", "Start"], check=True
    )
    subprocess.run(["git", "-C", str(work), "remote", "add", "origin", remote.as_uri()], check=True)
    return work


def main() -> None:
    """Print one line for each tool and step."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=20_000)
    parser.add_argument("--ghp", default="", help="a Python that can import ghp_import")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        top = Path(name)
        make_site(top / "site", chosen.files)
        site = str(top / "site")
        tools = {"briefgen": [sys.executable, "-c", OURS, str(fresh(top, "ours")), site]}
        if chosen.ghp:
            fresh(top, "theirs")
            tools["ghp-import"] = [chosen.ghp, "-c", THEIRS, "-n", "-p", site]
        folders = {"briefgen": top, "ghp-import": top / "theirs"}
        size = sum(place.stat().st_size for place in (top / "site").rglob("*") if place.is_file())
        print(f"{chosen.files} files, {size / 1e6:.0f} MB")
        for step in ("first publish", "1 % changed", "nothing changed"):
            if step == "1 % changed":
                change(top / "site", 1)
            for tool, command in tools.items():
                seconds, used, peak = measured(command, folders[tool])
                print(
                    f"{step:16} {tool:11} {seconds:6.1f} s {used:6.1f} s CPU {peak:7.0f} MB",
                    flush=True,
                )


if __name__ == "__main__":
    main()
