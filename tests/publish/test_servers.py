from __future__ import annotations

import base64
import socket
import subprocess
import time
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

import pytest
from publish.worlds import PAGE, Cutting, serving

from briefgen.errors import PublishError
from briefgen.publish import AccessError, GateError, MovedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from publish.worlds import World

    Start = Callable[[Mapping[str, str]], str]

SECRET = "s3cret-pass-phrase"  # noqa: S105
RW = {f"ann:{SECRET}": "rw"}


def with_user(address: str, known: str) -> str:
    """Return the address with a user and password in it."""
    return address.replace("://", f"://{known}@")


def answers(port: int) -> bool:
    """Whether something listens on a port of this machine."""
    with socket.socket() as trial:
        return trial.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def git_daemon(world: World, *options: str) -> Iterator[str]:
    """Run `git daemon` on a free port of this machine."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        ["git", "daemon", f"--base-path={world.root}", "--export-all", "--reuseaddr",
         "--listen=127.0.0.1", f"--port={port}", *options],
        env=world.environ, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        while not answers(port):
            time.sleep(0.02)
        yield f"git://127.0.0.1:{port}/owner/remote.git"
    finally:
        process.terminate()
        process.wait()


def test_publish_over_git_daemon(world: World) -> None:
    """The git protocol takes a publish, a second one, and a lease."""
    with git_daemon(world, "--enable=receive-pack") as address:
        first = world.publish(address)
        world.write({"index.html": PAGE.format(build="b2", title="Harbour")})
        second = world.publish(address)
        world.write({"index.html": PAGE.format(build="b3", title="Harbour")})
        with pytest.raises(MovedError):
            world.publish(address, between=lambda: world.commit_elsewhere("a.txt", "a"))
    assert world.git("rev-list", second, at=world.remote).split() == [second, first]


def test_daemon_that_only_reads_is_no_permission(world: World) -> None:
    """A server that serves reading only is told as a missing right."""
    with git_daemon(world) as address, pytest.raises(AccessError) as caught:
        world.publish(address)
    assert caught.value.exit_code == 5


def test_publish_over_http_with_a_password(world: World, http_git: Start) -> None:
    """Basic authentication by the address works, and the second publish finds the first."""
    address = with_user(http_git(RW), f"ann:{SECRET}")
    assert world.publish(address)
    assert world.publish(address) == ""
    assert world.live()["feed.xml"]


def test_many_files_go_over_http(world: World, http_git: Start) -> None:
    """A push that is sent in pieces arrives whole."""
    world.write({f"p/{number}.txt": str(number) * 900 for number in range(400)})
    world.write({"big.bin": bytes(range(256)) * 16_384})
    world.publish(with_user(http_git(RW), f"ann:{SECRET}"))
    assert len(world.live()) == 406


def test_password_is_in_no_argument(world: World, http_git: Start) -> None:
    """No process git starts is given the password, where `ps` would show it."""
    trace = world.root / "trace"
    world.git("remote", "set-url", "origin", with_user(http_git(RW), f"ann:{SECRET}"))
    world.environ["GIT_TRACE"] = str(trace)
    assert world.publish()
    words = trace.read_text("utf-8")
    assert "git-remote-http" in words
    assert SECRET not in words


@pytest.mark.parametrize("known", ["", f"ann:{SECRET}x", "bo:nothing-of-the-kind"])
def test_unknown_user_is_told(world: World, http_git: Start, known: str) -> None:
    """No password, or a wrong one, gives exit code 5 and never shows the password."""
    address = http_git(RW)
    with pytest.raises(AccessError, match="does not know who you are") as caught:
        world.publish(with_user(address, known) if known else address)
    assert caught.value.exit_code == 5
    assert SECRET not in str(caught.value)


def test_reader_may_not_write(world: World, http_git: Start) -> None:
    """A server's 403 on the push is told as a missing right, with what to do in Actions."""
    address = with_user(http_git({f"ann:{SECRET}": "r"}), f"ann:{SECRET}")
    with pytest.raises(AccessError, match="not write") as caught:
        world.publish(address)
    assert "contents: write" in caught.value.hint
    assert SECRET not in str(caught.value)
    assert world.git("branch", "--list", at=world.remote) == ""


def test_missing_repository_is_told(world: World, http_git: Start) -> None:
    """A wrong name is told as such, with the address it was asked for."""
    address = with_user(http_git(RW), f"ann:{SECRET}").replace("remote.git", "wrong.git")
    with pytest.raises(AccessError, match="no such repository") as caught:
        world.publish(address)
    assert "wrong.git" in caught.value.message


def test_credential_helper_of_the_user_is_asked(world: World, http_git: Start) -> None:
    """What git would use by itself is used: a helper set in the repository."""
    world.git("remote", "set-url", "origin", http_git(RW))
    helper = f"!f() {{ echo username=ann; echo password={SECRET}; }}; f"
    world.git("config", "credential.helper", helper)
    assert world.publish()


def test_header_of_the_checkout_action_is_used(world: World, http_git: Start) -> None:
    """The header that the checkout action leaves in the repository signs the push in."""
    world.git("remote", "set-url", "origin", http_git({f"x-access-token:{SECRET}": "rw"}))
    shown = base64.b64encode(f"x-access-token:{SECRET}".encode()).decode()
    address = world.git("remote", "get-url", "origin").removesuffix("owner/remote.git")
    world.git("config", f"http.{address}.extraheader", f"AUTHORIZATION: basic {shown}")
    assert world.publish()


