"""What a language says of days and numbers can be learnt, and is then said without Babel."""

from __future__ import annotations

import datetime as dt

from briefgen.render import spoken

DAYS = (dt.date(2026, 3, 20), dt.date(2024, 12, 1))
STYLES = ("short", "medium", "long", "full", "month", "day")

# Runs where Babel can't be imported.
LEARNT = """
import datetime as dt, json, sys
sys.modules["babel"] = None
from briefgen.render import spoken
told = json.load(sys.stdin)
spoken.learn(told["said"])
language = told["language"]
print(json.dumps([
    [spoken.day(dt.date.fromisoformat(day), style, language) for day, style in told["days"]],
    spoken.time(8, 5, language), spoken.number(12345, language),
    spoken.direction("he"), spoken.language_name("he", language),
]))
"""


def test_what_was_not_learnt_is_asked_for() -> None:
    """A day that no table has is Babel's to say."""
    assert spoken.day(dt.date(1999, 1, 2), "long", "fr") == "2 janvier 1999"
