"""What a run spent its time on, as a person and a viewer read it."""

from __future__ import annotations

import json

from briefgen.engine.timings import StepTime, Timings

TIMINGS = Timings(
    (("read", 1.5), ("write", 0.5)),
    (StepTime("prepare", 20, 0.25), StepTime("render", 9, 3.0)),
)


def test_the_table_has_stages_in_order_and_the_slowest_step_first() -> None:
    """Each stage has its share of the whole; a step has what it was given."""
    rows = [line.split() for line in TIMINGS.table().splitlines()]
    assert rows == [
        ["stage", "seconds", "share"],
        ["read", "1.500", "75%"],
        ["write", "0.500", "25%"],
        ["in", "all", "2.000"],
        [],
        ["step,", "on", "all", "cores", "seconds", "inputs"],
        ["render", "3.000", "9"],
        ["prepare", "0.250", "20"],
    ]


def test_the_trace_holds_complete_events_one_after_the_other() -> None:
    """A viewer lays the stages end to end, in microseconds; the steps have a line of their own."""
    events = json.loads(TIMINGS.trace())["traceEvents"]
    assert [e["args"]["name"] for e in events if e["ph"] == "M"] == [
        "stages, by the clock",
        "steps, on all cores",
    ]
    spans = [(e["tid"], e["name"], e["ts"], e["dur"]) for e in events if e["ph"] == "X"]
    assert spans == [
        (1, "read", 0, 1_500_000),
        (1, "write", 1_500_000, 500_000),
        (2, "prepare", 0, 250_000),
        (2, "render", 250_000, 3_000_000),
    ]


def test_a_run_of_no_time_is_no_mistake() -> None:
    """Nothing was measured: an empty table, and a share of nothing."""
    assert "0.000" in Timings((("read", 0.0),)).table()
