"""The table of situations in docs/publish.md, each set up for real and compared with its row."""

from __future__ import annotations

import os
import re
import shutil
import socket
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image
from publish.desk import Desk
from publish.worlds import PAGE, Cutting, NotFound, World, digest, serving

from briefgen.errors import PublishError
from briefgen.publish import (
    Settings,
    carry_out,
    find_author,
    find_remote,
    find_repository,
    look_over,
    make_plan,
    mirror,
    open_scratch,
    refuse,
    wait_for,
    want_yes,
)

DOC = Path(__file__).parents[2] / "docs" / "publish.md"
ROW = re.compile(r"\| (?P<name>[^|`]+) \| `(?P<command>[^`]+)` \| (?P<code>\d) \| (?P<told>.+) \|")
ROWS = [
    found.groupdict() for found in map(ROW.fullmatch, DOC.read_text("utf-8").split("\n")) if found
]
Start = Callable[[Mapping[str, str]], str]
Between = Callable[[], object]


class Stage:
    """A world on which a situation is set up, and the folder and moment the publish uses."""

    def __init__(self, world: World, http_git: Start, stack: ExitStack) -> None:
        self.world = world
        self.http_git = http_git
        self.stack = stack
        self.folder = world.work
        self.remote = ""
        self.between: Between | None = None
        self.settings: dict[str, object] = {}
        self.address = ""
        self.target: Path | None = None

    def old(self, **files: str) -> None:
        """Publish the site with more files, then let it differ."""
        self.world.write({path.replace("__", "/"): text for path, text in files.items()})
        self.world.publish()
        self.world.write({"index.html": PAGE.format(build="b2", title="Harbour")})


def publish(stage: Stage, command: str) -> str:
    """Do what the command does, in its order; return what is told when it ends well."""
    world, options = stage.world, command.split()[2:]
    refuse(look_over(world.site).problems)
    if stage.target:
        mirror(world.site, stage.target)
        return "copied"
    repository = find_repository(stage.folder, world.environ, deadline=30)
    chosen = dict(pairwise(options))
    remote = find_remote(repository, chosen.get("--remote", stage.remote))
    find_author(repository)
    branch = chosen.get("--branch", "gh-pages")
    settings = Settings(branch=branch, history="--no-history" not in options, **stage.settings)
    with open_scratch(repository, remote, world.environ) as scratch:
        plan = make_plan(scratch, world.site, settings)
        if plan.empty:
            return "nothing to publish"
        if "--dry-run" in options:
            return plan.command
        if "--yes" not in options:
            want_yes(plan.doubts)
        if stage.between:
            stage.between()
        commit = carry_out(scratch, plan).commit
    assert commit == world.git("rev-parse", branch, at=world.remote)
    if stage.address:
        wait_for(stage.address, plan.build, patience=0, pause=0.01)
    return "pushed"


def clone(stage: Stage, *options: str) -> None:
    """Publish from a clone made with these options."""
    world = stage.world
    world.git("push", "-q", "origin", "main")
    stage.folder = world.root / "clone"
    world.git("clone", "-q", *options, world.remote.as_uri(), str(stage.folder))


def cutting(stage: Stage, *, taken: bool) -> None:
    """Publish over a line that is cut during the push."""
    stage.http_git({})
    handler = partial(Cutting, taken=taken, top=stage.world.root, users={})
    stage.remote = f"{stage.stack.enter_context(serving(handler))}/owner/remote.git"


def signed_in(stage: Stage, rights: str, word: str = "pass-phrase", name: str = "remote") -> None:
    """Publish over http as a user with these rights."""
    address = stage.http_git({"ann:pass-phrase": rights})
    stage.remote = address.replace("://", f"://ann:{word}@").replace("remote.git", f"{name}.git")


def hook(words: str) -> Callable[[Stage], object]:
    """Let the server refuse with these words."""
    return lambda stage: stage.world.hook("pre-receive", f"echo '{words}' >&2; exit 1")


def write(**files: str | bytes) -> Callable[[Stage], object]:
    """Put files into the site; dots and slashes are spelt DOT and SLASH."""
    named = {key.replace("DOT", ".").replace("SLASH", "/"): text for key, text in files.items()}
    return lambda stage: stage.world.write(named)


