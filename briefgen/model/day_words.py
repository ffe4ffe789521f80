"""A date in people's words, in many languages -> the day it names, or None."""

from __future__ import annotations

import datetime as dt
import re

from briefgen.model.when import When

__all__ = ["read_day"]

# Months by their first letters, which no other month shares in the languages beside them.
_MONTHS = (
    (
        1,
        "jan gen ene янв січ sty led ιαν januar ocak يناير ม.ค. tammi enero janv sij sau",
    ),
    (2, "feb fév fev фев лют lut úno φεβ şub فبراير helmi feve fevr vas veebr febr vel"),
    (3, "mar mär mrz маr мар бер bře μάρ μαρ مارس maali märz maart kov març ožu"),
    (4, "apr avr abr апр кві kwi dub απρ nis أبريل huhti ápr apri bal tra"),
    (5, "may mai maj mag май мая тра maí kvě μαϊ μάι مايو touko mei máj geg svi"),
    (6, "jun juin giu июн чер cze čer ιουν haz يونيو kesä jún bir lip"),
    (7, "jul juil lug июл лип červenc ιουλ tem يوليو heinä júl lie srp"),
    (8, "aug aoû ago авг сер sie srp αυγ ağu أغسطس elo ágú août kol rgp"),
    (9, "sep set сен вер wrz zář σεπ eyl سبتمبر syys szept sept ruj rugs"),
    (10, "oct okt out ott окт жов paź říj οκτ eki أكتوبر loka lis spal"),
    (11, "nov ноя лис lis_ listop νοε kas نوفمبر marras nóv stu lap"),
    (12, "dec dez déc dic дек гру gru pro δεκ ara ديسمبر joulu des pros gruo"),
)
_STARTS = sorted(
    ((start, number) for number, starts in _MONTHS for start in starts.split()),
    key=lambda row: -len(row[0]),
)
_YEAR = r"((?:19|20)\d\d)"
_WORD = r"([^\W\d_]{3,12})\.?"
_DAY = r"(\d{1,2})"
_LATER = r"(?:\s*(?:st|nd|rd|th|er|º|°|ª|\.|:e))?"
_DAY_FIRST = re.compile(
    rf"(?<!\d){_DAY}{_LATER}[\s\-/.]*(?:de\s+|of\s+|d[’'])?{_WORD}[\s,\-/.]*(?:de\s+|del\s+)?{_YEAR}(?!\d)"
)
_MONTH_FIRST = re.compile(rf"{_WORD}\s+{_DAY}{_LATER},?\s+{_YEAR}(?!\d)")
_YEAR_FIRST = re.compile(rf"(?<!\d){_YEAR}\s+{_WORD}\s+{_DAY}(?!\d)")
# Dots are written between day, month and year alone, in this order; with strokes it could be any.
_SHORT_YEAR = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{1,2})\.([0-4]\d)(?![\d.]\d)")
_CJK = re.compile(rf"{_YEAR}\s*[年년]\s*{_DAY}\s*[月월]\s*{_DAY}\s*[日일]")
_ISO = re.compile(rf"(?<!\d){_YEAR}[-./]{_DAY}[-./]{_DAY}(?!\d)")
_DOTTED = re.compile(rf"(?<!\d){_DAY}\s*\.\s*{_DAY}\s*\.\s*{_YEAR}(?!\d)")
_SLASHED = re.compile(rf"(?<!\d){_DAY}[/-]{_DAY}[/-]{_YEAR}(?!\d)")


def read_day(text: str) -> When | None:
    """Read the first full date in a line; one that could be two different days is none."""
    text = text[:300].casefold()
    for pattern, order in ((_ISO, "ymd"), (_CJK, "ymd"), (_DOTTED, "dmy")):
        if found := pattern.search(text):
            parts = dict(zip(order, map(int, found.groups()), strict=True))
            return _made(parts["y"], parts["m"], parts["d"])
    for found in _DAY_FIRST.finditer(text):
        if number := _month(found.group(2)):
            return _made(int(found.group(3)), number, int(found.group(1)))
    for found in _MONTH_FIRST.finditer(text):
        if number := _month(found.group(1)):
            return _made(int(found.group(3)), number, int(found.group(2)))
    for found in _YEAR_FIRST.finditer(text):
        if number := _month(found.group(2)):
            return _made(int(found.group(1)), number, int(found.group(3)))
    if found := _SLASHED.search(text):
        return _slashed(*map(int, found.groups()))
    if found := _SHORT_YEAR.search(text):
        day, month, year = map(int, found.groups())
        return _made(2000 + year, month, day)
    return None


def _slashed(first: int, second: int, year: int) -> When | None:
    if first == second or first > 12:  # noqa: PLR2004
        return _made(year, second, first)
    return _made(year, first, second) if second > 12 else None  # noqa: PLR2004


def _month(word: str) -> int:
    return next((number for start, number in _STARTS if word.startswith(start)), 0)


def _made(year: int, month: int, day: int) -> When | None:
    try:
        return When(dt.datetime(year, month, day), day_only=True)  # noqa: DTZ001
    except ValueError:
        return None
