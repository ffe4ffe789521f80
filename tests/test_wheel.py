"""The package as strangers get it: a wheel in an empty environment, far from the checkout."""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def run(*command: str | Path, cwd: Path) -> str:
    """What a command says; it must succeed."""
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_an_installed_wheel_builds_a_new_site_outside_the_checkout(tmp_path: Path) -> None:
    """The wheel carries the themes: `init` and `build` work in an empty environment."""
    pip = (sys.executable, "-m", "pip")
    run(*pip, "wheel", "--quiet", "--no-deps", "--wheel-dir", tmp_path, ROOT, cwd=tmp_path)
    (wheel,) = tmp_path.glob("briefgen-*.whl")
    venv.create(tmp_path / "env", with_pip=False)
    python = tmp_path / "env/bin/python"
    run(*pip, "--python", python, "install", "--quiet", wheel, cwd=tmp_path)
    briefgen = tmp_path / "env/bin/briefgen"
    run(briefgen, "init", "my-briefing", cwd=tmp_path)
    told = run(briefgen, "build", "my-briefing", cwd=tmp_path)
    assert "1 article" in told
    front = (tmp_path / "my-briefing/site/index.html").read_text("utf-8")
    assert "Your first article" in front
    assert (tmp_path / "my-briefing/site/feed.xml").is_file()