def no_connection(stage: Stage) -> None:
    """Publish to a port where nothing listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        stage.remote = f"http://127.0.0.1:{free.getsockname()[1]}/owner/remote.git"


def large(*sizes: int) -> Callable[[Stage], object]:
    """Put films of so many megabytes into the site, without the bytes."""

    def put(stage: Stage) -> None:
        for number, size in enumerate(sizes):
            with (stage.world.site / f"film{number or ''}.zip").open("wb") as file:
                file.truncate(size * 1_048_576)

    return put


def full_disk(stage: Stage) -> None:
    """Let git write no large file."""
    stage.world.write({"big.bin": os.urandom(400_000)})
    front = stage.world.root / "front"
    front.mkdir()
    script = f"#!/bin/sh\ntrap '' XFSZ\nulimit -f 64\nexec {shutil.which('git')} \"$@\"\n"
    (front / "git").write_text(script, "utf-8")
    (front / "git").chmod(0o755)
    path = f"{front}:{stage.world.environ['PATH']}"
    stage.world.environ["PATH"] = path
    patch = stage.stack.enter_context(pytest.MonkeyPatch.context())
    patch.setenv("PATH", path)


def another_tool(stage: Stage) -> None:
    """Fill the branch by other means."""
    world = stage.world
    other = world.root / "other"
    world.git("init", "-q", "-b", "gh-pages", str(other))
    (other / "index.html").write_text("by another", "utf-8")
    world.git("add", "-A", at=other)
    world.git("commit", "-q", "-m", "Built by another", at=other)
    world.git("push", "-q", world.remote.as_uri(), "gh-pages", at=other)


def others_folder(stage: Stage) -> None:
    """Copy to a folder with a file of somebody else's."""
    stage.target = stage.world.root / "www"
    stage.target.mkdir()
    (stage.target / "index.html").write_text("theirs", "utf-8")


def delete(*paths: str, **more: str) -> Callable[[Stage], None]:
    """Publish with some files, then delete some."""

    def put(stage: Stage) -> None:
        stage.old(**more)
        for path in paths:
            (stage.world.site / path).unlink()

    return put


def moved(stage: Stage) -> None:
    """Let a colleague push while the publish is under way."""
    stage.old()
    stage.between = lambda: stage.world.commit_elsewhere("hello.txt", "hello")


def worktree(stage: Stage) -> None:
    """Publish from a linked worktree."""
    stage.folder = stage.world.root / "tree"
    stage.world.git("worktree", "add", "-q", "-b", "side", str(stage.folder))


def new_domain(stage: Stage) -> None:
    """Let the site bring another domain than the live one."""
    stage.old(CNAME="old.example.org")
    stage.world.write({"CNAME": "new.example.org"})


def domain_by_hand(stage: Stage) -> None:
    """Let somebody set the domain on the branch."""
    stage.old()
    stage.world.commit_elsewhere("CNAME", "news.example.org\n")


def colleague(stage: Stage) -> None:
    """Let somebody add a page on the branch."""
    stage.old()
    stage.world.commit_elsewhere("map/index.html", "<h1>Map</h1>")


def unseen(stage: Stage) -> None:
    """Look for the new build where nothing is."""
    stage.address = f"{stage.stack.enter_context(serving(NotFound))}/"


def appeared(stage: Stage) -> None:
    """Let the branch appear while the first publish is under way."""
    stage.between = lambda: another_tool(stage)


def disagreeing(stage: Stage) -> None:
    """Give the site another address than its domain."""
    stage.settings = {"address": "https://ann.github.io/news/", "domain": "news.example.org"}


SETUPS: dict[str, Callable[[Stage], object]] = {
    "first publish": lambda _: None,
    "nothing changed": lambda stage: stage.world.publish(),
    "a look first": lambda _: None,
    "history dropped": lambda stage: stage.old(),
    "custom domain set by hand on the branch": domain_by_hand,
    "detached head": lambda stage: stage.world.git("checkout", "-q", "--detach"),
    "shallow clone": lambda stage: clone(stage, "--depth=1"),
    "linked worktree": worktree,
    "answer to the push lost": partial(cutting, taken=True),
    "not a git repository": lambda stage: setattr(stage, "folder", stage.world.site),
    "no remote": lambda stage: stage.world.git("remote", "remove", "origin"),
    "mistyped remote": lambda _: None,
    "no name in git": lambda s: s.world.git("config", "--global", "--unset", "user.name"),
    "impossible branch name": lambda _: None,
    "no connection": no_connection,
    "line cut during the push": partial(cutting, taken=False),
    "disk full": full_disk,
    "server hook rejects": hook("not on Sundays"),
    "private e-mail address": hook("GH007: Your push would publish a private email address."),
    "empty site": lambda stage: shutil.rmtree(stage.world.site),
    "no start page": lambda stage: (stage.world.site / "index.html").unlink(),
    "link in the site": lambda s: (s.world.site / "photos").symlink_to(s.world.root),
    "file over 100 MB": large(110),
    "site over 1 GB": large(*[95] * 11),
    "names differ in case only": write(FEEDDOTxml="x"),
    "file for secrets": write(DOTenv="A=1"),
    "token in a page": write(indexDOThtml="gh" + "p_" + "a1B2" * 9),
    "preview build": write(indexDOThtml=PAGE.format(build="preview-1", title="Draft")),
    "address disagrees": disagreeing,
    "CNAME holds an address": write(CNAME="https://news.example.org/"),
    "branch you work on": lambda _: None,
    "branch holds the source": lambda s: s.world.git("push", "-q", "origin", "main:source"),
    "many files deleted": delete("p1", "p2", "p3", p1="1", p2="2", p3="3"),
    "many files deleted, agreed": delete("p1", "p2", "p3", p1="1", p2="2", p3="3"),
    "last feed deleted": delete("feed.xml"),
    "custom domain changes": new_domain,
    "colleague's change undone": colleague,
    "branch of another tool": another_tool,
    "GitHub finds a secret": hook("GITHUB PUSH PROTECTION"),
    "remote moved meanwhile": moved,
    "branch appeared meanwhile": appeared,
    "wrong password": partial(signed_in, rights="rw", word="guessed-it"),
    "token may only read": partial(signed_in, rights="r"),
    "no such repository": partial(signed_in, rights="rw", name="wrong"),
    "protected branch": hook("GH006: Protected branch update failed"),
    "new build not seen": unseen,
    "folder with others' files": others_folder,
    "folder inside the site": lambda s: setattr(s, "target", s.world.site / "www"),
}


