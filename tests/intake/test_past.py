"""What was taken before: known by its bytes, whatever became of its article."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from briefgen.engine.workers import Workers
from briefgen.intake.past import Came, Known, Past, digest_of
from briefgen.intake.raw import Origin, Raw
from briefgen.intake.shelf import shelf_of
from briefgen.model.document import Document

if TYPE_CHECKING:
    from pathlib import Path

WORDS = " ".join(f"word{number}" for number in range(40))
TEXT = f"---\ntitle: Ferry\n---\n{WORDS}\n"
CAME = Came("d1", "/saved/ferry.txt", ("articles/ferry.md",))


def past(folder: Path) -> Past:
    """What a new run knows of the site in a folder."""
    root = folder / "content"
    (root / "articles").mkdir(parents=True, exist_ok=True)
    with Workers() as workers:
        return Past(folder / "taken.jsonl", root, shelf_of(root, workers), Raw(folder / "raw"))


def filed(folder: Path, path: str = "articles/ferry.md") -> Path:
    """An article that came of a text, as `add` leaves it."""
    page = Document("ferry.txt", "text", WORDS.encode())
    Raw(folder / "raw").keep(Origin("articles/ferry.md", TEXT, page))
    file = folder / "content" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(TEXT)
    return file


def test_a_source_is_known_by_its_bytes_in_later_runs(tmp_path: Path) -> None:
    """What one run adds the next one knows; other bytes are not known."""
    filed(tmp_path)
    past(tmp_path).add(CAME)
    assert past(tmp_path).known("d1") == Known(("articles/ferry.md",))
    assert past(tmp_path).known("d2") is None
    assert past(tmp_path).article("/saved/ferry.txt") == "articles/ferry.md"
    assert past(tmp_path).changed("/saved/ferry.txt", "d2")
    assert not past(tmp_path).changed("/saved/other.txt", "d2")


def test_a_deleted_article_is_told_from_one_that_moved(tmp_path: Path) -> None:
    """A moved article is found by its text; one that is nowhere was deleted."""
    file = filed(tmp_path)
    past(tmp_path).add(CAME)
    file.rename(tmp_path / "content/elsewhere.md")
    assert past(tmp_path).known("d1") == Known(("elsewhere.md",))
    (tmp_path / "content/elsewhere.md").unlink()
    assert past(tmp_path).known("d1") == Known((), ("articles/ferry.md",))


def test_without_its_page_a_missing_article_is_not_known(tmp_path: Path) -> None:
    """Whether it moved or was deleted only its text can tell: it is cleaned again."""
    filed(tmp_path).unlink()
    past(tmp_path).add(CAME)
    for record in (tmp_path / "raw").rglob("*.json"):
        record.unlink()
    assert past(tmp_path).known("d1") is None


def test_a_mistake_is_that_of_one_version(tmp_path: Path) -> None:
    """A new briefgen looks at the source again."""
    failed = Came("d1", "/saved/a.html", mistake=("no article", "save it again"))
    past(tmp_path).add(failed)
    assert past(tmp_path).known("d1") == Known(mistake=("no article", "save it again"))
    past(tmp_path).add(replace(failed, version="0.0.1"))
    assert past(tmp_path).known("d1") is None


@pytest.mark.parametrize(
    "damage", ['{"digest": "d1", "sou', "[1]", "null", "\0\0", '{"digest": 1}']
)
def test_a_damaged_row_costs_no_other(tmp_path: Path, damage: str) -> None:
    """A row cut short by a crash is as if it never was; those before and after stand."""
    filed(tmp_path)
    past(tmp_path).add(CAME)
    with (tmp_path / "taken.jsonl").open("a") as store:
        store.write(f"\n{damage}")
    past(tmp_path).add(replace(CAME, digest="d3"))
    assert past(tmp_path).known("d1") == past(tmp_path).known("d3") == Known(("articles/ferry.md",))


def test_what_a_file_is_depends_on_its_bytes_and_its_ending(tmp_path: Path) -> None:
    """One text saved as page and as text is cleaned in two ways."""
    for name in ("a.txt", "b.txt", "a.html"):
        (tmp_path / name).write_text("Hello")
    first, second, page = (digest_of(str(tmp_path / name)) for name in ("a.txt", "b.txt", "a.html"))
    assert first == second != page
    assert digest_of(str(tmp_path / "none.txt")) == ""
