from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefgen.errors import PublishError
from briefgen.publish import find_author, find_remote, find_repository

if TYPE_CHECKING:
    from pathlib import Path

    from publish.worlds import World

    from briefgen.publish import Repository


def repository(world: World, folder: Path | None = None) -> Repository:
    """Look at the world's repository."""
    return find_repository(folder or world.work, world.environ)


def test_facts_of_a_plain_repository(world: World) -> None:
    """Branch, commit and cleanliness are read; a new file makes it dirty."""
    found = repository(world)
    assert (found.root, found.branch, found.dirty) == (world.work.resolve(), "main", False)
    assert found.head == world.git("rev-parse", "HEAD")
    (world.work / "new.md").write_text("x", "utf-8")
    assert repository(world).source == found.head[:9] + "+"


def test_changes_beside_the_sites_folder_do_not_count(world: World) -> None:
    """Only the folder of the site decides whether its source was committed."""
    (world.work / "docs").mkdir()
    (world.work / "elsewhere.txt").write_text("x", "utf-8")
    assert not repository(world, world.work / "docs").dirty


def test_a_new_repository_has_no_commit(world: World) -> None:
    """Before the first commit there is a branch and no head."""
    world.git("init", "-q", "-b", "main", str(world.root / "new"), at=world.root)
    found = repository(world, world.root / "new")
    assert (found.head, found.branch, found.source) == ("", "main", "")


def test_a_folder_outside_git_is_told(world: World) -> None:
    """Without a repository the way out is named, `--to` among it."""
    with pytest.raises(PublishError, match="is not in a git repository") as caught:
        repository(world, world.site)
    assert "--to DIR" in caught.value.hint


def test_missing_git_is_told(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without git gets one sentence."""
    monkeypatch.setenv("PATH", "")
    world.environ["PATH"] = ""
    with pytest.raises(PublishError, match="git was not found"):
        repository(world)


def test_settings_never_show_in_a_repr(world: World) -> None:
    """A password in git's configuration is not printed with the repository."""
    world.git("config", "http.https://x/.extraheader", "Authorization: basic c2VjcmV0")
    assert "c2VjcmV0" not in repr(repository(world))


def test_remote_of_the_branch_comes_first(world: World) -> None:
    """The remote a branch follows is used before `origin`, a named one before both."""
    for name in ("fork", "third"):
        world.git("remote", "add", name, f"https://github.com/{name}/news.git")
    world.git("config", "branch.main.remote", "fork")
    assert find_remote(repository(world)).owner == "fork"
    assert find_remote(repository(world), "third").owner == "third"
    assert find_remote(repository(world), "git@github.com:fourth/news.git").owner == "fourth"


def test_the_only_remote_is_used(world: World) -> None:
    """One remote needs no name; several without origin do."""
    world.git("remote", "rename", "origin", "mine")
    assert find_remote(repository(world)).name == "mine"
    world.git("remote", "add", "other", "https://github.com/a/b.git")
    with pytest.raises(PublishError, match="2 remotes and none is called origin: mine, other"):
        find_remote(repository(world))


def test_no_remote_is_told(world: World) -> None:
    """Without a remote the two steps to one are told."""
    world.git("remote", "remove", "origin")
    with pytest.raises(PublishError, match="has no remote") as caught:
        find_remote(repository(world))
    assert "git remote add origin" in caught.value.hint


def test_unknown_remote_is_told_with_the_known(world: World) -> None:
    """A mistyped name is told beside the right ones."""
    with pytest.raises(PublishError, match="no remote orig") as caught:
        find_remote(repository(world), "orig")
    assert "origin" in caught.value.hint


def test_author_comes_from_git(world: World) -> None:
    """Configuration and environment name the author, the environment first."""
    assert find_author(repository(world)) == "Ann Archer <ann@example.org>"
    world.environ.update(GIT_COMMITTER_NAME="Bot", GIT_COMMITTER_EMAIL="bot@example.org")
    assert find_author(repository(world)) == "Bot <bot@example.org>"


@pytest.mark.parametrize("key", ["user.name", "user.email"])
def test_missing_author_is_told(world: World, key: str) -> None:
    """A name is never made up from the machine; the commands to set it are told."""
    world.git("config", "--global", "--unset", key)
    with pytest.raises(PublishError, match="does not know your name") as caught:
        find_author(repository(world))
    assert "git config --global user.email" in caught.value.hint
