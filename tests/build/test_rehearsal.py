"""Themes put on a hard site: mistakes by template and line, and what readers would miss."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from conftest import write_files

from briefgen.build.rehearsal import Rehearsed, rehearse
from briefgen.errors import ThemeError

if TYPE_CHECKING:
    from pathlib import Path

OWN = "-- themes/own/theme.yml --\nname: own\napi: 1\nparent: briefing\n"


def rehearsed(root: Path, templates: str) -> Rehearsed:
    """Check the theme `own` of a site, with these files."""
    write_files(root, OWN + templates)
    return rehearse("own", root, {}, many=3)


@pytest.mark.parametrize(("name", "many"), [("briefing", 500), ("wire", 30)])
def test_the_shipped_themes_are_good(name: str, many: int, tmp_path: Path) -> None:
    """Nothing is wrong with the themes that ship, on the hardest pages there are."""
    found = rehearse(name, tmp_path, {}, many=many)
    assert found.errors == ()
    assert found.notices == ()
    assert found.pages > 2 * many


def test_mistakes_are_told_by_template_and_line(tmp_path: Path) -> None:
    """Every broken template is told at once, also one that no page asks for."""
    found = rehearsed(
        tmp_path,
        """
-- themes/own/topic.html --
{% extends "@parent/topic.html" %}
{% block main %}
{{ page.titel }}
{% endblock %}
-- themes/own/never.html --
{% block main %}
-- themes/own/404.html --
{% include "_gone.html" %}
""",
    )
    told = {(error.path, error.line) for error in found.errors}
    assert ("themes/own/topic.html", 3) in told
    assert ("themes/own/never.html", 1) in told
    assert ("themes/own/404.html", 1) in told
    assert "did you mean title?" in " ".join(error.message for error in found.errors)


def test_a_dropped_credit_is_a_mistake(tmp_path: Path) -> None:
    """A theme that shows photos without their credit does not pass."""
    found = rehearsed(
        tmp_path,
        """
-- themes/own/_figure.html --
{% macro figure(one, lead=false) %}{% if varargs or kwargs %}{% endif %}<img src="{{ one.src|url }}" alt="" width=1 height=1>{% endmacro %}
{% macro thumb(one) %}{% if varargs or kwargs %}{% endif %}{% endmacro %}
""",
    )
    assert any("without its credit" in error.message for error in found.errors), found.errors


def test_what_readers_miss_is_told_once_a_template(tmp_path: Path) -> None:
    """Pictures without words, code in the page, other sites' files, dead links: each with a hint."""
    found = rehearsed(
        tmp_path,
        """
-- themes/own/404.html --
<!doctype html><html><head><link rel="stylesheet" href="https://cdn.example/a.css"></head>
<body onload="x()"><p id="a">x</p><p id="a">x</p><img src="/no.png"><script>run()</script>
<a href="#none">x</a></body></html>
""",
    )
    assert found.errors == ()
    codes = {notice.code for notice in found.notices}
    assert codes == {
        *("theme-language", "theme-title", "theme-heading", "theme-viewport", "theme-policy"),
        *("theme-inline", "theme-remote", "theme-alt", "theme-size", "theme-id", "theme-link"),
    }
    assert {notice.path for notice in found.notices} == {"themes/own/404.html"}
    assert len(found.notices) == len(codes)
    assert all(notice.hint for notice in found.notices)


def test_a_theme_that_is_not_there_is_told(tmp_path: Path) -> None:
    """The nearest name is offered."""
    with pytest.raises(ThemeError, match="there is no theme") as told:
        rehearse("brefing", tmp_path, {})
    assert told.value.hint == "did you mean briefing?"
