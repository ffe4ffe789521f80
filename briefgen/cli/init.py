"""`briefgen init`: a new site that builds at once."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.cli.moment import moment
from briefgen.cli.tell import tell

__all__ = ["init"]

CONFIG = """\
# Your site. Every setting is explained in the manual: docs/configure.md
title: {title}
# The public address, with the path of a project page: https://NAME.github.io/REPOSITORY/
url: https://briefing.example/
language: en
timezone: UTC

# In the order the site shows them; the keywords help to file new articles.
topics:
  - title: First topic
    keywords: [first, beginning]

# Who you draw on: the host tells which source a page came from.
# policy: full, excerpt or link says how much of its text may appear.
sources:
  - name: An Example Paper
    hosts: [paper.example]
    policy: excerpt
"""

ARTICLE = """\
---
title: "Your first article"
date: {day}
topic: First topic
source: An Example Paper
source_url: https://paper.example/your-first-article
summary: "Replace this with your own: briefgen add takes pages, texts, mails and feeds."
note: "The note is your own word on a piece, kept apart from the text of its source."
---

This article is here so that the site builds at once. Put an article in its place:

    briefgen add https://example.org/a-story
    briefgen add saved-page.html

Then look at it with `briefgen serve`.
"""

IGNORED = "/site/\n/.briefgen/\n"


@click.command()
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path))
@click.option(
    "--github", is_flag=True, help="Also write a workflow that publishes with GitHub Actions."
)
def init(folder: Path, github: bool) -> int:
    """Start a new site in DIR (default: here) that builds at once.

    Files that are there already are left as they are.
    """
    from briefgen.engine.files import write_new
    from briefgen.model.slug import slugify

    day = moment().date().isoformat()
    title = folder.resolve().name.replace("-", " ").replace("_", " ").strip().capitalize()
    slug = slugify("Your first article")
    files = {
        "briefgen.yml": CONFIG.format(title=_quoted(title or "My briefing")),
        f"content/articles/{day[:4]}/{day}-{slug}.md": ARTICLE.format(day=day),
        ".gitignore": IGNORED,
    }
    started = not (folder / "briefgen.yml").exists()
    for name, text in files.items():
        if name.startswith("content/") and not started:
            continue
        try:
            write_new(folder / name, text.encode())
        except FileExistsError:
            tell(f"left as it is: {folder / name}")
        else:
            tell(f"written: {folder / name}", colour="green")
    tell(f"next: edit {folder / 'briefgen.yml'}, then run briefgen build {folder}")
    if github:
        from briefgen.cli.publish import write_workflow

        return write_workflow(folder)
    return 0


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
