from __future__ import annotations

import pytest

from briefgen.engine.paths import Claims, check_path, parents
from briefgen.errors import ContentError


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/etc/passwd",
        "../up",
        "a/../b",
        "a//b",
        "./a",
        "a/",
        "C:/a",
        "a\\b",
        "a\0b",
        "a\nb",
        "a\x7fb",
        "a/" + "x" * 256,
        "é" * 128,
        "a/" * 500 + "b",
        "con",
        "Aux.html",
        "a/NUL/index.html",
        "com1.txt",
        "lpt¹",
        "dot./a",
        "blank ",
        "\ud800",
    ],
)
def test_a_path_no_system_should_write_is_refused(path: str) -> None:
    """The refusal shows the path and the way out."""
    with pytest.raises(ContentError, match="hint: give"):
        check_path(path)


@pytest.mark.parametrize(
    "path",
    [
        "index.html",
        ".nojekyll",
        "2026/11/23/ein-müder-löwe/index.html",
        "a/🦊.png",
        "console",
        "x" * 255,
    ],
)
def test_a_usual_path_is_taken(path: str) -> None:
    """Unicode, dot names and long names are fine."""
    check_path(path)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("a/b.html", "a/b.html"),
        ("A/b.html", "a/B.html"),
        ("caf\u00e9", "cafe\u0301"),
        ("STRASSE", "straße"),
        ("Ω", "Ω"),
    ],
)
def test_twins_are_refused_by_both_names(first: str, second: str) -> None:
    """Two paths that are one file where case or accents don't count clash."""
    claims = Claims()
    claims.take(first)
    with pytest.raises(ContentError) as raised:
        claims.take(second)
    assert repr(first) in raised.value.message
    assert repr(second) in raised.value.message


def test_a_file_is_no_folder() -> None:
    """A path can't stand for a file and for a folder with files in it."""
    claims = Claims()
    claims.take("A")
    claims.take("a/b")
    with pytest.raises(ContentError, match="'A' can't be a file and the folder of 'a/b'"):
        claims.finish()


def test_parents_are_all_folders_above() -> None:
    """The site itself is the parent of all."""
    assert parents(["a/b/c", "a/d", "e"]) == {"", "a", "a/b"}
