"""Arguments that several verbs share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli.root import site_above

if TYPE_CHECKING:
    import os

__all__ = ["SITE", "site_option"]


class _Site(click.Path):
    """The folder of a site; in a folder below one, the site above stands for "here"."""

    def convert(
        self,
        value: str | os.PathLike[str],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Path:
        return Path(site_above(str(super().convert(value, param, ctx))))


SITE = _Site()
site_option = click.option(
    "--site",
    metavar="DIR",
    default=".",
    type=SITE,
    help="The site's folder (default: here, or the nearest above with a briefgen.yml).",
)
