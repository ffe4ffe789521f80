from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.clean.typography import folded, joined, tidy, width


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The ‘old’ crane — a relic", 'The "old" crane - a relic'),
        ("Ｈａｒｂｏｕｒ　Ｐｏｓｔ", "Harbour Post"),
        ("HARBOUR", "harbour"),
        ("It’s here", "It's here"),
    ],
)
def test_folds_two_ways_of_writing_into_one(one: str, other: str) -> None:
    """Quotes, dashes, width and case make no difference."""
    assert folded(one) == folded(other)


def test_keeps_different_words_apart() -> None:
    """Other words stay other."""
    assert folded("The old crane") != folded("The old cranes")


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("the old", "crane"), "the old crane"),
        (("a long-", "term plan"), "a long-term plan"),
        (("港は夜、", "閉まる"), "港は夜、閉まる"),
        (("항구는", "닫혔다"), "항구는 닫혔다"),
        (("港の", "Harbour"), "港の Harbour"),
        ((), ""),
    ],
)
def test_joins_lines(lines: tuple[str, ...], text: str) -> None:
    """Lines are joined as their script joins words."""
    assert joined(lines) == text


def test_tidies_a_line() -> None:
    """What can't be seen goes; odd spaces become plain ones."""
    assert tidy("\ufeff  the\u00a0old\u200b \t crane\x00 ") == "the old crane"


def test_counts_wide_signs_twice() -> None:
    """An East Asian sign takes two columns."""
    assert (width("abc"), width("港口")) == (3, 4)


@given(st.text(max_size=80))
def test_tidying_twice_is_tidying_once(line: str) -> None:
    """A tidy line stays as it is."""
    assert tidy(tidy(line)) == tidy(line)
