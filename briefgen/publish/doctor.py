"""Explain what stands between a folder and its live site: folder → checks in plain words."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.errors import PublishError
from briefgen.publish.auth import token
from briefgen.publish.branch import another_branch, fetch, live_file
from briefgen.publish.compare import paths_in
from briefgen.publish.git import Git, clean_environ
from briefgen.publish.pages import PagesSetup, ask_pages
from briefgen.publish.remote import Remote, address_problem, pages_addresses
from briefgen.publish.repository import Repository, find_author, find_remote, find_repository
from briefgen.publish.scratch import open_scratch
from briefgen.publish.workflow import WORKFLOW_PATH
from briefgen.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefgen.publish.failures import Problem

__all__ = ["Check", "Question", "examine"]

_OLDEST = (2, 31)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: whether it is well, what was found, and how to mend it."""

    name: str
    ok: bool
    what: str
    fix: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be examined; `api` is GitHub's address when it is not the usual one.

    `domain` is the one a publish would write into CNAME.
    """

    folder: Path
    branch: str = "gh-pages"
    remote: str = ""
    address: str = ""
    domain: str = ""
    api: str = ""
    deadline: float = 60


def examine(question: Question, environ: Mapping[str, str]) -> tuple[Check, ...]:
    """Return every check in the order of a publish, up to the first that ends the matter."""
    return tuple(_examined(question, environ))


def _examined(question: Question, environ: Mapping[str, str]) -> Iterator[Check]:
    name = "git"
    try:
        yield _version(question.folder, environ)
        name = "repository"
        repository = find_repository(question.folder, environ, deadline=question.deadline)
        yield from _repository(repository, question.branch)
        yield _author(repository)
        name = "remote"
        remote = find_remote(repository, question.remote)
        yield _remote(remote)
        yield from _online(question, repository, remote, environ)
    except PublishError as error:
        yield _failed(name, error)


def _version(folder: Path, environ: Mapping[str, str]) -> Check:
    said = Git(folder, clean_environ(environ)).run("version")
    found = re.search(r"(\d+)\.(\d+)", said)
    old = not found or (int(found[1]), int(found[2])) < _OLDEST
    fix = f"briefgen needs git {'.'.join(map(str, _OLDEST))} or newer: https://git-scm.com"
    return Check("git", not old, said, fix if old else "")


def _repository(repository: Repository, branch: str) -> Iterator[Check]:
    kind = (
        "a bare repository" if repository.bare
        else "a linked worktree" if repository.worktree
        else "a submodule" if repository.submodule
        else "a git repository"
    )  # fmt: skip
    yield Check("repository", ok=True, what=f"{repository.root} is {kind}")
    if not repository.head:
        yield Check(
            "commit", ok=False, what="nothing has been committed yet",
            fix="git add -A; git commit -m 'Start'",
        )  # fmt: skip
    elif repository.branch == branch:
        yield Check(
            "branch", ok=False, fix=another_branch(branch),
            what=f"you work on {branch}; publishing there would replace your source",
        )  # fmt: skip
    elif repository.branch:
        yield Check("branch", ok=True, what=f"you work on {repository.branch}")
    else:
        yield Check(
            "branch", ok=True, fix="git switch main, to go on writing",
            what="HEAD is detached: publishing works, but your next commits join no branch",
        )  # fmt: skip
    if repository.shallow or repository.partial:
        yield Check(
            "history", ok=True, fix="git fetch --unshallow brings the rest",
            what="only part of the history is here: publishing works, and fetches more",
        )  # fmt: skip
    if repository.dirty:
        yield Check(
            "changes", ok=True, fix="git add -A; git commit",
            what="there are changes not committed; they would be published as they are",
        )  # fmt: skip


def _author(repository: Repository) -> Check:
    try:
        return Check("author", ok=True, what=f"commits are signed by {find_author(repository)}")
    except PublishError as error:
        return _failed("author", error)


def _remote(remote: Remote) -> Check:
    if remote.secret:
        return Check(
            "remote", ok=False, what=f"the address of {remote.name} holds a password or token",
            fix=f"git remote set-url {remote.name} {remote.shown.replace('***@', '')};"
            " gh auth login; and revoke the token if others may have seen it",
        )  # fmt: skip
    expected = pages_addresses(remote)
    served = f", served at {expected[0]}" if expected else ""
    return Check("remote", ok=True, what=f"{remote.name} is {remote.shown}{served}")


def _online(
    question: Question, repository: Repository, remote: Remote, environ: Mapping[str, str]
) -> Iterator[Check]:
    with open_scratch(repository, remote, environ) as scratch:
        try:
            seen = fetch(scratch.git, question.branch)
        except PublishError as error:
            yield _failed("reading", error)
            return
        yield Check("reading", ok=True, what=f"{remote.shown} can be read")
        yield _writing(scratch.git, question.branch, seen)
        domain = live_file(scratch.git, "CNAME").decode("utf-8", "replace").strip() if seen else ""
        yield from _branch(scratch.git, question.branch, seen)
    yield from _address(question.address, remote, question.domain or domain)
    yield from _pages(question, repository, remote, environ)


def _writing(git: Git, branch: str, seen: str) -> Check:
    """Ask for the right to push without pushing: a dry run signs in and stops."""
    tree = git.run("hash-object", "-w", "-t", "tree", "--stdin")
    who = {"GIT_AUTHOR_NAME": "doctor", "GIT_AUTHOR_EMAIL": "doctor@localhost",
           "GIT_COMMITTER_NAME": "doctor", "GIT_COMMITTER_EMAIL": "doctor@localhost"}  # fmt: skip
    commit = Git(git.folder, {**git.environ, **who}).run("commit-tree", tree, "-m", "Try")
    ref = f"refs/heads/{branch}"
    try:
        git.run("push", "--dry-run", "--porcelain", f"--force-with-lease={ref}:{seen}",
                "target", f"{commit}:{ref}")  # fmt: skip
    except PublishError as error:
        return _failed("writing", error)
    return Check("writing", ok=True, what=f"you may push; the branch {branch} may have rules")


def _branch(git: Git, branch: str, seen: str) -> Iterator[Check]:
    if not seen:
        yield Check("live branch", ok=True, what=f"there is no {branch} yet; a publish makes it")
        return
    paths = paths_in(git, seen)
    if any(path.rpartition("/")[2] == "briefgen.yml" for path in paths):
        yield Check("live branch", ok=False, what=f"{branch} holds the source, not a site",
                    fix=another_branch(branch))  # fmt: skip
    elif ".nojekyll" not in paths:
        yield Check("live branch", ok=True, what=f"{branch} has no .nojekyll; a publish adds it")
    else:
        yield Check("live branch", ok=True, what=f"{branch} holds {len(paths)} files at {seen[:9]}")


def _address(address: str, remote: Remote, domain: str) -> Iterator[Check]:
    if not address:
        return
    problem = address_problem(address, remote, domain)
    if not pages_addresses(remote, domain):
        yield Check("address", ok=True, what=f"where {remote.shown} is served can't be foretold")
    elif problem is None:
        yield Check("address", ok=True, what=f"url: {address} is where the site will be served")
    else:
        yield _found("address", problem)


def _pages(
    question: Question, repository: Repository, remote: Remote, environ: Mapping[str, str]
) -> Iterator[Check]:
    secret = token(remote, environ)
    if not secret or not (remote.github or question.api):
        yield Check("pages", ok=True, what="without GH_TOKEN, GitHub was not asked about Pages",
                    fix="look at Settings, Pages, in the repository")  # fmt: skip
        return
    try:
        setup = ask_pages(remote, secret, api=question.api)
    except PublishError as error:
        yield _failed("pages", error)
        return
    yield _setup(setup, question.branch, has_workflow=(repository.root / WORKFLOW_PATH).exists())


def _setup(setup: PagesSetup | None, branch: str, *, has_workflow: bool) -> Check:
    if setup is None:
        return Check("pages", ok=False, what="GitHub Pages is not enabled for this repository",
                     fix=f"Settings, Pages: deploy from the branch {branch}, folder / (root);"
                     " a private repository needs a paid plan")  # fmt: skip
    if setup.mode == "actions":
        return Check("pages", has_workflow, f"Pages is built by GitHub Actions at {setup.address}",
                     "" if has_workflow else "briefgen publish --setup writes the workflow; or"
                     f" choose 'Deploy from a branch', {branch}, in Settings, Pages")  # fmt: skip
    if (setup.branch, setup.folder) != (branch, "/"):
        return Check("pages", ok=False, fix=f"choose {branch} and / (root) in Settings, Pages",
                     what=f"Pages shows {setup.branch}{setup.folder}, not {branch}/")  # fmt: skip
    return Check("pages", ok=True, what=f"Pages shows {branch} at {setup.address}")


def _failed(name: str, error: PublishError) -> Check:
    return Check(name, ok=False, what=error.message, fix=error.hint)


def _found(name: str, problem: Problem) -> Check:
    return Check(name, not problem.stops, problem.message, problem.hint)
