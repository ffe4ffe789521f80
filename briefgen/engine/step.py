"""A step, maybe with bound arguments, in; its key and what it makes of an input out."""

# ruff: noqa: TC004 - dataclasses need no types to run
from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING, Any

from briefgen.engine.fingerprint import fingerprint
from briefgen.engine.record import encoded
from briefgen.errors import BriefgenError
from briefgen.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "CALLS",
    "Calls",
    "Kept",
    "Staged",
    "Stages",
    "bare",
    "called",
    "calling",
    "named",
    "run_chunk",
    "run_one",
    "step_key",
]


# What a forked worker inherits: calls can't be sent to it, with all that they hold.
CALLS: list[Sequence[Callable[[], Any]]] = []


_AT_ONCE = 32


@dataclass(frozen=True, slots=True)
class Staged:
    """A step and the stages it is made of: what one gives is the next one's input.

    In a worker, inputs pass each stage together, some at a time: a processor that keeps to a part
    of the code takes a sixth less than one that goes round all of it for each.
    """

    whole: Callable[[Any], Any]
    stages: tuple[Callable[[Any], Any], ...]

    def __call__(self, value: Any) -> Any:
        """Return what the step makes of one input."""
        return self.whole(value)


class Stages:
    """A call in stages, as Staged steps are: it gives what the last of them gives."""

    __slots__ = ("stages",)

    def __init__(self, first: Callable[[], Any], *others: Callable[[Any], Any]) -> None:
        self.stages = (lambda _: first(), *others)

    def __call__(self) -> Any:
        """Return what it gives."""
        value: Any = None
        for stage in self.stages:
            value = stage(value)
        return value


class Calls(Sequence["Callable[[], Any]"]):
    """The calls that `make` makes of values, all of as many stages: each is made when asked for.

    So fifty thousand of them hold nothing while they wait, and a worker makes its own.
    """

    def __init__(self, make: Callable[[Any], Callable[[], Any]], values: Sequence[Any]) -> None:
        self._make = make
        self._values = values

    def __len__(self) -> int:
        return len(self._values)

    def __getitem__(self, at: Any) -> Any:
        """Return the call at a place, made anew each time."""
        return self._make(self._values[at])


class Kept(bytes):
    """A result as the bytes to be kept, not yet a value."""

    __slots__ = ()


def bare(step: Callable[..., Any]) -> Any:
    """Return the function under a step's bound arguments."""
    while isinstance(step, partial | Staged):
        step = step.func if isinstance(step, partial) else step.whole
    return step


def step_key(step: Callable[..., Any], stamp: str) -> bytes:
    """Return the digest of the code and of all arguments bound to it.

    A TypeError refuses functions made inside others: what they close over would not count.
    """
    bound = []
    function = step
    while isinstance(function, partial):
        bound.append((function.args, tuple(sorted(function.keywords.items()))))
        function = function.func
    name = getattr(function, "__qualname__", "<")
    if "<" in name or getattr(function, "__self__", None) not in {None, _builtins()}:
        raise TypeError(f"{function!r} can't be a step: it has to be a function of a module")
    return fingerprint((stamp, function.__module__, name, tuple(bound)))


def run_one(step: Callable[[Any], Any], value: Any, *, keep: bool) -> Any:
    """Return a step's result, Kept where it is to be kept and can be, or its BriefgenError."""
    try:
        result = step(value)
        return _kept(result) if keep else result
    except BriefgenError as error:
        return error.with_traceback(None)  # it would hold the frames and all they hold
    except Exception as error:
        error.add_note(f"{bare(step).__name__} was at {named(value)}")
        raise


def called(place: int) -> Any:
    """Return what the call at a place of those at hand gives."""
    return CALLS[0][place]()


def calling(calls: Sequence[Callable[[], Any]]) -> Callable[[int], Any]:
    """Return the step that makes the calls at hand: in stages where all of them have as many."""
    alike = [calls[0]] if isinstance(calls, Calls) and calls else calls
    counts = {len(call.stages) if isinstance(call, Stages) else 1 for call in alike}
    last = max(counts, default=1)
    if counts == {1} or len(counts) != 1:
        return called
    return Staged(called, tuple(partial(_at_stage, at, last - 1) for at in range(last)))


def _at_stage(at: int, last: int, value: Any) -> Any:
    call, begun = value if at else (CALLS[0][value], None)
    made = call.stages[at](begun)
    return made if at == last else (call, made)


def run_chunk(job: tuple[Callable[[Any], Any], bool], values: Sequence[Any]) -> tuple[Any, float]:
    """Return the results of a chunk and the seconds it took."""
    step, keep = job
    start = perf_counter()
    if isinstance(step, Staged) and not keep:
        with suppress(Exception):  # the step as a whole tells where it was
            return _by_stages(step, values), perf_counter() - start
    return [run_one(step, value, keep=keep) for value in values], perf_counter() - start


def _by_stages(step: Staged, values: Sequence[Any]) -> list[Any]:
    made: list[Any] = []
    for at in range(0, len(values), _AT_ONCE):
        some = values[at : at + _AT_ONCE]
        for stage in step.stages:
            some = [
                value if isinstance(value, BriefgenError) else run_one(stage, value, keep=False)
                for value in some
            ]
        made += some
    return made


def named(value: Any) -> str:
    """Return what an input is called: its path, if it has one."""
    return str(getattr(value, "path", value))[:200]


def _kept(result: Any) -> Any:
    data = encoded(result)
    return result if data is None else Kept(data)


def _builtins() -> Any:
    import builtins

    return builtins
