"""docs/faults.md: each mistake put before the real verbs, and the manual held to what was said.

`python -m pytest tests/hostile/test_faults.py --faults` writes the manual's table anew.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import struct
import subprocess
import sys
import time
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import write_files
from hostile.faults import ARTICLES, COMMANDS, PHOTOS, SETTINGS, SOURCES, WHOLE
from hostile.moments import AS_IT_WAS, BEGUN, CAUGHT, CLEAN, HELD, MOMENTS, REST
from PIL import Image

from briefgen.build.front import build_site
from briefgen.build.order import Order
from briefgen.cli import run as run_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MANUAL = Path(__file__).parents[2] / "docs/faults.md"
GOOD = "---\ntitle: Good\ndate: 2026-01-01\ntopic: News\nsource: Desk\nsource_url: https://desk.example/\n---\n\nText.\n"
CONFIG = "title: Desk\nurl: https://desk.example/\n"
LONGEST = 150
NOW = dt.datetime.fromtimestamp(1795435200, dt.UTC)

Row = tuple[str, str, int, str]
"""What came in, what was said, the exit code, what was left."""


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> object:
    """A verb as the command line runs it: its exit code and what it said."""
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795435200")

    def ran(folder: Path, *words: str) -> tuple[int, str]:
        monkeypatch.chdir(folder)
        monkeypatch.setattr(sys, "argv", ["briefgen", *words])
        code = run_line()
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return code, said.err

    return ran


def site(folder: Path, config: str = CONFIG) -> Path:
    """Make a site of one good article."""
    (folder / "content").mkdir(parents=True)
    (folder / "content/good.md").write_text(GOOD)
    (folder / "briefgen.yml").write_text(config)
    return folder


def pictures(folder: Path) -> None:
    """Write the files that the faulty articles name as photos."""
    Image.new("RGB", (9, 9), "navy").save(folder / "png.jpg", "PNG")
    Image.effect_noise((99, 99), 9).save(folder / "whole.png")
    (folder / "cut.png").write_bytes((folder / "whole.png").read_bytes()[:900])
    for name in ("page.jpg", "page.svg"):
        (folder / name).write_text("<!doctype html><html><body>Not found</body></html>")
    (folder / "notes.txt").write_text("x")
    (folder / "empty.jpg").touch()
    head = b"IHDR" + struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))
    (folder / "bomb.png").write_bytes(b"\x89PNG\r\n\x1a\n" + chunk + b"\x00\x00\x00\x00IDAT")


def first(said: str, place: str = "") -> str:
    """Return the first mistake that was told, of those at a place."""
    found = [line.removeprefix("error: ") for line in said.splitlines() if place in line]
    told = next(
        (line for line in found if line and not line.startswith(("  hint", "Usage", "Try"))), ""
    )
    # How many files of a site are written is no matter of this table.
    told = re.sub(r" \(\d+ written.*", "", told)
    return told if len(told) <= LONGEST else f"{told[: LONGEST - 1]}…"


def articles(tmp_path: Path, run: Callable[..., tuple[int, str]]) -> Iterator[Row]:
    """Build one site with every faulty article in it."""
    folder = site(tmp_path / "articles")
    pictures(folder / "content")
    names = [f"{number:03}.md" for number in range(len(ARTICLES))]
    for name, (_, data) in zip(names, ARTICLES, strict=True):
        (folder / "content" / name).write_bytes(data)
    code, _ = run(folder, "build")
    # A build lists only the first of one kind.
    said = run(folder, "check", "--all")[1]
    assert (folder / "site/2026/01/01/good/index.html").is_file()
    pages = {path.parent.name for path in (folder / "site").rglob("index.html")}
    for name, (what, _) in zip(names, ARTICLES, strict=True):
        told = first(said, f"error: content/{name}:").replace(f"content/{name}", "a.md")
        left = "shown without it" if name.removesuffix(".md") in pages else "left out"
        yield what, told, code, left


def photos(tmp_path: Path, run: Callable[..., tuple[int, str]]) -> Iterator[Row]:
    """Build a site with every photo that can't be read, and once more strictly."""
    folder = site(tmp_path / "photos")
    pictures(folder / "content")
    names = [f"{number:03}.md" for number in range(len(PHOTOS))]
    for name, (_, data) in zip(names, PHOTOS, strict=True):
        (folder / "content" / name).write_bytes(data)
    code, said = run(folder, "build")
    assert run(folder, "build", "--strict")[0] == 1
    # A build lists only the first of one kind.
    assert "[photo-unreadable]" in said
    all_said = run(folder, "check", "--all")[1]
    pages = {path.parent.name for path in (folder / "site").rglob("index.html")}
    for name, (what, _) in zip(names, PHOTOS, strict=True):
        rows = [line for line in all_said.splitlines() if "[photo-unreadable]" in line]
        told = first("\n".join(rows), f"content/{name}:").removeprefix("warning: ")
        left = "shown without it" if name.removesuffix(".md") in pages else "left out"
        yield what, told.replace(f"content/{name}", "a.md"), code, left


