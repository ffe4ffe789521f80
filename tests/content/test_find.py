from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from briefgen.content.find import Found, find
from briefgen.errors import ContentError

if TYPE_CHECKING:
    from pathlib import Path


def placed(root: Path, *names: str) -> Path:
    """Make empty files under `root`."""
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(b"")
    return root


def test_files_are_sorted_by_what_they_are(tmp_path: Path) -> None:
    """Articles stand anywhere, topics and editions in their folders; the order is the names'."""
    root = placed(
        tmp_path,
        "articles/2024/b.md",
        "articles/2024/a.md",
        "loose.md",
        "topics/rail.md",
        "briefings/2024-09-14.md",
    )
    assert find(root) == Found(
        articles=("articles/2024/a.md", "articles/2024/b.md", "loose.md"),
        topics=("topics/rail.md",),
        editions=("briefings/2024-09-14.md",),
    )


def test_what_is_not_published_is_passed_over(tmp_path: Path) -> None:
    """The inbox, hidden names, underscores and other kinds of file are no articles."""
    root = placed(
        tmp_path,
        "inbox/a.md",
        ".git/a.md",
        "_drafts/a.md",
        "articles/_a.md",
        "articles/.a.md",
        "articles/a.jpg",
        "articles/md",
        "articles/inbox/kept.md",
        "articles/LOUD.MD",
    )
    assert find(root).articles == ("articles/LOUD.MD", "articles/inbox/kept.md")


def test_links_within_content_are_followed(tmp_path: Path) -> None:
    """A link to a file under content/ is that file."""
    root = placed(tmp_path / "content", "articles/a.md")
    (root / "articles/b.md").symlink_to("a.md")
    assert find(root).articles == ("articles/a.md", "articles/b.md")


@pytest.mark.parametrize("target", ["..", "../outside", "../outside/secret.md", "../contents"])
def test_links_that_leave_content_are_refused(tmp_path: Path, target: str) -> None:
    """A link out of content/ is an error with its name; the other files are found."""
    root = placed(tmp_path / "content", "a.md")
    placed(tmp_path, "outside/secret.md", "contents/b.md")
    (root / "link.md").symlink_to(target)
    found = find(root)
    assert found.articles == ("a.md",)
    assert [(e.path, e.message) for e in found.errors] == [
        ("link.md", "is a link that leaves content/")
    ]


def test_links_in_a_circle_are_refused(tmp_path: Path) -> None:
    """A folder that links to one above it is told and not walked for ever."""
    root = placed(tmp_path, "articles/a.md")
    (root / "articles/again").symlink_to(root / "articles")
    (root / "articles/root").symlink_to(root)
    found = find(root)
    assert found.articles == ("articles/a.md",)
    assert [error.path for error in found.errors] == ["articles/again", "articles/root"]


def test_links_to_nothing_are_told(tmp_path: Path) -> None:
    """An article that is a broken link is not lost in silence."""
    (tmp_path / "gone.md").symlink_to("nowhere.md")
    (tmp_path / "loop.md").symlink_to("loop.md")
    assert [error.path for error in find(tmp_path).errors] == ["gone.md", "loop.md"]


def test_names_that_are_no_text_are_told(tmp_path: Path) -> None:
    """A file's name in an old encoding is an error that can be shown."""
    (tmp_path / os.fsdecode(b"caf\xe9.md")).write_bytes(b"")
    found = find(tmp_path)
    assert found.articles == ()
    assert [error.path for error in found.errors] == ["caf\ufffd.md"]


def test_pipes_are_no_articles(tmp_path: Path) -> None:
    """What is no file is told, and never opened, for that could wait for ever."""
    os.mkfifo(tmp_path / "pipe.md")
    found = find(tmp_path)
    assert found.articles == ()
    assert [error.path for error in found.errors] == ["pipe.md"]


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    """Where there is no content folder, `init` is the way out."""
    with pytest.raises(ContentError, match="briefgen init"):
        find(tmp_path / "content")
