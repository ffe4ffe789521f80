"""The preview as a whole: storms, removed folders, signals."""

from __future__ import annotations

import http.client
import os
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from briefgen.preview import Built

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from briefgen.preview.server import Preview

PROGRAM = """
import sys, time
from pathlib import Path
from briefgen.preview import Built, ServeOptions
from briefgen.preview.server import serve

def build(changed):
    if changed:
        print("building", flush=True)
        time.sleep(60)
    return Built({"index.html": b"<p>start"})

serve(build, [Path(sys.argv[1])], ServeOptions(port=0), lambda line: print(line, flush=True))
print("ended well", flush=True)
"""


def page(port: int, path: str) -> str:
    """Return a page's text."""
    connection = http.client.HTTPConnection("localhost", port, timeout=30)
    try:
        connection.request("GET", path)
        return connection.getresponse().read().decode()
    finally:
        connection.close()


def until(port: int, path: str, words: str) -> None:
    """Ask until the words are there."""
    for _ in range(2000):
        if words in page(port, path):
            return
        time.sleep(0.005)
    raise AssertionError(words)


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_in_the_middle_of_a_build_ends_the_preview(tmp_path: Path, sign: int) -> None:
    """Ctrl-C and SIGTERM end it at once and well, with nobody left behind."""
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(tmp_path)],
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as running:
        port = int(running.stdout.readline().split("localhost:")[1].split("/")[0])
        assert "start" in page(port, "/")
        (tmp_path / "a.md").write_text("a")
        assert running.stdout.readline() == "building\n"
        running.send_signal(sign)
        assert running.stdout.read() == "ended well\n"
        assert running.wait(20) == 0
    with pytest.raises(ProcessLookupError):
        os.killpg(running.pid, 0)


def test_a_thousand_files_in_a_second_are_few_builds(
    serving: Callable[..., Preview], folder: Path
) -> None:
    """A storm of saves ends with the last state, after a handful of builds."""
    calls = []

    def build(changed: frozenset[Path]) -> Built:
        calls.append(changed)
        texts = sorted(path.read_text() for path in (folder / "content").iterdir())
        return Built({"index.html": f"{len(texts)} {texts[-1]}".encode()})

    preview = serving(build)
    until(preview.port, "/repo/", "2 ")
    for n in range(1000):
        (folder / f"content/n{n}.txt").write_text(f"z{n:04}")
    until(preview.port, "/repo/", "1002 z0999")
    assert len(calls) < 20
    assert any(folder / "content" in changed for changed in calls)


def test_a_removed_folder_is_a_mistake_and_its_return_mends_it(
    serving: Callable[..., Preview], folder: Path
) -> None:
    """Without content the last good site stays; with content again it is built."""
    said = []
    preview = serving(tell=said.append)
    until(preview.port, "/repo/rail/", "Trains run again.")
    shutil.move(folder / "content", folder / "away")
    until(preview.port, "/_briefgen/state?page=index.html", "No such file")
    assert "Trains run again." in page(preview.port, "/repo/rail/")
    shutil.move(folder / "away", folder / "content")
    until(preview.port, "/_briefgen/state?page=index.html", '"errors":[]')
    (folder / "content/rail.txt").write_text("Rail\nThe folder is watched again.\n")
    until(preview.port, "/repo/rail/", "The folder is watched again.")
    assert "all mistakes are mended" in said


def test_another_host_is_served_with_a_warning(serving: Callable[..., Preview]) -> None:
    """Leaving this machine is said aloud."""
    said = []
    serving(host="0.0.0.0", tell=said.append)  # noqa: S104
    assert "everyone who reaches 0.0.0.0" in said[0]


def test_importing_the_layer_loads_no_server() -> None:
    """The command line starts fast: the libraries load only when the preview is served."""
    code = "import briefgen.preview, sys; print([m for m in ('starlette', 'uvicorn', 'watchdog') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