def whole(tmp_path: Path, run: Callable[..., tuple[int, str]]) -> Iterator[Row]:
    """Build each site whose files contradict each other or the site."""
    for number, (what, files) in enumerate(WHOLE):
        folder = site(tmp_path / f"whole{number}")
        write_files(
            folder, "".join(f"-- content/{path} --\n{text}\n" for path, text in files.items())
        )
        code, said = run(folder, "build")
        assert (folder / "site/2026/01/01/good/index.html").is_file()
        yield what, first(said, "error: ").removeprefix("content/"), code, "the rest"


def settings(tmp_path: Path, run: Callable[..., tuple[int, str]]) -> Iterator[Row]:
    """Build the good site, then again with each faulty briefgen.yml: the good one stays."""
    folder = site(tmp_path / "settings")
    assert run(folder, "build")[0] == 0
    before = {path: path.read_bytes() for path in (folder / "site").rglob("*") if path.is_file()}
    for what, text in SETTINGS:
        (folder / "briefgen.yml").write_text(text)
        code, said = run(folder, "build")
        yield what, first(said), code, "the last site"
    after = {path: path.read_bytes() for path in (folder / "site").rglob("*") if path.is_file()}
    assert after == before


def sources(tmp_path: Path, run: Callable[..., tuple[int, str]]) -> Iterator[Row]:
    """Clean each faulty source."""
    for what, name, data in SOURCES:
        (tmp_path / name).write_bytes(data)
        code, said = run(tmp_path, "clean", name)
        yield what, first(said), code, "nothing written"


def commands(tmp_path: Path, run: Callable[..., tuple[int, str]]) -> Iterator[Row]:
    """Give each faulty command in a good site."""
    folder = site(tmp_path / "commands")
    for what, words in COMMANDS:
        code, said = run(folder, *words)
        yield what, first(said), code, "all as it was"


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file of a site by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def clean_one(folder: Path, scratch: Path) -> dict[str, bytes]:
    """Return what a first build makes of the same files."""
    copy = scratch / "clean"
    shutil.rmtree(copy, ignore_errors=True)
    copy.mkdir()
    shutil.copytree(folder / "content", copy / "content")
    shutil.copy(folder / "briefgen.yml", copy)
    build_site(Order(root=copy, now=NOW))
    return tree(copy / "site")


def moments(tmp_path: Path, run: Callable[..., tuple[int, str]]) -> Iterator[Row]:
    """Build a good site, disturb what it stands on, and give the verb."""
    for number, (what, disturb, words, left) in enumerate(MOMENTS):
        folder = site(tmp_path / f"moment{number}")
        assert run(folder, "build")[0] == 0
        before = tree(folder / "site")
        disturb(folder)
        code, said = run(folder, *words)
        for lock in HELD:
            os.close(lock)
        HELD.clear()
        told = first(said.replace(f"{folder}{os.sep}", ""))
        assert_left(left, folder, before, tmp_path)
        yield what, told, code, left


def assert_left(left: str, folder: Path, before: dict[str, bytes], scratch: Path) -> None:
    """Assert of a site that it is what the row says."""
    now = tree(folder / "site")
    if left == AS_IT_WAS:
        assert now == before
    elif left == CLEAN:
        assert now == clean_one(folder, scratch)
    else:
        assert left in {REST, BEGUN}
        assert "2026/01/01/good/index.html" in now or "2026/01/01/first/index.html" in now


