"""An article's file is read, placed, checked and converted, whatever is wrong with it."""

from __future__ import annotations

from functools import partial
from textwrap import dedent
from typing import TYPE_CHECKING

from briefgen.build.preparing import Desk, prepare
from briefgen.engine.workers import Workers
from briefgen.model.config import Config
from briefgen.render.entries import placing

if TYPE_CHECKING:
    from pathlib import Path

FILES = {
    "good.md": "---\ntitle: A\ndate: 2024-09-14\ntopic: Rail\n---\nOne *two* three.\n",
    "photo.md": "---\ntitle: B\nphoto: a.jpg\nphoto_credit: KCNA via REUTERS\n---\n![c](d.jpg)\n",
    "bare.md": "No front matter.\n",
    "wrong.md": "---\ntitle: C\ndate: soon\npin: perhaps\n---\nText.\n",
    "outside.md": "---\ntitle: D\nphoto: a.txt\n---\n![e](../../f.jpg)\n",
    "draft.md": "---\ntitle: E\ndraft: true\n---\n",
}


def test_each_mistake_of_each_file_is_reported(tmp_path: Path) -> None:
    """One mistake hides no other, be it in the front matter, the photo or the text."""
    for name, text in FILES.items():
        (tmp_path / name).write_text(dedent(text), "utf-8")
    desk = Desk(placing(Config(title="Site", url="https://a.example/")), (), "stamp")
    step = partial(prepare, content=tmp_path, desk=desk)
    done = dict(
        zip([*FILES, "gone.md"], Workers().map(step, [*FILES, "gone.md"]).each, strict=True)
    )
    mistakes = {name: [str(e) for e in getattr(one, "errors", ())] for name, one in done.items()}
    assert [len(mistakes[name]) for name in FILES] == [0, 0, 1, 1, 2, 0]
    assert "was deleted while the site was being built" in str(done["gone.md"])
    for name in ("good.md", "photo.md", "draft.md"):
        assert done[name].body, name
