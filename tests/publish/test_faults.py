from __future__ import annotations

import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from publish.worlds import PAGE, digest

from briefgen.errors import PublishError
from briefgen.publish import MovedError, find_remote, find_repository, make_plan, open_scratch
from briefgen.publish.plan import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from publish.worlds import World

PUBLISH = """
import json, sys
from pathlib import Path
from briefgen.publish import *
work, site, environ = sys.argv[1:]
environ = json.loads(environ)
repository = find_repository(Path(work), environ)
with open_scratch(repository, find_remote(repository), environ) as scratch:
    plan = make_plan(scratch, Path(site), Settings())
    carry_out(scratch, plan)
"""


def publishing(world: World) -> subprocess.Popen[bytes]:
    """Start a publish in a process of its own."""
    words = [str(world.work), str(world.site), json.dumps(world.environ)]
    scratch = world.root / "tmp"
    scratch.mkdir(exist_ok=True)
    return subprocess.Popen(
        [sys.executable, "-c", PUBLISH, *words], env={**os.environ, "TMPDIR": str(scratch)}
    )


def whole_within(seconds: float, world: World) -> bool:
    """Whether git finds the remote whole: at once, or when a push that outlived the kill is done."""
    # fsck reads the objects first and the references after: a push between the two looks like a loss.
    end = time.monotonic() + seconds
    while True:
        fsck = subprocess.run(
            ["git", "fsck", "--strict"], cwd=world.remote, env=world.environ, check=False
        )
        if fsck.returncode == 0 or time.monotonic() > end:
            return fsck.returncode == 0
        time.sleep(0.2)


def test_killed_twenty_times_a_publish_hurts_nothing(world: World) -> None:
    """Killed anywhere on its way, a publish leaves remote and tree whole and the next succeeds."""
    world.write({f"p/{number}/index.html": f"{number}\n" * 99 for number in range(300)})
    started = time.monotonic()
    assert publishing(world).wait() == 0
    whole = time.monotonic() - started
    before, commits = digest(world.work), set()
    for turn in range(20):
        world.write({"index.html": PAGE.format(build=f"k{turn}", title="Harbour")})
        process = publishing(world)
        time.sleep(random.uniform(0, whole))  # noqa: S311 - moments, no secrets
        process.kill()
        process.wait()
        assert whole_within(30, world)
        assert digest(world.work) == before
        try:
            world.publish()
        except MovedError:
            # git's own push outlived the kill and came first; that is what the hint is for.
            world.publish()
        commits.add(world.git("rev-parse", "gh-pages", at=world.remote))
        assert f"k{turn}" in world.git("show", "gh-pages:index.html", at=world.remote)
    assert len(commits) == 20


