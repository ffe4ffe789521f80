"""Days, times, numbers and languages in, how a language says them out.

Babel says it; but it takes a tenth of a short build to load. So what was said for a site is kept
with the site as a table, and a process that learnt it asks Babel for nothing but the rest.
"""

from __future__ import annotations

import datetime as dt
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from babel.core import Locale

__all__ = ["day", "direction", "language_name", "learn", "number", "table", "time"]

_MEMO = 20_000
_FALLBACK = "en"
_SKELETONS = {"month": "yMMMM", "day": "MMMd"}
_LEARNT: dict[str, str] = {}


def learn(said: Mapping[str, str]) -> None:
    """Take over what an earlier process said, by a `table` of the same Babel."""
    _LEARNT.update(said)


def table(
    language: str,
    *,
    days: Iterable[tuple[dt.date, str]],
    times: Iterable[tuple[int, int]],
    numbers: Iterable[int],
    others: Iterable[str],
) -> dict[str, str]:
    """Return what a site in `language` says: days in styles, times, numbers, other languages."""
    said = {
        _key("day", style, language, value): day(value, style, language) for value, style in days
    }
    said |= {_key("time", *at, language): time(*at, language) for at in times}
    said |= {_key("number", value, language): number(value, language) for value in numbers}
    for other in others:
        said[_key("direction", other)] = direction(other)
        said[_key("name", other, language)] = language_name(other, language)
    return said


# Babel reads its locale data and parses its patterns anew unless told to remember.
@lru_cache(_MEMO)
def day(value: dt.date, style: str, language: str) -> str:
    """Say a day in a style: one of CLDR's four, `month`, `day`, or a pattern of CLDR's letters."""

    def said() -> str:
        from babel.dates import format_date, format_skeleton

        locale = locale_of(language)
        if style in _SKELETONS:
            return format_skeleton(_SKELETONS[style], value, locale=locale)
        return format_date(value, style, locale=locale)

    return _said(_key("day", style, language, value), said)


@lru_cache(_MEMO)
def time(hour: int, minute: int, language: str) -> str:
    """Say a time of day."""

    def said() -> str:
        from babel.dates import format_time

        return format_time(dt.time(hour, minute), "short", locale=locale_of(language))

    return _said(_key("time", hour, minute, language), said)


@lru_cache(_MEMO)
def number(value: int, language: str) -> str:
    """Say a number."""

    def said() -> str:
        from babel.numbers import format_decimal

        return format_decimal(value, locale=locale_of(language))

    return _said(_key("number", value, language), said)


@cache
def direction(language: str) -> str:
    """Return "ltr" or "rtl": how a language is written."""
    return _said(_key("direction", language), lambda: str(locale_of(language).text_direction))


@cache
def language_name(language: str, reader: str) -> str:
    """Return a language's name in the reader's language, or its tag where it is unknown."""

    def said() -> str:
        found = locale_of(language)
        if found.language != language.partition("-")[0]:
            return language
        return found.get_display_name(locale_of(reader)) or language

    return _said(_key("name", language, reader), said)


@cache
def locale_of(language: str) -> Locale:
    """Return Babel's locale for a language tag, for its bare language, or for English."""
    from babel.core import Locale, UnknownLocaleError

    for tag in (language, language.partition("-")[0], _FALLBACK):
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    raise AssertionError("Babel knows English")


def _said(key: str, say: Callable[[], str]) -> str:
    known = _LEARNT.get(key)
    return say() if known is None else known


def _key(*parts: object) -> str:
    return "\0".join(map(str, parts))
