"""What is remembered of the tree beside a site is what stands there, or it is walked."""

from __future__ import annotations

import errno
import os
import shutil
from typing import TYPE_CHECKING

import pytest

from briefgen.engine.output import Keyed, SiteFolder, sync
from briefgen.engine.sight import outputs_sight
from briefgen.engine.stage import Stage
from briefgen.engine.survey import output_digest

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FIRST = {"a.html": b"1", "b/c.html": b"2", "b/d.html": b"3"}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of three files, with a tree beside it."""
    with SiteFolder(tmp_path / "site", state=tmp_path / "state") as folder:
        folder.sync(FIRST.items())
        folder.stand_by()
    return tmp_path / "site"


def amend(site: Path, files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Put some files in the place of others, and say which were written."""
    names = sorted(p.relative_to(site).as_posix() for p in site.rglob("*") if p.is_file())
    seen = outputs_sight([os.fsencode(name) for name in names], os.fsencode(f"{site}/"))
    with SiteFolder(site, state=site.parent / "state", seen=lambda: seen) as folder:
        return folder.sync(files.items(), instead=[*files]).written


def files(root: Path) -> dict[str, bytes]:
    """All files of a folder."""
    found = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


def standby(site: Path) -> Path:
    """The tree beside the site."""
    (found,) = (site.parent / "state/outputs").glob("*/standby")
    return found


def test_a_first_site_has_a_second_tree_at_once(site: Path) -> None:
    """The files are the same ones, linked."""
    assert files(standby(site)) == FIRST
    assert (standby(site) / "a.html").samefile(site / "a.html")


def test_what_is_put_in_place_is_all_that_changes(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Amended again and again, the site is right, and its second tree is never walked."""
    monkeypatch.setattr(Stage, "_walk", lambda _: pytest.fail("walked"))
    expected = dict(FIRST)
    for change in ({"a.html": b"11"}, {"b/c.html": b"22"}, {"a.html": b"111", "b/d.html": b"33"}):
        assert amend(site, change) == tuple(change)
        expected |= change
        assert files(site) == expected


@pytest.mark.parametrize(
    "meddle",
    [
        lambda tree: (tree / "b/new.html").write_bytes(b"x"),
        lambda tree: (tree / "b/c.html").unlink(),
        lambda tree: (tree / "e").mkdir(),
        lambda tree: (tree.parent / "before").write_bytes(b"cut"),
        lambda tree: (tree.parent / "before").unlink(),
    ],
)
def test_a_tree_that_was_meddled_with_is_walked(site: Path, meddle: object) -> None:
    """Whatever came or went beside the site, the next sync leaves what it was told to."""
    amend(site, {"a.html": b"11"})
    meddle(standby(site))  # type: ignore[operator]
    amend(site, {"b/d.html": b"33"})
    assert files(site) == {**FIRST, "a.html": b"11", "b/d.html": b"33"}


def test_what_others_put_into_the_site_stays(site: Path) -> None:
    """A file of others in the site is found by its folder's seal, and kept."""
    (site / "b/others.txt").write_bytes(b"mine")
    seen = outputs_sight([os.fsencode(name) for name in sorted(FIRST)], os.fsencode(f"{site}/"))
    with SiteFolder(site, state=site.parent / "state", seen=lambda: seen) as folder:
        assert folder.sync({"a.html": b"11"}.items(), instead=["a.html"]).kept == ("b/others.txt",)
    assert files(site) == {**FIRST, "a.html": b"11", "b/others.txt": b"mine"}
    sync({**FIRST, "a.html": b"12"}.items(), site, state=site.parent / "state")
    assert files(site) == {**FIRST, "a.html": b"12", "b/others.txt": b"mine"}


def restored(tmp_path: Path) -> Path:
    """A folder as a checkout leaves it where what was remembered was kept: without the site."""
    site, there = tmp_path / "site", tmp_path / "checkout"
    with SiteFolder(site, state=tmp_path / "state") as folder:
        folder.sync({**FIRST, "gone.html": b"4"}.items())
        folder.stand_by()
    sync(FIRST.items(), site, state=tmp_path / "state")
    there.mkdir()
    shutil.move(tmp_path / "state", there / "state")
    shutil.rmtree(site)
    for path in there.rglob("*"):  # as a cache unpacks it: other inodes
        if path.is_file():
            data = path.read_bytes()
            path.unlink()
            path.write_bytes(data)
    return there


def test_a_site_that_is_gone_is_taken_from_the_tree_beside_it(tmp_path: Path) -> None:
    """In CI the site is not there, but what was remembered is: nothing is made again."""
    there = restored(tmp_path)
    keys = {path: Keyed(output_digest(data)) for path, data in FIRST.items()}
    with SiteFolder(there / "site", state=there / "state") as folder:
        assert folder.standing == {path: one.key for path, one in keys.items()}
        assert folder.intact
        done = folder.sync(keys.items())
    assert (done.written, done.kept) == ((), ())
    assert files(there / "site") == FIRST


def test_what_was_altered_there_is_made_again(tmp_path: Path) -> None:
    """A file of the tree that is not as it was written does not get into the site."""
    there = restored(tmp_path)
    (standby(there / "site") / "b/c.html").write_bytes(b"?")
    with SiteFolder(there / "site", state=there / "state") as folder:
        assert "b/c.html" not in folder.standing
        assert not folder.intact
        assert folder.sync(FIRST.items()).written == ("b/c.html",)
    assert files(there / "site") == FIRST


def test_a_site_that_is_gone_comes_back_where_folders_can_not_be_swapped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then each of its files is moved into its place."""
    there = restored(tmp_path)

    def busy(*_: object) -> None:
        raise OSError(errno.EBUSY, "busy")

    monkeypatch.setattr("briefgen.engine.delivery.swap", busy)
    sync(FIRST.items(), there / "site", state=there / "state")
    assert files(there / "site") == FIRST
