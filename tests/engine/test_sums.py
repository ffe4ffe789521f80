"""What a file or a folder holds is told by its sum, whatever its times are."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from briefgen.engine.sums import UNKNOWN, content_sum

if TYPE_CHECKING:
    from pathlib import Path


def of(path: Path) -> bytes:
    """The sum of a path."""
    return content_sum(os.fsencode(path))


def test_files_of_the_same_bytes_have_one_sum(tmp_path: Path) -> None:
    """Times and names do not count, every byte does."""
    for name, data in (("a", b"1"), ("b", b"1"), ("c", b"2")):
        (tmp_path / name).write_bytes(data)
    os.utime(tmp_path / "b", (0, 0))
    assert of(tmp_path / "a") == of(tmp_path / "b") != of(tmp_path / "c")


def test_folders_of_the_same_names_have_one_sum(tmp_path: Path) -> None:
    """What stands under the names does not count, but whether it is a folder."""
    for number in range(3):
        (tmp_path / f"{number}/x").mkdir(parents=True)
        (tmp_path / f"{number}/y.md").write_text(str(number))
    assert of(tmp_path / "0") == of(tmp_path / "1") == of(tmp_path / "2")
    (tmp_path / "1/__pycache__").mkdir()
    assert of(tmp_path / "0") == of(tmp_path / "1")
    (tmp_path / "1/z").touch()
    (tmp_path / "2/x").rmdir()
    (tmp_path / "2/x").touch()
    assert of(tmp_path / "1") != of(tmp_path / "0") != of(tmp_path / "2")


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    """A file that holds the names of a folder has another sum."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder/a").touch()
    (tmp_path / "file").write_bytes(b"a")
    assert of(tmp_path / "folder") != of(tmp_path / "file")


def test_what_is_not_sure_is_unknown(tmp_path: Path) -> None:
    """A missing file, a folder with a link in it, a pipe nobody writes to."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder/link").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    found = {of(tmp_path / name) for name in ("gone", "folder", "pipe", "nul\0")}
    assert found == {UNKNOWN}
