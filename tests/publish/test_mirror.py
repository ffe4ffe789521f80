from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.errors import PublishError
from briefgen.publish import GateError, Mirrored, mirror

if TYPE_CHECKING:
    from collections.abc import Mapping

MANIFEST = ".briefgen-manifest.json"


def write(folder: Path, files: Mapping[str, str]) -> Path:
    """Make the folder hold these files and no others."""
    for place in sorted(folder.rglob("*"), reverse=True):
        place.rmdir() if place.is_dir() else place.unlink()
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    folder.mkdir(exist_ok=True)
    return folder


def held(folder: Path) -> dict[str, str]:
    """Return all files of a folder but the list of what was published."""
    return {
        place.relative_to(folder).as_posix(): place.read_text("utf-8")
        for place in folder.rglob("*")
        if place.is_file() and place.name != MANIFEST
    }


def test_site_is_copied_then_kept(tmp_path: Path) -> None:
    """The first copy writes everything, the second nothing."""
    site = write(tmp_path / "site", {"index.html": "a", "b/c.css": "b"})
    target = tmp_path / "www"
    assert mirror(site, target) == Mirrored(("b/c.css", "index.html"), (), 0)
    assert held(target) == held(site)
    assert mirror(site, target) == Mirrored((), (), 2)


def test_only_our_own_files_are_deleted(tmp_path: Path) -> None:
    """What others put into the folder stays when a page of ours goes."""
    site = write(tmp_path / "site", {"index.html": "a", "old/index.html": "b", "kept/x.html": "c"})
    target = tmp_path / "www"
    mirror(site, target)
    (target / "kept" / "theirs.txt").write_text("theirs", "utf-8")
    write(site, {"index.html": "a"})
    assert mirror(site, target).deleted == ("kept/x.html", "old/index.html")
    assert held(target) == {"index.html": "a", "kept/theirs.txt": "theirs"}
    assert not (target / "old").exists()


def test_files_of_others_are_not_replaced(tmp_path: Path) -> None:
    """A file briefgen did not write stops the copy before anything is written."""
    site = write(tmp_path / "site", {"a.html": "a", "index.html": "ours"})
    target = write(tmp_path / "www", {"index.html": "theirs"})
    with pytest.raises(GateError, match=r"did not write: index\.html"):
        mirror(site, target)
    assert held(target) == {"index.html": "theirs"}


def test_equal_file_of_others_is_no_conflict(tmp_path: Path) -> None:
    """A copy made by hand before is taken over."""
    site = write(tmp_path / "site", {"index.html": "same"})
    target = write(tmp_path / "www", {"index.html": "same"})
    assert mirror(site, target).kept == 1


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    """A linked folder in the target leads elsewhere and is left alone."""
    site = write(tmp_path / "site", {"index.html": "a", "assets/x.css": "b"})
    private = write(tmp_path / "private", {})
    target = write(tmp_path / "www", {})
    (target / "assets").symlink_to(private)
    with pytest.raises(GateError, match=r"assets/x\.css"):
        mirror(site, target)
    assert held(private) == {}


@pytest.mark.parametrize("target", ["site", "site/deep", "."])
def test_folders_within_one_another_are_refused(tmp_path: Path, target: str) -> None:
    """The target is neither the site, nor in it, nor around it."""
    site = write(tmp_path / "site", {"index.html": "a"})
    with pytest.raises(PublishError, match="in one another"):
        mirror(site, tmp_path / target)


def test_target_that_is_a_file_is_refused(tmp_path: Path) -> None:
    """A file in the target's place is not replaced."""
    site = write(tmp_path / "site", {"index.html": "a"})
    (tmp_path / "www").write_text("x", "utf-8")
    with pytest.raises(PublishError, match="a file, not a folder"):
        mirror(site, tmp_path / "www")


@pytest.mark.parametrize("text", ["", "[]", '{"files": ["../../etc/passwd"]}', '{"files": ["/x"]}'])
def test_spoilt_list_deletes_nothing(tmp_path: Path, text: str) -> None:
    """A list that can't be trusted stops the copy; no path in it leads out of the folder."""
    site = write(tmp_path / "site", {"index.html": "a"})
    target = write(tmp_path / "www", {MANIFEST: text})
    with pytest.raises(PublishError, match="list of published files"):
        mirror(site, target)


def test_dry_run_writes_nothing(tmp_path: Path) -> None:
    """A dry run tells what would be written and leaves no folder."""
    site = write(tmp_path / "site", {"index.html": "a"})
    assert mirror(site, tmp_path / "www", dry_run=True).written == ("index.html",)
    assert not (tmp_path / "www").exists()


def test_copy_cut_short_is_finished_by_the_next(tmp_path: Path) -> None:
    """A copy that was killed half way left its list and a draft; the next goes on from there."""
    site = write(tmp_path / "site", {"a.css": "new", "y/index.html": "new"})
    listed = json.dumps({"files": ["a.css", "y/index.html", "z/index.html"]})
    left = {"a.css": "new", "y/.index.html.briefgen": "ne", "z/index.html": "old", MANIFEST: listed}
    target = write(tmp_path / "www", left)
    assert mirror(site, target) == Mirrored(("y/index.html",), ("z/index.html",), 1)
    assert held(target) == held(site)


PATHS = st.sampled_from(["a.html", "b/index.html", "b/c.css", "d/e/f.txt", "g.xml"])
SITES = st.lists(st.dictionaries(PATHS, st.sampled_from(["1", "22", "3"])), min_size=1, max_size=5)


@settings(deadline=None, max_examples=40)
@given(SITES)
def test_target_always_equals_the_last_site(sites: list[dict[str, str]]) -> None:
    """Whatever was published before, the folder ends as the site is, and theirs stays."""
    with TemporaryDirectory() as top:
        target = write(Path(top) / "www", {"b/theirs": "t"})
        for files in sites:
            mirror(write(Path(top) / "site", files), target)
        assert held(target) == {**sites[-1], "b/theirs": "t"}
