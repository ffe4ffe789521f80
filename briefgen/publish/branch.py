"""The branch that is live: fetched into the scratch repository, pushed from it under a lease."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.errors import PublishError
from briefgen.publish.failures import AccessError, GateError, MovedError
from briefgen.values import dataclass

if TYPE_CHECKING:
    from briefgen.publish.git import Git

__all__ = [
    "LIVE",
    "Pushed",
    "another_branch",
    "fetch",
    "fetch_past",
    "is_ours",
    "live_file",
    "push",
    "signed",
]

LIVE = "refs/briefgen/live"
_PAST = "refs/briefgen/past"
_TRAILER = "Briefgen-Build"


@dataclass(frozen=True, slots=True)
class Pushed:
    """The commit that is live now, and the one before it ("" for a first publish)."""

    commit: str
    before: str


def another_branch(branch: str) -> str:
    """Return the way out where the branch to publish to is, or holds, the source."""
    if branch != "gh-pages":
        return "publish to another: --branch gh-pages"
    return (
        "keep the source on a branch of its own: git switch -c main; then publish again;"
        " or publish to another branch: --branch pages"
    )


def fetch(git: Git, branch: str) -> str:
    """Fetch the tip of the live branch and return it, or "" when there is no such branch yet."""
    ref = f"refs/heads/{branch}"
    if not git.run("ls-remote", "target", ref):
        return ""
    _fetch(git, f"+{ref}:{LIVE}", 1)
    return git.run("rev-parse", "--verify", LIVE)


def fetch_past(git: Git, branch: str, depth: int) -> tuple[str, ...]:
    """Return the newest commits of the live branch, the newest first, after fetching them."""
    _fetch(git, f"+refs/heads/{branch}:{_PAST}", depth)
    return tuple(git.run("rev-list", "--first-parent", f"--max-count={depth}", LIVE).split())


def live_file(git: Git, path: str) -> bytes:
    """Return the bytes of a live file, empty when it is not there."""
    if git.asks("cat-file", "-e", f"{LIVE}:{path}") is None:
        return b""
    return git.raw("cat-file", "blob", f"{LIVE}:{path}")


def signed(message: str, build: str) -> str:
    """Return a commit message that tells later publishes the commit is ours."""
    return f"{message}\n\n{_TRAILER}: {build or 'none'}\n"


def is_ours(git: Git, commit: str) -> bool:
    """Whether a publish made this commit."""
    return f"\n{_TRAILER}:" in git.run("log", "-1", "--format=%B", commit)


def push(git: Git, branch: str, seen: str, commit: str) -> Pushed:
    """Make `commit` the live one, provided the branch still is where it was `seen`."""
    ref = f"refs/heads/{branch}"
    try:
        git.run(
            "push", "--porcelain", f"--force-with-lease={ref}:{seen}", "target", f"{commit}:{ref}"
        )
    except (AccessError, GateError, MovedError):
        raise
    except PublishError:
        # A line cut after the last byte leaves the push done and the answer lost.
        if not _arrived(git, ref, commit):
            raise
    return Pushed(commit, seen)


def _fetch(git: Git, refspec: str, depth: int) -> None:
    git.run(
        "fetch", "--quiet", "--no-tags", f"--depth={depth}", "--no-write-fetch-head",
        "target", refspec,
    )  # fmt: skip


def _arrived(git: Git, ref: str, commit: str) -> bool:
    return (git.asks("ls-remote", "target", ref) or "").partition("\t")[0] == commit
