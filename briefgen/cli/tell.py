"""Errors, notices and lines of text in; what a person reads on the terminal out."""

from __future__ import annotations

import errno
import io
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefgen.errors import BriefgenError, Notice

__all__ = ["flat", "tell", "tell_error", "tell_errors", "tell_fault", "tell_notices", "terminal"]


_FULL = "make room on the disk, then do it again: what stood before stands"
_WAYS_OUT = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: _FULL,
    errno.EACCES: "see who may read and write there",
    errno.EROFS: "the disk can only be read: choose another folder",
}


def terminal() -> bool:
    """Whether a person watches: progress is drawn only then."""
    return sys.stderr.isatty() and "NO_COLOR" not in os.environ


def tell(text: str, *, colour: str | None = None, err: bool = True) -> None:
    """Print a line, in colour where the terminal and NO_COLOR allow it.

    A title or a name from outside may stand in it, so it can hold nothing that a terminal obeys.
    """
    stream = sys.stderr if err else sys.stdout
    plain = text.isascii() and text.isprintable()
    if plain and type(stream) is io.TextIOWrapper and not stream.isatty():
        # What click would write, without loading it: most builds have no more than this to tell.
        stream.write(f"{text}\n")
        stream.flush()
        return
    import click

    from briefgen.errors import printable

    shown = printable(text)
    styled = click.style(shown, fg=colour) if colour and "NO_COLOR" not in os.environ else shown
    click.echo(styled, err=err)


def tell_error(error: BriefgenError) -> None:
    """Print one mistake, or each of several."""
    tell_errors((error,))


def tell_errors(errors: Iterable[BriefgenError], *, every: bool = False) -> None:
    """Print mistakes, a paragraph each; of many of one kind the first and how many more."""
    from briefgen.cli.grouped import grouped

    for error, more in grouped(flat(errors), every=every):
        tell(f"error: {error}{more}", colour="red")


def flat(errors: Iterable[BriefgenError]) -> tuple[BriefgenError, ...]:
    """Mistakes one by one, those that came together taken apart."""
    from briefgen.errors import CombinedError

    return tuple(
        single
        for error in errors
        for single in (flat(error.errors) if isinstance(error, CombinedError) else (error,))
    )


def tell_notices(notices: Iterable[Notice], *, every: bool = False) -> None:
    """Print notices, as `tell_errors` does mistakes; those of level info without emphasis."""
    from briefgen.cli.grouped import grouped

    for notice, more in grouped(tuple(notices), every=every):
        colour = "yellow" if notice.level == "warning" else None
        tell(f"{notice.level}: {notice}{more}", colour=colour)


def tell_fault(error: OSError) -> None:
    """Print what the system refused, with the file's name and the way out."""
    from briefgen.errors import printable

    place = f"{error.filename}: " if error.filename else ""
    way_out = _WAYS_OUT.get(error.errno or 0, "")
    hint = f"\n  hint: {way_out}" if way_out else ""
    tell(f"error: {printable(f'{place}{error.strerror or error}')}{hint}", colour="red")
