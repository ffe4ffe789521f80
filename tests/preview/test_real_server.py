"""Who asks the real `briefgen serve`, and how it ends."""

from __future__ import annotations

import contextlib
import filecmp
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from preview.real import PATIENCE, a_site, alive, article, running, shows, until

if TYPE_CHECKING:
    from preview.real import Real

RAIL = "/repo/2026/01/01/rail/"


def _deaf(real: Real, path: str) -> socket.socket:
    """Ask for a page and read nothing of it, with as little room for it as there can be."""
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)
    line.settimeout(PATIENCE)
    line.connect(("127.0.0.1", real.port))
    line.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    return line


BIG = """{% extends '@parent/article.html' %}
{% block main %}{{ super() }}<a href="{{ 'big.bin'|asset }}">big</a>{% endblock %}
"""


@pytest.mark.parametrize("what", ["the events", "a large file"])
def test_clients_that_never_read_stop_nobody(what: str, tmp_path: Path) -> None:
    """However many leave their answers lying, others see each save, and the end is not held up."""
    root = a_site(tmp_path)
    (root / "themes/mine/assets").mkdir()
    (root / "themes/mine/assets/big.bin").write_bytes(bytes(8_000_000))
    (root / "themes/mine/article.html").write_text(BIG)
    with running(root) as real, contextlib.ExitStack() as lines:
        shows(real, RAIL, "Trains run.")
        big = real.ask(RAIL)[1].partition('"/repo/assets/big.')[2].partition('"')[0]
        path = {"the events": "/_briefgen/events", "a large file": f"/repo/assets/big.{big}"}[what]
        for _ in range(60):
            lines.enter_context(_deaf(real, path))
        for number in range(50):
            (root / "content/rail.md").write_text(article("Rail", f"Save {number}."))
            shows(real, RAIL, f"Save {number}.")
        # Sixty times the file would be half a gigabyte.
        assert _memory(real) < 250_000
        assert real.left(signal.SIGINT) == 0


def _memory(real: Real) -> int:
    """How many KB the process holds, as far as the system tells."""
    told = Path(f"/proc/{real.process.pid}/status")
    return int(told.read_text().partition("VmRSS:")[2].split()[0]) if told.exists() else 0


OUTSIDE = [
    b"/repo/../briefgen.yml",
    b"/repo/..%2fbriefgen.yml",
    b"/repo/%2e%2e%2fbriefgen.yml",
    b"/repo/..%5cbriefgen.yml",
    b"/repo/content%5crail.md",
    b"/repo/%252e%252e/briefgen.yml",
    b"/repo/content/rail.md",
    b"/repo/p.png",
    b"/repo/rail%00.md",
    b"/etc/passwd",
    b"//etc/passwd",
    b"file:///etc/passwd",
    b"/repo//etc/passwd",
    b"/repo/.briefgen/index",
    b"/repo/.git/config",
    b"/repo/%2egit/config",
    b"/_briefgen/../briefgen.yml",
    b"/_briefgen/..%2f..%2f..%2fbriefgen.yml",
    b"/_briefgen/feed?file=../briefgen.yml",
    b"/_briefgen/feed?file=%2fetc%2fpasswd",
    b"/_briefgen/context?page=../../briefgen.yml",
]


def test_nothing_but_the_site_is_served(tmp_path: Path) -> None:
    """No spelling of a path reaches a file beside the site, behind a link or with a dot."""
    root = a_site(tmp_path / "site")
    (tmp_path / "outside.png").write_bytes(b"secret: outside")
    with (root / "briefgen.yml").open("a") as config:
        config.write("# secret: in the configuration\n")
    (root / ".git").mkdir()
    (root / ".git/config").write_text("secret: in a hidden folder")
    (root / "content/p.png").symlink_to(tmp_path / "outside.png")
    with running(root) as real:
        shows(real, RAIL, "Trains run.")
        for path in OUTSIDE:
            status, answer = real.raw(path)
            assert status in {400, 404}, path
            assert b"secret" not in answer, path
            assert b"root:" not in answer, path
        assert real.raw(RAIL.encode())[0] == 200


def test_only_names_of_this_machine_are_answered(tmp_path: Path) -> None:
    """A name that was made to point here is refused everywhere, unless --allow-host names it."""
    root = a_site(tmp_path)
    with running(root, "--allow-host", "desk.lan") as real:
        shows(real, RAIL, "Trains run.")
        for path in (RAIL, "/", "/_briefgen/", "/_briefgen/events", "/_briefgen/state"):
            status, told = real.raw(path.encode(), b"evil.example")
            assert status == 403
            assert b"Trains" not in told
        assert b"--allow-host" in real.raw(RAIL.encode(), b"evil.example")[1]
        assert real.raw(RAIL.encode(), b"desk.lan")[0] == 200


def test_a_port_that_was_asked_for_and_is_taken(tmp_path: Path) -> None:
    """It is told with the way out, and nothing runs on."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        words = [sys.executable, "-m", "briefgen", "serve", "--port", port, a_site(tmp_path)]
        done = subprocess.run(words, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith(f"error: port {port} is in use by another program\n  hint: ")


def test_a_port_that_nobody_asked_for_and_is_taken(tmp_path: Path) -> None:
    """The next free one is taken, and said."""
    with contextlib.suppress(OSError), socket.create_server(("127.0.0.1", 8321)):
        _serves_elsewhere(tmp_path / "one")
        return
    _serves_elsewhere(tmp_path / "other")


def _serves_elsewhere(folder: Path) -> None:
    with running(a_site(folder), python=("-m", "briefgen", "serve")) as real:
        shows(real, RAIL, "Trains run.")
        assert real.port > 8321
        assert real.said[0] == f"port 8321 is in use, so this preview takes {real.port}\n"


HELD = """
import os, sys, threading
def hook(event, args):
    if event == "open" and str(args[0]).endswith("rail.md") and os.path.exists("hold"):
        print("amid a build", file=sys.stderr, flush=True)
        threading.Event().wait()
sys.addaudithook(hook)
from briefgen.cli import main
main()
"""


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("build", ["the first build", "a later one"])
def test_ctrl_c_amid_a_build(build: str, sign: int, tmp_path: Path) -> None:
    """It ends at once and well; no process stays, site/ is as it was, and the next build is good."""
    root = a_site(tmp_path / "site")
    _build(root)
    shutil.copytree(root / "site", tmp_path / "before")
    if build == "the first build":
        (root / "hold").touch()
    (root / "content/rail.md").write_text(article("Rail", "They stand."))
    with running(root, python=("-c", HELD, "serve", "--port", "0")) as real:
        if build == "a later one":
            shows(real, RAIL, "They stand.")
            (root / "hold").touch()
            (root / "content/rail.md").write_text(article("Rail", "They run again."))
        until(lambda: "amid a build\n" in real.said, "it builds")
        assert real.left(sign) == 0
        assert not alive(real.process.pid)
    assert _same(root / "site", tmp_path / "before")
    _build(root)
    words = "They stand." if build == "the first build" else "They run again."
    assert words in (root / "site/2026/01/01/rail/index.html").read_text()


def _build(root: Path) -> None:
    words = [sys.executable, "-m", "briefgen", "build", root]
    subprocess.run(words, capture_output=True, timeout=PATIENCE, check=True)


def _same(one: Path, other: Path) -> bool:
    rows = [sorted(p.relative_to(top) for p in top.rglob("*")) for top in (one, other)]
    files = [path for path in rows[0] if (one / path).is_file()]
    return rows[0] == rows[1] and filecmp.cmpfiles(one, other, files, shallow=False)[1:] == ([], [])
