"""The proof of crash safety, run short; benchmarks/kills.py runs it as long as asked."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).parent.parent / "benchmarks" / "kills.py"


def test_a_killed_build_leaves_a_whole_site_and_an_honest_cache() -> None:
    """Killed at random moments, a build leaves the old site or the new one; the next is right."""
    words = [sys.executable, str(SCRIPT), "--kills", "4", "--articles", "20"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("next build right") >= 2
