"""`briefgen build`: the site from content/, with what was built, held back and wrong."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefgen.cli.words import BUILD, Choice

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefgen.cli.words import Option

__all__ = ["build"]

_PATH = click.Path(path_type=Path)
_TYPES: dict[str, dict[str, Any]] = {
    "": {"is_flag": True},
    "path": {"type": _PATH},
    "text": {},
    "cores": {"type": click.IntRange(min=0), "default": 0},
}


def _options(call: Callable[..., int]) -> Callable[..., int]:
    """Give a call the options of the table, in its order."""
    for option in reversed(BUILD):
        call = _option(option)(call)
    return call


def _option(option: Option) -> Callable[[Callable[..., int]], Callable[..., int]]:
    kind = _TYPES[option.takes]
    return click.option(
        *option.words, option.name, metavar=option.metavar, help=option.help, **kind
    )


@click.command()
@click.argument("folder", metavar="[DIR]", default=".", type=_PATH)
@_options
def build(folder: Path, output: Path | None, **chosen: Any) -> int:
    """Build the site in DIR (default: here): content/ becomes site/.

    A broken article is told with its file and line, and the others are built. The exit code is 1
    when anything was wrong. With --strict, warnings count too, and a build that fails leaves the
    last good site as it was.
    """
    from briefgen.cli.building import build as built

    out = None if output is None else os.fspath(output)
    return built(Choice(folder=os.fspath(folder), output=out, **chosen))
