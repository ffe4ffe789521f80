"""A file of the site in, what it shows out: its page or feed, and the articles in that."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from briefgen.model.entry import Entry
from briefgen.model.page import ArticlePage, Feed, Page, Site
from briefgen.values import names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefgen.build.order import Made

__all__ = ["abreast", "entries_of", "shown_by"]


def shown_by(made: Made | None) -> Page | Feed | None:
    """The page or feed that a file is rendered from."""
    content = made and made.content
    told = content.args[0] if isinstance(content, partial) and content.args else None
    return told if isinstance(told, Page | Feed) else None


def entries_of(value: Any) -> Iterator[Entry]:
    """Yield all entries that a page holds, at any depth, in the order of its fields."""
    if isinstance(value, Entry):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from entries_of(one)
    elif not isinstance(value, Site):
        for name in names(type(value)) or ():
            yield from entries_of(getattr(value, name))


def abreast(files: Sequence[Made]) -> list[Made]:
    """Return files so ordered that each list stands beside the pages of the articles it shows.

    Who makes some that follow one another looks at a part of all articles then.
    """
    shown = [*map(shown_by, files)]
    pages = [page for page in shown if isinstance(page, ArticlePage)]
    places = {page.entry.path: place for place, page in enumerate(pages)}

    def place(page: Page | Feed | None) -> int:
        if isinstance(page, ArticlePage):
            return places[page.entry.path]
        first = next(entries_of(page), None)
        return -1 if first is None else places.get(first.path, -1)

    rows = sorted(zip(map(place, shown), range(len(files)), strict=True))
    return [files[at] for _, at in rows]
