"""A mail's or feed's date as written -> the same in ISO form, for the cleaner to read."""

from __future__ import annotations

from email.utils import parsedate_to_datetime

__all__ = ["iso_date"]

_LONGEST = 60


def iso_date(text: str) -> str | None:
    """Return an RFC 2822 date in ISO form; any other spelling stays as it is."""
    text = text.strip()
    if not text or len(text) > _LONGEST:
        return None
    try:
        return parsedate_to_datetime(text).isoformat()
    except (ValueError, OverflowError):
        return text
