"""When a set of touched paths counts as done."""

from __future__ import annotations

import threading
import time
from pathlib import Path

from briefgen.preview.settle import Changes


def nothing() -> None:
    """Begin without a word."""


def test_touches_in_one_breath_are_one_set() -> None:
    """Paths noted shortly after each other come out together."""
    changes = Changes()
    changes.note(Path("a"))
    changes.note(Path("b"))
    assert changes.settled(nothing) == {Path("a"), Path("b")}
    assert not changes.pending


def test_a_file_being_written_is_waited_for() -> None:
    """An open file holds the set back until it is closed."""
    changes = Changes(quiet=0.001, writing=30)
    changes.note(Path("a"), writing=True)
    threading.Timer(0.1, changes.note, [Path("a")]).start()
    began = time.monotonic()
    assert changes.settled(nothing) == {Path("a")}
    assert 0.05 < time.monotonic() - began < 20


def test_a_storm_without_end_is_cut() -> None:
    """A writer that never stops can't hold the set back for ever."""
    changes = Changes(quiet=30, limit=0.05)
    changes.note(Path("a"))
    assert changes.settled(nothing) == {Path("a")}


def test_the_begin_comes_before_the_set_is_given_out() -> None:
    """At no moment is the set neither pending nor begun."""
    changes = Changes(quiet=0.001)
    changes.note(Path("a"))
    seen = []
    changes.settled(lambda: seen.append(changes.pending))
    assert seen == [True]


def test_a_moment_that_comes_is_an_empty_set() -> None:
    """Without any change the wait ends when no time is left; the clock is asked again and again."""
    changes, told = Changes(part=0.001), [30.0, 29.0, 2.0, -1.0]
    assert changes.settled(nothing, lambda: told.pop(0)) == frozenset()
    assert told == []


def test_a_clock_that_jumps_while_the_machine_sleeps_is_noticed() -> None:
    """A wait of a day is over as soon as the clock says so, however little time was waited."""
    changes, left = Changes(part=0.001), [86_400.0]
    threading.Timer(0.05, left.__setitem__, [0, -3600.0]).start()
    assert changes.settled(nothing, lambda: left[0]) == frozenset()


def test_a_change_does_not_wait_for_the_moment() -> None:
    """What is saved before is given out at once."""
    changes = Changes(quiet=0.001)
    threading.Timer(0.05, changes.note, [Path("a")]).start()
    assert changes.settled(nothing, lambda: 86_400.0) == {Path("a")}


def test_closing_lets_the_reader_go() -> None:
    """A closed set of changes gives None, also to one who waits."""
    changes = Changes()
    threading.Timer(0.05, changes.close).start()
    assert changes.settled(nothing) is None
