from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.engine import work as work_module
from briefgen.engine.work import Work
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


def told(value: int) -> Fact:
    """Make a record of a number; negative ones are a curator's mistake."""
    if value < 0:
        raise ContentError(f"{value} is below zero", path=f"{value}.md")
    return Fact(f"n{value}", date(2026, 1, 1 + value % 28), (Fact("part"),) * (value % 3))


def scaled(value: int, factor: int) -> int:
    """Multiply."""
    return value * factor


def logged(value: int, log: str) -> int:
    """Add a line to a file, then return the number."""
    with Path(log).open("a") as stream:
        stream.write(f"{value}\n")
    return value


def odd_text(value: str) -> str:
    """Return half of a character, or what was given."""
    return value + "\ud800"


def broken(value: int) -> int:
    """Fail at 3, not by a curator's mistake."""
    return value // (value - 3)


def slow(value: int) -> int:
    """Take a while."""
    time.sleep(0.005)
    return value


def deadly(value: int) -> int:
    """Take down the process at 7."""
    if value == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    return value


@pytest.fixture
def eager(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let workers pay for any work at all."""
    monkeypatch.setattr(work_module, "_PAYS", {"running": 0.0, "fork": 0.0, "spawn": 0.0})
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
            found.append(told(value))
        except BriefgenError as error:
            found.append(str(error))
    return found


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.integers(-2, 40), max_size=30), max_size=4))
def test_map_is_a_list_comprehension(
    tmp_path_factory: pytest.TempPathFactory, runs: list[list[int]]
) -> None:
    """With a store or without, the first time or again, the results are those of a loop."""
    store = tmp_path_factory.mktemp("store")
    for values in runs:
        for where in (None, store):
            with Work(where) as work:
                each = work.map(told, values).each
        assert [str(x) if isinstance(x, BriefgenError) else x for x in each] == expected(values)


@pytest.mark.usefixtures("eager")
@pytest.mark.parametrize("stored", [True, False])
def test_many_processes_give_the_same(tmp_path: Path, stored: bool) -> None:
    """One process or three: the same results in the same order."""
    values = [*range(-3, 400), *range(5)]
    with Work(tmp_path if stored else None, jobs=3) as work:
        each = work.map(told, values).each
        again = work.map(told, values).each
        assert children()
    assert [str(x) if isinstance(x, BriefgenError) else x for x in each] == expected(values)
    assert [*map(str, each)] == [*map(str, again)]


def test_failures_are_gathered() -> None:
    """One bad input costs no other; values and errors are told apart."""
    with Work() as work:
        done = work.map(told, [1, -1, 2, -2])
    assert [fact.name for fact in done.values] == ["n1", "n2"]
    assert [error.path for error in done.errors] == ["-1.md", "-2.md"]


def test_a_kept_result_is_not_made_again(tmp_path: Path) -> None:
    """The store outlives the work; a new input alone is worked on."""
    step = partial(logged, log=str(tmp_path / "log"))
    for values in ([1, 2], [1, 2], [2, 3]):
        with Work(tmp_path / "cache") as work:
            assert work.map(step, values).values == tuple(values)
    assert (tmp_path / "log").read_text() == "1\n2\n3\n"
    assert work.tallies["logged"].hits == 1


def test_bound_arguments_and_code_count(tmp_path: Path) -> None:
    """Another argument, another type of it or another stamp is another result."""
    found = []
    for factor, stamp in ((2, "a"), (3, "a"), (3.0, "a"), (3, "b")):
        with Work(tmp_path, stamp=stamp) as work:
            found += work.map(partial(scaled, factor=factor), [5]).values
            assert work.tallies["scaled"].hits == 0
    assert [*map(repr, found)] == ["10", "15", "15.0", "15"]


def test_key_stands_for_the_result() -> None:
    """Keys are equal for equal steps and inputs, and differ for any other."""
    with Work(stamp="a") as work, Work(stamp="b") as other:
        keys = [
            *work.key(partial(scaled, factor=2), [1, 2, True]),
            *work.key(partial(scaled, factor=3), [1]),
            *work.key(told, [1]),
            *other.key(told, [1]),
        ]
        assert work.key(told, [1]) == [keys[4]]
    assert len({*keys}) == 6


def test_results_that_can_not_be_kept_are_right(tmp_path: Path) -> None:
    """Text no encoding holds comes back as it is, only not from the store."""
    with Work(tmp_path) as work:
        assert work.map(odd_text, ["a", "\udfff"]).values == ("a\ud800", "\udfff\ud800")
        assert work.map(odd_text, ["a"]).values == ("a\ud800",)


def test_a_closure_is_no_step(tmp_path: Path) -> None:
    """What a function closes over would not count, so the store refuses it."""
    with Work(tmp_path) as work, pytest.raises(TypeError, match="function of a module"):
        work.map(lambda x: x, [1])


@pytest.mark.usefixtures("eager")
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_bug_is_raised_with_its_input(jobs: int) -> None:
    """An exception that is no curator's mistake is raised, and says at which input."""
    with Work(jobs=jobs) as work:
        with pytest.raises(ZeroDivisionError) as raised:
            work.map(broken, range(9))
        assert "broken was at 3" in raised.value.__notes__
        assert work.map(scaled_by_two, [1, 2, 4]).values == (2, 4, 8)


def scaled_by_two(value: int) -> int:
    """Multiply by two."""
    return value * 2


@pytest.mark.usefixtures("eager")
def test_a_killed_worker_costs_one_input() -> None:
    """The input that takes its process down is told by name, the others are done."""
    with Work(jobs=2) as work:
        done = work.map(deadly, range(300))
    assert done.values == tuple(x for x in range(300) if x != 7)
    assert [error.path for error in done.errors] == ["7"]


@pytest.mark.usefixtures("eager")
def test_a_stream_can_be_left(tmp_path: Path) -> None:
    """Whoever stops reading leaves no process, and what was done is kept."""
    with Work(tmp_path, jobs=2) as work:
        stream = work.stream(slow, range(400))
        assert [next(stream) for _ in range(40)] == [*range(40)]
        stream.close()
        assert work.map(slow, range(40)).values == tuple(range(40))
        assert work.tallies["slow"].hits == 40


def test_watch_is_told_of_each_input() -> None:
    """Progress counts the inputs of each step, and tells of how many where that is known."""
    seen: list[tuple[str, int, int]] = []
    with Work(watch=lambda *told: seen.append(told)) as work:
        work.map(scaled_by_two, [1, 2])
        [*work.stream(scaled_by_two, iter([3]), total=9)]
        [*work.made([partial(scaled_by_two, 4)], "shown")]
    assert seen == [
        ("scaled_by_two", 1, 2),
        ("scaled_by_two", 2, 2),
        ("scaled_by_two", 3, 9),
        ("shown", 1, 1),
    ]


def test_timings_tell_stages_in_order_and_every_step() -> None:
    """A stage lasts until the next begins; a step counts under the name that it was given."""
    with Work() as work:
        work.stage("read")
        work.map(scaled_by_two, [1, 2])
        work.stage("write")
        [*work.made([partial(scaled_by_two, 4)], "shown")]
        timings = work.timings
    assert [name for name, _ in timings.stages] == ["read", "write"]
    assert all(seconds >= 0 for _, seconds in timings.stages)
    assert [(s.name, s.inputs, s.kept) for s in timings.steps] == [
        ("scaled_by_two", 2, 0),
        ("shown", 1, 0),
    ]
    assert all(step.seconds > 0 for step in timings.steps)


@pytest.mark.parametrize("blow", [signal.SIGINT, signal.SIGKILL, signal.SIGTERM])
def test_no_process_outlives_the_work(blow: signal.Signals) -> None:
    """However the parent goes, by Ctrl-C or by kill, its workers go too."""
    script = """
        import os, sys
        from briefgen.engine import work as module
        from briefgen.engine.work import Work
        sys.path.insert(0, "tests/engine")
        from test_work import slow
        module._PAYS = dict.fromkeys(module._PAYS, 0.0)
        with Work(jobs=2) as work:
            for result in work.stream(slow, range(10**6)):
                if result == 50:
                    print(*[w.process.pid for w in work._pool._workers], flush=True)
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


def test_two_processes_share_a_store(tmp_path: Path) -> None:
    """Two builds at once over one store both give the right results."""
    script = f"""
        import sys
        from pathlib import Path
        sys.path.insert(0, "tests/engine")
        from test_work import told
        from briefgen.engine.work import Work
        for turn in range(10):
            with Work(Path({str(tmp_path)!r}), stamp=str(turn % 3)) as work:
                assert work.map(told, range(200)).values == tuple(map(told, range(200)))
    """
    running = [
        subprocess.Popen([sys.executable, "-c", textwrap.dedent(script)], cwd=REPOSITORY)
        for _ in range(2)
    ]
    assert [process.wait() for process in running] == [0, 0]


def test_values_of_all_kinds_come_back(tmp_path: Path) -> None:
    """A kept datetime has its zone again."""
    moments = [datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 1)]  # noqa: DTZ001
    for _ in range(2):
        with Work(tmp_path) as work:
            assert work.map(same, moments).values == tuple(moments)
    assert work.tallies["same"].hits == 2


def same(value: datetime) -> datetime:
    """Return what was given."""
    return value


def slow_place(value: int) -> tuple[int, int]:
    """Return a number and the process that was at it."""
    time.sleep(0.01)
    return value, os.getpid()


def process_told(script: str) -> list[list[int]]:
    """What a script prints, a list of numbers a line; it has no thread beside it, so it forks."""
    start = "import sys; sys.path.insert(0, 'tests/engine')\nfrom test_work import slow_place\n"
    run = subprocess.run(
        [sys.executable, "-c", start + textwrap.dedent(script)],
        capture_output=True,
        text=True,
        check=True,
        cwd=REPOSITORY,
    )
    return [[int(word) for word in line.split()] for line in run.stdout.splitlines()]


forks = pytest.mark.skipif(sys.platform != "linux", reason="forked on Linux alone")


@forks
def test_workers_are_followed_by_new_ones_after_a_part_of_the_calls() -> None:
    """None of them comes to hold a copy of all; the results come in order all the same."""
    here, values, pids = process_told("""
        import os
        from functools import partial
        from briefgen.engine import work as module
        module._LIFE, module._AT_ONCE = 20, 100
        with module.Work(jobs=2) as work:
            found = [*work.made([partial(slow_place, value) for value in range(160)], "shown")]
        print(os.getpid())
        print(*(value for value, _ in found))
        print(*(pid for _, pid in found))
    """)
    assert values == [*range(160)]
    workers = {*pids}.difference(here)
    assert len(workers) > 4
    assert max(pids.count(pid) for pid in workers) < 60


@forks
def test_hired_workers_are_ready_and_do_all_of_a_large_step() -> None:
    """They have called what makes them ready; the process that hired them works on no input."""
    here, values, pids, small = process_told("""
        import os
        import test_work
        from briefgen.engine.work import Work
        with Work(jobs=2) as work:
            work.hire(test_work.get_ready)
            few = work.map(test_work.place_if_ready, range(3)).values
            found = work.map(test_work.place_if_ready, range(120)).values
        print(os.getpid())
        print(*(value for value, _ in found))
        print(*(pid for _, pid in found))
        print(*(value for value, _ in few))
    """)
    assert values == [*range(120, 240)]
    assert {*pids}.isdisjoint(here)
    assert small == [0, 1, 2]  # made by the process itself, which is not ready


READY = [0]


def get_ready() -> None:
    """Have this process add 120 from now on."""
    READY[0] = 120


def place_if_ready(value: int) -> tuple[int, int]:
    """Return a number, more where the process is ready, and the process."""
    time.sleep(0.002)
    return value + READY[0], os.getpid()


@forks
def test_workers_at_rest_are_ended_and_come_again() -> None:
    """Work that follows is done all the same, by others."""
    here, *rows = process_told("""
        import os
        from briefgen.engine.work import Work
        print(os.getpid())
        with Work(jobs=2) as work:
            for _ in range(2):
                found = work.map(slow_place, range(60)).values
                work.rest()
                print(*(value for value, _ in found))
                print(*(pid for _, pid in found))
    """)
    assert rows[0] == rows[2] == [*range(60)]
    first, again = ({*pids}.difference(here) for pids in (rows[1], rows[3]))
    assert first
    assert again
    assert first.isdisjoint(again)
