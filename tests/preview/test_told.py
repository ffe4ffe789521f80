"""What the overlay is given."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.errors import ContentError
from briefgen.preview import ServeOptions
from briefgen.preview.told import editor_link, excerpt, mistakes

if TYPE_CHECKING:
    import pytest


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


def test_a_file_is_known_by_its_place_in_the_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However the site's folder was named, its files have the same short paths and long links."""
    (tmp_path / "desk/content").mkdir(parents=True)
    (tmp_path / "desk/content/a.md").write_text("one\ntwo\n")
    (tmp_path / "else").mkdir()
    monkeypatch.chdir(tmp_path / "else")
    for root in (Path("../desk"), tmp_path / "desk"):
        options = ServeOptions(root=root)
        for path in (str(root / "content/a.md"), "content/a.md", f"{tmp_path}/desk/content/a.md"):
            (told,) = mistakes([ContentError("bad", path=path, line=2)], options)
            assert told["path"] == "content/a.md"
            assert told["link"] == f"vscode://file{tmp_path}/desk/content/a.md:2"
            assert [line["text"] for line in told["lines"]] == ["one", "two"]


def test_a_mistake_without_a_file_is_told_all_the_same() -> None:
    """Where there is no place, the message and the hint remain."""
    (told,) = mistakes([ContentError("bad", hint="do")], ServeOptions())
    assert (told["message"], told["hint"], told["path"], told["lines"]) == ("bad", "do", "", [])
