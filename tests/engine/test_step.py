"""A step gives the same by its stages as it gives as a whole."""

from __future__ import annotations

from functools import partial

import pytest

from briefgen.engine.step import CALLS, Calls, Staged, Stages, bare, calling, run_chunk
from briefgen.errors import BriefgenError, ContentError


def halved(value: int, by: int) -> float:
    """Divide; odd numbers are a curator's mistake, and 100 is ours."""
    return told(cut(value, by))


def cut(value: int, by: int) -> float:
    """Divide what can be."""
    if value % 2:
        raise ContentError(f"{value} is odd", path=f"{value}.md")
    return value / by


def told(value: float) -> float:
    """Fail at 50."""
    return value + 0 / (value - 50)


STEP = Staged(partial(halved, by=2), (partial(cut, by=2), told))


@pytest.mark.parametrize("count", [0, 1, 15, 16, 17, 50])
def test_stages_give_what_the_step_gives(count: int) -> None:
    """Each input has its own result or its own mistake, in order, however many there are."""
    found, _ = run_chunk((STEP, False), range(count))
    whole, _ = run_chunk((STEP.whole, False), range(count))
    assert [*map(str, found)] == [*map(str, whole)]
    assert all(isinstance(one, BriefgenError) for one in found[1::2])
    assert bare(STEP) is halved


def test_what_is_nobodys_mistake_is_told_by_the_step() -> None:
    """A fault of ours names the step and the input, not the stage."""
    with pytest.raises(ZeroDivisionError) as caught:
        run_chunk((STEP, False), range(0, 200, 2))
    assert caught.value.__notes__ == ["halved was at 100"]


def test_calls_of_values_are_made_when_they_are_asked_for() -> None:
    """Fifty thousand of them hold nothing; each gives what the call it stands for does."""
    made = []

    def call(value: int) -> Stages:
        made.append(value)
        return Stages(partial(cut, value, 2), told)

    calls = Calls(call, range(0, 80, 2))
    step = calling(calls)
    assert made == [0]
    CALLS[:] = [calls]
    try:
        found, _ = run_chunk((step, False), [3, 1, 39])
        assert step(2) == 2
    finally:
        CALLS.clear()
    assert found == [3, 1, 39]
    assert made == [0, 6, 2, 78, 4]
    assert len(calls) == 40
