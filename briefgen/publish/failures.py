"""What stands in the way of a publish: problems as values, errors with their exit codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.errors import PublishError, told
from briefgen.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["AccessError", "GateError", "MovedError", "Problem", "UnseenError", "refuse"]

_SHOWN = 20


class GateError(PublishError):
    """The site must not be published as it is."""

    exit_code = 3


class MovedError(PublishError):
    """Someone else changed the remote branch since it was looked at."""

    exit_code = 4


class AccessError(PublishError):
    """The remote does not know the user, or does not let the user write."""

    exit_code = 5


class UnseenError(PublishError):
    """The site was pushed, yet the new build did not show up at its address."""

    exit_code = 6


@dataclass(frozen=True, slots=True)
class Problem:
    """Something found in a site before it is published; `stops` tells a refusal from a warning."""

    code: str
    message: str
    path: str | None = None
    hint: str = ""
    stops: bool = True

    def __str__(self) -> str:
        return told(f"{self.message} [{self.code}]", self.path, None, self.hint)


def refuse(problems: Iterable[Problem]) -> None:
    """Raise one `GateError` that tells every problem that stops; return when none does."""
    stopping = [problem for problem in problems if problem.stops]
    if not stopping:
        return
    lines = [str(problem) for problem in stopping[:_SHOWN]]
    if len(stopping) > _SHOWN:
        lines.append(f"... and {len(stopping) - _SHOWN} more")
    raise GateError("\n".join(["the site was not published:", *lines]))
