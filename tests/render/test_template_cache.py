"""Compiled templates are kept where only their user can write, and read from nowhere else."""

from __future__ import annotations

import datetime as dt
import os
import sys
from pathlib import Path

import pytest

from briefgen.model.page import NotFoundPage, Site
from briefgen.render.template_cache import user_cache
from briefgen.render.templates import Templates
from briefgen.render.theme import load_theme

pytestmark = pytest.mark.skipif(os.name != "posix", reason="modes as POSIX has them")

SITE = Site(title="Tides", url="https://tides.example/", base_path="/")


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of its own."""
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache/briefgen/templates"


def shown(root: Path, site: Site = SITE, template: str = "{{ 'a'|url }}") -> str:
    """The page "not found" of a theme that is this one template."""
    (root / "themes/own").mkdir(parents=True, exist_ok=True)
    (root / "themes/own/theme.yml").write_text('name: own\nversion: "1"\napi: 1\n')
    (root / "themes/own/404.html").write_text(template)
    page = NotFoundPage(
        kind="404", template="404.html", path="404.html", permalink="", title="x", site=site
    )
    return Templates(load_theme("own", root), site).render_page(page)


def test_the_cache_is_where_the_system_says(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """XDG_CACHE_HOME where it is set and absolute; else .cache in the home; Library on a Mac."""
    assert user_cache() == cache.parent
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert user_cache() == Path.home() / ".cache/briefgen"
    monkeypatch.setattr(sys, "platform", "darwin")
    assert user_cache() == Path.home() / "Library/Caches/briefgen"


def test_a_template_is_compiled_once(cache: Path, tmp_path: Path) -> None:
    """A second run finds the bytecode; a text that changed is compiled anew."""
    assert shown(tmp_path) == "/a"
    (file,) = cache.iterdir()
    before = file.stat().st_mtime_ns
    assert shown(tmp_path) == "/a"
    assert file.stat().st_mtime_ns == before
    assert shown(tmp_path, template="{{ 'b'|url }}") == "/b"


def test_a_filter_of_a_constant_is_each_sites_own(cache: Path, tmp_path: Path) -> None:
    """Jinja calls filters of constants while it compiles, so bytecode belongs to one site."""
    moved = Site(title="Tides", url="https://tides.example/repo/", base_path="/repo/")
    assert [shown(tmp_path), shown(tmp_path, moved), shown(tmp_path)] == ["/a", "/repo/a", "/a"]
    assert len([*cache.iterdir()]) == 2


@pytest.mark.parametrize("folder", ["", "templates"])
def test_nothing_is_read_where_others_can_write(cache: Path, tmp_path: Path, folder: str) -> None:
    """Code that lies in a folder open to others might be anybody's."""
    shown(tmp_path)
    (file,) = cache.iterdir()
    before = file.stat().st_atime_ns, file.read_bytes()
    (cache.parent / folder).chmod(0o777)
    file.write_bytes(b"anybody's")
    assert shown(tmp_path) == "/a"
    assert file.read_bytes() == b"anybody's", before


@pytest.mark.parametrize("cut", [0, 1, 30, 60, -1])
def test_bytecode_that_was_cut_off_is_compiled_again(cache: Path, tmp_path: Path, cut: int) -> None:
    """As after a power cut."""
    shown(tmp_path)
    (file,) = cache.iterdir()
    file.write_bytes(file.read_bytes()[:cut])
    assert shown(tmp_path) == "/a"


def test_old_files_go_first(cache: Path, tmp_path: Path) -> None:
    """However many sites a user has, the cache stays small."""
    cache.mkdir(parents=True, mode=0o700)
    day = dt.datetime(2026, 1, 1, tzinfo=dt.UTC).timestamp()
    for number in range(400):
        (cache / f"{number:03}").write_bytes(b"")
        os.utime(cache / f"{number:03}", (day + number, day + number))
    shown(tmp_path)
    names = {path.name for path in cache.iterdir()}
    assert len(names) <= 300
    assert "000" not in names


def test_without_a_cache_templates_are_compiled_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no folder can be made, pages are shown all the same."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert shown(tmp_path) == "/a"
