"""Look at the user's repository without touching it: folder → Repository, Remote, author."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.errors import PublishError
from briefgen.publish.git import Git, clean_environ
from briefgen.publish.remote import Remote, parse_remote
from briefgen.values import dataclass, field

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Repository", "find_author", "find_remote", "find_repository"]


@dataclass(frozen=True, slots=True)
class Repository:
    """The user's git repository as it stands; `branch` is empty when HEAD is detached."""

    git: Git
    root: Path
    objects: Path
    object_format: str
    head: str
    branch: str
    dirty: bool
    shallow: bool
    bare: bool
    worktree: bool
    submodule: bool
    config: tuple[tuple[str, str], ...] = field(repr=False)

    def setting(self, key: str) -> str:
        """Return the value git's configuration gives `key`, or ""."""
        return next((value for name, value in reversed(self.config) if name == key.lower()), "")

    @property
    def partial(self) -> bool:
        """Whether objects may be missing here because they were never fetched."""
        return any(
            key.startswith("remote.") and key.endswith(".promisor") for key, _ in self.config
        )

    @property
    def source(self) -> str:
        """The source commit in short, with a plus when files were changed since; or ""."""
        return self.head[:9] + ("+" if self.dirty else "") if self.head else ""


def find_repository(
    folder: Path, environ: Mapping[str, str], *, prompt: bool = False, deadline: float = 900
) -> Repository:
    """Return the repository `folder` lies in; `prompt` lets git ask for a password."""
    git = Git(folder, clean_environ(environ, prompt=prompt), deadline=deadline)
    if git.asks("rev-parse", "--git-dir") is None:
        raise _no_repository(git, folder)
    bare, shallow, object_format, git_dir, objects, common = git.run(
        "rev-parse", "--is-bare-repository", "--is-shallow-repository", "--show-object-format",
        "--path-format=absolute", "--git-dir", "--git-path", "objects", "--git-common-dir",
    ).split("\n")  # fmt: skip
    is_bare = bare == "true"
    return Repository(
        git=git,
        root=Path(git_dir if is_bare else git.run("rev-parse", "--show-toplevel")),
        objects=Path(objects),
        object_format=object_format,
        head=git.asks("rev-parse", "--verify", "--quiet", "HEAD^{commit}") or "",
        branch=git.asks("symbolic-ref", "--quiet", "--short", "HEAD") or "",
        dirty=not is_bare
        and bool(git.run("status", "--porcelain", "--ignore-submodules", "--", ".")),
        shallow=shallow == "true",
        bare=is_bare,
        worktree=git_dir != common,
        submodule=bool(git.asks("rev-parse", "--show-superproject-working-tree")),
        config=_config(git),
    )


def find_remote(repository: Repository, name: str = "") -> Remote:
    """Return the named remote (or address); else the branch's own, `origin`, or the only one."""
    names = (repository.git.asks("remote") or "").split()
    chosen = name or _usual(repository, names)
    if not chosen:
        raise PublishError(
            f"there are {len(names)} remotes and none is called origin: {', '.join(names)}"
            if names else "this repository has no remote, so there is nowhere to publish to",
            hint="publish --remote NAME" if names
            else "make a repository on github.com, then: git remote add origin ADDRESS",
        )  # fmt: skip
    if chosen in names:
        # Fetching from where we push keeps the lease true when the two differ.
        url = repository.git.run("remote", "get-url", "--push", chosen).split("\n")[0]
    elif "/" in chosen or ":" in chosen:
        url = repository.git.run("ls-remote", "--get-url", "--", chosen)
    else:
        raise PublishError(
            f"there is no remote {chosen}", hint=f"known are: {', '.join(names) or 'none'}"
        )
    if "://" not in url and not _is_scp(url):
        url = str((repository.root / Path(url).expanduser()).resolve())
    return parse_remote(url, chosen if chosen in names else "remote")


def find_author(repository: Repository) -> str:
    """Return `Name <address>` from git's configuration; never one git made up from the machine."""
    said = repository.git.asks("-c", "user.useConfigOnly=true", "var", "GIT_COMMITTER_IDENT")
    if said is None:
        raise PublishError(
            "git does not know your name, and every publish is signed with one",
            hint='git config --global user.name "Your Name";'
            " git config --global user.email you@example.org",
        )
    return said.rpartition(">")[0] + ">"


def _usual(repository: Repository, names: list[str]) -> str:
    upstream = repository.setting(f"branch.{repository.branch}.remote")
    if upstream in names:
        return upstream
    return "origin" if "origin" in names else names[0] if len(names) == 1 else ""


def _is_scp(url: str) -> bool:
    return bool(parse_remote(url).host)


def _no_repository(git: Git, folder: Path) -> PublishError:
    try:
        git.run("rev-parse", "--git-dir")
    except PublishError as error:
        if "not a git repository" not in error.message:
            return error
    return PublishError(
        f"{folder} is not in a git repository",
        hint="git init, then git remote add origin ADDRESS; or publish to a folder with --to DIR",
    )


def _config(git: Git) -> tuple[tuple[str, str], ...]:
    pairs = []
    for entry in git.run("config", "--list", "-z").split("\0"):
        key, found, value = entry.partition("\n")
        if key:
            section, _, rest = key.partition(".")
            middle, dot, last = rest.rpartition(".")
            # A key without a value means true.
            pairs.append(
                (f"{section.lower()}.{middle}{dot}{last.lower()}", value if found else "true")
            )
    return tuple(pairs)
