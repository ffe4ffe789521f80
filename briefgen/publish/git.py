"""Run git in one folder, safely: arguments → what it said, or an error in plain words."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import IO, TYPE_CHECKING

from briefgen.errors import PublishError
from briefgen.publish.explain import explain
from briefgen.values import dataclass, field

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Git", "clean_environ"]

# A git hook or alias that starts briefgen sets these, and they would point every
# call at the wrong index or repository (the list of `git rev-parse --local-env-vars`).
_LOCAL = frozenset({
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_DIR",
    "GIT_GRAFT_FILE",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_INTERNAL_SUPER_PREFIX",
    "GIT_NAMESPACE",
    "GIT_NO_REPLACE_OBJECTS",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_REPLACE_REF_BASE",
    "GIT_SHALLOW_FILE",
    "GIT_WORK_TREE",
})  # fmt: skip


def clean_environ(environ: Mapping[str, str], *, prompt: bool = False) -> dict[str, str]:
    """Return the environment git runs in: English, no locks taken, no question unless `prompt`."""
    kept = {key: value for key, value in environ.items() if key not in _LOCAL}
    kept |= {"LC_ALL": "C", "LANGUAGE": "", "GIT_OPTIONAL_LOCKS": "0", "GIT_PAGER": "cat"}
    if not prompt:
        kept["GIT_TERMINAL_PROMPT"] = "0"
        if not kept.get("GIT_SSH_COMMAND") and not kept.get("GIT_SSH"):
            kept["GIT_SSH_COMMAND"] = "ssh -oBatchMode=yes"
    return kept


@dataclass(frozen=True, slots=True)
class Git:
    """The git program in `folder`; `secrets` are kept out of all it says, `deadline` is seconds."""

    folder: Path
    environ: Mapping[str, str] = field(repr=False)
    secrets: tuple[str, ...] = field(default=(), repr=False)
    where: str = ""
    deadline: float = 900

    def run(self, *args: str, stdin: bytes = b"") -> str:
        """Return what `git <args>` prints; raise `PublishError` when it fails."""
        return self.raw(*args, stdin=stdin).decode("utf-8", "surrogateescape").removesuffix("\n")

    def raw(self, *args: str, stdin: bytes = b"") -> bytes:
        """Return the bytes `git <args>` prints; raise `PublishError` when it fails."""
        code, out, said = self._ended(args, stdin)
        if code:
            # --porcelain tells a rejected push on stdout.
            told = said + out.decode("utf-8", "replace") if args[0] == "push" else said
            raise self.failure(told, args[0])
        return out

    def asks(self, *args: str) -> str | None:
        """Return what `git <args>` prints, or None when git answers no."""
        code, out, _ = self._ended(args, b"")
        return None if code else out.decode("utf-8", "surrogateescape").removesuffix("\n")

    def feed(self, *args: str, write: Callable[[IO[bytes]], None]) -> None:
        """Run `git <args>` while `write` streams into it, so memory stays bounded."""
        # Read aside: a full pipe would stall git, and a temporary file fails when the disk is full.
        with self._started(args, subprocess.DEVNULL) as process:
            said: list[bytes] = []
            words = _piped(process.stderr)
            aside = Thread(target=lambda: said.append(words.read()), daemon=True)
            try:
                # Ctrl-C from here on must end git first: until then the reader never comes back.
                aside.start()
                self._streamed(process, write)
                aside.join()
            except subprocess.TimeoutExpired:
                _end(process)
                raise self._late(args[0]) from None
            except BaseException:
                _end(process)
                raise
        if process.returncode:
            raise self.failure(b"".join(said).decode("utf-8", "replace"), args[0])

    def failure(self, said: str, what: str) -> PublishError:
        """Return the error for `git <what>` that failed saying `said`."""
        return explain(said, what, where=self.where, secrets=self.secrets)

    def _late(self, what: str) -> PublishError:
        return PublishError(
            f"git {what} was still not done after {self.deadline:g} seconds: timed out",
            hint="check the network and publish again; nothing was half done",
        )

    def _streamed(
        self, process: subprocess.Popen[bytes], write: Callable[[IO[bytes]], None]
    ) -> None:
        stream = _piped(process.stdin)
        try:
            write(stream)
            stream.close()
        except BrokenPipeError:
            # git gave up first; its exit code and words tell why.
            with suppress(BrokenPipeError):
                stream.close()
        process.wait(self.deadline)

    def _ended(self, args: tuple[str, ...], stdin: bytes) -> tuple[int, bytes, str]:
        with self._started(args, subprocess.PIPE) as process:
            try:
                out, said = process.communicate(stdin, timeout=self.deadline)
            except subprocess.TimeoutExpired:
                _end(process)
                raise self._late(args[0]) from None
            except BaseException:
                _end(process)
                raise
        return process.returncode, out, said.decode("utf-8", "replace")

    def _started(self, args: tuple[str, ...], out: int) -> subprocess.Popen[bytes]:
        # In a session of its own, all a transport started can be ended together; with a prompt
        # allowed it must stay in the terminal's, or ssh could not ask.
        alone = self.environ.get("GIT_TERMINAL_PROMPT") == "0" and os.name == "posix"
        try:
            return subprocess.Popen(
                ["git", *args],
                cwd=self.folder,
                env=dict(self.environ),
                stdin=subprocess.PIPE,
                stdout=out,
                stderr=subprocess.PIPE,
                start_new_session=alone,
            )
        except FileNotFoundError:
            raise PublishError(
                "git was not found", hint="install it from https://git-scm.com and try again"
            ) from None


def _piped(stream: IO[bytes] | None) -> IO[bytes]:
    assert stream is not None  # noqa: S101 - for the type checker: it was asked to be a pipe
    return stream


def _end(process: subprocess.Popen[bytes]) -> None:
    """Stop git and what it started: a transport left behind would keep our pipes open."""
    if process.poll() is None:
        if os.name == "posix" and os.getpgid(process.pid) == process.pid:
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
        process.wait()
    # What was still to be written has no reader any more.
    with suppress(BrokenPipeError):
        _piped(process.stdin).close()
