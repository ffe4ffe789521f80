"""A build that finds nothing changed ends after one look, and misses no change."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from briefgen.build import Order, Result, build_site
from briefgen.build.look import look
from briefgen.build.remember import retold

if TYPE_CHECKING:
    from pathlib import Path

NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
ARTICLE = (
    "---\ntitle: The {} opens\ndate: 2026-11-0{}\ntopic: Rail\nphoto: /images/a.png\n"
    "source: Post\nsource_url: https://post.example/{}\n---\n\nA bell rang.\n"
)


def told(result: Result) -> tuple[object, ...]:
    """What a build says, but for the files it wrote."""
    return (result.counts, result.held, result.errors, result.notices, result.strict)


def recalled(order: Order) -> Result | None:
    """What the last build told, if this one would do and tell the same."""
    view = look(order)
    return retold(order, view) if view and view.standing and not view.changed else None


@pytest.fixture
def order(tmp_path: Path) -> Order:
    """A small site that was built, and whose files are older than a tick of the disk's clock."""
    root = tmp_path / "site-root"
    (root / "content/images").mkdir(parents=True)
    (root / "briefgen.yml").write_text(
        "title: One\nurl: https://a.example/\ntimezone: Asia/Tokyo\n"
    )
    Image.new("RGB", (8, 6), (9, 9, 9)).save(root / "content/images/a.png")
    for number, name in enumerate(("ferry", "weir"), 1):
        (root / f"content/{name}.md").write_text(ARTICLE.format(name, number, number))
    (root / "content/later.md").write_text(
        "---\ntitle: Later\ndate: 2026-11-24\nsource: Post\n---\n\nNot yet.\n"
    )
    (root / "themes/overrides").mkdir(parents=True)
    (root / "themes/overrides/_footer.html").write_text("<p>A</p>")
    time.sleep(0.15)
    return Order(root, NOW)


def test_what_did_not_change_is_told_again(order: Order) -> None:
    """The second build writes nothing and says what the first said, held articles included."""
    first = build_site(order)
    again = recalled(order)
    assert again is not None
    assert told(again) == told(first)
    assert first.held
    assert first.notices
    assert again.synced is not None
    assert first.synced is not None
    assert again.synced.unchanged == first.synced.written
    assert not again.synced.written


@pytest.mark.parametrize(
    "change",
    [
        lambda root: (root / "content/ferry.md").write_text("---\ntitle: New\n---\n\nAnew.\n"),
        lambda root: (root / "content/new.md").write_text("---\ntitle: New\n---\n\nAnew.\n"),
        lambda root: (root / "content/topics").mkdir(),
        lambda root: (root / "content/ferry.md").unlink(),
        lambda root: (root / "content/ferry.md").rename(root / "content/raft.md"),
        lambda root: (root / "content/images/a.png").unlink(),
        lambda root: (root / "briefgen.yml").write_text("title: Two\nurl: https://a.example/\n"),
        lambda root: (root / "themes/overrides/_footer.html").write_text("<p>B</p>"),
        lambda root: (root / "themes/overrides/_header.html").write_text("<p>B</p>"),
        lambda root: (root / "site/index.html").write_text("Other"),
        lambda root: (root / "site/robots.txt").unlink(),
        lambda root: shutil.rmtree(root / "site"),
    ],
)
def test_any_change_is_seen(order: Order, change: object) -> None:
    """Whatever is edited, added, taken away, in content, theme, config or site, there is work."""
    build_site(order)
    change(order.root)  # type: ignore[operator]
    assert recalled(order) is None


def test_a_change_that_keeps_size_and_time_is_seen(order: Order) -> None:
    """A file of the same length whose time was set back was changed all the same."""
    build_site(order)
    path = order.content / "ferry.md"
    before = path.stat()
    path.write_text(path.read_text().replace("bell", "bolt"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert recalled(order) is None


def test_what_was_changed_just_before_is_not_trusted(order: Order) -> None:
    """A second change within the same tick could bear the same time: such a build is no record."""
    (order.content / "ferry.md").write_text("---\ntitle: New\n---\n\nAnew.\n")
    build_site(order)
    assert recalled(order) is None


def test_other_choices_are_another_build(order: Order) -> None:
    """Drafts, future articles, strictness, the address and the folder of the site count."""
    build_site(order)
    root, site = order.root, order.root.parent / "elsewhere"
    for other in (
        Order(root, NOW, drafts=True),
        Order(root, NOW, future=True),
        Order(root, NOW, strict=True),
        Order(root, NOW, base_url="https://b.example/"),
        Order(root, NOW, output=site),
        Order(root, NOW, fresh=True),
    ):
        assert recalled(other) is None


def test_what_falls_due_is_built(order: Order) -> None:
    """Time alone changes nothing until an article's moment has come; a clock set back does."""
    build_site(order)
    due = dt.datetime(2026, 11, 23, 15, tzinfo=dt.UTC)  # midnight in Tokyo
    assert recalled(Order(order.root, due - dt.timedelta(seconds=1)))
    assert recalled(Order(order.root, due)) is None
    assert recalled(Order(order.root, NOW - dt.timedelta(seconds=1))) is None


def test_a_mistake_is_told_by_a_look_anew(order: Order) -> None:
    """A build with a broken article is not remembered: the next reads it again."""
    (order.content / "ferry.md").write_text("---\ntitle: [\n---\n")
    time.sleep(0.15)
    assert build_site(order).errors
    assert recalled(order) is None


@pytest.mark.parametrize("at", [3, 40, 200])
def test_a_damaged_record_is_none(order: Order, at: int) -> None:
    """A record that was cut or altered costs a build, and tells nothing false."""
    build_site(order)
    (record,) = (order.kept / "cache").glob("told-*")
    data = bytearray(record.read_bytes())
    data[at] ^= 1
    record.write_bytes(data)
    assert recalled(order) is None
    record.write_bytes(data[:at])
    assert recalled(order) is None


def test_a_build_without_work_loads_no_library(order: Order) -> None:
    """Neither a library nor what is slow to load of Python is imported to see that all stands."""
    build_site(order)
    code = (
        "import sys; from briefgen.cli import run\n"
        f"sys.argv = ['briefgen', 'build', '-q', {str(order.root)!r}]\n"
        "run()\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    # The record is of the Python that made it, so that one makes it.
    for _ in range(2):
        run = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        )
    loaded = set(run.stdout.split())
    libraries = ("markdown", "jinja2", "lxml", "trafilatura", "babel", "feedgen", "PIL", "nh3")
    assert "briefgen" in loaded
    assert not loaded & {*libraries, "yaml", "msgspec", "click", "dataclasses", "json", "pathlib"}
