"""The world every publishing test starts from, and the servers it may reach."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

import pytest
from publish.worlds import PAGE, Backend, World, serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A committed source with a remote that is empty, and a site of two pages and a feed."""
    home = tmp_path / "home"
    home.mkdir()
    environ = {
        "HOME": str(home),
        "PATH": os.environ["PATH"],
        "GIT_CONFIG_NOSYSTEM": "1",
        "LANG": "de_DE.UTF-8",
    }
    made = World(tmp_path, environ)
    made.remote.parent.mkdir()
    made.git("init", "-q", "--bare", "-b", "main", str(made.remote), at=tmp_path)
    made.git("init", "-q", "-b", "main", str(made.work), at=tmp_path)
    made.git("config", "--global", "user.name", "Ann Archer")
    made.git("config", "--global", "user.email", "ann@example.org")
    made.git("remote", "add", "origin", made.remote.as_uri())
    (made.work / "briefgen.yml").write_text("title: Harbour news\n", "utf-8")
    made.git("add", "-A")
    made.git("commit", "-q", "-m", "Start")
    made.write({
        "index.html": PAGE.format(build="b1", title="Harbour"),
        "2026/01/02/tide/index.html": PAGE.format(build="b1", title="Tide"),
        "feed.xml": "<rss version='2.0'/>",
        "assets/site.css": "body { color: black }\n",
    })  # fmt: skip
    return made


@pytest.fixture
def http_git(world: World) -> Iterator[Callable[[Mapping[str, str]], str]]:
    """Start `git http-backend` behind a password: users → the remote's address."""
    world.git("config", "http.receivepack", "true", at=world.remote)
    servers = []

    def start(users: Mapping[str, str]) -> str:
        server = serving(partial(Backend, top=world.root, users=users))
        servers.append(server)
        return f"{server.__enter__()}/owner/remote.git"

    yield start
    for server in servers:
        server.__exit__(None, None, None)
