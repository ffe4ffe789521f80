"""A step and its inputs in, its results in order out: `[step(x) for x in inputs]`, only sooner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from briefgen.errors import BriefgenError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path
    from types import TracebackType
    from typing import Self

__all__ = ["Outcomes", "Work"]

T = TypeVar("T")
R = TypeVar("R")


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


class Work:
    """Runs steps over inputs; `store` keeps results between runs, `jobs` are cores (0: all)."""

    def __init__(self, store: Path | None = None, *, jobs: int = 1, stamp: str = "") -> None:
        self.store = store
        self.jobs = jobs
        self.stamp = stamp

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def map(self, step: Callable[[T], R], inputs: Iterable[T]) -> Outcomes[R]:
        """Return what `step` makes of each input; a BriefgenError of one costs no other."""
        return Outcomes(tuple(self.stream(step, inputs)))

    def stream(self, step: Callable[[T], R], inputs: Iterable[T]) -> Iterator[R | BriefgenError]:
        """Yield what `map` returns as it comes, in order, holding few results at a time."""
        for value in inputs:
            try:
                yield step(value)
            except BriefgenError as error:
                yield error

    def close(self) -> None:
        """End the workers and close the store."""
