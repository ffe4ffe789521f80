"""A curator's repository with a remote and a site, and a web server that speaks git for real."""

from __future__ import annotations

import base64
import hashlib
import os
import subprocess
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.publish import (
    Settings,
    carry_out,
    find_remote,
    find_repository,
    make_plan,
    open_scratch,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from briefgen.publish import Plan

PAGE = '<!doctype html><meta name="briefgen-build" content="{build}"><title>{title}</title>\n'


@dataclass(frozen=True, slots=True)
class World:
    """A working repository `work`, its bare `remote`, a built `site`, and an environment."""

    root: Path
    environ: dict[str, str] = field(repr=False)

    @property
    def work(self) -> Path:
        """The curator's own folder."""
        return self.root / "work"

    @property
    def remote(self) -> Path:
        """The bare repository that stands for the server's."""
        return self.root / "owner" / "remote.git"

    @property
    def site(self) -> Path:
        """The built site."""
        return self.root / "site"

    def git(self, *args: str, at: Path | None = None) -> str:
        """Run git as the curator would."""
        done = subprocess.run(
            ["git", *args], cwd=at or self.work, env=self.environ, check=True, capture_output=True
        )
        return done.stdout.decode("utf-8", "surrogateescape").strip()

    def write(self, files: Mapping[str, str | bytes]) -> None:
        """Write files of the site; a page is given by its title, its build id after a slash."""
        for path, content in files.items():
            place = self.site / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content if isinstance(content, bytes) else content.encode())

    def plan(self, remote: str = "", folder: Path | None = None, **chosen: object) -> Plan:
        """Plan a publish and push nothing."""
        repository = find_repository(folder or self.work, self.environ, deadline=60)
        found = find_remote(repository, remote)
        with open_scratch(repository, found, self.environ) as scratch:
            return make_plan(scratch, self.site, Settings(**chosen))

    def publish(
        self,
        remote: str = "",
        folder: Path | None = None,
        between: Callable[[], object] | None = None,
        **chosen: object,
    ) -> str:
        """Plan and push, with something happening `between`; return the live commit, or ""."""
        repository = find_repository(folder or self.work, self.environ, deadline=60)
        found = find_remote(repository, remote)
        with open_scratch(repository, found, self.environ) as scratch:
            plan = make_plan(scratch, self.site, Settings(**chosen))
            if between:
                between()
            return "" if plan.empty else carry_out(scratch, plan).commit

    def live(self, branch: str = "gh-pages") -> dict[str, str]:
        """Return what the remote's branch holds: path to text."""
        listed = self.git("ls-tree", "-r", "-z", "--name-only", branch, at=self.remote)
        paths = [path for path in listed.split("\0") if path]
        return {path: self.git("show", f"{branch}:{path}", at=self.remote) for path in paths}

    def log(self, branch: str = "gh-pages") -> list[str]:
        """Return the subjects of the remote's branch, the newest first."""
        return self.git("log", "--format=%s", branch, at=self.remote).split("\n")

    def commit_elsewhere(self, path: str, text: str, branch: str = "gh-pages") -> str:
        """Let a colleague change a file of the branch and push it; return their commit."""
        other = self.root / "colleague"
        if not other.exists():
            self.git("clone", "-q", "-b", branch, str(self.remote), str(other), at=self.root)
        self.git("pull", "-q", at=other)
        (other / path).parent.mkdir(parents=True, exist_ok=True)
        (other / path).write_text(text, "utf-8")
        self.git("add", "-A", "-f", at=other)
        self.git("-c", "user.name=Bo", "commit", "-q", "-m", f"Change {path}", at=other)
        self.git("push", "-q", at=other)
        return self.git("rev-parse", "HEAD", at=other)

    def hook(self, name: str, script: str) -> None:
        """Put a hook on the server's side."""
        place = self.remote / "hooks" / name
        place.parent.mkdir(exist_ok=True)
        place.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
        place.chmod(0o755)


