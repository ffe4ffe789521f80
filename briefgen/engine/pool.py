"""A step and chunks of inputs in, their results as they come out: worker processes over pipes.

No threads and no shared queue: each worker has a pipe of its own and one chunk at a time, so a
worker that dies is seen at once, and workers whose parent dies read the end of their pipe and go.
A process without threads is forked: its modules are loaded already (a fresh Python needs 0.3 s and
more to load ours). One with threads, as a preview has, may hold locks no child could open: it
spawns, and so do macOS and Windows.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from pathlib import Path
from pickle import PicklingError
from traceback import format_exception
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess
    from typing import Self

__all__ = ["Died", "Pool", "Task", "start_method"]


@dataclass(frozen=True, slots=True)
class Task:
    """A chunk of work: `run(step, inputs)` is called in a worker; `places` are its inputs' own."""

    places: Sequence[int]
    run: Callable[[Any, Sequence[Any]], Any]
    step: Any
    inputs: Sequence[Any]


@dataclass(frozen=True, slots=True)
class Died:
    """What comes back from a worker that the system ended, or that the work crashed."""

    exit_code: int | None


@dataclass(frozen=True, slots=True)
class _Failure:
    error: BaseException | None
    told: str


class _Worker:
    def __init__(self, method: Literal["fork", "spawn"], others: Sequence[Connection]) -> None:
        context: Any = get_context(method)
        self.pipe, theirs = context.Pipe()
        inherited = (self.pipe, *others) if method == "fork" else ()
        self.process: BaseProcess = context.Process(
            target=_serve, args=(theirs, inherited), daemon=True
        )
        self.process.start()
        theirs.close()
        self.task: Task | None = None

    def end(self) -> None:
        self.pipe.close()
        self.process.kill()
        self.process.join()
        self.process.close()


class Pool:
    """`jobs` workers, started when first needed; a context manager, after which none is left."""

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs
        self._workers: list[_Worker] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def running(self) -> bool:
        """Whether the workers are there already."""
        return bool(self._workers)

    @property
    def busy(self) -> int:
        """How many workers are at work."""
        return sum(worker.task is not None for worker in self._workers)

    def start(self, task: Task) -> bool:
        """Give a task to an idle worker; False if there is none."""
        self.fill(start_method())
        worker = next((worker for worker in self._workers if worker.task is None), None)
        if worker is None:
            return False
        with suppress(OSError):  # a worker that is gone is told by `finished`
            worker.pipe.send(task)
        worker.task = task
        return True

    def finished(self) -> tuple[Task, Any]:
        """Wait for a task to end; return it with its result, or with Died.

        An exception of the step is raised here, with the worker's traceback as a note.
        """
        pipes = {worker.pipe: worker for worker in self._workers if worker.task}
        worker = pipes[wait([*pipes])[0]]
        task, worker.task = worker.task, None
        assert task is not None  # noqa: S101 - only workers with a task were asked
        try:
            result = worker.pipe.recv()
        except (EOFError, OSError):
            worker.process.join()
            died = Died(worker.process.exitcode)
            self._workers.remove(worker)
            worker.end()
            return task, died
        if isinstance(result, _Failure):
            raise _reraised(result)
        return task, result

    def close(self) -> None:
        """End the workers, whatever they are at."""
        for worker in self._workers:
            worker.end()
        self._workers.clear()

    def fill(self, method: Literal["fork", "spawn"]) -> None:
        """Start the workers that are missing."""
        if len(self._workers) == self.jobs:
            return
        # A frozen heap is not walked by the collector, so that forked workers share its memory.
        gc.freeze()
        try:
            while len(self._workers) < self.jobs:
                others = [worker.pipe for worker in self._workers]
                self._workers.append(_Worker(method, others))
        finally:
            gc.unfreeze()


def start_method() -> Literal["fork", "spawn"]:
    """Return how to start workers here: "fork" where it is safe, else "spawn"."""
    if not sys.platform.startswith("linux") or threading.active_count() > 1:
        return "spawn"
    # Libraries start threads that Python does not know of.
    with suppress(OSError):
        return "fork" if len([*Path("/proc/self/task").iterdir()]) == 1 else "spawn"
    return "spawn"


def _serve(pipe: Connection, inherited: Sequence[Connection]) -> None:
    for other in inherited:
        other.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    with suppress(EOFError, OSError):
        while True:
            _send(pipe, _result(pipe.recv()))
    os._exit(0)


def _send(pipe: Connection, result: Any) -> None:
    try:
        pipe.send(result)
    except (AttributeError, TypeError, ValueError, PicklingError) as error:
        pipe.send(_Failure(None, "".join(format_exception(error))))


def _result(task: Task) -> Any:
    try:
        return task.run(task.step, task.inputs)
    except Exception as error:  # noqa: BLE001 - it goes on in the parent
        return _Failure(_sendable(error), "".join(format_exception(error)))


def _sendable(error: Exception) -> Exception | None:
    import pickle

    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    except Exception:  # noqa: BLE001 - any class may refuse in any way
        return None
    return error


def _reraised(failure: _Failure) -> BaseException:
    error = failure.error or RuntimeError(failure.told.strip().rpartition("\n")[2])
    error.add_note(f"in a worker:\n{failure.told}")
    return error