def test_token_of_the_environment_is_used(world: World, http_git: Start) -> None:
    """GH_ENTERPRISE_TOKEN signs in to the host GH_HOST names."""
    world.git("remote", "set-url", "origin", http_git({f"x-access-token:{SECRET}": "rw"}))
    world.environ.update(GH_ENTERPRISE_TOKEN=SECRET, GH_HOST="127.0.0.1")
    assert world.publish()


def test_token_is_not_shown_to_other_hosts(world: World, http_git: Start) -> None:
    """A token for github.com is not sent to another host."""
    world.git("remote", "set-url", "origin", http_git({f"x-access-token:{SECRET}": "rw"}))
    world.environ["GH_TOKEN"] = SECRET
    with pytest.raises(AccessError):
        world.publish()


def test_rewritten_address_is_followed(world: World, http_git: Start) -> None:
    """`url.insteadOf` in the user's configuration is applied, once."""
    address = with_user(http_git(RW), f"ann:{SECRET}").removesuffix("owner/remote.git")
    world.git("config", "--global", f"url.{address}.insteadOf", "work:")
    world.git("remote", "set-url", "origin", "work:owner/remote.git")
    assert world.publish()


def test_push_address_wins(world: World) -> None:
    """With a push address of its own, a remote is fetched from where it is pushed."""
    world.git("remote", "set-url", "--push", "origin", world.remote.as_uri())
    world.git("remote", "set-url", "origin", "https://invalid.invalid/a/b.git")
    world.git("config", "remote.origin.pushurl", world.remote.as_uri())
    assert world.publish()


def test_plain_path_is_a_remote(world: World) -> None:
    """A folder on a shared disk is a remote like any other, relative ones too."""
    world.git("remote", "set-url", "origin", "../owner/remote.git")
    assert world.publish()
    assert world.publish(str(world.remote)) == ""


def test_hook_that_rejects_is_quoted(world: World) -> None:
    """The server's own words reach the curator, and nothing is published."""
    world.hook("pre-receive", "echo 'no publishing on Sundays' >&2; exit 1")
    with pytest.raises(PublishError, match="a rule on the server refused") as caught:
        world.publish()
    assert "no publishing on Sundays" in caught.value.message
    assert caught.value.exit_code == 1
    assert world.git("branch", "--list", at=world.remote) == ""


@pytest.mark.parametrize(
    ("words", "error", "told"),
    [
        ("error: GH006: Protected branch update failed", AccessError, "the branch is protected"),
        ("error: GH013: Repository rule violations found", AccessError, "the branch is protected"),
        ("error: GH007: Your push would publish a private email", PublishError, "e-mail address"),
        ("error: GH001: Large files detected", GateError, "over 100 MB"),
        ("GITHUB PUSH PROTECTION - Push cannot contain secrets", GateError, "found a secret"),
    ],
)
def test_rules_of_github_are_explained(
    world: World, words: str, error: type[PublishError], told: str
) -> None:
    """What GitHub's server says on refusing a push is told in plain words."""
    world.hook("update", f"echo '{words}' >&2; exit 1")
    with pytest.raises(error, match=told) as caught:
        world.publish()
    assert type(caught.value) is error


def test_server_that_refuses_a_dropped_history(world: World) -> None:
    """A server that denies non-fast-forward pushes keeps what it has."""
    world.publish()
    world.git("config", "receive.denyNonFastForwards", "true", at=world.remote)
    world.write({"index.html": PAGE.format(build="b2", title="Harbour")})
    with pytest.raises(PublishError):
        world.publish(history=False)
    assert "b1" in world.live()["index.html"]


def test_line_cut_during_the_push_loses_nothing(world: World, http_git: Start) -> None:
    """When the push never arrived, the remote is as before and the error says so."""
    http_git({})
    world.publish()
    world.write({"index.html": PAGE.format(build="b2", title="Harbour")})
    with (
        serving(partial(Cutting, taken=False, top=world.root, users={})) as address,
        pytest.raises(PublishError, match="connection to the remote failed"),
    ):
        world.publish(f"{address}/owner/remote.git")
    assert "b1" in world.live()["index.html"]
    assert world.publish()


def test_line_cut_after_the_push_is_a_success(world: World, http_git: Start) -> None:
    """When only the answer was lost, the publish is found on the remote and counts."""
    http_git({})
    with serving(partial(Cutting, taken=True, top=world.root, users={})) as address:
        commit = world.publish(f"{address}/owner/remote.git")
    assert commit == world.git("rev-parse", "gh-pages", at=world.remote)


def test_closed_port_is_a_network_failure(world: World) -> None:
    """A server that is not there is told as a failed connection, exit code 1."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(PublishError, match="connection to the remote failed") as caught:
        world.publish(f"http://127.0.0.1:{port}/owner/remote.git")
    assert caught.value.exit_code == 1


def test_unknown_host_is_a_network_failure(world: World) -> None:
    """A name that does not resolve is told as a failed connection."""
    with pytest.raises(PublishError, match="connection to the remote failed"):
        world.publish("https://nowhere.invalid/owner/remote.git")
