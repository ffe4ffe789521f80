from __future__ import annotations

import subprocess
import sys

import pytest

from briefgen.engine.pool import Died, Pool, Task


class OddError(Exception):
    """An error that can't be pickled as it is: its arguments are not those it was made with."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(first + second)


def total(step: int, values: list[int]) -> int:
    """Return the sum, times the step."""
    return step * sum(values)


def failing(step: str, values: list[int]) -> object:
    """Fail in the way asked for."""
    if step == "odd":
        raise OddError("1", "2")
    if step == "exit":
        raise SystemExit(3)
    return lambda: values


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_workers_answer(method: str) -> None:
    """However they were started, each task comes back with its result."""
    with Pool(2) as pool:
        pool.fill(method)  # type: ignore[arg-type]
        for place in (0, 1):
            assert pool.start(Task((place,), total, 1, [place, 10]))
        assert not pool.start(Task((2,), total, 1, [2]))
        answers = [pool.finished() for _ in range(pool.busy)]
    assert sorted((task.places, result) for task, result in answers) == [((0,), 10), ((1,), 11)]
    assert not pool.running


def test_an_error_that_can_not_travel_is_told() -> None:
    """Its words and its traceback come home in another error, and the worker goes on."""
    with Pool(1) as pool:
        pool.start(Task((0,), failing, "odd", []))
        with pytest.raises(RuntimeError, match="OddError: 12") as raised:
            pool.finished()
        assert "in failing" in raised.value.__notes__[0]
        pool.start(Task((1,), total, 2, [3]))
        assert pool.finished()[1] == 6


def test_a_result_that_can_not_travel_is_told() -> None:
    """A result that can't be pickled is an error, not a hang."""
    with Pool(1) as pool:
        pool.start(Task((0,), failing, "closure", []))
        with pytest.raises(RuntimeError, match="pickle"):
            pool.finished()


def test_a_worker_that_leaves_is_told() -> None:
    """The exit code comes back, and another worker takes its place."""
    with Pool(1) as pool:
        task = Task((0,), failing, "exit", [])
        pool.start(task)
        assert pool.finished() == (task, Died(3))
        pool.start(Task((1,), total, 2, [3]))
        assert pool.finished()[1] == 6


THREADED = """
import threading
from briefgen.engine.pool import start_method
print(start_method())
done = threading.Event()
threading.Thread(target=done.wait).start()
print(start_method())
done.set()
"""


def test_a_process_with_threads_does_not_fork() -> None:
    """A thread may hold a lock that a forked child could never open."""
    said = subprocess.run([sys.executable, "-c", THREADED], capture_output=True, check=True)
    assert said.stdout.split() == [b"fork", b"spawn"]
