"""A mail's or feed's date as written -> the same in ISO form, for the cleaner to read."""

from __future__ import annotations

import re
from datetime import date, timedelta
from email.utils import parsedate_to_datetime

__all__ = ["day_after", "iso_date"]

_LONGEST = 60
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?!\d)")


def iso_date(text: str) -> str | None:
    """Return an RFC 2822 date in ISO form; any other spelling stays as it is."""
    text = text.strip()
    if not text or len(text) > _LONGEST:
        return None
    try:
        return parsedate_to_datetime(text).isoformat()
    except (ValueError, OverflowError):
        return text


def day_after(moment: str | None) -> str | None:
    """Return the day after a page was saved: none is dated later, in whatever zone it is read."""
    if not moment or not _DAY.match(moment):
        return None
    try:
        return (date.fromisoformat(moment[:10]) + timedelta(days=1)).isoformat()
    except (ValueError, OverflowError):
        return None
