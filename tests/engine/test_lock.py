from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from briefgen.engine.lock import locked
from briefgen.errors import BriefgenError


def test_one_holds_the_lock(tmp_path: Path) -> None:
    """The second is told which process holds it, and gets it when the first is done."""
    lock = tmp_path / "state" / "lock"
    with locked(lock), pytest.raises(BriefgenError, match=f"process {os.getpid()}"):
        locked(lock, wait=0.1).__enter__()
    with locked(lock, wait=0):
        pass


def test_the_dead_hold_nothing(tmp_path: Path) -> None:
    """A killed holder's lock is free."""
    script = (
        "import sys, time; from pathlib import Path; from briefgen.engine.lock import locked\n"
        f"with locked(Path({str(tmp_path / 'lock')!r})): print('held', flush=True); time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    ) as holder:
        assert holder.stdout
        holder.stdout.readline()
        with pytest.raises(BriefgenError, match=f"process {holder.pid}"):
            locked(tmp_path / "lock", wait=0).__enter__()
        holder.kill()
    with locked(tmp_path / "lock", wait=0):
        pass
