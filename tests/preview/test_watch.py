"""Which touches on a real disk are noted."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from briefgen.preview.settle import Changes
from briefgen.preview.watch import Watch, litter

Watched = tuple[Path, Callable[[], set[str]]]


@pytest.fixture(params=[False, True], ids=["watching", "polling"])
def watched(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Watched]:
    """Return a folder under watch with one file, beside a watched file, and a call for the next set."""
    (tmp_path / "content/deep").mkdir(parents=True)
    (tmp_path / "content/a.md").write_text("a")
    (tmp_path / "site.yml").write_text("s")
    changes = Changes()
    paths = [tmp_path / "content", tmp_path / "site.yml"]
    with Watch(paths, changes, print, poll=request.param):
        yield tmp_path, lambda: _settled(changes, tmp_path)
        changes.close()


def _settled(changes: Changes, root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in changes.settled(lambda: None) or ()}


def test_a_file_saved_in_place_is_noted(watched: Watched) -> None:
    """Opening, truncating and writing is one touch."""
    root, settled = watched
    (root / "content/a.md").write_text("b, and longer")
    assert settled() == {"content/a.md"}


def test_a_file_saved_by_rename_is_noted(watched: Watched) -> None:
    """An editor's new file, renamed over the old one, is a touch of the old name."""
    root, settled = watched
    (root / "content/.a.md.swp").write_text("b, and longer")
    (root / "content/.a.md.swp").rename(root / "content/a.md")
    assert "content/a.md" in settled()


def test_a_watched_file_saved_by_rename_is_noted_again_and_again(watched: Watched) -> None:
    """A single file stays watched when its inode changes."""
    root, settled = watched
    for text in ("one more", "and two more"):
        (root / "site.yml~").write_text(text)
        (root / "site.yml~").rename(root / "site.yml")
        assert settled() == {"site.yml"}


def test_new_and_removed_files_in_deep_folders_are_noted(watched: Watched) -> None:
    """What appears or goes anywhere below counts."""
    root, settled = watched
    (root / "content/deep/b.md").write_text("b")
    assert "content/deep/b.md" in settled()
    (root / "content/deep/b.md").unlink()
    assert "content/deep/b.md" in settled()


def test_a_folder_that_goes_and_comes_back_is_watched_again(watched: Watched) -> None:
    """Removing the whole folder is noted, and so is what is written once it is back."""
    root, settled = watched
    shutil.rmtree(root / "content")
    assert settled()
    (root / "content").mkdir()
    assert "content" in settled()
    (root / "content/new.md").write_text("n")
    assert "content/new.md" in settled()


@pytest.mark.parametrize(
    "name",
    [".a.md.swp", "a.md~", "#a.md#", ".#a.md", "4913", ".DS_Store", "___jb_tmp___", "a.tmp",
     ".goutputstream-AB12", "sedAb12Xy", "__pycache__", "Thumbs.db"],
)  # fmt: skip
def test_an_editors_litter_is_known(name: str) -> None:
    """Swap, backup and lock files are nobody's content."""
    assert litter(name)


@pytest.mark.parametrize(
    "name", ["a.md", "briefgen.yml", "4913.md", "sediment.md", "a.swim", "图.md"]
)
def test_content_is_no_litter(name: str) -> None:
    """Ordinary names pass."""
    assert not litter(name)


def test_linked_folders_are_watched_under_their_own_names(tmp_path: Path) -> None:
    """A folder that is a link, or holds one, is watched; a link in a circle does no harm."""
    for name in ("vault/deep", "elsewhere"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "content").symlink_to(tmp_path / "vault")
    (tmp_path / "vault/linked").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "vault/deep/circle").symlink_to(tmp_path / "vault")
    changes = Changes()
    with Watch([tmp_path / "content"], changes, print):
        (tmp_path / "vault/deep/a.md").write_text("a")
        assert _settled(changes, tmp_path) == {"content/deep/a.md"}
        (tmp_path / "elsewhere/b.md").write_text("b")
        assert _settled(changes, tmp_path) == {"content/linked/b.md"}


WITHOUT_INOTIFY = """
import os, resource, sys
from pathlib import Path
from briefgen.preview.settle import Changes
from briefgen.preview.watch import Watch

soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)

def tell(line):
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    print(line.partition(";")[0], flush=True)

changes = Changes()
resource.setrlimit(resource.RLIMIT_NOFILE, (len(os.listdir("/proc/self/fd")) - 1, hard))
with Watch([Path(sys.argv[1])], changes, tell):
    Path(sys.argv[1], "a.md").write_text("a")
    print(sorted(path.name for path in changes.settled(lambda: None)))
"""


def test_where_the_system_cannot_watch_polling_takes_over_aloud(tmp_path: Path) -> None:
    """When no watch is to be had, saves are noted all the same, and the reason is told."""
    command = [sys.executable, "-c", WITHOUT_INOTIFY, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=30)
    told, noted = done.stdout.splitlines()
    assert told == "cannot watch for changes (inotify instance limit reached)"
    assert noted == "['a.md']"


def test_litter_wakes_nobody(tmp_path: Path) -> None:
    """A swap file alone is not noted; a save after it is."""
    changes = Changes()
    with Watch([tmp_path], changes, print):
        (tmp_path / ".a.md.swp").write_text("x")
        (tmp_path / "a.md~").write_text("x")
        (tmp_path / "z.md").write_text("x")
        assert _settled(changes, tmp_path) == {"z.md"}


def test_reading_wakes_nobody(tmp_path: Path) -> None:
    """A build that reads the watched files does not start the next one."""
    (tmp_path / "a.md").write_text("a")
    changes = Changes()
    with Watch([tmp_path], changes, print):
        (tmp_path / "a.md").read_text()
        (tmp_path / "b.md").write_text("x")
        assert _settled(changes, tmp_path) == {"b.md"}