def caught(tmp_path: Path, run: Callable[..., tuple[int, str]]) -> Iterator[Row]:
    """Let something happen in the midst of a build; a hook of the interpreter's sees the moment."""
    for number, (what, deed, left) in enumerate(CAUGHT):
        folder = site(tmp_path / f"caught{number}")
        (folder / "content/first.md").write_text(GOOD.replace("Good", "First"))
        # A file that is older than a tick of the disk's clock is not read again.
        time.sleep(0.2)
        assert run(folder, "build")[0] == 0
        before, config = tree(folder / "site"), (folder / "briefgen.yml").read_bytes()
        with (folder / "content/first.md").open("a") as file:
            file.write("New words.")
        done = subprocess.run(
            [sys.executable, "-c", MEANWHILE, deed],
            cwd=folder,
            env={**os.environ, "NO_COLOR": "1", "SOURCE_DATE_EPOCH": "1795435200"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert "Traceback" not in done.stderr
        assert_left(left, folder, before, tmp_path)
        told = first(done.stderr.replace(f"{folder}{os.sep}", ""))
        yield what, told, done.returncode, left
        (folder / "briefgen.yml").write_bytes(config)
        run(folder, "build")
        assert tree(folder / "site") == clean_one(folder, tmp_path)


MEANWHILE = """
import os, resource, shutil, sys
done = []
def hook(event, args):
    if event == "open" and str(args[0]).endswith("first.md") and not done:
        done.append(1)
        exec(deed)
deed = sys.argv[1]
sys.argv = ["briefgen", "build", "--jobs", "1"]
sys.addaudithook(hook)
from briefgen.build.front import build_site
from briefgen.build.order import Order
from briefgen.cli import main
main()
"""

PARTS = (
    (
        "An article",
        "The other articles are built; the faulty one is left out, or shown without its photo, until it is mended.",
        articles,
    ),
    (
        "A photo that can't be read",
        "A warning, told once a file: the text is built without it. `briefgen build --strict` and `briefgen publish` refuse it.",
        photos,
    ),
    (
        "Files that don't go together",
        "Of two files with one address, or one id, the first by name stays; the other pages are built.",
        whole,
    ),
    ("`briefgen.yml`", "Nothing is built; the site that stands stays as it is.", settings),
    (
        "A source for `clean` and `add`",
        "The other sources are cleaned; nothing is written for this one.",
        sources,
    ),
    ("The command line", "Nothing is done.", commands),
    (
        "The disk and its folders",
        "Put to a site that was built. What is not a mistake is built as if it were the first time.",
        moments,
    ),
    (
        "While a build is under way",
        "Put to a site that was built, while an edited article of it is being read.",
        caught,
    ),
)
TOP = """# Faults, and what is said of them

What can be wrong with what comes in, what briefgen says, and its exit code. No row is a matter of trust: the table is
made by a test that puts each of these before the real verbs (`tests/hostile/test_faults.py`).
"""


@pytest.mark.parametrize("number", range(len(PARTS)))
def test_the_manual_says_what_is_said(
    number: int, tmp_path: Path, run: Callable[..., tuple[int, str]], request: pytest.FixtureRequest
) -> None:
    """Every fault is told in one place with file and line, and leaves with the code of its kind."""
    title, around, part = PARTS[number]
    rows = list(part(tmp_path, run))
    assert [what for what, told, code, _ in rows if not told or code not in {0, 1, 2}] == []
    harmless = {CLEAN, BEGUN} | ({"shown without it"} if part is photos else set())
    assert [row for row in rows if (row[2] == 0) != (row[3] in harmless)] == []
    if part in {articles, settings}:
        assert [row for row in rows if not re.match(r"\S+?(:\d+)?: ", row[1])] == []
    lines = [f"| {what} | {_cell(told)} | {code} | {left} |" for what, told, code, left in rows]
    table = "\n".join(
        ["| what comes in | what is said | exit code | what is left |", "|---|---|---|---|", *lines]
    )
    text = f"## {title}\n\n{around}\n\n{table}\n"
    if request.config.getoption("--faults"):
        before = MANUAL.read_text("utf-8") if number else TOP
        MANUAL.write_text(f"{before}\n{text}", encoding="utf-8")
    assert f"\n{text}" in MANUAL.read_text("utf-8")


def test_there_are_enough() -> None:
    """The table tells of far more than a hundred faults, each once."""
    parts = (ARTICLES, PHOTOS, WHOLE, SETTINGS, SOURCES, COMMANDS, MOMENTS, CAUGHT)
    names = [[row[0] for row in part] for part in parts]
    assert sum(map(len, names)) > 200
    assert [part for part in names if len(set(part)) < len(part)] == []


def _cell(told: str) -> str:
    mark = "``" if "`" in told else "`"
    blank = " " if mark == "``" else ""
    return f"{mark}{blank}{told.replace('|', chr(0x2758))}{blank}{mark}".replace(os.sep * 2, "//")
