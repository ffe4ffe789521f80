from __future__ import annotations

import datetime as dt
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.errors import CombinedError, ContentError
from briefgen.plainyaml import Fields, Mistakes, moment, parse
from briefgen.plainyaml.fields import MOST_TOLD


def taken(text: str) -> tuple[Fields, Mistakes]:
    """Return the fields of a YAML text and where their mistakes are collected."""
    mistakes = Mistakes(ContentError, "a.md", text)
    return Fields(parse(text).values, mistakes), mistakes


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("2024-09-14", "2024-09-14"),
        ("2024-09-14 08:30", "2024-09-14T08:30:00"),
        ("2024-09-14T08:30:15", "2024-09-14T08:30:15"),
        ("2024-09-14T08:30:15.123", "2024-09-14T08:30:15"),
        ("2024-09-14 08:30 +02:00", "2024-09-14T08:30:00+02:00"),
        ("2024-09-14T08:30:00-0530", "2024-09-14T08:30:00-05:30"),
        ("2024-09-14 08:30 UTC", "2024-09-14T08:30:00+00:00"),
        ("2024-09-14T08:30Z", "2024-09-14T08:30:00+00:00"),
    ],
)
def test_days_and_moments_are_read(written: str, told: str) -> None:
    """A day, a time and a zone come in the forms that people write."""
    assert str(moment(written)) == told


def test_only_a_day_is_day_only() -> None:
    """A time of day makes a moment of a day."""
    assert moment("2024-09-14").day_only
    assert not moment("2024-09-14 00:00").day_only


@pytest.mark.parametrize(
    "written",
    [
        "soon",
        "2024-13-01",
        "2023-02-29",
        "0024-01-01",
        "9999-12-31",
        "20240914",
        "2024-W37-6",
        "14/9",
        "3/4/2026",
        "27 Foo 2026",
        "31 November 2026",
        "30.2.2026",
        "27 November 2026 to 3 December 2026",
        "November 2026",
    ],
)
def test_what_is_no_date_is_refused(written: str) -> None:
    """A date that does not exist, or could be two, is none."""
    with pytest.raises(ValueError, match=r"date|exist|range"):
        moment(written)


@pytest.mark.parametrize(
    "written",
    [
        "27 November 2026",
        "27. November 2026",
        "November 27, 2026",
        "Nov. 27th, 2026",
        "27.11.2026",
        "27. 11. 2026",
        "27/11/2026",
        "11/27/2026",
        "27 de noviembre de 2026",
        "27 novembre 2026",
    ],
)
def test_a_day_in_words_is_read_where_it_can_only_be_one(written: str) -> None:
    """As people write days in many languages; a time of day may follow."""
    assert str(moment(written)) == "2026-11-27"
    assert str(moment(f"{written} 08:30")) == "2026-11-27T08:30:00"


@given(st.datetimes(dt.datetime(1000, 1, 1), dt.datetime(9998, 12, 31)))  # noqa: DTZ001
def test_a_written_moment_is_read_back(when: dt.datetime) -> None:
    """What str() writes, `moment` reads."""
    whole = when.replace(microsecond=0)
    assert moment(str(moment(whole.isoformat()))).moment == whole


@given(st.text())
def test_any_text_is_a_moment_or_a_value_error(text: str) -> None:
    """No text breaks the reading of dates."""
    with suppress(ValueError):
        assert moment(text).moment.year >= 1000


@pytest.mark.parametrize(
    ("written", "flag"),
    [("true", True), ("Yes", True), ("on", True), ("NO", False), ("false", False)],
)
def test_flags_have_many_spellings(written: str, flag: bool) -> None:
    """Words such as true and yes are one, false and no the other."""
    take, mistakes = taken(f"draft: {written}\n")
    assert take.flag("draft") is flag
    assert mistakes.found == []


def test_a_list_may_be_one_text() -> None:
    """`author: A` and `author: [A]` say the same; doubles and blanks go."""
    for text in ("author: A\n", "author: [A]\n", "author:\n  - A\n  -\n  - A\n"):
        assert taken(text)[0].texts("author") == ("A",)


def test_one_line_fields_have_one_line() -> None:
    """Line breaks within a title become a space, no-break spaces stay."""
    take, _ = taken("title: |\n  Un titre :\n  deux\n")
    assert take.text("title") == "Un titre : deux"
    assert taken('title: "Un\\u00a0: deux"\n')[0].text("title") == "Un\u00a0: deux"


def test_mistakes_are_told_together() -> None:
    """Several mistakes are one error that names every line."""
    take, mistakes = taken("draft: maybe\norder: many\ntitle: [a]\npin: true\n")
    assert take.flag("draft") is False
    assert take.whole("order", within=range(10)) is None
    assert take.text("title") is None
    assert take.flag("pin") is True
    with pytest.raises(CombinedError) as caught:
        mistakes.tell()
    assert [error.line for error in caught.value.errors] == [1, 2, 3]


def test_one_mistake_is_told_as_itself() -> None:
    """A single mistake is raised as the error it is."""
    take, mistakes = taken("policy: ful\n")
    assert take.choice("policy", ("full", "link")) is None
    with pytest.raises(ContentError, match="did you mean full"):
        mistakes.tell()


def test_huge_numbers_are_refused() -> None:
    """A number of 10,000 digits is told, and cut in the message."""
    take, mistakes = taken(f"order: {'9' * 10_000}\n")
    assert take.whole("order", within=range(10)) is None
    assert len(str(mistakes.found[0])) < 200


def test_a_misspelt_required_key_is_named() -> None:
    """Where a needed key is missing, the one that may be meant for it is named."""
    take, mistakes = taken("titel: A\n")
    take.required("title", "write one")
    assert "titel may be meant for title" in str(mistakes.found[0])


def test_a_nearly_right_date_is_set_right() -> None:
    """The hint writes the date as it should be."""
    take, mistakes = taken("date: 2024/9/4\n")
    assert take.when("date") is None
    assert "write 2024-09-04" in str(mistakes.found[0])


def test_rows_may_be_short() -> None:
    """A row that is only a text is a map with its main key."""
    take, mistakes = taken("topics:\n  - Rail\n  - title: Energy\n  -\n")
    assert [row.text("title") for row in take.rows("topics", "title")] == ["Rail", "Energy"]
    assert mistakes.found == []
    taken_badly, mistakes = taken("topics:\n  - [a]\n")
    assert taken_badly.rows("topics", "title") == ()
    assert mistakes.found[0].line == 2


def test_a_flood_of_mistakes_is_counted() -> None:
    """A file with thousands of mistakes is told by the first and their number."""
    take, mistakes = taken("photos:\n" + "  - {a: 1}\n" * 9000)
    for row in take.rows("photos", "src"):
        row.refuse_unknown(("src",))
    with pytest.raises(CombinedError) as caught:
        mistakes.tell()
    assert len(caught.value.errors) == MOST_TOLD + 1
    assert "8,980 more mistakes" in str(caught.value.errors[-1])


def test_a_mistake_in_what_is_not_written_has_the_line_above() -> None:
    """A missing key is told at the row that lacks it."""
    take, mistakes = taken("a: 1\ntopics:\n  - slug: b\n")
    take.rows("topics", "title")[0].required("title", "write one")
    assert mistakes.found[0].line == 3
