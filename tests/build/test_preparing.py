"""Articles are prepared together as each would be alone."""

from __future__ import annotations

from functools import partial
from textwrap import dedent
from typing import TYPE_CHECKING

from briefgen.build.preparing import Desk, prepare, preparing
from briefgen.engine.step import run_chunk
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


def test_many_come_to_what_each_comes_to(tmp_path: Path) -> None:
    """Rows, bodies and all mistakes are the same, of files that are broken in any stage, too."""
    for name, text in FILES.items():
        (tmp_path / name).write_text(dedent(text), "utf-8")
    paths = [*FILES, "gone.md"] * 3
    desk = Desk(placing(Config(title="Site", url="https://a.example/")), (), "stamp")
    together, _ = run_chunk((preparing(tmp_path, desk), False), paths)
    alone, _ = run_chunk((partial(prepare, content=tmp_path, desk=desk), False), paths)
    assert [*map(told, together)] == [*map(told, alone)]
    assert sum(bool(getattr(one, "errors", ())) for one in together) == 3 * 3


def told(one: object) -> str:
    """Return all of a result, its mistakes as they are told."""
    errors = [str(error) for error in getattr(one, "errors", ())]
    return f"{one[:2] if isinstance(one, tuple) else one} {errors}"
