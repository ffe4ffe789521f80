"""Dates of mails and feeds as programs write them."""

from __future__ import annotations

import pytest

from briefgen.sources.stamp import iso_date


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("Tue, 10 Mar 2026 08:05:00 +0100", "2026-03-10T08:05:00+01:00"),
        ("Tue, 10 Mar 2026 08:05:00 +01:00", "2026-03-10T08:05:00+01:00"),
        ("Tue, 10 Mar 2026 08:05:00 GMT-07:00", "2026-03-10T08:05:00-07:00"),
        ("Tue, 10 Mar 2026 08:05:00 UTC+0530", "2026-03-10T08:05:00+05:30"),
        ("Tue, 10 Mar 2026 08:05:00 -0000", "2026-03-10T08:05:00+00:00"),
        ("Tue, 10 Mar 2026 01:55 PM EST", "2026-03-10T13:55:00-05:00"),
        ("Tue, March 10, 2026, 11:12 PM EST", "2026-03-10T23:12:00-05:00"),
        ("Tue, 10 Mar 2026 12:05 a.m. EST", "2026-03-10T00:05:00-05:00"),
        ("2026-03-10T08:05:00-05:00", "2026-03-10T08:05:00-05:00"),
        ("10. 3. 2026", "10. 3. 2026"),
        ("Mon, 30 Nov -0001 00:00:00 +0000", None),
        ("-0001-11-30T00:00:00+00:00", None),
        ("", None),
    ],
)
def test_a_date_keeps_its_zone_and_its_half_of_the_day(written: str, iso: str | None) -> None:
    """In ISO form; the year that stands for no date is none, and other spellings stay as they are."""
    assert iso_date(written) == iso
