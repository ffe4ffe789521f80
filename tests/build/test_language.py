"""A site in a language that is none: told with its line, and built all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Built


def test_an_unknown_language_of_the_site_is_told_and_the_site_built(
    site: Callable[..., Built],
) -> None:
    """Its words and dates are English then; the line is that of briefgen.yml."""
    built = site("""
        -- briefgen.yml --
        title: T
        url: https://t.example/
        language: zz
        -- content/a.md --
        {title: A, date: 2026-01-02}
        Text.
    """)
    told = [n for n in built.result.notices if n.code == "language-unknown"]
    assert [(n.path, n.line) for n in told] == [(str(built.root / "briefgen.yml"), 3)]
    assert "January 2, 2026" in built.text("2026/01/02/a/index.html")


def test_a_known_language_is_not_told_of(site: Callable[..., Built]) -> None:
    """A language without a catalogue in the theme is one, too."""
    built = site("""
        -- briefgen.yml --
        title: T
        url: https://t.example/
        language: it
        -- content/a.md --
        {title: A, date: 2026-01-02}
        Text.
    """)
    assert "language-unknown" not in built.told
