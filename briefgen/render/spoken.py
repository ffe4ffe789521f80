"""Format days, times, numbers and language names as a language writes them, with Babel."""

from __future__ import annotations

import datetime as dt
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel.core import Locale

__all__ = ["day", "direction", "language_name", "locale_of", "number", "time"]

_MEMO = 20_000
_FALLBACK = "en"
_SKELETONS = {"month": "yMMMM", "day": "MMMd"}


# Babel reads its locale data and parses its patterns anew unless told to remember.
@lru_cache(_MEMO)
def day(value: dt.date, style: str, language: str) -> str:
    """Say a day in a style: one of CLDR's four, `month`, `day`, or a pattern of CLDR's letters."""
    from babel.dates import format_date, format_skeleton

    locale = locale_of(language)
    if style in _SKELETONS:
        return format_skeleton(_SKELETONS[style], value, locale=locale)
    return format_date(value, style, locale=locale)


@lru_cache(_MEMO)
def time(hour: int, minute: int, language: str) -> str:
    """Say a time of day."""
    from babel.dates import format_time

    return format_time(dt.time(hour, minute), "short", locale=locale_of(language))


@lru_cache(_MEMO)
def number(value: int, language: str) -> str:
    """Say a number."""
    from babel.numbers import format_decimal

    return format_decimal(value, locale=locale_of(language))


@cache
def direction(language: str) -> str:
    """Return "ltr" or "rtl": how a language is written."""
    return str(locale_of(language).text_direction)


@cache
def language_name(language: str, reader: str) -> str:
    """Return a language's name in the reader's language, or its tag where it is unknown."""
    found = locale_of(language)
    if found.language != language.partition("-")[0]:
        return language
    return found.get_display_name(locale_of(reader)) or language


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
