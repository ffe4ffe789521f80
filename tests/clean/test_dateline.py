from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.clean.dateline import byline, dateline
from briefgen.clean.dateline_days import days, weekdays


@pytest.mark.parametrize(
    ("text", "place", "agency", "month_day"),
    [
        ("SEOUL, South Korea (AP) — Ships left.", "SEOUL, South Korea", "AP", None),
        ("SEOUL, Jan 2 (Reuters) - Ships left.", "SEOUL", "Reuters", (1, 2)),
        ("WASHINGTON — Ships left.", "WASHINGTON", None, None),
        ("PARIS, May 4 — Ships left.", "PARIS", None, (5, 4)),
        ("Pyongyang, January 2 (KCNA) -- Ships left.", "Pyongyang", "KCNA", (1, 2)),
        ("BERLIN (dpa) - Ships left.", "BERLIN", "dpa", None),
        ("Berlin (dpa/lno) - Ships left.", "Berlin", "dpa", None),
        ("PARIS, 2 janv 2026 (AFP) - Ships left.", "PARIS", "AFP", (1, 2)),
        ("Madrid, 5 may 2025 (EFE).- Ships left.", "Madrid", "EFE", (5, 5)),
        ("MOSCOW, January 2. /TASS/. Ships left.", "MOSCOW", "TASS", (1, 2)),
        ("(Reuters) - Ships left.", None, "Reuters", None),
        ("القاهرة (رويترز) - غادرت السفن", "القاهرة", "Reuters", None),
        ("[서울=뉴시스] 배가 떠났다", "서울", "Newsis", None),
        ("【平壌＝共同】船が出た", "平壌", "Kyodo", None),
        ("新华社北京1月2日电 船开了", "北京", "Xinhua", (1, 2)),
    ],
)
def test_reads_a_dateline(
    text: str, place: str | None, agency: str | None, month_day: tuple[int, int] | None
) -> None:
    """A text's first words give place, agency and day, and say where the text itself begins."""
    found = dateline(text)
    assert found is not None
    assert (found.place, found.agency) == (place, agency)
    assert (found.day and (found.day.month, found.day.day)) == month_day
    assert text[found.end :].startswith(("Ships", "غادرت", "배가", "船"))


def test_reads_the_reporter_of_a_korean_dateline() -> None:
    """(place=agency) NAME 기자 = names the reporter too."""
    found = dateline("(서울=연합뉴스) 홍보기 기자 = 배가 떠났다")
    assert found is not None
    assert (found.place, found.agency, found.authors) == ("서울", "Yonhap", ("홍보기",))


@pytest.mark.parametrize(
    "text",
    [
        "The minister (left) - and others",
        "The harbour (ABC) - an old place",
        "Ana Ruiz — the pilot — spoke.",
        "LIGHTEN YOUR LOAD – start with the boots",
        "ADT - a house of clocks",
        "THE BIG PICTURE — what it shows",
        "Ships left the harbour on Monday (Reuters).",
        "",
    ],
)
def test_takes_no_sentence_for_a_dateline(text: str) -> None:
    """A dash or a bracket in a first sentence makes no dateline."""
    assert dateline(text) is None


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By Ana Ruiz", ("Ana Ruiz",)),
        ("BY ANA RUIZ", ("Ana Ruiz",)),
        ("By Ana Ruiz, Jo Roe and Max Beispiel", ("Ana Ruiz", "Jo Roe", "Max Beispiel")),
        ("By Ana Ruiz, Harbour Gazette", ("Ana Ruiz",)),
        ("By Ana Ruiz | May 4, 2024", ("Ana Ruiz",)),
        ("By Reuters Staff", ()),
        ("Von Max Beispiel", ("Max Beispiel",)),
        ("Par Paul Exemple et Anne Modèle", ("Paul Exemple", "Anne Modèle")),
        ("Por Ana Ruiz", ("Ana Ruiz",)),
        ("Автор: Иван Примеров", ("Иван Примеров",)),
        ("بقلم: أحمد مثال", ("أحمد مثال",)),
        ("홍보기 기자 hong@example.org", ("홍보기",)),
        ("記者 見本太郎", ("見本太郎",)),
        ("作者：李样", ("李样",)),
        ("Reporting by Ana Ruiz in Lima and Jo Roe; Editing by Ivo Novak", ("Ana Ruiz", "Jo Roe")),
    ],
)
def test_reads_a_byline(line: str, authors: tuple[str, ...]) -> None:
    """A by-line gives its people without "By", the outlet or the editor."""
    assert byline(line) == authors


@pytest.mark.parametrize(
    "line",
    [
        "By Monday the harbour was shut.",
        "By the Numbers",
        "By Christmas",
        "Par exemple",
        "Von der Leyen reist in den Hafen",
        "Ana Ruiz",
        "",
    ],
)
def test_takes_no_other_line_for_a_byline(line: str) -> None:
    """A line that opens like a by-line and names no person is none."""
    assert byline(line) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("seen on September 14, 2024.", "2024-09-14"),
        ("Sept. 4, 2023", "2023-09-04"),
        ("am 3. März 2025", "2025-03-03"),
        ("03.04.2025", "2025-04-03"),
        ("le 1er mai 2024", "2024-05-01"),
        ("5 de mayo de 2023", "2023-05-05"),
        ("12 марта 2024", "2024-03-12"),
        ("2026年1月2日", "2026-01-02"),
        ("２０２６年１月２日", "2026-01-02"),
        ("2026년 1월 2일", "2026-01-02"),
        ("٥ مايو ٢٠٢٤", "2024-05-05"),
        ("2024-05-05T10:00", "2024-05-05"),
    ],
)
def test_reads_a_day(text: str, day: str) -> None:
    """A day is read in words and figures of many languages."""
    (found,) = days(text)
    assert str(found.date) == day


@pytest.mark.parametrize(
    "text", ["3/4/2025", "3 out of 5", "may 500", "2024-02-30", "May 2024", ""]
)
def test_guesses_no_day(text: str) -> None:
    """What could be two days, or none, is no day."""
    assert days(text) == ()


def test_names_the_weekdays() -> None:
    """Weekdays are numbered from Monday, in any of the languages."""
    assert [number for number, _ in weekdays("Saturday, le samedi, am Montag, 金曜日")] == [
        5,
        5,
        0,
        4,
    ]


@given(st.text(max_size=120))
def test_takes_anything(text: str) -> None:
    """No text breaks the readers; a dateline ends within the text."""
    found = dateline(text)
    assert found is None or 0 < found.end <= len(text)
    byline(text)
    assert all(text[day.start : day.end] for day in days(text))