def at_hand(stage: Stage) -> None:
    """Let a colleague be ready to push when the publish is about to."""
    desk(stage).publish()
    desk(stage).edit("tide", "It is low.")
    other = stage.world.root / "colleague"
    stage.world.git("clone", "-q", "-b", "gh-pages", str(stage.world.remote), str(other))
    (other / "hello.txt").write_text("hello", "utf-8")
    stage.world.git("add", "-A", at=other)
    stage.world.git("commit", "-q", "-m", "Say hello", at=other)
    desk(stage).before_push(other)


def other_at_hand(stage: Stage) -> None:
    """Let another tool be ready to make the branch when the publish is about to."""
    other = stage.world.root / "other"
    stage.world.git("init", "-q", "-b", "gh-pages", str(other))
    stage.world.git("commit", "-q", "--allow-empty", "-m", "Built by another", at=other)
    stage.world.git("remote", "add", "origin", stage.world.remote.as_uri(), at=other)
    desk(stage).before_push(other)


def desk(stage: Stage) -> Desk:
    """Return the curator's desk of this stage."""
    return Desk(stage.world)


def then_edited(change: Callable[[Stage], object]) -> Callable[[Stage], object]:
    """Publish, let something happen, then edit an article."""

    def put(stage: Stage) -> None:
        desk(stage).publish()
        change(stage)
        desk(stage).edit("tide", "It is low.")

    return put


def articles_deleted(stage: Stage) -> None:
    """Publish many articles, then delete most."""
    names = [f"p{number}" for number in range(12)]
    for name in names:
        desk(stage).edit(name, "Once.")
    desk(stage).publish()
    for name in names:
        (stage.world.work / "content" / f"{name}.md").unlink()


def domain_replaced(stage: Stage) -> None:
    """Let the settings name another domain than the live one."""
    desk(stage).publish()
    stage.world.commit_elsewhere("CNAME", "old.example.org\n")
    desk(stage).settings("url: https://new.example.org/\npublish: {domain: new.example.org}\n")


def disk_full_for_git(stage: Stage) -> None:
    """Publish a photo that doesn't compress, with a git that may write no large file."""
    Image.effect_noise((500, 500), 90).save(stage.world.work / "content/fog.png")
    desk(stage).edit("fog", "Fog.", photo="fog.png", photo_alt="Fog.", photo_credit="Ann Archer")
    full_disk(stage)


def conf(text: str) -> Callable[[Stage], object]:
    """Publish with these settings besides the title."""
    return lambda stage: desk(stage).settings(text)


