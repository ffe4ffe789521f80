"""What the overlay is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.errors import ContentError
from briefgen.preview import ServeOptions
from briefgen.preview.told import editor_link, excerpt, mistakes

if TYPE_CHECKING:
    from pathlib import Path


def test_an_excerpt_is_the_line_and_three_on_either_side(tmp_path: Path) -> None:
    """The line itself is marked."""
    (tmp_path / "a.md").write_text("".join(f"{n}\n" for n in range(1, 20)))
    lines = excerpt("a.md", 10, ServeOptions(root=tmp_path))
    assert [line["number"] for line in lines] == [7, 8, 9, 10, 11, 12, 13]
    assert [line["text"] for line in lines if line["here"]] == ["10"]


def test_no_excerpt_of_files_that_are_not_the_sites(tmp_path: Path) -> None:
    """A path that leads out, or to nothing, shows no lines."""
    (tmp_path / "site").mkdir()
    (tmp_path / "secret").write_text("secret")
    options = ServeOptions(root=tmp_path / "site")
    assert excerpt("../secret", 1, options) == []
    assert excerpt(str(tmp_path / "secret"), 1, options) == []
    assert excerpt("none.md", 1, options) == []
    assert excerpt("a\0b", 1, options) == []


def test_links_open_the_file_in_the_editor_chosen(tmp_path: Path) -> None:
    """The path is quoted; without an editor there is no link."""
    options = ServeOptions(root=tmp_path)
    assert editor_link("a b.md", 3, options) == f"vscode://file{tmp_path}/a%20b.md:3"
    assert editor_link("a.md", 3, ServeOptions(editor_link="")) == ""
    assert editor_link(None, 3, options) == ""


def test_a_mistake_without_a_file_is_told_all_the_same() -> None:
    """Where there is no place, the message and the hint remain."""
    (told,) = mistakes([ContentError("bad", hint="do")], ServeOptions())
    assert (told["message"], told["hint"], told["path"], told["lines"]) == ("bad", "do", "", [])
