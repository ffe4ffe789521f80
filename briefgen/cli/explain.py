"""`briefgen explain`: why each line of a filed article was kept or dropped, from its page."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from briefgen.cli.clean import site_config
from briefgen.cli.options import site_option
from briefgen.cli.tell import tell_error

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["explain"]


@click.command()
@click.argument("articles", metavar="ARTICLE...", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
@site_option
def explain(articles: tuple[str, ...], as_json: bool, site: Path) -> int:
    """Tell where each fact of a filed ARTICLE was found, and why each line was kept or dropped.

    ARTICLE is a file under content/. Its page is cleaned again as it came; nothing is written.
    """
    from briefgen.cli.rows import json_row, ledger_text
    from briefgen.configfile import read_config
    from briefgen.errors import BriefgenError, SourceError
    from briefgen.intake import (
        Raw,
        SiteTopics,
        article_at,
        explained,
        knowledge_of,
        with_topic_told,
    )

    config = site_config(site) or read_config(site / "briefgen.yml")
    root, raw = site / "content", Raw(site / ".briefgen" / "raw")
    failed = False
    for name in articles:
        try:
            path = article_at(name, root)
            if path is None:
                hint = "name its file, such as content/articles/2026/2026-11-23-title.md"
                raise SourceError("there is no such article", path=name, hint=hint)
            found = explained(path, root, raw, knowledge_of(config, None))
            cleaned = with_topic_told(found, SiteTopics(config, root, without=path))
        except BriefgenError as error:
            failed = True
            tell_error(error)
            continue
        if as_json:
            click.echo(json.dumps(json_row(path, cleaned, ledger=True)))
        else:
            click.echo(f"{path}: {ledger_text(cleaned)}\n")
    return 1 if failed else 0
