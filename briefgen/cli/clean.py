"""`briefgen clean`: a filter from sources to Markdown, JSON lines or a ledger. Needs no site."""

from __future__ import annotations

import json
import sys
from contextlib import ExitStack, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli.moment import moment
from briefgen.cli.root import site_above
from briefgen.cli.tell import tell_error, terminal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefgen.cli.progress import Bar
    from briefgen.intake import Newsletters, Past, Seen, Taken
    from briefgen.model.config import Config

__all__ = ["clean", "newsletter_option", "site_config", "taken_from"]

SHOW_PROGRESS_FROM = 4

newsletter_option = click.option(
    "--newsletter",
    type=click.Choice(["tell", "links", "itself"]),
    default="tell",
    help="Of a mail made of links: tell them (default), take the articles there, or the mail.",
)


@click.command()
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
@click.option("--evidence", is_flag=True, help="Print every line kept or dropped, and why.")
@newsletter_option
@click.option("--allow-private", is_flag=True, help="Fetch from addresses inside your network too.")
@click.option(
    "--jobs", metavar="N", type=click.IntRange(min=0), default=0, help="Cores to use; 0 means all."
)
def clean(
    sources: tuple[str, ...],
    as_json: bool,
    evidence: bool,
    newsletter: Newsletters,
    allow_private: bool,
    jobs: int,
) -> int:
    """Clean each SOURCE and print it as Markdown with front matter.

    SOURCE is an address, a saved page, a text copied off a page, a mail, a feed, a web archive
    (.warc, .warc.gz), a folder or "pattern/*" of these, or - for standard input. In a site's folder
    its sources and topics help. Nothing is written.
    """
    from briefgen.cli.rows import json_row, ledger_text, links_text
    from briefgen.content.write import article_text
    from briefgen.intake import SiteTopics, with_topic_told

    failed = False
    many = len(sources) > 1
    site = Path(site_above())
    config = site_config(site)
    topics = SiteTopics(config, site / "content") if config else None
    for taken in taken_from(
        sources, config, jobs, allow_private=allow_private, newsletters=newsletter
    ):
        if taken.error:
            failed = True
            if as_json:
                click.echo(_line({"input": taken.input, "error": str(taken.error)}))
            tell_error(taken.error)
        if taken.links:
            links = [{"title": link.title, "url": link.url} for link in taken.links]
            row = _line({"input": taken.input, "links": links})
            click.echo(row if as_json else links_text(taken.input, taken.links))
        for found in taken.cleaned:
            cleaned = with_topic_told(found, topics) if evidence and topics else found
            if as_json:
                click.echo(_line(json_row(taken.input, cleaned, ledger=evidence)))
            elif evidence:
                click.echo(f"{taken.input}: {ledger_text(cleaned)}\n")
            else:
                lead = f"<!-- {taken.input} -->\n" if many else ""
                click.echo(f"{lead}{article_text(cleaned.article)}")
    return 1 if failed else 0


def taken_from(
    sources: Sequence[str],
    config: Config | None,
    jobs: int,
    *,
    allow_private: bool = False,
    seen: Seen | None = None,
    past: Past | None = None,
    newsletters: Newsletters = "tell",
    bar_beside_lines: bool = False,
) -> Iterator[Taken]:
    """Clean sources one after another, with a progress bar where a person watches.

    `bar_beside_lines` draws it also where the lines told stand on the same screen.
    """
    from briefgen.engine.workers import Workers
    from briefgen.intake import clean_sources, knowledge_of

    stdin = sys.stdin.buffer.read() if "-" in sources else None
    knowledge = knowledge_of(config, moment().date().isoformat())
    with Workers(jobs=jobs) as workers, ExitStack() as stack:
        bar = _bar(sources) if bar_beside_lines or not sys.stdout.isatty() else None
        if bar:
            stack.enter_context(bar)
        for taken in clean_sources(
            sources,
            knowledge,
            workers,
            stdin=stdin,
            allow_private=allow_private,
            seen=seen,
            past=past,
            newsletters=newsletters,
        ):
            with bar.aside() if bar else nullcontext():
                yield taken
            if bar:
                bar.advance(taken.share)


def site_config(folder: Path) -> Config | None:
    """The settings of the site in `folder`, None where there is no site."""
    from briefgen.configfile import read_config

    path = folder / "briefgen.yml"
    return read_config(path) if path.is_file() else None


def _bar(sources: Sequence[str]) -> Bar | None:
    total = sum(map(_count, sources)) if terminal() else 0
    if total < SHOW_PROGRESS_FROM and not (total and any(map(_is_archive, sources))):
        return None
    from briefgen.cli.progress import Bar

    return Bar("cleaning", total)


def _is_archive(source: str) -> bool:
    from briefgen.sources import archive

    return archive.is_archive(source)


def _count(source: str) -> int:
    """How many sources one name stands for; one that stands for none is told in its turn."""
    from briefgen.errors import SourceError
    from briefgen.sources import expand

    try:
        return len(expand(source))
    except SourceError:
        return 1


def _line(row: dict[str, object]) -> str:
    # A lone surrogate can't be written as UTF-8; escapes can.
    text = json.dumps(row, ensure_ascii=False)
    return text if text.isprintable() else json.dumps(row)
