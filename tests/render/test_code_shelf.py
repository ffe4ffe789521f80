"""Compiled code is kept where only its user can write, and read from nowhere else."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from briefgen.render.code_shelf import CodeShelf, user_cache

CODE = compile("answer = 6 * 7", "a.html", "exec")

pytestmark = pytest.mark.skipif(os.name != "posix", reason="modes as POSIX has them")


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of its own."""
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "briefgen"


def test_the_cache_is_where_the_system_says(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """XDG_CACHE_HOME where it is set and absolute; else .cache in the home; Library on a Mac."""
    assert user_cache() == cache
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert user_cache() == Path.home() / ".cache/briefgen"
    monkeypatch.setattr(sys, "platform", "darwin")
    assert user_cache() == Path.home() / "Library/Caches/briefgen"


def test_code_comes_back(cache: Path) -> None:
    """Under its name and stamp alone."""
    CodeShelf("templates", "1").keep("a", CODE)
    assert CodeShelf("templates", "1").found("a") == CODE
    assert CodeShelf("templates", "2").found("a") is None
    assert CodeShelf("templates", "1").found("b") is None
    assert (cache / "templates").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("folder", ["", "templates"])
def test_nothing_is_read_where_others_can_write(cache: Path, folder: str) -> None:
    """Code that lies in a folder open to others might be anybody's."""
    CodeShelf("templates", "1").keep("a", CODE)
    (cache / folder).chmod(0o777)
    assert CodeShelf("templates", "1").found("a") is None


def test_altered_code_is_not_run(cache: Path) -> None:
    """A file that is cut, or not code, is none."""
    CodeShelf("templates", "1").keep("a", CODE)
    (file,) = (cache / "templates").iterdir()
    whole = file.read_bytes()
    for text in (whole[:-1], b"", whole[:16] + b"x" + whole[17:]):
        file.write_bytes(text)
        assert CodeShelf("templates", "1").found("a") is None


def test_what_was_kept_first_goes_first(cache: Path) -> None:
    """However often a theme is edited, its cache stays small."""
    shelf = CodeShelf("templates", "1")
    for number in range(400):
        shelf.keep(str(number), CODE)
    assert len([*(cache / "templates").iterdir()]) <= 300
    assert shelf.found("399") == CODE


def test_without_a_cache_nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no folder can be made, templates are compiled each time."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    shelf = CodeShelf("templates", "1")
    shelf.keep("a", CODE)
    assert shelf.found("a") is None
