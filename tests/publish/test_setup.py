from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from briefgen.publish import WORKFLOW_PATH

if TYPE_CHECKING:
    from pathlib import Path

Verb = "Callable[..., subprocess.CompletedProcess[str]]"
CONFIG = "title: Desk\nurl: https://desk.example/\n"


@pytest.fixture
def verb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Verb:
    """Run briefgen in a folder of a fresh repository."""
    for key in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(key, "/dev/null")
    monkeypatch.setenv("NO_COLOR", "1")
    subprocess.run(["git", "init", "-q", "-b", "trunk", str(tmp_path)], check=True)

    def run(*words: str, at: str = ".") -> subprocess.CompletedProcess[str]:
        (tmp_path / at).mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "briefgen", *words]
        return subprocess.run(
            command, cwd=tmp_path / at, capture_output=True, text=True, check=False
        )

    return run


def test_setup_writes_what_the_site_needs(tmp_path: Path, verb: Verb) -> None:
    """The branch, the site's folder and the search extra are those of the repository."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/briefgen.yml").write_text(f"{CONFIG}search: true\n")
    done = verb("publish", "--setup", at="docs")
    assert done.returncode == 0, done.stderr
    text = (tmp_path / WORKFLOW_PATH).read_text()
    assert 'branches: ["trunk"]' in text
    assert "pip install 'briefgen[search]==" in text
    assert "briefgen build docs --strict" in text
    assert "choose GitHub Actions" in done.stderr


def test_setup_leaves_a_workflow_that_is_there(tmp_path: Path, verb: Verb) -> None:
    """A file somebody changed is never overwritten, and that it differs is said."""
    (tmp_path / "briefgen.yml").write_text(CONFIG)
    assert verb("publish", "--setup").returncode == 0
    assert "left as it is" in verb("publish", "--setup").stderr
    (tmp_path / WORKFLOW_PATH).write_text("mine\n")
    done = verb("publish", "--setup")
    assert "it differs from what would be written" in done.stderr
    assert (tmp_path / WORKFLOW_PATH).read_text() == "mine\n"


def test_a_new_site_may_have_its_workflow_at_once(tmp_path: Path, verb: Verb) -> None:
    """`init --github` writes the site and the workflow."""
    done = verb("init", "--github", ".")
    assert done.returncode == 0, done.stderr
    assert "pip install briefgen==" in (tmp_path / WORKFLOW_PATH).read_text()
    assert (tmp_path / "briefgen.yml").is_file()


def test_changes_not_committed_are_published_and_told(tmp_path: Path, verb: Verb) -> None:
    """Who has not committed yet may publish; the message tells that no commit holds this source."""

    def git(*words: str) -> str:
        done = subprocess.run(
            ["git", *words], cwd=tmp_path, capture_output=True, text=True, check=True
        )
        return done.stdout

    verb("init", ".")
    git("config", "user.name", "Ann")
    git("config", "user.email", "ann@example.org")
    subprocess.run(["git", "init", "-q", "--bare", str(tmp_path.with_suffix(".git"))], check=True)
    git("remote", "add", "origin", tmp_path.with_suffix(".git").as_uri())
    git("add", "-A")
    git("commit", "-qm", "Start")
    assert "not committed" not in verb("publish", "--no-wait").stderr
    with (tmp_path / "briefgen.yml").open("a") as config:
        config.write("description: News of the quay\n")
    done = verb("publish", "--no-wait")
    assert done.returncode == 0, done.stderr
    assert "note: changes that are not committed yet are published as they are" in done.stderr
    sent = git("ls-remote", "origin", "refs/heads/gh-pages").split()[0]
    git("fetch", "-q", "origin", sent)
    commit = git("rev-parse", "--short=9", "HEAD").strip()
    assert f"source {commit}+" in git("log", "-1", "--format=%s", sent)


def test_a_site_whose_settings_are_broken_gets_no_workflow(tmp_path: Path, verb: Verb) -> None:
    """What is wrong in briefgen.yml is told with its line, and nothing is written."""
    (tmp_path / "briefgen.yml").write_text("title: [\n")
    done = verb("publish", "--setup")
    assert done.returncode == 1
    assert "briefgen.yml:2: " in done.stderr
    assert not (tmp_path / WORKFLOW_PATH).exists()