TOKEN = "gh" + "p_" + "a1B2" * 9
# What the real verb is put through, from the curator's own files on.
AT_THE_DESK: dict[str, Callable[[Stage], object]] = {
    "first publish": lambda _: None,
    "nothing changed": lambda stage: desk(stage).publish(),
    "a look first": lambda _: None,
    "history dropped": then_edited(lambda _: None),
    "custom domain set by hand on the branch": then_edited(
        lambda stage: stage.world.commit_elsewhere("CNAME", "news.example.org\n")
    ),
    "detached head": lambda stage: stage.world.git("checkout", "-q", "--detach"),
    "shallow clone": lambda stage: clone(stage, "--depth=1"),
    "linked worktree": worktree,
    "answer to the push lost": partial(cutting, taken=True),
    "own domain in the settings": conf(
        "url: https://news.example.org/\npublish: {domain: news.example.org}\n"
    ),
    "hub that does not answer": conf(
        "url: https://news.example.org/\npublish: {hub: 'http://127.0.0.1:9/'}\n"
    ),
    "copy to a folder": lambda _: None,
    "mistake in an article": lambda stage: desk(stage).edit("", "No slug.", title=""),
    "photo without a credit": lambda stage: desk(stage).edit(
        "fog", "Fog.", photo="https://harbour.example/fog.jpg"
    ),
    "photo without a credit, left out": lambda stage: desk(stage).edit(
        "fog", "Fog.", photo="https://harbour.example/fog.jpg"
    ),
    "no briefgen.yml": lambda stage: (stage.world.work / "briefgen.yml").unlink(),
    "not a git repository": lambda stage: shutil.rmtree(stage.world.work / ".git"),
    "no remote": lambda stage: stage.world.git("remote", "remove", "origin"),
    "mistyped remote": lambda _: None,
    "no name in git": lambda s: s.world.git("config", "--global", "--unset", "user.name"),
    "impossible branch name": lambda _: None,
    "no connection": no_connection,
    "line cut during the push": partial(cutting, taken=False),
    "disk full": disk_full_for_git,
    "server hook rejects": hook("not on Sundays"),
    "private e-mail address": hook("GH007: Your push would publish a private email address."),
    "token in a page": lambda stage: desk(stage).edit("keys", TOKEN),
    "address disagrees": conf(
        "url: https://ann.github.io/news/\npublish: {domain: news.example.org}\n"
    ),
    "branch you work on": lambda _: None,
    "branch holds the source": lambda s: s.world.git("push", "-q", "origin", "main:source"),
    "many files deleted": articles_deleted,
    "many files deleted, agreed": articles_deleted,
    "custom domain changes": domain_replaced,
    "colleague's change undone": then_edited(
        lambda stage: stage.world.commit_elsewhere("map/index.html", "<h1>Map</h1>")
    ),
    "branch of another tool": another_tool,
    "GitHub finds a secret": hook("GITHUB PUSH PROTECTION"),
    "remote moved meanwhile": at_hand,
    "branch appeared meanwhile": other_at_hand,
    "wrong password": partial(signed_in, rights="rw", word="guessed-it"),
    "token may only read": partial(signed_in, rights="r"),
    "no such repository": partial(signed_in, rights="rw", name="wrong"),
    "protected branch": hook("GH006: Protected branch update failed"),
    "folder with others' files": others_folder,
}


def test_table_and_setups_are_the_same() -> None:
    """Every row of the manual is run, and everything run stands in the manual."""
    assert {row["name"] for row in ROWS} == set(SETUPS) | set(AT_THE_DESK)


LAYER = [row for row in ROWS if row["name"] in SETUPS]
VERB = [row for row in ROWS if row["name"] in AT_THE_DESK]


@pytest.mark.parametrize("row", LAYER, ids=[row["name"] for row in LAYER])
def test_situation_ends_as_the_manual_says(
    row: dict[str, str], world: World, http_git: Start
) -> None:
    """The exit code and what is told are those of the manual's table; the source is untouched."""
    with ExitStack() as stack:
        stage = Stage(world, http_git, stack)
        SETUPS[row["name"]](stage)
        before = digest(world.work)
        try:
            code, told = 0, publish(stage, row["command"])
        except PublishError as error:
            code, told = error.exit_code, str(error)
    assert (str(code), row["told"] in told) == (row["code"], True), told
    assert digest(world.work) == before


@pytest.mark.parametrize("row", VERB, ids=[row["name"] for row in VERB])
def test_verb_ends_as_the_manual_says(row: dict[str, str], world: World, http_git: Start) -> None:
    """`briefgen publish` leaves with the manual's exit code and words, and the source untouched."""
    Desk(world).open()
    with ExitStack() as stack:
        stage = Stage(world, http_git, stack)
        AT_THE_DESK[row["name"]](stage)
        if stage.remote:
            world.git("remote", "set-url", "origin", stage.remote)
        before = digest(stage.folder)
        words = row["command"].replace("DIR", str(world.root / "www")).split()[1:]
        code, told = Desk(world, stage.folder).ran(*words)
    assert (str(code), row["told"] in told) == (row["code"], True), told
    assert digest(stage.folder) == before
    assert "Traceback" not in told
    assert "pass-phrase" not in told
    assert not any((world.root / "tmp").iterdir()), "left behind"
