"""Themes that other packages bring."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from conftest import write_files

from briefgen.build import Order, build_site
from briefgen.errors import ThemeError
from briefgen.render.installed import installed_themes
from briefgen.render.theme import load_theme, theme_names

if TYPE_CHECKING:
    from pathlib import Path

PACKAGE = """
-- harbour_theme/__init__.py --
raise RuntimeError("a theme is files: nothing of it is run")
-- harbour_theme/theme.yml --
name: harbour
api: 1
parent: briefing
-- harbour_theme/404.html --
{% extends "@parent/404.html" %}
{% block main %}Lost at sea.{% endblock %}
-- harbour_theme-1.0.dist-info/METADATA --
Metadata-Version: 2.1
Name: harbour-theme
Version: 1.0
-- harbour_theme-1.0.dist-info/entry_points.txt --
[briefgen.themes]
harbour = harbour_theme
lost = no_such_package
"""


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of packages that brings a theme."""
    packages = tmp_path / "packages"
    write_files(packages, PACKAGE)
    monkeypatch.syspath_prepend(str(packages))
    return packages


def test_an_installed_theme_is_chosen_by_its_name(installed: Path, tmp_path: Path) -> None:
    """A theme that pip installed is one of the site's choices, and none of its code runs."""
    assert installed_themes() == {"harbour": installed / "harbour_theme"}
    assert "harbour" in theme_names(tmp_path)
    write_files(
        tmp_path,
        """
        -- briefgen.yml --
        title: Desk
        url: https://desk.example/
        theme: harbour
        -- content/a.md --
        {title: A, date: 2026-01-01}
        """,
    )
    import datetime as dt

    order = Order(root=tmp_path, now=dt.datetime(2026, 2, 1, tzinfo=dt.UTC))
    assert not build_site(order).errors
    assert "Lost at sea." in (tmp_path / "site/404.html").read_text("utf-8")
    write_files(installed, "-- harbour_theme/404.html --\nGone.\n")
    build_site(order)
    assert (tmp_path / "site/404.html").read_text("utf-8") == "Gone.\n"


def test_the_sites_own_theme_comes_first(installed: Path, tmp_path: Path) -> None:
    """A theme in themes/ stands before an installed one of its name."""
    write_files(tmp_path, "-- themes/harbour/theme.yml --\nname: harbour\nversion: 'own'\n")
    assert load_theme("harbour", tmp_path).version == "own"
    (tmp_path / "themes/harbour/theme.yml").unlink()
    assert load_theme("harbour", tmp_path).version == "0"
    assert installed.is_dir()


def test_a_theme_whose_package_is_gone_is_none(installed: Path, tmp_path: Path) -> None:
    """An entry point without a package is no theme, and the message lists those there are."""
    with pytest.raises(ThemeError) as told:
        load_theme("lost", tmp_path)
    assert "harbour" in told.value.hint
    assert installed.is_dir()
