"""A step and chunks of inputs in, their results as they come out: worker processes over pipes.

No threads and no shared queue: each worker has a pipe of its own and one chunk at a time, so a
worker that dies is seen at once, and workers whose parent dies read the end of their pipe and go.
A process without threads is forked: its modules are loaded already (a fresh Python needs 0.3 s and
more to load ours). One with threads, as a preview has, may hold locks no child could open: it
spawns, and so do macOS and Windows.
"""

from __future__ import annotations

import gc
import math
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.reduction import ForkingPickler
from pathlib import Path
from pickle import PicklingError
from traceback import format_exception
from typing import TYPE_CHECKING, Any, Literal

from briefgen.values import dataclass

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess
    from typing import Self

__all__ = ["Died", "Pool", "Task", "start_method"]

_IN_HAND = 2
# Far less than a pipe holds, so that it is sent even to a worker that does not read.
_SMALL = 16_384


@dataclass(frozen=True, slots=True)
class Task:
    """A chunk of work: `run(step, inputs)` is called in a worker; `places` are its inputs' own.

    A worker is sent the very same step once.
    """

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
    def __init__(
        self,
        method: Literal["fork", "spawn"],
        others: Sequence[Connection],
        ready: Callable[[], object] | None,
        life: float,
    ) -> None:
        context: Any = get_context(method)
        self.pipe, theirs = context.Pipe()
        inherited = (self.pipe, *others) if method == "fork" else ()
        self.process: BaseProcess = context.Process(
            target=_serve, args=(theirs, inherited, ready), daemon=True
        )
        self.process.start()
        theirs.close()
        self.tasks: list[Task] = []
        self.life = life
        self._step: Any = None

    def packed(self, task: Task) -> memoryview:
        """Return a task as it is sent, its step left out where it is the one sent last."""
        step = () if task.step is self._step else (task.step,)
        return ForkingPickler.dumps((task.run, step, task.inputs))

    def give(self, task: Task, packed: memoryview) -> None:
        with suppress(OSError):  # a worker that is gone is told by `finished`
            self.pipe.send_bytes(packed)
        self.tasks.append(task)
        self.life -= len(task.places)
        self._step = task.step

    def takes(self, size: int) -> bool:
        """Whether a task of so many bytes can be sent now without waiting for its answers."""
        return not self.tasks or (len(self.tasks) < _IN_HAND and size <= _SMALL)

    def end(self) -> None:
        self.pipe.close()
        self.process.kill()
        self.process.join()
        self.process.close()


class Pool:
    """`jobs` workers, started when first needed; a context manager, after which none is left.

    A worker may be given one small task more than it is at, so that it need not wait for its
    parent between the two. A large one could fill its pipe while the answer fills the other way:
    both would wait for ever. `ready` is called in each worker before its first task. After about
    `life` inputs a worker is followed by a new one.
    """

    def __init__(
        self,
        jobs: int,
        ready: Callable[[], object] | None = None,
        *,
        life: float = math.inf,
    ) -> None:
        self.jobs = jobs
        self._ready = ready
        self._life = life
        self._workers: list[_Worker] = []
        self._filled = 0

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
        """How many tasks are given to workers and not finished."""
        return sum(len(worker.tasks) for worker in self._workers)

    def start(self, task: Task) -> bool:
        """Give a task to the worker with least to do; False if none takes it now."""
        worker = min(self._alive(), key=lambda worker: len(worker.tasks), default=None)
        if worker is None or len(worker.tasks) == _IN_HAND:
            return False
        data = worker.packed(task)
        if not worker.takes(len(data)):
            return False
        worker.give(task, data)
        return True

    def _alive(self) -> list[_Worker]:
        """Return the workers that take tasks, new ones in the place of those that lived long."""
        for worker in [one for one in self._workers if one.life <= 0 and not one.tasks]:
            self._workers.remove(worker)
            worker.end()
        if len(self._workers) < self.jobs:
            self.fill(start_method())
        return [worker for worker in self._workers if worker.life > 0]

    def finished(self) -> tuple[Task, Any]:
        """Wait for a task to end; return it with its result, or with Died.

        An exception of the step is raised here, with the worker's traceback as a note.
        """
        pipes = {worker.pipe: worker for worker in self._workers if worker.tasks}
        worker = pipes[wait([*pipes])[0]]
        task = worker.tasks.pop(0)
        try:
            result = worker.pipe.recv()
        except (EOFError, OSError):
            worker.process.join()
            died = Died(worker.process.exitcode)
            self._workers.remove(worker)
            worker.end()
            for waiting in worker.tasks:  # took nobody down, and a new worker has nothing to do
                self.start(waiting)
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
        # A frozen heap is not walked by the collector, so that forked workers share its memory.
        gc.freeze()
        try:
            while len(self._workers) < self.jobs:
                others = [worker.pipe for worker in self._workers]
                # The first ones end one after the other, so that never all of them are old.
                share = 1 if self._filled >= self.jobs else (self._filled + 1) / self.jobs
                self._filled += 1
                worker = _Worker(method, others, self._ready, self._life * share)
                self._workers.append(worker)
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


def _serve(
    pipe: Connection, inherited: Sequence[Connection], ready: Callable[[], object] | None
) -> None:
    for other in inherited:
        other.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    if ready:
        ready()
    step: Any = None
    with suppress(EOFError, OSError):
        while True:
            run, sent, inputs = pipe.recv()
            step = sent[0] if sent else step
            _send(pipe, _result(run, step, inputs))
    os._exit(0)


def _send(pipe: Connection, result: Any) -> None:
    try:
        pipe.send(result)
    except (AttributeError, TypeError, ValueError, PicklingError) as error:
        pipe.send(_Failure(None, "".join(format_exception(error))))


def _result(run: Callable[[Any, Sequence[Any]], Any], step: Any, inputs: Sequence[Any]) -> Any:
    try:
        return run(step, inputs)
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
