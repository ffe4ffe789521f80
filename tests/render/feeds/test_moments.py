from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from briefgen.model.entry import Entry
from briefgen.model.page import FeedItem
from briefgen.render.feeds.moments import UNDATED, changed, rfc822, rfc3339

DAY = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)


def item(published: dt.datetime | None, updated: dt.datetime | None = None) -> FeedItem:
    """Return an item of such an article."""
    return FeedItem(Entry("a.md", "a", "a/", "A", "tag:a", published=published, updated=updated))


def test_no_two_items_change_at_one_moment() -> None:
    """Of a day's articles the one that stands higher is told as later; others keep their moment."""
    second = dt.timedelta(seconds=1)
    noon = DAY + dt.timedelta(hours=12)
    items = [item(noon), item(DAY), item(DAY), item(DAY), item(None), item(None)]
    assert changed(items) == (
        noon,
        DAY + 2 * second,
        DAY + second,
        DAY,
        UNDATED + second,
        UNDATED,
    )


def test_what_stays_below_keeps_its_moment_when_more_comes() -> None:
    """A new article of the same day changes none that stands below it."""
    assert changed([item(DAY)] * 3)[1:] == changed([item(DAY)] * 2)


def test_an_update_counts() -> None:
    """What changed later is told as later."""
    later = DAY + dt.timedelta(days=1)
    assert changed([item(DAY, later)]) == (later,)


def test_clocks_that_no_feed_can_name_are_told_in_utc() -> None:
    """Kathmandu is a quarter of an hour off for RSS, and Paris of old is nine minutes and seconds."""
    nepal = dt.datetime(2026, 1, 2, tzinfo=ZoneInfo("Asia/Kathmandu"))
    assert rfc822(nepal) == "Thu, 01 Jan 2026 18:15:00 +0000"
    assert rfc3339(nepal) == "2026-01-02T00:00:00+05:45"
    paris = dt.datetime(1901, 1, 2, tzinfo=ZoneInfo("Europe/Paris"))
    assert rfc822(paris) == "Tue, 01 Jan 1901 23:50:39 +0000"
    assert rfc3339(paris) == "1901-01-01T23:50:39+00:00"
    assert rfc822(DAY) == "Fri, 02 Jan 2026 00:00:00 +0000"
