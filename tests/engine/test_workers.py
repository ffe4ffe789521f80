from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.engine import workers as workers_module
from briefgen.engine.workers import Workers, start_method
from briefgen.errors import BriefgenError, ContentError

if TYPE_CHECKING:
    from collections.abc import Iterator

REPOSITORY = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Fact:
    """A small record."""

    name: str
    when: date | None = None
    parts: tuple[Fact, ...] = ()


class OddError(Exception):
    """An error that can't be pickled as it is: its arguments are not those it was made with."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(first + second)


def record(value: int) -> Fact:
    """Make a record of a number; negative ones are a curator's mistake."""
    if value < 0:
        raise ContentError(f"{value} is below zero", path=f"{value}.md")
    return Fact(f"n{value}", date(2026, 1, 1 + value % 28), (Fact("part"),) * (value % 3))


def doubled(value: int) -> int:
    """Multiply by two."""
    return value * 2


def broken(value: int) -> int:
    """Fail at 3, not by a curator's mistake."""
    return value // (value - 3)


def odd(value: int) -> int:
    """Fail at 3 in a way that can't be sent."""
    if value == 3:
        raise OddError("1", "2")
    return value


def unsendable(value: int) -> object:
    """Return at 3 what can't be sent."""
    return (lambda: value) if value == 3 else value


def slow(value: int) -> int:
    """Take a while."""
    time.sleep(0.005)
    return value


def deadly(value: int) -> int:
    """Take down the process at 7."""
    if value == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    return value


def large(value: int) -> bytes:
    """Return more than a pipe holds."""
    return bytes([value % 256]) * 200_000


def process_of(value: int) -> int:
    """Return who was at it."""
    return os.getpid() * (value >= 0)


@pytest.fixture
def eager(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let workers pay for any work at all; in the end none is left."""
    monkeypatch.setattr(workers_module, "_PAYS", {"fork": 0.0, "spawn": 0.0})
    before = children()
    yield
    assert [*filter(lambda child: child not in before, children())] == []


def children() -> list[str]:
    """Return this process's children that are not pytest's or multiprocessing's own."""
    return [
        line
        for line in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
        if "python" in (command := Path(f"/proc/{line}/cmdline").read_text())
        and "resource_tracker" not in command
    ]


def expected(values: list[int]) -> list[object]:
    """Return what a plain loop gives, errors as text."""
    found: list[object] = []
    for value in values:
        try:
            found.append(record(value))
        except BriefgenError as error:
            found.append(str(error))
    return found


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(-2, 40), max_size=30))
def test_map_is_a_list_comprehension(values: list[int]) -> None:
    """The results are those of a loop, mistakes in their places."""
    each = Workers().map(record, values).each
    assert [str(x) if isinstance(x, BriefgenError) else x for x in each] == expected(values)


@pytest.mark.usefixtures("eager")
def test_many_processes_give_the_same() -> None:
    """One process or three: the same results in the same order."""
    values = [*range(-3, 400), *range(5)]
    each = Workers(3).map(record, values).each
    assert [str(x) if isinstance(x, BriefgenError) else x for x in each] == expected(values)


@pytest.mark.usefixtures("eager")
def test_work_is_done_elsewhere() -> None:
    """Beyond the first inputs other processes do the work, as many as there are jobs."""
    processes = set(Workers(2).map(process_of, range(2000)).values) - {os.getpid()}
    assert len(processes) == 2


def test_little_work_is_done_here() -> None:
    """Starting workers takes longer than a few quick inputs do."""
    assert set(Workers(2).map(process_of, range(20)).values) == {os.getpid()}


def test_failures_are_gathered() -> None:
    """A curator's mistake in one input costs no other."""
    done = Workers().map(record, [1, -1, 2, -2])
    assert [one.name for one in done.values] == ["n1", "n2"]
    assert [error.path for error in done.errors] == ["-1.md", "-2.md"]


@pytest.mark.usefixtures("eager")
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_bug_is_raised_with_its_input(jobs: int) -> None:
    """An exception that is no curator's mistake is raised, and says at which input."""
    workers = Workers(jobs)
    with pytest.raises(ZeroDivisionError) as raised:
        workers.map(broken, range(9))
    assert "broken was at 3" in raised.value.__notes__
    assert workers.map(doubled, [1, 2, 4]).values == (2, 4, 8)


