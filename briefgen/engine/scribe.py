"""An output's bytes in, put on the stage by whatever process made them; what is to be known out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from briefgen.engine.paths import check_path
from briefgen.engine.survey import KEY, file_row, output_digest
from briefgen.errors import ContentError

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefgen.engine.stage import Stage
    from briefgen.engine.survey import Survey

__all__ = ["Scribe", "Staged"]


class Staged(NamedTuple):
    """An output whose bytes need not be brought home.

    `content` is their digest, `numbers` tell the file on the stage; None where the site has these
    bytes already.
    """

    content: bytes
    numbers: tuple[int, ...] | None


class Scribe:
    """Puts outputs on the stage: a worker forked with it writes its own files.

    What it can't do it leaves to the process that delivers, which says what stands in the way.
    """

    def __init__(self, survey: Survey, stage: Callable[[], Stage]) -> None:
        self._standing = survey.standing
        self._among_others = bool(survey.foreign)
        self._stage = stage

    def ready(self) -> None:
        """Look at the stage once, before processes are forked that would each look."""
        if not self._among_others:
            self._stage()

    def standing(self, path: str) -> Staged | None:
        """Return what is to be known of a file that stands and is to stay as it is."""
        row = self._standing.get(path)
        return Staged(row[0][KEY:], None) if row else None

    def __call__(self, path: str, data: bytes) -> Staged | bytes:
        """Return what is to be known of an output that was written, else its bytes."""
        if self._among_others:
            return data
        row = self._standing.get(path)
        found = output_digest(data)
        if row is not None and row[0][KEY:] == found:
            return Staged(found, None)
        try:
            if row is None:
                check_path(path)
            return Staged(found, file_row(b"", b"", self._stage().put(path, data))[1])
        except (ContentError, OSError):
            return data
