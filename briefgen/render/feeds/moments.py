"""The moments of a feed's items in, each as its format has it out."""

from __future__ import annotations

import datetime as dt
from email.utils import format_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefgen.model.page import FeedItem

__all__ = ["UNDATED", "changed", "rfc822", "rfc3339"]

UNDATED = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
"""Atom asks for a moment where an article has none; readers take one before 1990 for a mistake."""
_HALF_HOUR = dt.timedelta(minutes=30)
_MINUTE = dt.timedelta(minutes=1)


def changed(items: Iterable[FeedItem]) -> tuple[dt.datetime, ...]:
    """Return when each item last changed, no two at one moment, so that readers keep our order.

    Of those that share one, such as the articles of a day, each is a second later than the next.
    """
    taken: set[dt.datetime] = set()
    found = []
    for item in reversed(tuple(items)):
        moment = item.entry.updated or item.entry.published or UNDATED
        while moment in taken:
            moment += dt.timedelta(seconds=1)
        taken.add(moment)
        found.append(moment)
    return tuple(reversed(found))


def rfc822(moment: dt.datetime) -> str:
    """Return a moment as RSS has it; clocks that are no half hours off are told in UTC."""
    return format_datetime(_told(moment, _HALF_HOUR))


def rfc3339(moment: dt.datetime) -> str:
    """Return a moment as Atom and JSON Feed have it; clocks of old, seconds off, in UTC."""
    return _told(moment, _MINUTE).isoformat()


def _told(moment: dt.datetime, step: dt.timedelta) -> dt.datetime:
    offset = moment.utcoffset() or dt.timedelta()
    return moment.astimezone(dt.UTC) if offset % step else moment
