"""What a terminal would obey, put into everything that verbs speak of."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

OBEYED = "\x1b[31m\x9b31m\x07\x08\x1b]0;own\x07\u202e"
PAGE = f"""<!doctype html><html><head><meta charset="utf-8"><title>T{OBEYED} title</title>
<meta name="author" content="A{OBEYED}"><meta property="og:site_name" content="S{OBEYED}"></head><body><article>
<h1>T{OBEYED} title</h1><p class="byline">By A{OBEYED} B</p><figure><img src="https://a.example/a.jpg" alt="x{OBEYED}">
<figcaption>Caption{OBEYED} words. Photo: Jo{OBEYED} Lens/AP</figcaption></figure>
<p>Words of{OBEYED} a paragraph that is long enough to be kept as the text of an article here.</p><nav>junk{OBEYED}</nav>
<p>Another paragraph that is long enough, with many more words{OBEYED} in it than the first one had.</p></article></body></html>"""
NAME = "n\x1b[31m"
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("clean", "p.html", f"{NAME}.html", f"none{NAME}.html", "bad.txt"),
    ("clean", "p.html", "--evidence"),
    ("clean", "p.html", "--json"),
    ("add", "p.html", f"{NAME}.html"),
    ("build",),
    ("check",),
    ("rights",),
    ("rights", "--format", "json"),
    ("publish", "--dry-run"),
    (f"bu{NAME}",),
    ("build", f"--x{NAME}"),
    ("build", f"no{NAME}"),
    ("build", "--base-url", NAME),
    ("new", "article", NAME),
    ("serve", "--port", NAME),
)
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f]")
TURNS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A site whose files, names and settings are full of what terminals obey."""
    content = tmp_path / "content"
    content.mkdir()
    (tmp_path / "briefgen.yml").write_text("title: D\nurl: https://d.example/\ntopics: [News]\n")
    for name in ("p.html", f"{NAME}.html"):
        (tmp_path / name).write_text(PAGE)
    (tmp_path / "bad.txt").write_text(" ")
    (content / f"bad{NAME}.md").write_text('---\ntitle: "A\\x9b"\n---\n')
    (content / "b.md").write_text('---\ntitle: A\ndate: "\u202e2026"\nlanguage: "\u202eq"\n---\n')
    (content / "c.md").write_text(
        '---\ntitle: A\u202eB\ndate: 2026-01-01\ntopic: "x\u202ey"\nk\u202eey: v\nphoto_credit: "z\u202ez"\n'
        "photo: https://a.example/a.jpg\n---\n\n[x](none\u202e.md)\n"
    )
    return tmp_path


def test_nothing_that_is_said_steers_the_terminal(desk: Path) -> None:
    """No verb lets an escape sequence through, and no message a mark that turns its words round."""
    for words in COMMANDS:
        done = subprocess.run(
            [sys.executable, "-m", "briefgen", *words],
            cwd=desk,
            env={**os.environ, "NO_COLOR": "1"},
            capture_output=True,
            check=False,
        )
        said, told = done.stdout.decode(), done.stderr.decode()
        assert "Traceback" not in told
        assert said or told
        assert not CONTROLS.search(said), words
        assert not CONTROLS.search(told), words
        assert not TURNS.search(told), words
