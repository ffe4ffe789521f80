"""A page in, the paths of the picture files that it shows out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.model.page import ArticlePage, EditionPage, TopicPage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefgen.model.entry import Body, Figure
    from briefgen.model.page import Page

__all__ = ["files_of"]


def files_of(page: Page) -> Iterator[str]:
    """Yield the files of a page's photos, and of the pictures amid its words."""
    for figure in _figures(page):
        if figure.renditions:
            yield from figure.renditions.paths
    for body in _bodies(page):
        yield from body.pictures


def _bodies(page: Page) -> Sequence[Body]:
    match page:
        case ArticlePage():
            return (page.body,)
        case TopicPage() if page.intro:
            return (page.intro,)
        case EditionPage() if page.edition.intro:
            return (page.edition.intro,)
    return ()


def _figures(page: Page) -> Iterator[Figure]:
    if isinstance(page, ArticlePage):
        yield from page.entry.photos
    for body in _bodies(page):
        yield from body.figures
