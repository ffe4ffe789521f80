"""Dates in people's words."""

from __future__ import annotations

import pytest

from briefgen.model.day_words import read_day


@pytest.mark.parametrize(
    "text",
    [
        "March 4, 2025",
        "Tuesday, 4 March 2025",
        "4th of March 2025",
        "4. März 2025",
        "le 4 mars 2025",
        "4 de marzo de 2025",
        "4 марта 2025 г.",
        "2025年3月4日",
        "2025년 3월 4일",
        "04.03.2025",
        "2025-03-04",
    ],
)
def test_a_full_date_is_read_in_many_languages(text: str) -> None:
    """Day, month and year in words or figures give that day."""
    assert str(read_day(text)) == "2025-03-04"


@pytest.mark.parametrize(
    "text", ["03/04/2025", "March 2025", "yesterday", "31.02.2025", "4 xyz 2025", ""]
)
def test_what_is_not_one_day_is_none(text: str) -> None:
    """A date that could be two days, or is no full one, is not guessed."""
    assert read_day(text) is None
