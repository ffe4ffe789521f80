"""Run a step over many inputs: `[step(x) for x in inputs]`, on all cores where that pays.

Workers are started for one call and end with it. Where the system can fork they inherit step and
inputs with all they hold, and nothing is sent to them but the places to work on; elsewhere both are
pickled. Each worker has a pipe of its own, so one that dies is noticed at once, and workers whose
parent dies read the end of their pipe and go.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections import deque
from contextlib import suppress
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from pathlib import Path
from pickle import PicklingError
from time import perf_counter
from traceback import format_exception
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar

from briefgen.engine.cache import Cache
from briefgen.errors import BriefgenError
from briefgen.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from multiprocessing.process import BaseProcess
    from typing import Self

    from briefgen.engine.timings import Timings

__all__ = ["Outcomes", "Workers", "cores", "start_method"]

T = TypeVar("T")
R = TypeVar("R")

Places = range
"""The places of inputs that a worker is given at once."""

# A worker has its next chunk in hand before it is done with the first.
_IN_HAND = 2
# So long, in seconds, should a worker be at one chunk.
_CHUNK = 0.05
# To load what a step needs may take this long; longer, and the first input itself is slow.
_LOADING = 0.25
# Forking two workers takes 10 to 20 ms and each takes over half of what is left at best; spawned
# ones load all modules anew. benchmarks/engine.py measures both.
_PAYS = {"fork": 0.1, "spawn": 2.0}


@dataclass(frozen=True, slots=True)
class Outcomes(Generic[R]):
    """What became of each input, in order: its result, or the mistake that stood in the way."""

    each: tuple[R | BriefgenError, ...]

    @property
    def values(self) -> tuple[R, ...]:
        """The results in order, failed ones left out."""
        return tuple(x for x in self.each if not isinstance(x, BriefgenError))

    @property
    def errors(self) -> tuple[BriefgenError, ...]:
        """The mistakes in order."""
        return tuple(x for x in self.each if isinstance(x, BriefgenError))


def cores() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Workers:
    """Maps steps over inputs with up to `jobs` processes (0: as many as cores).

    A context manager. `store` is the file of the `cache` that steps may share, None for one that
    keeps nothing. `watch` is called with a step's name, how many of its inputs are done, and of
    how many.
    """

    def __init__(
        self,
        jobs: int = 1,
        *,
        store: Path | None = None,
        watch: Callable[[str, int, int], None] | None = None,
    ) -> None:
        self.jobs = jobs or cores()
        self.cache = Cache(store)
        self._watch = watch
        self._stages: list[tuple[str, float]] = []
        self._steps: dict[str, tuple[int, float]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.cache.close()

    def map(
        self, step: Callable[[T], R], inputs: Iterable[T], *, name: str | None = None
    ) -> Outcomes[R]:
        """Return what `step` makes of each input; a BriefgenError of one costs no other.

        Any other exception is raised, with a note that names the input. `name` is that of the step
        in timings and on the progress bar.
        """
        return Outcomes(tuple(self.stream(step, inputs, name=name)))

    def stream(
        self, step: Callable[[T], R], inputs: Iterable[T], *, name: str | None = None
    ) -> Iterator[R | BriefgenError]:
        """Yield what `map` returns, in order, as it comes."""
        values: Sequence[T] = inputs if isinstance(inputs, list | tuple) else [*inputs]
        name = name or _name(step)
        count, seconds = self._steps.get(name, (0, 0.0))
        for done, (result, took) in enumerate(self._results(step, values), 1):
            seconds += took
            self._steps[name] = (count + done, seconds)
            if self._watch:
                self._watch(name, done, len(values))
            yield result

    def stage(self, name: str) -> None:
        """Note that a stage of the run begins, and so the one before it ends."""
        self._stages.append((name, perf_counter()))

    @property
    def timings(self) -> Timings:
        """What the run spent its time on until now."""
        from briefgen.engine.timings import StepTime, Timings

        ends = [start for _, start in self._stages[1:]] + [perf_counter()]
        rows = zip(self._stages, ends, strict=False)
        return Timings(
            tuple((name, end - start) for (name, start), end in rows),
            tuple(StepTime(name, *told) for name, told in self._steps.items()),
        )

    def _results(
        self, step: Callable[[T], R], values: Sequence[T]
    ) -> Iterator[tuple[R | BriefgenError, float]]:
        """Yield each result and its seconds: from here, until workers are worth their start."""
        first = later = 0.0
        for done, value in enumerate(values):
            # The first input pays for loading what all need, unless it takes longer than that.
            each = first if done == 1 else later / max(done - 1, 1)
            left = len(values) - done
            if (done > 1 or each >= _LOADING) and self.jobs > 1 and each * left >= _pays():
                pool = _Pool(self.jobs, step, values, range(done, len(values)), each)
                yield from pool.results()
                return
            start = perf_counter()
            result = _run_one(step, value)
            took = perf_counter() - start
            first, later = (first, later + took) if done else (took, later)
            yield result, took


class _Pool:
    """Workers for the inputs at `places`, of which each takes some `seconds`."""

    def __init__(
        self,
        jobs: int,
        step: Callable[[Any], Any],
        values: Sequence[Any],
        places: Places,
        seconds: float,
    ) -> None:
        self._jobs = min(jobs, len(places))
        self._step = step
        self._values = values
        self._places = places
        size = max(1, min(int(_CHUNK / max(seconds, 1e-6)), len(places) // (self._jobs * 4)))
        self._waiting = deque(
            range(at, min(at + size, places.stop)) for at in range(places.start, places.stop, size)
        )
        self._workers: list[_Worker] = []

    def results(self) -> Iterator[tuple[Any, float]]:
        """Yield the results in order, each with its seconds."""
        ready: dict[int, tuple[Any, float]] = {}
        try:
            for place in self._places:
                while place not in ready:
                    self._give()
                    self._receive(ready)
                yield ready.pop(place)
        finally:
            for worker in self._workers:
                worker.end()

    def _give(self) -> None:
        while len(self._workers) < self._jobs and self._waiting:
            others = [worker.pipe for worker in self._workers]
            worker = _Worker(self._step, self._values, others)
            self._workers.append(worker)
            worker.give(self._waiting.popleft())
        for worker in self._workers:
            while self._waiting and len(worker.chunks) < _IN_HAND:
                worker.give(self._waiting.popleft())

    def _receive(self, ready: dict[int, tuple[Any, float]]) -> None:
        """Wait for a chunk; one that took its worker down is tried input by input."""
        pipes = {worker.pipe: worker for worker in self._workers if worker.chunks}
        for pipe in wait([*pipes]):
            worker = pipes[pipe]  # type: ignore[index]  # one of ours
            chunk = worker.chunks.popleft()
            try:
                results = worker.pipe.recv()
            except (EOFError, OSError):
                self._workers.remove(worker)
                code = worker.end()
                self._waiting.extendleft(reversed(worker.chunks))
                if len(chunk) > 1:
                    self._waiting.extendleft(range(at, at + 1) for at in reversed(chunk))
                else:
                    ready[chunk.start] = (_ended(self._values[chunk.start], code), 0.0)
                continue
            if isinstance(results, _Failure):
                raise _reraised(results)
            ready.update(zip(chunk, results, strict=True))


class _Worker:
    """A process with the step and all inputs, and the chunks it was given."""

    def __init__(
        self, step: Callable[[Any], Any], values: Sequence[Any], others: Sequence[Connection]
    ) -> None:
        method = start_method()
        context: Any = get_context(method)
        self.pipe: Connection
        self.pipe, theirs = context.Pipe()
        inherited = (self.pipe, *others) if method == "fork" else ()
        self._process: BaseProcess = context.Process(
            target=_serve, args=(theirs, inherited, step, values), daemon=True
        )
        # A frozen heap is not walked by the collector, so that forked workers share its memory.
        gc.freeze()
        try:
            self._process.start()
        finally:
            gc.unfreeze()
        theirs.close()
        self.chunks: deque[Places] = deque()

    def give(self, chunk: Places) -> None:
        """Send the places of a chunk; a worker that is gone is noticed when its results are."""
        with suppress(OSError):
            self.pipe.send((chunk.start, chunk.stop))
        self.chunks.append(chunk)

    def end(self) -> int | None:
        """End the process and return its exit code."""
        self.pipe.close()
        self._process.join(0 if self.chunks else None)
        self._process.kill()
        self._process.join()
        code = self._process.exitcode
        self._process.close()
        return code


@dataclass(frozen=True, slots=True)
class _Failure:
    """An exception of a step that is no curator's mistake, and its traceback as text."""

    error: BaseException | None
    traceback: str


