"""A step and its inputs in, its results in order out: `[step(x) for x in inputs]`, only sooner."""

from __future__ import annotations

import gc
import os
from contextlib import contextmanager
from itertools import islice
from time import perf_counter
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from briefgen.engine.fingerprint import Fingerprints
from briefgen.engine.record import decoded
from briefgen.engine.step import CALLS, Kept, bare, calling, named, run_chunk, run_one, step_key
from briefgen.errors import BriefgenError
from briefgen.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    from briefgen.engine.cache import Cache
    from briefgen.engine.line import Line
    from briefgen.engine.pool import Pool, Task
    from briefgen.engine.timings import Timings

__all__ = ["Outcomes", "Tally", "Work", "cores"]

T = TypeVar("T")
R = TypeVar("R")

_BATCH = 2048
# A forked worker comes to own a copy of all it looks at, so that of many calls each looks at a part
# only; of fewer the copies take less than forking again does.
_LIFE = 1536
_AT_ONCE = 12_288
# Hired workers are given no less inputs than this; what one takes, in seconds, is learnt later.
_MANY = 100
_GUESSED = 0.001
# Forking two workers takes 10 to 20 ms and each brings home half of what is left at best; spawned
# ones load all modules anew. benchmarks/engine.py measures both.
_LOADING = 0.25
_PAYS = {"running": 0.02, "fork": 0.1, "spawn": 2.0}


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


@dataclass(slots=True)
class Tally:
    """A step's account: `hits` came from the store, `seconds` were spent in it on all cores."""

    inputs: int = 0
    hits: int = 0
    seconds: float = 0.0


