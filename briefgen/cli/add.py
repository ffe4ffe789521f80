"""`briefgen add`: clean sources and file them under content/."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli.build import moment
from briefgen.cli.clean import site_config, taken_from
from briefgen.cli.tell import tell, tell_error, tell_notices

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.intake import Again, Filed, Raw, Shelf, Taken
    from briefgen.model.config import Config
    from briefgen.model.when import When

__all__ = ["add"]


class _WhenType(click.ParamType["When"]):
    """A day or a moment on the command line."""

    name = "date"

    def convert(
        self, value: str | When, param: click.Parameter | None, ctx: click.Context | None
    ) -> When:
        """Read an ISO date or moment."""
        from briefgen.model.when import When

        if isinstance(value, When):
            return value
        try:
            return When.parse(value)
        except ValueError:
            return self.fail(f"{value!r} is not a date such as 2026-11-23", param, ctx)


@click.command()
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@click.option("--topic", help="File under this topic instead of the one that fits best.")
@click.option("--date", type=_WhenType(), help="Use this date instead of the one found.")
@click.option("--draft", is_flag=True, help="Mark as drafts.")
@click.option(
    "--separate", is_flag=True, help="File a copy of a filed text as an article of its own."
)
@click.option(
    "--site",
    metavar="DIR",
    default=".",
    type=click.Path(path_type=Path),
    help="The site's folder (default: here).",
)
@click.option(
    "--again",
    "anew",
    is_flag=True,
    help="Clean filed articles again; your edits stay.",
)
@click.option("--allow-private", is_flag=True, help="Fetch from addresses inside your network too.")
@click.option(
    "--jobs", metavar="N", type=click.IntRange(min=0), default=0, help="Cores to use; 0 means all."
)
def add(
    sources: tuple[str, ...],
    topic: str | None,
    date: When | None,
    draft: bool,
    separate: bool,
    site: Path,
    anew: bool,
    allow_private: bool,
    jobs: int,
) -> int:
    """Clean each SOURCE and file it as content/articles/<yyyy>/<date>-<slug>.md.

    An article that is there already, by its address or its text, is told and not written twice.
    Another publisher's copy of it is named in the filed one's `also:`. No other line of a file that
    is there is ever changed.

    Of a feed, by file or address, only items are filed that were not taken from it before.

    Photos of other sites stay links; with `images.download: true` in briefgen.yml they are fetched
    beside the article.

    With --again, SOURCE is a filed article's file, or a source it came from: it is cleaned again,
    and what is new is joined with the file. What you changed stays; where both changed one thing,
    yours stays and the other is told.
    """
    from briefgen.configfile import read_config
    from briefgen.content.write import article_text
    from briefgen.engine.work import Work
    from briefgen.intake import (
        Choices,
        FiledTopics,
        Origin,
        Raw,
        file_article,
        read_seen,
        shelf_of,
        write_seen,
    )

    config = site_config(site) or read_config(site / "briefgen.yml")
    root = site / "content"
    today = moment().date().isoformat()
    choices = Choices(topic, date, draft, separate, allow_private)
    with Work() as work:
        shelf = shelf_of(root, work)
    raw = Raw(site / ".briefgen" / "raw")
    if anew:
        return _again(sources, config, root, raw, shelf)
    failed, topics = False, FiledTopics(root)
    store = site / ".briefgen" / "seen.json"
    seen = read_seen(store)
    for taken in taken_from(sources, config, jobs, allow_private=allow_private, seen=seen):
        if taken.error:
            failed = True
            tell_error(taken.error)
        for document, cleaned in zip(taken.documents, taken.cleaned, strict=True):
            filed = file_article(cleaned, config, root, shelf, choices, topics)
            _tell_filed(filed, root)
            if filed.article:
                text, address = article_text(filed.article), filed.article.source_url or ""
                dated = date is not None
                raw.keep(Origin(filed.article.path, text, document, address, today, dated))
        _tell_feed(taken)
        later = seen.after(taken.fresh, taken.input, taken.version)
        if later != seen:
            # At once, so that a run cut short goes on where it stopped.
            write_seen(store, later)
            seen = later
    return 1 if failed else 0


def _tell_feed(taken: Taken) -> None:
    """Tell how much of a feed was taken before."""
    if taken.unchanged:
        tell(f"{taken.input}: nothing new")
    elif taken.passed:
        said = f"{len(taken.fresh)} new of {len(taken.fresh) + taken.passed} items"
        tell(f"{taken.input}: {said}; the others were taken before")


def _again(sources: Sequence[str], config: Config, root: Path, raw: Raw, shelf: Shelf) -> int:
    """Clean filed articles again and tell what became of each; one failing costs no other."""
    from briefgen.errors import BriefgenError
    from briefgen.intake import again, knowledge_of

    failed = False
    knowledge = knowledge_of(config, moment().date().isoformat())
    for source in sources:
        try:
            rows = again(source, root, raw, shelf, knowledge)
        except BriefgenError as error:
            failed = True
            tell_error(error)
            continue
        for row in rows:
            _tell_again(row, root)
    return 1 if failed else 0


def _tell_again(row: Again, root: Path) -> None:
    place = root / row.path
    if row.taken:
        tell(f"cleaned again: {place}: {', '.join(row.taken)}", colour="green", err=False)
    elif not row.clashes:
        tell(f"as it was: {place}")
    for clash in row.clashes:
        said = f"yours stays: {place}: {clash.where}; cleaning it now gives:"
        tell(f"{said}\n  {clash.theirs}", colour="yellow")


def _tell_filed(filed: Filed, root: Path) -> None:
    if filed.path is None:
        place = f"{root / (filed.same_as or '')}"
        if filed.grouped:
            said = f"grouped: {filed.title!r} is now named in {place}, under also: ({filed.why})"
            tell(f"{said}\n  hint: --separate files it on its own", colour="green")
            return
        tell(
            f"already there: {filed.title!r} is {place} ({filed.why}); not written", colour="yellow"
        )
        return
    tell(f"filed: {root / filed.path}", colour="green", err=False)
    for photo in filed.photos:
        tell(f"photo: {root / photo}", err=False)
    tell_notices(filed.notices)
