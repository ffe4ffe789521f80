"""What a language says of days and numbers can be learnt, and is then said without Babel."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys

import pytest

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


@pytest.mark.parametrize("language", ["en", "pt-BR", "ar", "ja", "xx-unknown"])
def test_what_was_learnt_is_said_without_babel(language: str) -> None:
    """Days in all styles, times, numbers, the direction and the name of another language."""
    days = [(day, style) for day in DAYS for style in STYLES]
    said = spoken.table(language, days=days, times=[(8, 5)], numbers=[12345], others=["he"])
    told = {
        "said": said,
        "language": language,
        "days": [(day.isoformat(), style) for day, style in days],
    }
    run = subprocess.run(
        [sys.executable, "-c", LEARNT],
        input=json.dumps(told),
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(run.stdout) == [
        [spoken.day(day, style, language) for day, style in days],
        spoken.time(8, 5, language),
        spoken.number(12345, language),
        spoken.direction("he"),
        spoken.language_name("he", language),
    ]


def test_what_was_not_learnt_is_asked_for() -> None:
    """A day that no table has is Babel's to say."""
    assert spoken.day(dt.date(1999, 1, 2), "long", "fr") == "2 janvier 1999"
