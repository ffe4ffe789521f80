"""What a run spent its time on in; a table for a person and a trace for a viewer out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from briefgen.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["StepTime", "Timings"]

_MICRO = 1_000_000


@dataclass(frozen=True, slots=True)
class StepTime:
    """A step's account: `seconds` were spent on all cores."""

    name: str
    inputs: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Timings:
    """The stages of a run in order, each with its seconds by the clock, and the steps in them."""

    stages: tuple[tuple[str, float], ...] = ()
    steps: tuple[StepTime, ...] = ()

    def table(self) -> str:
        """Return stages in order and steps, the slowest first, as lines of text."""
        whole = sum(seconds for _, seconds in self.stages)
        lines = [f"{'stage':24}{'seconds':>9}{'share':>8}"]
        for name, seconds in self.stages:
            share = seconds / whole if whole else 0.0
            lines.append(f"{name:24}{seconds:9.3f}{share:8.0%}")
        lines += [f"{'in all':24}{whole:9.3f}", ""]
        lines.append(f"{'step, on all cores':24}{'seconds':>9}{'inputs':>8}")
        for step in sorted(self.steps, key=lambda step: -step.seconds):
            lines.append(f"{step.name:24}{step.seconds:9.3f}{step.inputs:8}")
        return "\n".join(lines)

    def trace(self) -> bytes:
        """Return the same as JSON in the Trace Event Format, which flame-graph viewers open.

        Stages stand one after the other as they ran. Steps have a line of their own: what they took
        on all cores may be more than the clock says.
        https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU
        """
        steps = [(step.name, step.seconds) for step in self.steps]
        events = [_named(1, "stages, by the clock"), _named(2, "steps, on all cores")]
        events += [*_row(1, self.stages), *_row(2, steps)]
        return json.dumps({"traceEvents": events, "displayTimeUnit": "ms"}, indent=1).encode()


def _named(thread: int, name: str) -> dict[str, Any]:
    return {"name": "thread_name", "ph": "M", "pid": 1, "tid": thread, "args": {"name": name}}


def _row(thread: int, spans: Iterable[tuple[str, float]]) -> list[dict[str, Any]]:
    events, at = [], 0.0
    for name, seconds in spans:
        moment, lasts = round(at * _MICRO), round(seconds * _MICRO)
        events.append(
            {"name": name, "ph": "X", "ts": moment, "dur": lasts, "pid": 1, "tid": thread}
        )
        at += seconds
    return events
