from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from briefgen.engine.seals import is_sealed
from briefgen.engine.stage import Stage, lay_out

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """Return a page of the site."""
    path = tmp_path / "page.html"
    path.write_bytes(b"page")
    return path


def test_a_link_is_the_same_file(tmp_path: Path, page: Path) -> None:
    """What stays is linked, and linked once."""
    stage = Stage(tmp_path / "stage")
    assert stage.link("a/b.html", str(page), page.stat().st_ino) is None
    assert (tmp_path / "stage/a/b.html").samefile(page)
    again = Stage(tmp_path / "stage")
    assert again.files == {"a/b.html": page.stat().st_ino}
    assert again.link("a/b.html", str(tmp_path / "gone"), page.stat().st_ino) is None


def test_writing_never_reaches_the_site(tmp_path: Path, page: Path) -> None:
    """A file linked to the site is replaced, not written into."""
    stage = Stage(tmp_path / "stage")
    stage.link("a.html", str(page), page.stat().st_ino)
    Stage(tmp_path / "stage").put("a.html", b"new")
    assert page.read_bytes() == b"page"


def test_a_file_of_the_stage_alone_is_written_over(tmp_path: Path) -> None:
    """It stays the same file, with nothing of its old bytes, in a folder that bears our seal."""
    old = Stage(tmp_path / "stage")
    inode = old.put("a/b.html", b"a long page").st_ino
    old.seal(())
    stage = Stage(tmp_path / "stage")
    stage.put("c.html", b"new")
    found = stage.put("a/b.html", b"page")
    stage.seal(())
    assert (found.st_ino, found.st_size) == (inode, 4)
    assert (tmp_path / "stage/a/b.html").read_bytes() == b"page"
    assert is_sealed((tmp_path / "stage/a").lstat())


@pytest.mark.parametrize("change", ["mode", "link", "symlink"])
def test_a_file_that_others_changed_is_made_anew(tmp_path: Path, change: str) -> None:
    """It bears their mode, stands elsewhere too, or is none any more: nothing of that comes back."""
    root = tmp_path / "stage"
    file, other = root / "b.html", tmp_path / "other.html"
    Stage(root).put("b.html", b"old")
    other.write_bytes(b"other")
    if change == "mode":
        file.chmod(0o600)
    elif change == "link":
        other.unlink()
        other.hardlink_to(file)
    else:
        file.unlink()
        file.symlink_to(other)
    stage = Stage(root)
    fresh = stage.put("c.html", b"new")
    assert stage.put("b.html", b"page").st_mode == fresh.st_mode
    assert file.read_bytes() == b"page"
    assert other.read_bytes() == (b"old" if change == "link" else b"other")


def test_a_tree_in_any_state_is_made_right(tmp_path: Path, page: Path) -> None:
    """What a killed build left is replaced: files for folders, folders for files, links too."""
    root = tmp_path / "stage"
    (root / "a.html").mkdir(parents=True)
    (root / "a.html" / "inner").mkdir()
    (root / "a.html" / "inner" / "x").write_bytes(b"x")
    (root / "b").symlink_to(tmp_path)
    (root / "c" / "d").mkdir(parents=True)
    stage = Stage(root)
    stage.put("a.html", b"1")
    stage.put("b/e.html", b"2")
    stage.prune({"a.html", "b/e.html"}, {"", "b"})
    assert sorted(path.relative_to(root).as_posix() for path in root.rglob("*")) == [
        "a.html",
        "b",
        "b/e.html",
    ]
    assert sorted(path.name for path in tmp_path.iterdir()) == [page.name, "stage"]


def test_seals_break_when_a_name_comes_or_goes(tmp_path: Path) -> None:
    """A sealed folder tells of any change but ours; one with files of others has no seal."""
    root = tmp_path / "stage"
    stage = Stage(root)
    stage.put("a/x", b"1")
    stage.put("b/x", b"1")
    stage.seal({"b"})
    assert [is_sealed(os.lstat(root / name)) for name in ("", "a", "b")] == [True, True, False]
    (root / "a" / "y").touch()
    assert not is_sealed(os.lstat(root / "a"))
    Stage(root).seal(())
    assert is_sealed(os.lstat(root / "a"))


def test_a_disk_without_links_gets_copies(
    tmp_path: Path, page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the system refuses a link, the stat of the copy comes back."""

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    stage = Stage(tmp_path / "stage")
    found = stage.link("a.html", str(page), page.stat().st_ino)
    assert found
    assert (tmp_path / "stage/a.html").read_bytes() == b"page"
    assert stage.files["a.html"] == found.st_ino != page.stat().st_ino


def test_folders_that_were_laid_out_are_used(tmp_path: Path) -> None:
    """They are taken for what they are without a look, and go where nothing is put in them."""
    root = tmp_path / "stage"
    folders = {"", "a", "a/b", "c"}
    assert lay_out(root, folders)
    assert lay_out(root, folders)
    stage = Stage(root, laid=folders)
    stage.put("a/b/page.html", b"page")
    stage.prune({"a/b/page.html"}, {"", "a", "a/b"})
    stage.seal(())
    assert sorted(path.name for path in root.rglob("*")) == ["a", "b", "page.html"]
    assert all(is_sealed((root / folder).lstat()) for folder in ("", "a", "a/b"))


def test_folders_that_can_not_be_laid_out_are_none(tmp_path: Path, page: Path) -> None:
    """A file in the way leaves it to those who write."""
    assert not lay_out(page, {"", "a"})
    del tmp_path
