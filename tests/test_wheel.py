"""The package as strangers get it: a wheel in an empty environment, far from the checkout."""

from __future__ import annotations

import re
import subprocess
import sys
import venv
from collections import Counter
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def run(*command: str | Path, cwd: Path) -> str:
    """What a command says; it must succeed."""
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def wheel_in(folder: Path) -> Path:
    """Return the wheel of this checkout, made in a folder."""
    pip = (sys.executable, "-m", "pip")
    run(*pip, "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, ROOT, cwd=folder)
    (wheel,) = folder.glob("briefgen-*.whl")
    return wheel


def test_an_installed_wheel_builds_a_new_site_outside_the_checkout(tmp_path: Path) -> None:
    """The wheel carries the themes: `init` and `build` work in an empty environment."""
    wheel = wheel_in(tmp_path)
    venv.create(tmp_path / "env", with_pip=False)
    python = tmp_path / "env/bin/python"
    pip = (sys.executable, "-m", "pip")
    run(*pip, "--python", python, "install", "--quiet", wheel, cwd=tmp_path)
    briefgen = tmp_path / "env/bin/briefgen"
    run(briefgen, "init", "my-briefing", cwd=tmp_path)
    told = run(briefgen, "build", "my-briefing", cwd=tmp_path)
    assert "1 article" in told
    front = (tmp_path / "my-briefing/site/index.html").read_text("utf-8")
    assert "Your first article" in front
    assert (tmp_path / "my-briefing/site/feed.xml").is_file()


# Python 3.12 and later ship a pip of their own time, and this one does not run there.
@pytest.mark.skipif(sys.version_info >= (3, 12), reason="pip 23.0.1 is Python 3.11's")
def test_the_pip_of_debian_12_installs_it(tmp_path: Path) -> None:
    """Debian 12 has pip 23.0.1, which fails where two requirements ask for one extra of a package."""
    wheel = wheel_in(tmp_path)
    venv.create(tmp_path / "env", with_pip=True)
    python = tmp_path / "env/bin/python"
    run(python, "-m", "pip", "install", "--quiet", "pip==23.0.1", cwd=tmp_path)
    assert "pip 23.0.1 " in run(python, "-m", "pip", "--version", cwd=tmp_path)
    run(python, "-m", "pip", "install", "--quiet", wheel, cwd=tmp_path)
    run(tmp_path / "env/bin/briefgen", "init", "my-briefing", cwd=tmp_path)
    assert "1 article" in run(tmp_path / "env/bin/briefgen", "build", "my-briefing", cwd=tmp_path)


def test_no_two_requirements_ask_for_the_same_extra_of_lxml() -> None:
    """Of all that briefgen needs, directly or not, one package at most asks for `lxml[html_clean]`."""
    asked = Counter(
        extra.strip().replace("_", "-")
        for row in needed("briefgen")
        if (found := re.match(r"lxml\s*\[([^\]]*)\]", row))
        for extra in found[1].split(",")
    )
    assert {extra: number for extra, number in asked.items() if number > 1} == {}


def needed(root: str) -> list[str]:
    """Return the requirements of a package and of all packages that it needs, without extras."""
    rows: list[str] = []
    waiting, seen = [root], {root}
    while waiting:
        try:
            own = [row for row in requires(waiting.pop()) or () if "extra ==" not in row]
        except PackageNotFoundError:  # needed on other systems only
            continue
        rows += own
        names = {re.split(r"[^\w.-]", row, maxsplit=1)[0].lower() for row in own}
        waiting += names - seen
        seen |= names
    return rows