@pytest.mark.usefixtures("eager")
@pytest.mark.parametrize(("step", "said"), [(odd, "OddError: 12"), (unsendable, "lambda")])
def test_what_can_not_be_sent_is_reported(step: object, said: str) -> None:
    """An exception or a result that can't leave its process stops the work with its traceback."""
    with pytest.raises((RuntimeError, OddError)) as raised:
        Workers(2).map(step, range(9))  # type: ignore[arg-type]
    assert said in "".join((str(raised.value), *raised.value.__notes__))


@pytest.mark.usefixtures("eager")
def test_a_killed_worker_costs_one_input() -> None:
    """The input that takes its process down is told by name, the others are done."""
    done = Workers(2).map(deadly, range(2, 300))
    assert done.values == tuple(x for x in range(2, 300) if x != 7)
    assert [error.path for error in done.errors] == ["7"]


@pytest.mark.usefixtures("eager")
def test_large_results_do_not_block() -> None:
    """Results larger than a pipe holds come home while more work is handed out."""
    assert Workers(2).map(large, range(40)).values == tuple(map(large, range(40)))


@pytest.mark.usefixtures("eager")
def test_a_stream_can_be_left() -> None:
    """Whoever stops reading leaves no process."""
    workers = Workers(2)
    stream = workers.stream(slow, range(400))
    assert [next(stream) for _ in range(40)] == [*range(40)]
    stream.close()  # type: ignore[attr-defined]
    assert workers.map(slow, range(10)).values == tuple(range(10))


def test_a_process_with_threads_spawns() -> None:
    """A forked child could not open the locks of its parent's threads."""
    script = """
        import sys, threading, time
        from briefgen.engine import workers as module
        sys.path.insert(0, "tests/engine")
        from test_workers import doubled
        if __name__ == "__main__":
            module._PAYS = dict.fromkeys(module._PAYS, 0.0)
            threading.Thread(target=time.sleep, args=(600,), daemon=True).start()
            print(module.start_method(), sum(module.Workers(2).map(doubled, range(50)).values))
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)],
        capture_output=True,
        text=True,
        check=False,
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONPATH": "tests/engine"},
    )
    assert done.stdout == "spawn 2450\n", done.stderr
    assert start_method() in {"fork", "spawn"}


def test_watch_is_told_of_each_input() -> None:
    """Progress counts the inputs of each step, under the name that it was given."""
    seen: list[tuple[str, int, int]] = []
    workers = Workers(watch=lambda *told: seen.append(told))
    workers.map(doubled, [1, 2])
    workers.map(partial(doubled), [3], name="shown")
    assert seen == [("doubled", 1, 2), ("doubled", 2, 2), ("shown", 1, 1)]


def test_timings_tell_stages_in_order_and_every_step() -> None:
    """A stage lasts until the next begins; a step counts all its inputs."""
    workers = Workers()
    workers.stage("read")
    workers.map(doubled, [1, 2])
    workers.stage("write")
    workers.map(doubled, [4])
    workers.map(doubled, [4], name="shown")
    timings = workers.timings
    assert [name for name, _ in timings.stages] == ["read", "write"]
    assert all(seconds >= 0 for _, seconds in timings.stages)
    assert [(s.name, s.inputs) for s in timings.steps] == [("doubled", 3), ("shown", 1)]
    assert all(step.seconds > 0 for step in timings.steps)


@pytest.mark.parametrize("blow", [signal.SIGINT, signal.SIGKILL, signal.SIGTERM])
def test_no_process_outlives_the_work(blow: signal.Signals) -> None:
    """However the parent goes, by Ctrl-C or by kill, its workers go too."""
    script = """
        import os, sys
        from briefgen.engine import workers as module
        sys.path.insert(0, "tests/engine")
        from test_workers import children, slow
        module._PAYS = dict.fromkeys(module._PAYS, 0.0)
        for result in module.Workers(2).stream(slow, range(10**6)):
            if result == 50:
                print(*children(), flush=True)
    """
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=REPOSITORY,
        start_new_session=True,
    ) as parent:
        assert parent.stdout
        workers = [int(pid) for pid in parent.stdout.readline().split()]
        assert len(workers) == 2
        # Ctrl-C reaches the whole group, a kill the parent alone.
        (os.killpg if blow == signal.SIGINT else os.kill)(parent.pid, blow)
    end = time.monotonic() + 20
    while any(Path(f"/proc/{pid}").exists() for pid in workers):
        assert time.monotonic() < end
        time.sleep(0.01)