def digest(folder: Path) -> str:
    """Return one digest of all that lies under a folder: names, modes, times and bytes."""
    total = hashlib.sha256()
    for place in sorted(folder.rglob("*")):
        stat = place.lstat()
        total.update(f"{place.relative_to(folder)}\0{stat.st_mode}\0{stat.st_mtime_ns}\0".encode())
        if place.is_symlink():
            total.update(os.fsencode(place.readlink()))
        elif place.is_file():
            total.update(place.read_bytes())
    return total.hexdigest()


class Backend(BaseHTTPRequestHandler):
    """Hand a request to `git http-backend`, the program behind git's own web servers."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args: object, top: Path, users: Mapping[str, str]) -> None:
        self._top = top
        self._users = users  # "name:password" to "r" or "rw"; none at all lets everyone write
        super().__init__(*args)

    def do_GET(self) -> None:
        """Answer what has no body."""
        self._answer(b"")

    def do_POST(self) -> None:
        """Answer a request with its body, chunked or not."""
        self._answer(self._body())

    def log_message(self, *_: object) -> None:
        """Stay quiet."""

    def _answer(self, body: bytes) -> None:
        path, _, query = self.path.partition("?")
        rights, name = self._rights()
        if not rights:
            return self._send(401, {"WWW-Authenticate": 'Basic realm="git"'}, b"who are you?\n")
        if "receive-pack" in self.path and rights == "r":
            return self._send(403, {}, f"Permission to {path} denied to {name}.\n".encode())
        environ = {
            "PATH": os.environ["PATH"], "GIT_PROJECT_ROOT": str(self._top),
            "GIT_HTTP_EXPORT_ALL": "1", "PATH_INFO": path, "QUERY_STRING": query,
            "REQUEST_METHOD": self.command, "REMOTE_USER": name or "anyone",
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "CONTENT_LENGTH": str(len(body)),
            "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
            "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
        }  # fmt: skip
        done = subprocess.run(
            ["git", "http-backend"], input=body, env=environ, capture_output=True, check=False
        )
        head, _, content = done.stdout.partition(b"\r\n\r\n")
        fields = dict(line.split(": ", 1) for line in head.decode().split("\r\n") if line)
        status = int(fields.pop("Status", "200").split()[0])
        return self._send(status, fields, content)

    def _rights(self) -> tuple[str, str]:
        if not self._users:
            return "rw", ""
        shown = self.headers.get("Authorization", "").partition(" ")[2]
        known = base64.b64decode(shown).decode()
        return self._users.get(known, ""), known.partition(":")[0]

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding") != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length", 0)))
        pieces = []
        while size := int(self.rfile.readline(), 16):
            pieces.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(pieces)

    def _send(self, status: int, fields: Mapping[str, str], content: bytes) -> None:
        self.send_response(status)
        for key, value in fields.items():
            self.send_header(key, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


class Cutting(Backend):
    """A server whose line is cut during the push: before it is taken, or before the answer."""

    def __init__(self, *args: object, taken: bool, **more: object) -> None:
        self._taken = taken
        super().__init__(*args, **more)

    def do_POST(self) -> None:
        """Cut the line on a push."""
        if "receive-pack" not in self.path:
            return super().do_POST()
        if self._taken:
            subprocess.run(
                ["git", "receive-pack", "--stateless-rpc", str(self._top / "owner/remote.git")],
                input=self._body(), check=True, capture_output=True,
            )  # fmt: skip
        self.close_connection = True
        return None


class NotFound(BaseHTTPRequestHandler):
    """A web host that has nothing."""

    def do_GET(self) -> None:
        """Answer 404."""
        self.send_response(404)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Stay quiet."""


@contextmanager
def serving(handler: Callable[..., BaseHTTPRequestHandler]) -> Iterator[str]:
    """Serve on a free port of this machine; yield the address without a trailing slash."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(
        daemon=True, target=server.serve_forever, kwargs={"poll_interval": 0.02}
    )
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
