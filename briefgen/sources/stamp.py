"""A mail's or feed's date as written -> the same in ISO form, for the cleaner to read."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime, parsedate_tz

__all__ = ["day_after", "iso_date"]

_LONGEST = 60
_BEFORE_THE_ERA = re.compile(r"(?:^|\s)-\d{3,4}(?=[-\s])(?!\d*$)")
_ZONE = re.compile(r"\s?([+-]\d\d):(\d\d)$")
_OVER_GMT = re.compile(r"\s(?:GMT|UTC)(?=[+-]\d)")
_NO_ZONE = re.compile(r"-0000$")
_HALF = re.compile(r"\b(\d{1,2}):(\d\d(?::\d\d)?)\s*([ap]\.?m\.?)", re.IGNORECASE)
_MONTH = re.compile(
    r"\b(?:January|February|March|April|June|July|August|September|October|November|December)\b"
)
_MONTH_FIRST = re.compile(r"\b([A-Z][a-z]{2})\s+(\d{1,2}),?\s+(\d{4}),?\s+")
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?!\d)")


def iso_date(text: str) -> str | None:
    """Return an RFC 2822 date in ISO form; any other spelling stays as it is."""
    text = text.strip()
    if not text or len(text) > _LONGEST:
        return None
    if _BEFORE_THE_ERA.search(text):
        return None
    if _DAY.match(text):
        return text
    plain = _ZONE.sub(r" \1\2", _OVER_GMT.sub("", text))
    half = _HALF.search(plain)
    try:
        if half:
            plain = _HALF.sub(_of_a_day, _MONTH.sub(lambda found: found[0][:3], plain))
            if month_first := _MONTH_FIRST.search(plain):
                day = f"{month_first[2]} {month_first[1]} {month_first[3]} "
                plain = _MONTH_FIRST.sub(day, plain)
        read = parsedate_to_datetime(plain)
    except (ValueError, OverflowError):
        return text
    zone = parsedate_tz(plain)
    # "-0000" says universal time, and that the sender's own zone is not told (RFC 5322, 3.3).
    known = read if read.tzinfo or zone is None or not _NO_ZONE.search(plain) else _universal(read)
    return known.isoformat()


def _universal(read: datetime) -> datetime:
    return read.replace(tzinfo=UTC)


def _of_a_day(found: re.Match[str]) -> str:
    """Write a time of twelve hours as one of the day."""
    hour = int(found[1]) % 12 + (12 if found[3].lower().startswith("p") else 0)
    return f"{hour:02d}:{found[2]}"


def day_after(moment: str | None) -> str | None:
    """Return the day after a page was saved: none is dated later, in whatever zone it is read."""
    if not moment or not _DAY.match(moment):
        return None
    try:
        return (date.fromisoformat(moment[:10]) + timedelta(days=1)).isoformat()
    except (ValueError, OverflowError):
        return None
