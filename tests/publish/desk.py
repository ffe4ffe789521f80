"""A curator's desk: articles and settings in the world's repository, and the real verbs run there."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from publish.worlds import World

ROOT = Path(__file__).parents[2]
URL = "url: https://news.example.org/\n"


@dataclass(frozen=True, slots=True)
class Desk:
    """The world's source as a curator's site; verbs run in `folder`, else in the source."""

    world: World
    folder: Path | None = None

    def open(self) -> None:
        """Write two articles and the settings, and commit them."""
        self.settings(URL)
        self.edit("tide", "It is high.")
        self.edit("ferry", "It sails.")
        self.world.git("add", "-A")
        self.world.git("commit", "-q", "-m", "Write two articles")

    def settings(self, text: str) -> None:
        """Write `briefgen.yml`."""
        (self.world.work / "briefgen.yml").write_text(f"title: Harbour news\n{text}", "utf-8")

    def edit(self, name: str, text: str, **more: str) -> None:
        """Write an article; `more` is for its front matter."""
        rows = {
            "title": name.capitalize(), "date": "2026-01-02", "topic": "Port", "source": "Desk",
            "source_url": "https://desk.example/", **more,
        }  # fmt: skip
        head = "".join(f"{key}: {value}\n" for key, value in rows.items())
        place = self.world.work / "content" / f"{name or 'a'}.md"
        place.parent.mkdir(exist_ok=True)
        place.write_text(f"---\n{head}---\n\n{text}\n", "utf-8")

    def ran(self, *words: str) -> tuple[int, str]:
        """Run briefgen with these words; return its exit code and all it said."""
        scratch = self.world.root / "tmp"
        scratch.mkdir(exist_ok=True)
        done = subprocess.run(
            [sys.executable, "-m", "briefgen", *words],
            cwd=self.folder or self.world.work,
            env={
                **self.world.environ,
                "PYTHONPATH": str(ROOT),
                "SOURCE_DATE_EPOCH": "1795435200",
                "NO_COLOR": "1",
                "TMPDIR": str(scratch),
            },
            capture_output=True,
            check=False,
            timeout=60,
        )
        return done.returncode, (done.stdout + done.stderr).decode()

    def publish(self) -> None:
        """Publish what stands on the desk."""
        code, told = self.ran("publish", "--no-wait")
        assert code == 0, told

    def before_push(self, other: Path) -> None:
        """Let the repository `other` push its branch at the moment this desk's git is to push."""
        front = self.world.root / "front"
        front.mkdir()
        real = shutil.which("git")
        script = f'#!/bin/sh\n[ "$1" = push ] && (env -u GIT_DIR {real} -C {other} push -q origin gh-pages)\nexec {real} "$@"\n'
        (front / "git").write_text(script, "utf-8")
        (front / "git").chmod(0o755)
        self.world.environ["PATH"] = f"{front}:{self.world.environ['PATH']}"
