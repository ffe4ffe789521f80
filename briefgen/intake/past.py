"""What was taken before, known by its bytes -> what became of it; kept in .briefgen/taken.jsonl.

A row is added when a source's articles are filed, so that a run cut short goes on where it
stopped. A row that can't be read is as if it never was: its source is cleaned again.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from hashlib import file_digest, sha256
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen import __version__
from briefgen.content.read import read_article
from briefgen.errors import ContentError, SourceError
from briefgen.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.intake.raw import Raw
    from briefgen.intake.shelf import Shelf
    from briefgen.model.document import Document

__all__ = ["Came", "Known", "Past", "digest_of", "digest_of_document", "name_of"]


@dataclass(frozen=True, slots=True)
class Came:
    """What came of a source: articles by path under content/, or the mistake in the way.

    A mistake is that of one version of briefgen: another may know better.
    """

    digest: str
    source: str
    articles: tuple[str, ...] = ()
    mistake: tuple[str, str] | None = None
    version: str = __version__


@dataclass(frozen=True, slots=True)
class Known:
    """A source taken before: where its articles are now, which were deleted, or its mistake."""

    articles: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()
    mistake: tuple[str, str] | None = None


class Past:
    """The sources taken before into the articles under `root`, content/."""

    def __init__(self, store: Path, root: Path, shelf: Shelf, raw: Raw) -> None:
        self._store, self._root, self._shelf, self._raw = store, root, shelf, raw
        self._came: dict[str, Came] = {}
        self._digests: dict[str, str] = {}
        for row in _rows(store):
            self._learn(row)

    def known(self, digest: str) -> Known | None:
        """What became of the source with these bytes; None where it is to be cleaned."""
        row = self._came.get(digest)
        if row is None:
            return None
        if row.mistake:
            return Known(mistake=row.mistake) if row.version == __version__ else None
        try:
            places = {path: self._place(path) for path in row.articles}
        except SourceError:
            # Neither there nor known: cleaning tells whether it was moved.
            return None
        there = tuple(dict.fromkeys(place for place in places.values() if place))
        return Known(there, tuple(path for path, place in places.items() if not place))

    def at(self, address: str) -> Known | None:
        """The article filed from an address, which need not be fetched to know it."""
        place = self._shelf.at(address)
        return Known((place,)) if place and (self._root / place).is_file() else None

    def changed(self, source: str, digest: str) -> bool:
        """Whether a file of this name was taken before with other bytes."""
        return self._digests.get(source, digest) != digest

    def article(self, source: str) -> str | None:
        """The one article that came of a file of this name, where it is still."""
        row = self._came.get(self._digests.get(source, ""))
        if row is None or len(row.articles) != 1:
            return None
        try:
            return self._place(row.articles[0])
        except SourceError:
            return None

    def add(self, row: Came) -> None:
        """Remember what came of a source, at once."""
        if self._came.get(row.digest) == row:
            return
        self._learn(row)
        self._store.parent.mkdir(parents=True, exist_ok=True)
        # The line's end comes first: a row that a crash cut short spoils no other.
        with self._store.open("a", encoding="utf-8") as stream:
            stream.write(f"\n{json.dumps(asdict(row))}")

    def _learn(self, row: Came) -> None:
        self._came[row.digest] = row
        self._digests[row.source] = row.digest

    def _place(self, path: str) -> str | None:
        """Where a filed article stands now, None where it was deleted; SourceError: not known."""
        if (self._root / path).is_file():
            return path
        text = self._raw.origin(path).text
        try:
            article = read_article(path, text.encode()).value
        except ContentError as error:
            raise SourceError(error.message, path=path) from error
        if article.source_url and (place := self._shelf.at(article.source_url)):
            return place
        twin = self._shelf.nearest(article)
        return twin.text.path if twin and twin.same else None


def name_of(source: str) -> str:
    """The name by which a file is remembered, from wherever it is named."""
    return str(Path(source).resolve())


def digest_of(source: str) -> str:
    """The digest of a file's bytes, and of the kind its ending says; "" where it can't be read."""
    path = Path(source)
    try:
        if not path.is_file():  # a device may have no end
            return ""
        with path.open("rb") as stream:
            return f"{file_digest(stream, 'sha256').hexdigest()}{path.suffix.lower()}"
    except OSError:
        return ""


def digest_of_document(document: Document) -> str:
    """The digest of a page out of many in a file: of its address and bytes."""
    address = (document.url or "").encode("utf-8", "replace")
    return sha256(b"%s\0%s" % (address, document.data)).hexdigest()


def _rows(store: Path) -> Iterator[Came]:
    try:
        text = store.read_text("utf-8", "replace")
    except OSError:
        return
    for line in text.splitlines():
        try:
            row = json.loads(line)
            mistake = row["mistake"] and (str(row["mistake"][0]), str(row["mistake"][1]))
            articles = tuple(map(str, row["articles"]))
            version = str(row["version"])
            yield Came(str(row["digest"]), str(row["source"]), articles, mistake, version)
        except (ValueError, LookupError, TypeError):
            continue
