from __future__ import annotations

import json
from functools import partial
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING

import pytest
from publish.worlds import digest, serving

from briefgen.publish import WORKFLOW_PATH, Check, Question, examine

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from publish.worlds import World

    Start = Callable[[Mapping[str, str]], str]


def checks(world: World, folder: Path | None = None, **more: str) -> dict[str, Check]:
    """Examine the world; return the checks by name."""
    found = examine(Question(folder or world.work, **more), world.environ)
    return {check.name: check for check in found}


def test_all_is_well(world: World) -> None:
    """A ready repository passes each check, and nothing in it or on the remote changes."""
    world.publish()
    before = digest(world.root)
    found = checks(world)
    assert all(check.ok for check in found.values())
    assert list(found) == [
        "git", "repository", "branch", "author", "remote", "reading", "writing", "live branch",
        "pages",
    ]  # fmt: skip
    assert digest(world.root) == before


def test_first_publish_is_still_to_come(world: World) -> None:
    """A missing branch is no fault."""
    assert checks(world)["live branch"].what == "there is no gh-pages yet; a publish makes it"


def test_outside_a_repository(world: World) -> None:
    """Without a repository the examination ends there, with what to do."""
    found = checks(world, world.site)
    assert list(found) == ["git", "repository"]
    assert "git init" in found["repository"].fix


def test_nothing_committed_and_no_remote(world: World) -> None:
    """A new repository is told to commit and to get a remote."""
    world.git("init", "-q", "-b", "main", str(world.root / "new"), at=world.root)
    found = checks(world, world.root / "new")
    assert not found["commit"].ok
    assert not found["remote"].ok
    assert "has no remote" in found["remote"].what


def test_missing_name(world: World) -> None:
    """A missing user.name is found before a publish fails on it."""
    world.git("config", "--global", "--unset", "user.name")
    assert "git config --global user.name" in checks(world)["author"].fix


@pytest.mark.parametrize(
    ("prepare", "name", "told"),
    [
        (("checkout", "-q", "--detach"), "branch", "HEAD is detached"),
        (("rm", "-q", "briefgen.yml"), "changes", "changes not committed"),
    ],
)
def test_states_that_do_not_hinder(
    world: World, prepare: tuple[str, ...], name: str, told: str
) -> None:
    """A detached head and uncommitted changes are told, with a way out, and stop nothing."""
    world.git(*prepare)
    check = checks(world)[name]
    assert check.ok
    assert check.fix
    assert told in check.what


def test_shallow_clone_and_worktree_are_told(world: World) -> None:
    """Shapes of repositories are named, and found fit."""
    world.git("push", "-q", "origin", "main")
    world.git("clone", "-q", "--depth=1", world.remote.as_uri(), str(world.root / "shallow"))
    world.git("worktree", "add", "-q", "-b", "side", str(world.root / "side"))
    assert "part of the history" in checks(world, world.root / "shallow")["history"].what
    assert "a linked worktree" in checks(world, world.root / "side")["repository"].what


def test_token_in_the_address(world: World) -> None:
    """A token in the remote's address is a fault, told without the token."""
    world.git("remote", "set-url", "origin", "https://ann:hunter2-hunter2@nowhere.invalid/a/b.git")
    check = checks(world)["remote"]
    assert not check.ok
    assert "https://nowhere.invalid/a/b.git" in check.fix
    assert "hunter2" not in check.what + check.fix


def test_remote_that_can_not_be_read(world: World) -> None:
    """An unreachable remote is told once, and nothing is asked of it further."""
    world.git("remote", "set-url", "origin", "https://nowhere.invalid/a/b.git")
    found = checks(world)
    assert "connection to the remote failed" in found["reading"].what
    assert "writing" not in found


def test_no_right_to_write(world: World, http_git: Start) -> None:
    """Reading works, writing is refused: the doctor tells which, and what the token needs."""
    address = http_git({"ann:pass-phrase-of-ann": "r"})
    address = address.replace("://", "://ann:pass-phrase-of-ann@")
    world.git("remote", "set-url", "origin", address)
    found = checks(world)
    assert found["reading"].ok
    assert not found["writing"].ok
    assert "Contents: read and write" in found["writing"].fix


def test_branch_that_holds_the_source(world: World) -> None:
    """A wrong branch is recognised by the source in it."""
    world.git("push", "-q", "origin", "main")
    assert "holds the source" in checks(world, branch="main")["live branch"].what


def test_address_that_disagrees(world: World) -> None:
    """The site's address is compared with the live custom domain."""
    world.publish(domain="news.example.org")
    assert not checks(world, address="https://ann.github.io/news/")["address"].ok
    assert checks(world, address="https://news.example.org/")["address"].ok


def test_address_is_not_vouched_for_on_other_hosts(world: World) -> None:
    """Where nothing is known about the host, the address is neither right nor wrong."""
    check = checks(world, address="https://news.example.org/")["address"]
    assert check.ok
    assert "can't be foretold" in check.what


class Api(BaseHTTPRequestHandler):
    """Answer as GitHub's API does to a question about Pages."""

    def __init__(self, *args: object, status: int, body: object) -> None:
        self._status = status
        self._body = json.dumps(body).encode()
        super().__init__(*args)

    def do_GET(self) -> None:
        """Answer with the body, to whoever shows the token."""
        right = self.headers["Authorization"] == "Bearer let-me-in"
        self.send_response(self._status if right else 401)
        self.send_header("Content-Length", str(len(self._body)))
        self.end_headers()
        self.wfile.write(self._body)

    def log_message(self, *_: object) -> None:
        """Stay quiet."""


BRANCH = {"html_url": "https://h.github.io/n/", "build_type": "legacy", "cname": None,
          "source": {"branch": "gh-pages", "path": "/"}}  # fmt: skip


@pytest.mark.parametrize(
    ("answer", "ok", "told"),
    [
        ((200, BRANCH), True, "Pages shows gh-pages at https://h.github.io/n/"),
        ((200, BRANCH | {"source": {"branch": "main", "path": "/docs"}}), False, "main/docs"),
        ((200, BRANCH | {"build_type": "workflow"}), False, "built by GitHub Actions"),
        ((404, {"message": "Not Found"}), False, "not enabled"),
        ((403, {"message": "Forbidden"}), False, "may not ask"),
        ((500, "oh"), False, "answered 500"),
    ],
)
def test_pages_settings(
    world: World, http_git: Start, answer: tuple[int, object], ok: bool, told: str
) -> None:
    """With a token, GitHub is asked whether Pages shows this branch."""
    world.git("remote", "set-url", "origin", http_git({"x-access-token:let-me-in": "rw"}))
    world.environ.update(GH_HOST="127.0.0.1", GH_ENTERPRISE_TOKEN="let-me-in")  # noqa: S106
    with serving(partial(Api, status=answer[0], body=answer[1])) as api:
        check = checks(world, api=api)["pages"]
    assert check.ok == ok
    assert told in check.what


def test_workflow_makes_actions_mode_well(world: World, http_git: Start) -> None:
    """In Actions mode the workflow file is what counts."""
    (world.work / WORKFLOW_PATH).parent.mkdir(parents=True)
    (world.work / WORKFLOW_PATH).write_text("name: Publish\n", "utf-8")
    world.git("remote", "set-url", "origin", http_git({"x-access-token:let-me-in": "rw"}))
    world.environ.update(GH_HOST="127.0.0.1", GH_ENTERPRISE_TOKEN="let-me-in")  # noqa: S106
    with serving(partial(Api, status=200, body=BRANCH | {"build_type": "workflow"})) as api:
        assert checks(world, api=api)["pages"].ok
