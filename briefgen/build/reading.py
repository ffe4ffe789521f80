"""The folder content/ in, its articles, topics and editions out, and what was wrong with them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from briefgen.build.order import Content
from briefgen.content.find import find
from briefgen.content.read import Reading, read_article, read_edition, read_topic
from briefgen.errors import ContentError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from briefgen.engine.work import Work
    from briefgen.model.article import Article, Edition, Topic

__all__ = ["read_content"]


def read_content(root: Path, work: Work) -> Content:
    """Read all of content/; a file that can't be read costs no other."""
    if not root.is_dir():
        hint = "run briefgen init for a new site, or name the site's folder"
        raise ContentError("there is no such folder", path=str(root), hint=hint)
    found = find(root)
    files, lost = _files(root, (*found.articles, *found.topics, *found.editions))
    pick = partial(_picked, files=files)
    articles = work.map(_read_article, pick(found.articles))
    topics = work.map(_read_topic, pick(found.topics))
    editions = work.map(_read_edition, pick(found.editions))
    readings: tuple[Reading[Article] | Reading[Topic] | Reading[Edition], ...] = (
        *articles.values,
        *topics.values,
        *editions.values,
    )
    return Content(
        articles=tuple(reading.value for reading in articles.values),
        topics=tuple(reading.value for reading in topics.values),
        editions=tuple(reading.value for reading in editions.values),
        errors=(*found.errors, *lost, *articles.errors, *topics.errors, *editions.errors),
        notices=tuple(notice for reading in readings for notice in reading.notices),
    )


def _files(root: Path, paths: Iterable[str]) -> tuple[dict[str, bytes], list[ContentError]]:
    """The bytes of each file, and what the system would not give."""
    files, lost = {}, []
    for path in paths:
        try:
            files[path] = (root / path).read_bytes()
        except OSError as error:
            lost.append(ContentError(f"can't be read: {error.strerror}", path=path))
    return files, lost


def _picked(paths: Iterable[str], *, files: Mapping[str, bytes]) -> list[tuple[str, bytes]]:
    return [(path, files[path]) for path in paths if path in files]


def _read_article(file: tuple[str, bytes]) -> Reading[Article]:
    return read_article(*file)


def _read_topic(file: tuple[str, bytes]) -> Reading[Topic]:
    return read_topic(*file)


def _read_edition(file: tuple[str, bytes]) -> Reading[Edition]:
    return read_edition(*file)
