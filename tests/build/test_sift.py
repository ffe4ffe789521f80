"""Where files were stamped anew but say what they said, the last site is brought back."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import tarfile
import time
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from briefgen.build import Order, Result, build_site
from briefgen.build.look import look
from briefgen.build.sift import sifted

if TYPE_CHECKING:
    from pathlib import Path

NOW = dt.datetime(2026, 8, 3, 12, tzinfo=dt.UTC)
ARTICLE = (
    "---\ntitle: Lock {0}\ndate: 2026-07-0{0}\ntopic: Canals\nphoto: /images/lock.png\n"
    "photo_alt: A lock.\nphoto_credit: Ada/Wire\nsource: Post\n---\n\nThe gate of lock {0} moved.\n"
)


@pytest.fixture
def order(tmp_path: Path) -> Order:
    """A small site that was built."""
    root = tmp_path / "site-root"
    (root / "content/images").mkdir(parents=True)
    (root / "content/topics").mkdir()
    (root / "themes/overrides").mkdir(parents=True)
    (root / "briefgen.yml").write_text("title: Locks\nurl: https://locks.example/\n")
    Image.new("RGB", (8, 6), "teal").save(root / "content/images/lock.png")
    for number in range(1, 6):
        (root / f"content/lock-{number}.md").write_text(ARTICLE.format(number))
    (root / "content/topics/canals.md").write_text("---\ntitle: Canals\n---\n\nStill water.\n")
    (root / "themes/overrides/_footer.html").write_text("<p>A</p>")
    time.sleep(0.15)
    order = Order(root, NOW)
    build_site(order)
    return order


@pytest.fixture
def whole_builds(monkeypatch: pytest.MonkeyPatch) -> list[Order]:
    """The whole builds that were begun."""
    from briefgen.build import site

    begun: list[Order] = []
    real = site.built

    def built(order: Order, *rest: object) -> Result:
        begun.append(order)
        return real(order, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(site, "built", built)
    return begun


def checkout(root: Path) -> None:
    """Leave the folder as CI does: sources checked out anew, what is kept out of an archive."""
    shutil.rmtree(root / "site", ignore_errors=True)
    for path in [path for path in root.rglob("*") if path.is_file()]:
        if ".briefgen" not in path.parts:
            fresh = path.with_name("fresh")
            shutil.copyfile(path, fresh)
            fresh.replace(path)
    archive = root.parent / "cache.tar"
    with tarfile.open(archive, "w", format=tarfile.PAX_FORMAT) as stream:
        stream.add(root / ".briefgen", ".briefgen")
    shutil.rmtree(root / ".briefgen")
    shutil.unpack_archive(archive, root)


def files(order: Order) -> dict[str, bytes]:
    """Every file of the site."""
    return {
        path.relative_to(order.site).as_posix(): path.read_bytes()
        for path in order.site.rglob("*")
        if path.is_file()
    }


def clean(order: Order) -> dict[str, bytes]:
    """The site as a build that knows nothing gives it."""
    there = order.root.with_name("clean")
    shutil.copytree(order.root, there, ignore=shutil.ignore_patterns("site", ".briefgen"))
    again = Order(there, NOW)
    build_site(again)
    return files(again)


@pytest.mark.parametrize(
    "change",
    [
        lambda root: (root / "content/lock-9.md").write_text(ARTICLE.format(9)),
        lambda root: (root / "content/lock-2.md").unlink(),
        lambda root: (root / "content/lock-2.md").rename(root / "content/lock-7.md"),
        lambda root: Image.new("RGB", (8, 6), "red").save(root / "content/images/lock.png"),
        lambda root: (root / "briefgen.yml").write_text("title: 2\nurl: https://l.example/\n"),
        lambda root: (root / "themes/overrides/_footer.html").write_text("<p>B</p>"),
        lambda root: (root / "content/topics/canals.md").write_text("---\ntitle: Canals\n---\n"),
        lambda root: next((root / ".briefgen/outputs").rglob("manifest")).write_text("Other"),
        lambda root: next((root / ".briefgen/cache").rglob("articles")).unlink(),
    ],
)
def test_whatever_else_changed_meanwhile_is_built(order: Order, change: object) -> None:
    """New, gone and renamed articles, pictures, settings, themes, and what is kept itself."""
    checkout(order.root)
    change(order.root)  # type: ignore[operator]
    build_site(order)
    assert files(order) == clean(order)


def test_files_that_were_only_touched_are_told_again(
    order: Order, whole_builds: list[Order]
) -> None:
    """New times on settings, themes, pictures and folders are no reason to build."""
    paths = ["briefgen.yml", "themes/overrides/_footer.html", "content/images/lock.png", "content"]
    for path in paths:
        os.utime(order.root / path, (0, 0))
    view = look(order)
    assert view is not None
    assert len(view.changed) == len(paths)
    assert sifted(order, view).changed == ()
    assert build_site(order).synced is not None
    assert whole_builds == []
