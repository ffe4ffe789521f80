from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefgen.engine import swap as swap_module
from briefgen.engine.swap import recover, swap

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    """Return two folders, each with its own page."""
    new, old = tmp_path / "new", tmp_path / "old"
    for folder in (new, old):
        folder.mkdir()
        (folder / "page").write_text(folder.name)
    return new, old


def pages(*folders: Path) -> list[str]:
    """Return what the folders hold."""
    return [(folder / "page").read_text() for folder in folders]


def test_two_folders_change_places(pair: tuple[Path, Path]) -> None:
    """Each has the other's content."""
    swap(*pair)
    assert pages(*pair) == ["old", "new"]


def test_a_system_without_exchange_renames(
    pair: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three renames end at the same."""
    monkeypatch.setattr(swap_module, "_libc", object)
    swap(*pair)
    assert pages(*pair) == ["old", "new"]


def test_a_missing_folder_is_told(pair: tuple[Path, Path]) -> None:
    """What can't be swapped raises the system's error."""
    with pytest.raises(FileNotFoundError):
        swap(pair[0], pair[1] / "missing")


def test_a_killed_swap_is_undone(pair: tuple[Path, Path]) -> None:
    """After the first rename only, the old folder comes back."""
    new, old = pair
    old.rename(new.with_name("new.aside"))
    recover(new, old)
    assert pages(new, old) == ["new", "old"]


def test_a_swap_killed_before_its_last_rename_is_finished(pair: tuple[Path, Path]) -> None:
    """After the second rename, the new folder stands and the old one is the spare."""
    new, old = pair
    old.rename(new.with_name("new.aside"))
    new.rename(old)
    recover(new, old)
    assert pages(new, old) == ["old", "new"]


def test_nothing_to_recover_changes_nothing(pair: tuple[Path, Path]) -> None:
    """Two whole folders stay."""
    recover(*pair)
    assert pages(*pair) == ["new", "old"]
