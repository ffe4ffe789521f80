from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.check.spelling import topic_spellings

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Built


def test_two_names_of_one_briefing_are_told() -> None:
    """The later name is told with its file, the earlier name and that one's file; each once."""
    (notice,) = topic_spellings(
        [
            ("a.md", "air-sea", "Air & Sea"),
            ("b.md", "air-sea", "Air - Sea"),
            ("c.md", "air-sea", "Air - Sea"),
            ("d.md", "rail", "Rail"),
        ]
    )
    assert (notice.code, notice.path) == ("topic-spelling", "b.md")
    assert notice.message == "the topic 'Air - Sea' is one briefing with 'Air & Sea' of a.md"


def test_case_and_unicode_form_make_no_second_name() -> None:
    """Names that differ in capitals, or in how a letter is composed, are one."""
    rows = [("a.md", "r", "Rail"), ("b.md", "r", "RAIL"), ("c.md", "e", "\u00e9t\u00e9")]
    assert list(topic_spellings([*rows, ("d.md", "e", "e\u0301te\u0301")])) == []


def test_a_build_tells_it(site: Callable[..., Built]) -> None:
    """Nothing is merged in silence; a strict build is refused."""
    article = "-- content/{0}.md --\n---\ntitle: {0}\ndate: 2026-01-02\ntopic: {1}\n---\nText.\n"
    text = article.format("a", "Air & Sea") + article.format("b", "Air - Sea")
    notices = site(text).result.notices
    assert [n.message for n in notices if n.code == "topic-spelling"] == [
        "the topic 'Air - Sea' is one briefing with 'Air & Sea' of a.md"
    ]
