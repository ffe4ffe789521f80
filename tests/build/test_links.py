"""Links between articles: one that goes nowhere is told with its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Built


def test_a_link_to_no_article_is_told_with_its_line(site: Callable[..., Built]) -> None:
    """Links to an absent file and to a draft are named; one to an article is led to its page."""
    built = site("""
        -- content/a.md --
        {title: A, date: 2026-01-02}
        See [b](b.md#top), but

        not [c](sub/no%20such.md) and not [d](d.md).
        -- content/b.md --
        {title: B, date: 2026-01-02}
        -- content/d.md --
        {title: D, date: 2026-01-02, draft: true}
        Nor [c](none.md), but nobody reads this.
    """)
    dead = [n for n in built.result.notices if n.code == "link-dead"]
    assert [(n.message.partition(" goes")[0], n.level, n.line) for n in dead] == [
        ("the link to sub/no such.md", "warning", 7),
        ("the link to d.md", "warning", 7),
    ]
    assert 'href="/2026/01/02/b/' in built.text("2026/01/02/a/index.html")
