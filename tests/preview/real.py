"""A `briefgen serve` of a small site in a process of its own, asked over real sockets."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PATIENCE = 60.0
"""Seconds that anything may take on a machine that is busy with other things."""

CONFIG = "title: Desk\nurl: https://desk.example/repo/\ntimezone: UTC\n"
SERVE = ("-m", "briefgen", "serve", "--port", "0", "--editor", "")


def article(title: str, body: str, **more: str) -> str:
    """Return an article as it stands in its file."""
    facts = {"title": title, "date": "2026-01-01", **more}
    return "---\n" + "".join(f"{k}: {v}\n" for k, v in facts.items()) + f"---\n\n{body}\n"


def a_site(root: Path, **bodies: str) -> Path:
    """Write a site with a theme of its own and one article per name, titled as it is named."""
    (root / "content").mkdir(parents=True)
    (root / "briefgen.yml").write_text(f"{CONFIG}theme: mine\n")
    (root / "themes/mine").mkdir(parents=True)
    (root / "themes/mine/theme.yml").write_text("parent: briefing\n")
    for name, body in (bodies or {"rail": "Trains run."}).items():
        (root / f"content/{name}.md").write_text(article(name.capitalize(), body))
    return root


@dataclass
class Real:
    """A preview that runs; `said` are the lines it has told so far."""

    process: subprocess.Popen[str]
    said: list[str] = field(default_factory=list)
    port: int = 0

    def ask(self, path: str, **headers: str) -> tuple[int, str]:
        """Return status and text of a page."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            line.request("GET", path, headers=headers)
            answer = line.getresponse()
            return answer.status, answer.read().decode(errors="replace")
        finally:
            line.close()

    def state(self, page: str = "index.html") -> dict[str, object]:
        """What the preview tells a browser about a page."""
        return json.loads(self.ask(f"/_briefgen/state?page={page}")[1])

    def wrong(self, page: str = "index.html") -> list[tuple[str, str]]:
        """The mistakes shown on a page, as places and words."""
        return [(one["path"], one["message"]) for one in self.state(page)["errors"]]

    def raw(self, path: bytes, host: bytes = b"localhost") -> tuple[int, bytes]:
        """Return the answer to a request line that no client would send."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE) as line:
            line.sendall(b"GET %b HTTP/1.1\r\nHost: %b\r\nConnection: close\r\n\r\n" % (path, host))
            answer = b"".join(iter(lambda: line.recv(65536), b""))
        return int(answer.split()[1]), answer

    def left(self, sign: int) -> int:
        """Send a signal and return what the process ended with."""
        self.process.send_signal(sign)
        return self.process.wait(PATIENCE)


def until(fact: Callable[[], object], meant: str = "") -> None:
    """Wait until a fact holds."""
    end = time.monotonic() + PATIENCE
    while not fact():
        assert time.monotonic() < end, meant
        time.sleep(0.005)


def shows(real: Real, path: str, words: str) -> None:
    """Wait until a page has the words."""
    until(lambda: words in real.ask(path)[1], f"{words} on {path}")


@contextlib.contextmanager
def running(root: Path, *words: str, python: tuple[str, ...] = SERVE) -> Iterator[Real]:
    """Serve a site until the block ends, in a session of its own; nobody of it may stay behind."""
    with subprocess.Popen(
        [sys.executable, *python, *words],
        cwd=root,
        env={**os.environ, "NO_COLOR": "1"},
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        real = Real(process)
        reader = threading.Thread(target=_listen, args=(real,), daemon=True)
        reader.start()
        try:
            until(lambda: real.port or process.poll() is not None, "it serves")
            yield real
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(PATIENCE)
            stayed = alive(process.pid)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            reader.join(PATIENCE)
    assert not stayed, "processes are left"
    assert "Traceback" not in "".join(real.said), "".join(real.said)


def alive(group: int) -> bool:
    """Tell whether a process of a group is left."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def _listen(real: Real) -> None:
    assert real.process.stderr is not None
    for line in real.process.stderr:
        real.said.append(line)
        found = re.search(r"^Serving http://[^:]+:(\d+)/", line)
        if found:
            real.port = int(found[1])
