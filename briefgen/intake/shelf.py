"""The folder content/ in; what is filed there out, to be found by address and by text."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from briefgen.check.alike import address_key, runs_of
from briefgen.check.duplicates import Duplicates, Text, Twin, check_duplicates
from briefgen.clean.dateline import dateline
from briefgen.content.find import find
from briefgen.content.read import read_article
from briefgen.values import replace

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from briefgen.engine.workers import Workers
    from briefgen.errors import Notice
    from briefgen.model.article import Article

__all__ = ["Shelf", "duplicates", "shelf_of", "text_of"]


class Shelf:
    """The articles under content/, to which those filed in one run are added."""

    def __init__(self, texts: Iterable[Text] = ()) -> None:
        known = list(texts)
        self._duplicates = Duplicates(known)
        self._paths: dict[str, str] = {}
        for text in known:
            self._name(text)

    def at(self, address: str) -> str | None:
        """The file of the article published at an address, or named under its `also:`."""
        return self._paths.get(address_key(address))

    def nearest(self, article: Article) -> Twin | None:
        """The filed article whose text is most like this one's, where one is near."""
        return self._duplicates.nearest(text_of(article))

    def add(self, article: Article) -> None:
        """Put a newly filed article on the shelf."""
        text = text_of(article)
        self._duplicates.add(text)
        self._name(text)

    def name(self, address: str, path: str) -> None:
        """Remember that the article at `path` now names an address under `also:`."""
        self._paths.setdefault(address_key(address), path)

    def _name(self, text: Text) -> None:
        for address in text.addresses:
            self._paths.setdefault(address, text.path)


def shelf_of(root: Path, workers: Workers) -> Shelf:
    """Read what is filed under `root`, content/, as far as it can be read."""
    return Shelf(_texts(root, workers))


def duplicates(root: Path, workers: Workers) -> tuple[Notice, ...]:
    """The articles under content/ that tell a piece told by another there."""
    found = check_duplicates(_texts(root, workers), partial(_body, root=root))
    return tuple(replace(notice, path=str(root / (notice.path or ""))) for notice in found)


def _texts(root: Path, workers: Workers) -> tuple[Text, ...]:
    return workers.map(partial(_text, root=root), find(root).articles).values


def _text(path: str, *, root: Path) -> Text:
    return text_of(read_article(path, (root / path).read_bytes()).value)


def _body(path: str, *, root: Path) -> str:
    return read_article(path, (root / path).read_bytes()).value.body


def text_of(article: Article) -> Text:
    """An article as it is compared with others."""
    opening = dateline(article.body.lstrip("*_ \n"))
    place = " ".join(filter(None, (opening.place, opening.agency))) if opening else ""
    return Text(
        article.path,
        runs_of(article.body).tobytes(),
        place.casefold(),
        address_key(article.source_url) if article.source_url else "",
        tuple(address_key(one.source_url) for one in article.also if one.source_url),
    )
