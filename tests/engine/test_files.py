from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefgen.engine.files import write_atomic, write_new

if TYPE_CHECKING:
    from pathlib import Path


def test_mode_is_kept(tmp_path: Path) -> None:
    """A person's file keeps its mode when it is replaced."""
    path = tmp_path / "a.md"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write_atomic(path, b"new")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"new", 0o640)
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """Writing through a link writes its target."""
    (tmp_path / "real.md").write_bytes(b"old")
    (tmp_path / "link.md").symlink_to("real.md")
    write_atomic(tmp_path / "link.md", b"new")
    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "real.md").read_bytes() == b"new"


def test_a_new_file_never_replaces_one(tmp_path: Path) -> None:
    """What is there stays, and no temporary file is left."""
    path = tmp_path / "folder" / "a.md"
    write_new(path, b"first")
    with pytest.raises(FileExistsError):
        write_new(path, b"second")
    assert path.read_bytes() == b"first"
    assert list(path.parent.iterdir()) == [path]


def test_a_failed_write_leaves_the_old(tmp_path: Path) -> None:
    """What can't be replaced stays, and no temporary file is left."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b").write_bytes(b"")
    with pytest.raises(OSError, match="a"):
        write_atomic(tmp_path / "a", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
