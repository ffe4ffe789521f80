from __future__ import annotations

import os
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


def echoed(step: int, values: list[bytes]) -> list[bytes]:
    """Return what was sent."""
    return values * step


def failing(step: str, values: list[int]) -> object:
    """Fail in the way asked for."""
    if step == "odd":
        raise OddError("1", "2")
    if step == "exit":
        raise SystemExit(3)
    return lambda: values


def process_of(step: int, values: list[int]) -> int:
    """Return who was at it."""
    return os.getpid() * step if values else 0


class Weighed:
    """A step that counts how often it was brought to a process."""

    count = 0

    def __reduce__(self) -> tuple[object, tuple[()]]:
        return brought, ()


def brought() -> Weighed:
    """Bring one."""
    Weighed.count += 1
    return Weighed()


def counted(step: Weighed, values: list[int]) -> int:
    """Return how many were brought, and the sum."""
    return step.count * 100 + sum(values)


def test_a_worker_is_sent_the_same_step_once() -> None:
    """Its inputs come alone until there is another step."""
    first, second = Weighed(), Weighed()
    with Pool(1) as pool:
        answers = []
        for step in (first, first, first, second, first):
            assert pool.start(Task((0,), counted, step, [1]))
            answers.append(pool.finished()[1])
    assert answers == [101, 101, 101, 201, 301]


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_workers_answer(method: str) -> None:
    """However they were started, each task comes back with its result."""
    with Pool(2) as pool:
        pool.fill(method)  # type: ignore[arg-type]
        for place in range(4):
            assert pool.start(Task((place,), total, 1, [place, 10]))
        assert not pool.start(Task((4,), total, 1, [4]))
        answers = [pool.finished() for _ in range(pool.busy)]
    assert sorted((task.places, result) for task, result in answers) == [
        ((place,), place + 10) for place in range(4)
    ]
    assert not pool.running


def test_a_worker_is_followed_by_a_new_one_after_its_life() -> None:
    """The first ones of several end at different times; what they are at is told before."""
    with Pool(2, life=4) as pool:
        pids: list[int] = []
        for place in range(0, 24, 2):
            while not pool.start(Task((place, place + 1), process_of, 1, [1, 2])):
                pids.append(pool.finished()[1])
        pids += [pool.finished()[1] for _ in range(pool.busy)]
    counts = [pids.count(pid) for pid in {*pids}]
    assert sum(counts) == 12
    assert max(counts) == 2
    assert 1 in counts


def test_a_large_task_is_given_to_a_worker_without_one() -> None:
    """What does not fit in a pipe waits until somebody reads it, or two would wait for ever."""
    large = Task((0,), echoed, 1, [b"x" * 1_000_000])
    with Pool(1) as pool:
        assert pool.start(large)
        assert not pool.start(large)
        assert pool.start(Task((1,), total, 1, [1]))
        assert pool.finished() == (large, large.inputs)
        assert pool.finished()[1] == 1


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
        with pytest.raises(RuntimeError, match=r"(Attribute|Pickling)Error: "):
            pool.finished()


def test_a_worker_that_leaves_is_told() -> None:
    """The exit code comes back, and another worker takes its place."""
    with Pool(1) as pool:
        task = Task((0,), failing, "exit", [])
        pool.start(task)
        assert pool.finished() == (task, Died(3))
        pool.start(Task((1,), total, 2, [3]))
        assert pool.finished()[1] == 6


def test_a_task_in_hand_is_not_lost_with_its_worker() -> None:
    """The task that a worker had not begun when it left goes to the next."""
    with Pool(1) as pool:
        task = Task((0,), failing, "exit", [])
        assert pool.start(task)
        assert pool.start(Task((1,), total, 2, [3]))
        assert pool.finished() == (task, Died(3))
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