def cores() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Work:
    """Runs steps over inputs: a context manager.

    A step is a function of a module or a functools.partial of one; inputs, bound arguments and
    results are frozen values. `store` is the folder that keeps results between runs, `jobs` the
    number of processes (0: as many as cores), `stamp` what of the code a result depends on (None:
    all of it). `watch` is told a step's name, how many of its inputs are done, and of how many,
    0 where that is not known.
    """

    def __init__(
        self,
        store: Path | None = None,
        *,
        jobs: int = 1,
        stamp: str | None = None,
        watch: Callable[[str, int, int], None] | None = None,
    ) -> None:
        self.jobs = jobs or cores()
        self.tallies: dict[str, Tally] = {}
        self._stages: list[tuple[str, float]] = []
        self._store = store
        self._stamp = stamp
        self._watch = watch
        self._cache: Cache | None = None
        self._pool: Pool | None = None
        self._hired = False
        self._meanwhile: list[Callable[[], object]] = []
        self._process = os.getpid()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def map(self, step: Callable[[T], R], inputs: Iterable[T], *, keep: bool = True) -> Outcomes[R]:
        """Return what `step` makes of each input; a BriefgenError of one costs no other.

        Any other exception is raised, with a note that names the input. `keep=False` neither looks
        into the store nor adds to it.
        """
        return Outcomes(tuple(self.stream(step, inputs, keep=keep)))

    def stream(
        self, step: Callable[[T], R], inputs: Iterable[T], *, keep: bool = True, total: int = 0
    ) -> Iterator[R | BriefgenError]:
        """Yield what `map` returns, in order, as it comes; a few thousand are held at a time.

        `total` is how many inputs there are, where the caller knows. Without `keep` all inputs are
        taken at once: workers that end a batch wait for each other.
        """
        rest, kept = iter(inputs), keep and self._store is not None
        while batch := list(islice(rest, _BATCH if kept else None)):
            yield from self._batch(step, batch, kept, total)

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
            tuple(
                StepTime(name.strip("_"), tally.inputs, tally.hits, tally.seconds)
                for name, tally in self.tallies.items()
            ),
        )

    def key(self, step: Callable[[T], R], inputs: Iterable[T]) -> list[bytes]:
        """Return the digest of step, bound arguments and input, for each input.

        It stands for the result before there is one: equal keys, equal results.
        """
        start = step_key(step, self.stamp)
        digest = Fingerprints()
        return [digest(value, start) for value in [*inputs]]

    def made(self, calls: Sequence[Callable[[], R]], name: str) -> Iterator[R | BriefgenError]:
        """Yield what each call returns, in order; a BriefgenError of one costs no other.

        Where processes are forked, new workers inherit the calls with all they hold, so nothing is
        sent but the results; elsewhere they are called here. `name` is that of their tally. Calls
        that are all Stages pass them together, as inputs do those of a Staged step.
        """
        tally = self.tallies.setdefault(name, Tally())
        self._end_pool()  # workers forked before know nothing of these calls
        CALLS[:] = [calls]
        step = calling(calls)
        jobs, self.jobs = self.jobs, self.jobs if _forks() else 1
        places = range(len(calls))
        try:
            if self.jobs > 1 and len(calls) > _AT_ONCE:
                from briefgen.engine.pool import Pool

                self._pool = Pool(self.jobs, life=_LIFE)
            for result in self._computed(step, places, places, keep=False, tally=tally):
                tally.inputs += 1
                if self._watch:
                    self._watch(name, tally.inputs, len(calls))
                yield result
        finally:
            self.jobs = jobs
            self._end_pool()
            CALLS.clear()

    @property
    def shelf(self) -> Path | None:
        """The file of the store, for other processes to look into; None where it holds nothing."""
        if not self._store or self._opened().empty:
            return None
        return self._opened().path

    def kept(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """Return the bytes that were kept under keys of the caller's own."""
        return self._opened().found(keys) if self._store else {}

    def keep(self, values: Mapping[bytes, bytes]) -> None:
        """Keep bytes under keys of the caller's own, 16-byte digests as ours are."""
        if self._store and values:
            self._opened().keep(values)

    def hire(
        self, ready: Callable[[], object], meanwhile: Iterable[Callable[[], object]] = ()
    ) -> None:
        """Start workers now, where they can be forked, for a step of many inputs that is to come.

        Each calls `ready`, to load what the step takes, while this process does the same for what
        comes before it. The next step of at least a hundred inputs is all theirs; `meanwhile` is
        called here, one after the other, while all hands are full.
        """
        if self.jobs > 1 and _forks():
            from briefgen.engine.pool import Pool

            self._pool = Pool(self.jobs, ready)
            self._pool.fill("fork")
            self._hired = True
            self._meanwhile = [*meanwhile]

    def rest(self) -> None:
        """End the workers until there is work for some again: idle ones hold memory."""
        self._end_pool()

    def close(self) -> None:
        """End the workers and close the store."""
        self._end_pool()
        if self._cache:
            self._cache.close()
            self._cache = None

    def _end_pool(self) -> None:
        self._hired = False
        if self._pool:
            self._pool.close()
            self._pool = None

    def _batch(
        self, step: Callable[[T], R], values: list[T], keep: bool, total: int
    ) -> Iterator[Any]:
        name = bare(step).__name__
        tally = self.tallies.setdefault(name, Tally())
        keys = self.key(step, values) if keep else []
        found = self._found(step, keys)
        missing = [place for place in range(len(values)) if place not in found]
        tally.hits += len(found)
        computed = self._computed(step, values, missing, keep, tally)
        fresh: dict[bytes, bytes] = {}
        try:
            for place in range(len(values)):
                result = found.pop(place) if place in found else next(computed)
                if isinstance(result, Kept):
                    fresh[keys[place]] = bytes(result)
                    result = decoded(result, _package(step))
                tally.inputs += 1
                if self._watch:
                    self._watch(name, tally.inputs, total or len(values))
                yield result
        finally:
            computed.close()
            if fresh:
                self._opened().keep(fresh)

    def _found(self, step: Callable[[T], R], keys: Sequence[bytes]) -> dict[int, Any]:
        """Return the results that are in the store, by place."""
        if not keys:
            return {}
        kept = self._opened().found(keys)
        package = _package(step)
        found: dict[int, Any] = {}
        with _no_collection():
            for place, key in enumerate(keys):
                if (data := kept.get(key)) is not None:
                    try:
                        found[place] = decoded(data, package)
                    except ValueError:  # a row of another version: made anew
                        continue
        return found

    def _computed(
        self,
        step: Callable[[T], R],
        values: Sequence[T],
        missing: Sequence[int],
        keep: bool,
        tally: Tally,
    ) -> Generator[Any]:
        """Yield the results of the missing places: here, until workers are worth their start."""
        if self._hired and len(missing) >= _MANY:
            yield from self._shared(step, values, missing, keep, _GUESSED, tally)
            return
        first = later = 0.0
        for done, place in enumerate(missing):
            # The first input pays for loading what all need, unless it takes longer than that.
            each = first if done == 1 else later / max(done - 1, 1)
            if (done > 1 or each >= _LOADING) and self._pays(each * (len(missing) - done)):
                yield from self._shared(step, values, missing[done:], keep, each, tally)
                return
            start = perf_counter()
            result = run_one(step, values[place], keep=keep)
            took = perf_counter() - start
            first, later = (first, later + took) if done else (took, later)
            tally.seconds += took
            yield result

    def _pays(self, seconds: float) -> bool:
        if self.jobs == 1 or seconds < _PAYS["running"]:
            return False
        from briefgen.engine.pool import start_method

        ready = self._pool and self._pool.running
        return seconds >= _PAYS["running" if ready else start_method()]

    def _shared(  # noqa: PLR0913, PLR0917, a part of `_computed` cut out for length
        self,
        step: Callable[[T], R],
        values: Sequence[T],
        places: Sequence[int],
        keep: bool,
        each: float,
        tally: Tally,
    ) -> Iterator[Any]:
        """Yield the results of places worked on by all processes, in order."""
        from briefgen.engine.line import Line
        from briefgen.engine.pool import Pool

        pool = self._pool = self._pool or Pool(self.jobs)
        most = max(1, len(places) // (self.jobs * 4))
        line = Line(places, each=each, most=most)
        job = (step, keep)
        ready: dict[int, Any] = {}
        waiting: Task | None = None
        try:
            for place in places:
                while place not in ready:
                    while waiting or (chunk := line.chunk(place, self.jobs)):
                        waiting = waiting or _task(job, values, chunk)
                        if not pool.start(waiting):
                            break
                        waiting = None
                    if waiting and self._meanwhile:
                        self._meanwhile.pop(0)()
                    self._receive(pool, tally, line, ready)
                yield ready.pop(place)
        finally:
            if pool.busy:  # at what nobody wants any more
                pool.close()

    def _receive(self, pool: Pool, tally: Tally, line: Line, ready: dict[int, Any]) -> None:
        """Wait for a chunk; one that took its worker down is tried input by input."""
        from briefgen.engine.pool import Died

        task, result = pool.finished()
        if not isinstance(result, Died):
            results, seconds = result
            ready.update(zip(task.places, results, strict=True))
            tally.seconds += seconds
            line.learn(seconds / len(results))
        elif len(task.places) > 1:
            line.again(task.places)
        else:
            ready[task.places[0]] = _ended(task, result.exit_code)

    def _opened(self) -> Cache:
        if self._cache is None or self._process != os.getpid():
            from briefgen.engine.cache import Cache

            assert self._store is not None  # noqa: S101 - asked for only where results are kept
            # A worker that was forked must not use its parent's connection.
            self._cache = Cache(self._store / "work.sqlite")
            self._process = os.getpid()
        return self._cache

    @property
    def stamp(self) -> str:
        """What of the code a result depends on, looked up once: a process runs what it loaded."""
        if self._stamp is None:
            from briefgen.engine.stamp import code_stamp

            self._stamp = code_stamp()
        return self._stamp


def _task(job: tuple[Callable[[T], R], bool], values: Sequence[T], places: Sequence[int]) -> Task:
    from briefgen.engine.pool import Task

    return Task(places, run_chunk, job, [values[place] for place in places])


def _ended(task: Task, exit_code: int | None) -> BriefgenError:
    value = task.inputs[0]
    return BriefgenError(
        f"the system ended the work on this (exit code {exit_code}): too large, perhaps",
        path=named(value),
        hint="make it smaller or take it out; --jobs 1 shows more",
    )


def _forks() -> bool:
    from briefgen.engine.pool import start_method

    return start_method() == "fork"


def _package(step: Callable[..., Any]) -> str:
    return str(bare(step).__module__).partition(".")[0]


@contextmanager
def _no_collection() -> Iterator[None]:
    """Keep the cycle collector from walking ten thousand new records again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
