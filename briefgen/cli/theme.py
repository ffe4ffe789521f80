"""`briefgen theme`: start a theme of your own, and check one on pages that are hard to set."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from briefgen.cli.options import site_option
from briefgen.cli.tell import tell, tell_errors, tell_notices
from briefgen.errors import ThemeError, in_quotes

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["theme"]


@click.group()
def theme() -> None:
    """Start a theme of your own, or check one."""


@theme.command()
@click.argument("name")
@click.option("--parent", default="briefing", show_default=True, help="What it builds on.")
@site_option
def new(name: str, parent: str, site: Path) -> int:
    """Write the theme NAME into themes/: few files, which work at once.

    What it leaves out is its parent's. Nothing that is there already is changed.
    """
    from briefgen.engine.files import write_new
    from briefgen.render.theme import load_theme, theme_names
    from briefgen.render.theme_start import theme_files

    files = theme_files(name, parent)
    load_theme(parent, site)
    folder = site / "themes" / name
    if name in theme_names(site) or folder.exists():
        raise ThemeError(
            f"there is a theme {in_quotes(name)} already",
            path=str(folder),
            hint="give another name",
        )
    for path, text in files.items():
        write_new(folder / path, text.encode())
        tell(f"written: {folder / path}", colour="green")
    tell(f"next: write theme: {name} in {site / 'briefgen.yml'}, and see it with briefgen serve")
    return 0


@theme.command()
@click.argument("name", required=False)
@click.option("--strict", is_flag=True, help="Leave with exit code 1 on warnings too.")
@site_option
def check(name: str | None, strict: bool, site: Path) -> int:
    """Check the theme NAME (default: the site's own) on a site that is hard to set well.

    Long titles, no photo, no date, topics of 0, 1 and 500 articles, Arabic and Japanese: each
    template is rendered with them. Mistakes are told with template and line; warnings tell what
    readers, phones or search engines would miss.
    """
    from briefgen.build.rehearsal import LANGUAGES, rehearse
    from briefgen.configfile import read_config

    config = read_config(site / "briefgen.yml")
    chosen = name or config.theme
    found = rehearse(chosen, site, config.settings if chosen == config.theme else {})
    tell_errors(found.errors)
    tell_notices(found.notices)
    wrong, odd = len(found.errors), len(found.notices)
    tell(
        f"the theme {in_quotes(chosen)} on {found.pages} pages in {' and '.join(LANGUAGES)}: "
        f"{wrong} mistake{'s' * (wrong != 1)}, {odd} warning{'s' * (odd != 1)}",
        colour="green" if not wrong + odd else None,
    )
    return 1 if wrong or (strict and odd) else 0
