"""A theme in, what it does wrong out: it is put on a site that is hard to set well."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from briefgen.build.hard_site import BASE_URL, MANY, NOW, hard_site
from briefgen.build.order import Order
from briefgen.build.site import rendered
from briefgen.check.markup import check_markup
from briefgen.engine.workers import Workers
from briefgen.errors import BriefgenError, Notice, ThemeError
from briefgen.render.addresses import base_path
from briefgen.render.templates import Templates
from briefgen.render.theme import load_theme
from briefgen.values import dataclass, replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from briefgen.build.order import Rendered
    from briefgen.model.theme import Theme

__all__ = ["LANGUAGES", "Rehearsed", "rehearse"]

LANGUAGES = ("en", "ar")
"""One that is written to the right and one to the left."""


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What was found: mistakes that stop a build, notices on what readers would miss."""

    pages: int
    errors: tuple[BriefgenError, ...] = ()
    notices: tuple[Notice, ...] = ()


def rehearse(
    name: str, root: Path, settings: Mapping[str, object], *, many: int = MANY
) -> Rehearsed:
    """Render every template of theme `name`, seen from the site at `root`, on hard pages.

    One topic has `many` articles.

    A ThemeError or ConfigError tells that the theme can't be loaded at all.
    """
    theme = load_theme(name, root, settings=settings)
    runs = [_run(theme, root, settings, language, many) for language in LANGUAGES]
    return Rehearsed(
        sum(run.pages for run in runs),
        tuple(_each_once(error for run in runs for error in run.errors)),
        tuple(_counted(notice for run in runs for notice in run.notices)),
    )


def _run(
    theme: Theme, root: Path, settings: Mapping[str, object], language: str, many: int
) -> Rehearsed:
    with TemporaryDirectory() as name:
        folder = Path(name)
        _write(folder, hard_site(theme.name, settings, language, many))
        if (root / "themes").is_dir():
            shutil.copytree(root / "themes", folder / "themes")
        with Workers(0) as workers:
            site = rendered(Order(root=folder, now=NOW, drafts=True), workers)
            looked_at = list(_looked_at(site, theme))
        faults = Templates(theme, site.pages[0].site).faults()
    files = {made.path for made in site.outputs}
    base = base_path(BASE_URL)
    return Rehearsed(
        len(looked_at),
        (*site.errors, *faults, *(found for _, found in looked_at if not isinstance(found, str))),
        tuple(
            replace(notice, path=template)
            for template, found in looked_at
            if isinstance(found, str)
            for notice in check_markup(found, base, files)
        ),
    )


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)


def _looked_at(site: Rendered, theme: Theme) -> Iterator[tuple[str, str | BriefgenError]]:
    """Yield each page's template and HTML, or what was wrong."""
    made = {one.path: one for one in site.outputs}
    for page in site.pages:
        if page.kind == "redirect":
            continue
        named = ((layer, f"{layer}/{page.template}") for layer in theme.layers)
        layer = next((layer for layer, name in named if name in theme.templates), "")
        try:
            html = made[page.path]().decode()
        except ThemeError as error:
            yield "", error
        else:
            yield f"themes/{layer}/{page.template}", html


def _each_once(errors: Iterable[BriefgenError]) -> Iterator[BriefgenError]:
    told = set()
    for error in errors:
        if (place := (error.path, error.line, error.message)) not in told:
            told.add(place)
            yield error


def _counted(notices: Iterable[Notice]) -> Iterator[Notice]:
    """Yield each thing once a template, with how often it was met."""
    alike: dict[tuple[str | None, str], list[Notice]] = {}
    for notice in notices:
        alike.setdefault((notice.path, notice.code), []).append(notice)
    for first, *others in alike.values():
        more = f" (and {len(others)} more like it)" if others else ""
        yield replace(first, message=f"{first.message}{more}")