def test_leavings_of_a_killed_publish_are_swept(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next publish removes the temporary folder of one that was killed, and no living one's."""
    monkeypatch.setattr("tempfile.tempdir", str(world.root / "tmp"))
    gone = subprocess.Popen(["git", "version"], stdout=subprocess.DEVNULL)
    gone.wait()
    dead = world.root / "tmp" / f"briefgen-publish-{gone.pid}-abc"
    alive = world.root / "tmp" / f"briefgen-publish-{os.getppid()}-abc"
    other = world.root / "tmp" / "briefgen-publish-notes"
    for folder in (dead, alive, other):
        folder.mkdir(parents=True)
    world.publish()
    assert sorted((world.root / "tmp").iterdir()) == sorted([alive, other])


def limited_git(world: World, blocks: int) -> None:
    """Put a git in front that may write no file larger than so many blocks: a full disk's like."""
    real = shutil.which("git")
    front = world.root / "front"
    front.mkdir()
    script = f"#!/bin/sh\ntrap '' XFSZ\nulimit -f {blocks}\nexec {real} \"$@\"\n"
    (front / "git").write_text(script, "utf-8")
    (front / "git").chmod(0o755)
    world.environ["PATH"] = f"{front}:{world.environ['PATH']}"


def test_full_disk_is_told_and_hurts_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """When git can't write any more, the disk is named and the remote is as before."""
    world.write({"big.bin": os.urandom(400_000)})
    before = digest(world.work)
    limited_git(world, 64)
    monkeypatch.setenv("PATH", world.environ["PATH"])
    with pytest.raises(PublishError, match="the disk is full"):
        world.publish()
    monkeypatch.undo()
    assert digest(world.work) == before
    assert world.git("branch", "--list", at=world.remote) == ""


def test_temporary_folder_that_is_not_there_is_told(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A TMPDIR that can't be written is told in plain words."""
    monkeypatch.setattr("tempfile.tempdir", str(world.root / "nowhere"))
    with pytest.raises(PublishError, match="no temporary folder") as caught:
        world.publish()
    assert "TMPDIR" in caught.value.hint


def test_silent_server_is_given_up(world: World) -> None:
    """A server that takes the call and never speaks is left after the deadline."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"git://127.0.0.1:{server.getsockname()[1]}/owner/remote.git"
        repository = find_repository(world.work, world.environ, deadline=1)
        remote = find_remote(repository, address)
        with (
            open_scratch(repository, remote, world.environ) as scratch,
            pytest.raises(PublishError, match="still not done after 1 seconds"),
        ):
            make_plan(scratch, world.site, Settings())


def test_interrupt_stops_git_too(world: World) -> None:
    """Ctrl-C during a publish ends within the moment, and leaves no temporary folder."""
    world.write({f"p/{number}.txt": "x" * 999 for number in range(2000)})
    process = publishing(world)
    while not any((world.root / "tmp").glob("*/site.git/objects/pack/*")):
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    process.wait(60)
    assert not any((world.root / "tmp").iterdir())


def test_site_that_changes_meanwhile_is_told(world: World) -> None:
    """A file that goes while the site is read stops the publish, with its name."""

    def meddle(number: int) -> None:
        if number == 1:
            (world.site / "index.html").unlink()

    repository = find_repository(world.work, world.environ)
    with (
        open_scratch(repository, find_remote(repository), world.environ) as scratch,
        pytest.raises(PublishError, match=r"index.html: this can't be read"),
    ):
        make_plan(scratch, world.site, Settings(), meddle)


def test_symlink_never_reaches_the_branch(world: World) -> None:
    """Even past the gate, a link is not followed out of the site."""
    (world.site / "keys").symlink_to(world.root / "home")
    with pytest.raises(PublishError, match="a symlink can't be published"):
        world.publish()


def wide_repository(world: World, kind: str) -> Path:
    """Return another shape of repository with the same source."""
    place = world.root / kind
    if kind == "shallow":
        world.git("clone", "-q", "--depth=1", world.remote.as_uri(), str(place))
    elif kind == "worktree":
        world.git("worktree", "add", "-q", "-b", "side", str(place))
    elif kind == "detached":
        world.git("clone", "-q", world.remote.as_uri(), str(place))
        world.git("checkout", "-q", "--detach", at=place)
    elif kind == "partial":
        world.git("config", "uploadpack.allowFilter", "true", at=world.remote)
        world.git("clone", "-q", "--filter=blob:none", world.remote.as_uri(), str(place))
    elif kind == "bare":
        world.git("clone", "-q", "--bare", world.remote.as_uri(), str(place))
    elif kind == "submodule":
        outer = world.root / "outer"
        world.git("init", "-q", str(outer))
        allowed = ("-c", "protocol.file.allow=always")
        world.git(*allowed, "submodule", "add", "-q", world.remote.as_uri(), "news", at=outer)
        return outer / "news"
    elif kind == "folder":
        (world.work / "docs").mkdir()
        return world.work / "docs"
    return place


@pytest.mark.parametrize(
    "kind", ["shallow", "worktree", "detached", "partial", "bare", "submodule", "folder"]
)
def test_any_shape_of_repository_publishes(world: World, kind: str) -> None:
    """Shallow and partial clones, worktrees, submodules and the rest publish, twice, untouched."""
    world.git("push", "-q", "origin", "main")
    world.publish()
    place = wide_repository(world, kind)
    before = digest(place)
    world.write({"index.html": PAGE.format(build="b2", title="Harbour")})
    assert world.publish(folder=place)
    assert world.publish(folder=place) == ""
    assert digest(place) == before


def test_started_from_a_hook_the_index_is_safe(world: World) -> None:
    """Variables a git hook sets do not lead a publish astray."""
    world.environ.update(
        GIT_DIR=str(world.work / ".git"), GIT_INDEX_FILE=str(world.work / ".git/index"),
        GIT_WORK_TREE=str(world.work),
    )  # fmt: skip
    before = digest(world.work)
    assert world.publish()
    assert digest(world.work) == before


def test_hooks_of_the_user_do_not_run(world: World) -> None:
    """A pre-push hook that tests the source has no say about the built site."""
    hook = world.work / ".git" / "hooks" / "pre-push"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 1\n", "utf-8")
    hook.chmod(0o755)
    assert world.publish()


def test_sha256_repository_publishes(world: World) -> None:
    """A repository of git's newer object format is served in its own."""
    with suppress(FileNotFoundError):
        shutil.rmtree(world.remote)
    new = ("init", "-q", "--object-format=sha256", "-b", "main")
    world.git(*new, "--bare", str(world.remote), at=world.root)
    other = world.root / "other"
    world.git(*new, str(other), at=world.root)
    assert len(world.publish(world.remote.as_uri(), folder=other)) == 64
