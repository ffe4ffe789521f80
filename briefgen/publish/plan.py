"""Plan a publish to a branch, then carry it out: (scratch, folder, settings) → Plan → Pushed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.errors import PublishError
from briefgen.publish.branch import LIVE, Pushed, another_branch, fetch, live_file, push, signed
from briefgen.publish.compare import Change, Kind, Vanished, compare, paths_in, vanished
from briefgen.publish.doubts import colleague_doubts, deletion_doubts, domain_doubts
from briefgen.publish.failures import GateError, Problem, refuse
from briefgen.publish.remote import Remote, address_problem
from briefgen.publish.site import build_id
from briefgen.publish.tree import write_tree
from briefgen.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from briefgen.publish.git import Git
    from briefgen.publish.repository import Repository
    from briefgen.publish.scratch import Scratch

__all__ = ["Plan", "Settings", "carry_out", "make_plan"]

_DOMAIN = re.compile(r"(?:[\w-]+\.)+[\w-]{2,}")


@dataclass(frozen=True, slots=True)
class Settings:
    """What the curator chose; `address` is the site's `url:`, `domain` writes a CNAME file."""

    branch: str = "gh-pages"
    address: str = ""
    domain: str = ""
    subject: str = "Publish"
    version: str = ""
    history: bool = True


@dataclass(frozen=True, slots=True)
class Plan:
    """What a push would do; `seen` is the live commit, "" for a first publish."""

    branch: str
    remote: Remote
    seen: str
    tree: str
    build: str
    domain: str
    files: int
    changes: tuple[Change, ...]
    vanished: tuple[Vanished, ...]
    message: str
    doubts: tuple[str, ...]
    warnings: tuple[Problem, ...]
    history: bool

    @property
    def empty(self) -> bool:
        """Whether what is live is this very site."""
        return bool(self.seen) and not self.changes

    @property
    def command(self) -> str:
        """The push as a person would type it."""
        ref = f"refs/heads/{self.branch}"
        return f"git push --force-with-lease={ref}:{self.seen} {self.remote.shown} COMMIT:{ref}"

    def of(self, kind: Kind) -> tuple[Change, ...]:
        """Return the changes of one kind."""
        return tuple(change for change in self.changes if change.kind == kind)


def make_plan(
    scratch: Scratch,
    folder: Path,
    settings: Settings,
    told: Callable[[int], None] | None = None,
) -> Plan:
    """Fetch what is live, write the site's tree beside it, and tell the difference.

    `doubts` want the curator's yes; `told` is called with the number of files written so far.
    Raises `GateError` when the branch holds the source or the site's address disagrees.
    """
    git, branch = scratch.git, settings.branch
    _check_branch(scratch.repository, branch)
    seen = fetch(git, branch)
    live_cname = live_file(git, "CNAME") if seen else b""
    tree = write_tree(git, folder, _extra(live_cname, settings.domain), told)
    domain = _domain(git.asks("cat-file", "blob", f"{tree}:CNAME") or "")
    live = f"{LIVE}^{{tree}}" if seen else git.run("hash-object", "-w", "-t", "tree", "--stdin")
    before, after = paths_in(git, live), paths_in(git, tree)
    _check_source(before, branch)
    changes = compare(git, live, tree)
    build = build_id(folder)
    return Plan(
        branch=branch,
        remote=scratch.remote,
        seen=seen,
        tree=tree,
        build=build,
        domain=domain,
        files=len(after),
        changes=changes,
        vanished=vanished(changes, sorted(after)),
        message=signed(_message(settings, scratch.repository), build),
        doubts=(
            *domain_doubts(live_cname.decode("utf-8", "replace").strip(), domain),
            *deletion_doubts(changes, before, after),
            *(colleague_doubts(git, branch, changes) if seen else ()),
        ),
        warnings=_address(settings.address, scratch.remote, domain),
        history=settings.history,
    )


def carry_out(scratch: Scratch, plan: Plan) -> Pushed:
    """Commit the plan's tree and push it, provided the branch is still where the plan saw it."""
    return push(scratch.git, plan.branch, plan.seen, _commit(scratch.git, plan))


def _commit(git: Git, plan: Plan) -> str:
    parents = ("-p", plan.seen) if plan.seen and plan.history else ()
    return git.run("commit-tree", plan.tree, *parents, "-F", "-", stdin=plan.message.encode())


def _check_branch(repository: Repository, branch: str) -> None:
    if repository.git.asks("check-ref-format", "--branch", branch) is None:
        raise PublishError(f"{branch!r} can't be the name of a branch", hint="try gh-pages")
    if branch == repository.branch:
        raise GateError(
            f"{branch} is the branch you work on; publishing there would replace your source",
            hint=another_branch(branch),
        )


def _check_source(live: Iterable[str], branch: str) -> None:
    source = next((path for path in live if path.rpartition("/")[2] == "briefgen.yml"), "")
    if source:
        raise GateError(
            f"the branch {branch} holds the source ({source}); publishing there would delete it",
            hint=another_branch(branch),
        )


def _extra(live_cname: bytes, domain: str) -> dict[str, bytes]:
    """Return the files a publish adds: Jekyll kept away, the custom domain kept alive."""
    cname = f"{domain}\n".encode() if domain else live_cname
    return {".nojekyll": b""} | ({"CNAME": cname} if cname else {})


def _domain(cname: str) -> str:
    domain = cname.strip()
    if domain and not _DOMAIN.fullmatch(domain):
        raise GateError(
            f"the file CNAME holds {domain!r}, which is not one domain",
            path="CNAME",
            hint="write the domain alone, such as news.example.org",
        )
    return domain


def _address(address: str, remote: Remote, domain: str) -> tuple[Problem, ...]:
    problem = address_problem(address, remote, domain) if address else None
    found = (problem,) if problem else ()
    refuse(found)
    return found


def _message(settings: Settings, repository: Repository) -> str:
    made = [f"source {repository.source}"] if repository.source else []
    made += [f"briefgen {settings.version}"] if settings.version else []
    return f"{settings.subject} ({', '.join(made)})" if made else settings.subject