def start_method() -> Literal["fork", "spawn"]:
    """Return how to start workers here: "fork" where it is safe, else "spawn".

    A process with threads, as a preview has, may hold locks that no forked child could open.
    """
    if not sys.platform.startswith("linux") or threading.active_count() > 1:
        return "spawn"
    # Libraries start threads that Python does not know of.
    with suppress(OSError):
        return "fork" if len([*Path("/proc/self/task").iterdir()]) == 1 else "spawn"
    return "spawn"


def _pays() -> float:
    return _PAYS[start_method()]


def _serve(
    pipe: Connection,
    inherited: Sequence[Connection],
    step: Callable[[Any], Any],
    values: Sequence[Any],
) -> None:
    for other in inherited:
        other.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    with suppress(EOFError, OSError):
        while True:
            start, stop = pipe.recv()
            _send(pipe, _chunk(step, values, range(start, stop)))
    os._exit(0)


def _chunk(step: Callable[[Any], Any], values: Sequence[Any], places: Places) -> Any:
    results = []
    try:
        for place in places:
            start = perf_counter()
            result = _run_one(step, values[place])
            results.append((result, perf_counter() - start))
    except Exception as error:  # noqa: BLE001 - it goes on in the parent
        return _Failure(_sendable(error), "".join(format_exception(error)))
    return results


def _send(pipe: Connection, results: Any) -> None:
    try:
        pipe.send(results)
    except (AttributeError, TypeError, ValueError, PicklingError) as error:
        pipe.send(_Failure(None, "".join(format_exception(error))))


def _run_one(step: Callable[[T], R], value: T) -> R | BriefgenError:
    """Return a step's result, or its BriefgenError."""
    try:
        return step(value)
    except BriefgenError as error:
        return error.with_traceback(None)  # it would hold the frames and all they hold
    except Exception as error:
        error.add_note(f"{_name(step)} was at {_input_name(value)}")
        raise


def _sendable(error: Exception) -> Exception | None:
    import pickle

    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    except Exception:  # noqa: BLE001 - any class may refuse in any way
        return None
    return error


def _reraised(failure: _Failure) -> BaseException:
    error = failure.error or RuntimeError(failure.traceback.strip().rpartition("\n")[2])
    error.add_note(f"in a worker:\n{failure.traceback}")
    return error


def _ended(value: Any, exit_code: int | None) -> BriefgenError:
    return BriefgenError(
        f"the system ended the work on this (exit code {exit_code}): too large, perhaps",
        path=_input_name(value),
        hint="make it smaller or take it out; --jobs 1 shows more",
    )


def _input_name(value: Any) -> str:
    return str(getattr(value, "path", value))[:200]


def _name(step: Callable[..., Any]) -> str:
    while isinstance(step, partial):
        step = step.func
    return str(getattr(step, "__name__", type(step).__name__)).strip("_")
