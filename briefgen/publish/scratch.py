"""A throw-away repository beside the user's: everything a publish writes, it writes here."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.errors import PublishError
from briefgen.publish.auth import address_setting, as_environ, forwarded, token, token_setting
from briefgen.publish.git import Git
from briefgen.publish.remote import Remote
from briefgen.publish.repository import Repository
from briefgen.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["Scratch", "open_scratch"]

_PREFIX = "briefgen-publish-"
_TRUSTED = "trusted"

# Ours come last, so they win. The limits keep a large site from filling the memory; no
# refspec stands here, so the user's remote-tracking branches are not even known.
_OURS = (
    ("core.bare", "true"),
    ("core.bigfilethreshold", "16m"),
    ("core.packedgitlimit", "32m"),
    ("core.packedgitwindowsize", "8m"),
    # Unpacking would refresh the times of equal objects that are borrowed from the user.
    ("fastimport.unpacklimit", "0"),
    ("fetch.unpacklimit", "1"),
    ("fetch.fsckobjects", "false"),
    ("gc.auto", "0"),
    ("maintenance.auto", "false"),
    ("pack.deltacachesize", "32m"),
    ("pack.threads", "2"),
    ("pack.windowmemory", "32m"),
)
_PATIENCE = (("http.lowspeedlimit", "1"), ("http.lowspeedtime", "60"))


@dataclass(frozen=True, slots=True)
class Scratch:
    """git in the throw-away repository, with the repository and remote it was made for."""

    git: Git
    repository: Repository
    remote: Remote


@contextmanager
def open_scratch(
    repository: Repository, remote: Remote, environ: Mapping[str, str]
) -> Iterator[Scratch]:
    """Yield an empty repository that knows `remote` as `target`; it is gone afterwards.

    It borrows the user's objects read-only, so a publish fetches little and leaves nothing behind.
    """
    _sweep()
    folder = _temporary(repository)
    try:
        yield Scratch(_made(folder, repository, remote, environ), repository, remote)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _temporary(repository: Repository) -> Path:
    try:
        folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))
        (folder / _TRUSTED).write_text(_trusted(repository), "utf-8")
    except OSError as error:
        raise PublishError(
            f"no temporary folder could be made: {error.strerror}",
            hint="free some space, or point TMPDIR at a disk that has some",
        ) from error
    return folder


def _made(folder: Path, repository: Repository, remote: Remote, environ: Mapping[str, str]) -> Git:
    base = {key: value for key, value in repository.git.environ.items() if not _is_config(key)}
    base |= {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": str(folder / _TRUSTED)}
    git_dir = folder / "site.git"
    Git(folder, base).run(
        "init", "--quiet", "--bare", "--template=", "--initial-branch=none",
        f"--object-format={repository.object_format}", str(git_dir),
    )  # fmt: skip
    _borrow(repository, git_dir)
    settings = _settings(repository, remote, environ)
    return Git(
        folder,
        base | {"GIT_DIR": str(git_dir)} | as_environ(settings),
        secrets=_secrets(remote, environ, settings),
        where=remote.shown,
        deadline=repository.git.deadline,
    )


def _settings(
    repository: Repository, remote: Remote, environ: Mapping[str, str]
) -> list[tuple[str, str]]:
    settings = forwarded(repository.config, remote)
    known = {key for key, _ in settings}
    settings += [pair for pair in _PATIENCE if pair[0] not in known]
    settings += address_setting(remote)
    settings += token_setting(remote, environ, repository.config)
    return [*settings, *_OURS, ("remote.target.url", remote.bare_url)]


def _secrets(
    remote: Remote, environ: Mapping[str, str], settings: list[tuple[str, str]]
) -> tuple[str, ...]:
    headers = [value.split()[-1] for key, value in settings
               if key.endswith(".extraheader") and value.strip()]  # fmt: skip
    return tuple(filter(None, (remote.secret, token(remote, environ), *headers)))


def _borrow(repository: Repository, git_dir: Path) -> None:
    # A shallow or partial repository claims commits whose objects it lacks.
    if repository.shallow or repository.partial or "\n" in str(repository.objects):
        return
    line = f"{repository.objects}\n".encode("utf-8", "surrogateescape")
    (git_dir / "objects" / "info").mkdir(parents=True, exist_ok=True)
    (git_dir / "objects" / "info" / "alternates").write_bytes(line)


def _trusted(repository: Repository) -> str:
    """Keep the user's safe.directory, which git reads from a file only."""
    values = [value for key, value in repository.config if key == "safe.directory"]
    quoted = (value.replace("\\", "\\\\").replace('"', '\\"') for value in values)
    return "[safe]\n" + "".join(f'\tdirectory = "{value}"\n' for value in quoted)


def _is_config(name: str) -> bool:
    return name.startswith(("GIT_CONFIG_KEY_", "GIT_CONFIG_VALUE_")) or name in {
        "GIT_CONFIG", "GIT_CONFIG_COUNT", "GIT_CONFIG_PARAMETERS", "GIT_CONFIG_SYSTEM",
    }  # fmt: skip


def _sweep() -> None:
    """Remove what a killed publish of this user left behind."""
    if os.name != "posix":
        return  # asking for a process by number would end it on Windows
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError, ValueError):
            number = int(folder.name.removeprefix(_PREFIX).partition("-")[0])
            if folder.stat().st_uid == os.getuid() and not _runs(number):
                shutil.rmtree(folder, ignore_errors=True)


def _runs(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
