"""`briefgen add`: clean sources and file them under content/."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from briefgen.cli.clean import newsletter_option, site_config, taken_from
from briefgen.cli.file import topic_called
from briefgen.cli.moment import moment
from briefgen.cli.options import site_option
from briefgen.cli.tell import tell, tell_error

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from briefgen.intake import Again, Newsletters, Past, Raw, Seen, Shelf, Taken
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
@click.option("--topic", help="File under this topic of the site instead of the one that fits.")
@click.option("--new-topic", is_flag=True, help="Make the topic that --topic names.")
@click.option("--date", type=_WhenType(), help="Use this date instead of the one found.")
@click.option("--draft", is_flag=True, help="Mark as drafts.")
@click.option(
    "--separate", is_flag=True, help="File a copy of a filed text as an article of its own."
)
@site_option
@click.option(
    "--again",
    "anew",
    is_flag=True,
    help="Clean filed articles again; your edits stay.",
)
@newsletter_option
@click.option("--allow-private", is_flag=True, help="Fetch from addresses inside your network too.")
@click.option(
    "--jobs", metavar="N", type=click.IntRange(min=0), default=0, help="Cores to use; 0 means all."
)
def add(
    sources: tuple[str, ...],
    topic: str | None,
    new_topic: bool,
    date: When | None,
    draft: bool,
    separate: bool,
    site: Path,
    anew: bool,
    newsletter: Newsletters,
    allow_private: bool,
    jobs: int,
) -> int:
    """Clean each SOURCE and file it as content/articles/<yyyy>/<date>-<slug>.md.

    An article that is there already, by its address or its text, is told and not written twice.
    Another publisher's copy of it is named in the filed one's `also:`. No other line of a file that
    is there is ever changed.

    Of a feed, by file or address, only items are filed that were not taken from it before. A file
    or a page of a web archive that was taken before, byte for byte, is not cleaned again: so a run
    cut short goes on when it is given again. An article you deleted comes back only when you name
    its file itself, not the folder it is in.

    An article whose topic is not certain becomes a draft in the inbox, with the guess beside it;
    `briefgen file` gives it its topic.

    A mail that is a newsletter made of links is not filed: they are told, so that you choose which
    to add; --newsletter links adds them all.

    Photos of other sites stay links; with `images.download: true` in briefgen.yml they are fetched
    beside the article.

    With --again, SOURCE is a filed article's file, or a source it came from: it is cleaned again,
    and what is new is joined with the file. What you changed stays; where both changed one thing,
    yours stays and the other is told.
    """
    from briefgen.cli.desk import Desk
    from briefgen.configfile import read_config
    from briefgen.engine.workers import Workers
    from briefgen.intake import Choices, Past, Raw, SiteTopics, read_seen, shelf_of
    from briefgen.model.when import When

    config = site_config(site) or read_config(site / "briefgen.yml")
    root, memory = site / "content", site / ".briefgen"
    topics = SiteTopics(config, root)
    if topic:
        topic = topic_called(topic, topics, root, new=new_topic)
    with Workers() as workers:
        shelf = shelf_of(root, workers)
    raw = Raw(memory / "raw")
    past = Past(memory / "taken.jsonl", root, shelf, raw)
    if anew:
        return _again(sources, config, root, raw, shelf, past)
    today = When.parse(moment().astimezone(ZoneInfo(config.timezone)).date().isoformat())
    choices = Choices(topic, date, draft, separate, allow_private, today)
    desk = Desk(config, root, choices, shelf, raw, past, topics)
    store = memory / "seen.json"
    seen = read_seen(store)
    try:
        for taken in taken_from(
            sources,
            config,
            jobs,
            allow_private=allow_private,
            seen=seen,
            past=past,
            newsletters=newsletter,
            bar_beside_lines=True,
        ):
            desk.receive(taken)
            seen = _later(seen, taken, store)
    except KeyboardInterrupt:
        tell(
            "stopped: what was filed stands; give the same command again to go on", colour="yellow"
        )
        raise
    desk.close()
    return 1 if desk.failed else 0


def _later(seen: Seen, taken: Taken, store: Path) -> Seen:
    """What is seen of feeds after one more source, kept at once for a run that is cut short."""
    from briefgen.intake import write_seen

    later = seen.after(taken.fresh, taken.input, taken.version)
    if later != seen:
        write_seen(store, later)
    return later


def _again(
    sources: Sequence[str], config: Config, root: Path, raw: Raw, shelf: Shelf, past: Past
) -> int:
    """Clean filed articles again and tell what became of each; one failing costs no other."""
    from briefgen.errors import BriefgenError
    from briefgen.intake import Came, again, digest_of, knowledge_of, name_of

    failed = False
    knowledge = knowledge_of(config, moment().date().isoformat())
    for source in sources:
        try:
            rows = again(source, root, raw, shelf, past, knowledge)
        except BriefgenError as error:
            failed = True
            tell_error(error)
            continue
        for row in rows:
            _tell_again(row, root)
        if past.article(name_of(source)):
            paths = tuple(row.path for row in rows)
            past.add(Came(digest_of(source), name_of(source), paths))
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
