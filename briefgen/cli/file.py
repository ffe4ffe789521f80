"""`briefgen file`: give articles that wait in the inbox their topic, or list those that wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from briefgen.cli.options import site_option
from briefgen.cli.tell import tell, tell_error

if TYPE_CHECKING:
    from pathlib import Path

    from briefgen.intake import SiteTopics

__all__ = ["file", "topic_called"]


@click.command()
@click.argument("articles", metavar="[ARTICLE...]", nargs=-1)
@click.option("--topic", help="The topic of the site to file them under.")
@click.option("--new-topic", is_flag=True, help="Make the topic that --topic names.")
@site_option
def file(articles: tuple[str, ...], topic: str | None, new_topic: bool, site: Path) -> int:
    """File each ARTICLE, a file under content/, under a topic: it is no draft any more.

    Topic, draft and inbox mark are changed in one step, and nothing else. Without ARTICLE the
    articles that wait in the inbox are listed, each with the topic it may have.
    """
    from briefgen.configfile import read_config
    from briefgen.errors import BriefgenError, SourceError
    from briefgen.intake import SiteTopics, article_at, file_from_inbox, waiting

    config, root = read_config(site / "briefgen.yml"), site / "content"
    if not articles:
        for place, title, guess in waiting(root):
            tell(f"{root / place}\n  {title}\n  {guess or 'no guess'}", err=False)
        return 0
    if not topic:
        raise click.UsageError("name the topic: briefgen file ARTICLE --topic NAME")
    topic = topic_called(topic, SiteTopics(config, root), root, new=new_topic)
    failed = False
    for name in articles:
        try:
            path = article_at(name, root)
            if path is None:
                hint = "name its file, such as content/articles/2026/2026-11-23-title.md"
                raise SourceError("there is no such article", path=name, hint=hint)
            file_from_inbox(path, root, topic)
        except BriefgenError as error:
            failed = True
            tell_error(error)
            continue
        tell(f"filed under {topic}: {root / path}", colour="green", err=False)
    return 1 if failed else 0


def topic_called(name: str, topics: SiteTopics, root: Path, *, new: bool) -> str:
    """Return the title of a topic named on the command line; make it where `new` says so.

    TopicError, before anything is written, where the site has no such topic.
    """
    from briefgen.content.new import new_topic
    from briefgen.engine.files import write_new
    from briefgen.intake import TopicError
    from briefgen.model.article import INBOX

    try:
        return topics.called(name)
    except TopicError:
        if not new or name.casefold() == INBOX:
            raise
    path, text = new_topic(name)
    write_new(root / path, text.encode())
    tell(f"new topic: {root / path}", colour="green", err=False)
    return name
