"""A filed article in; cleaned again from its page as it came, or joined with what is new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.content.merge import Clash, merged
from briefgen.content.read import read_article
from briefgen.content.write import article_text
from briefgen.engine.files import write_atomic
from briefgen.errors import SourceError, in_quotes
from briefgen.intake.cleaning import take_and_clean
from briefgen.intake.normal import cleaned_document
from briefgen.intake.past import name_of
from briefgen.intake.photos import without_repeated_alt
from briefgen.sources import archive
from briefgen.values import dataclass, replace

if TYPE_CHECKING:
    from pathlib import Path

    from briefgen.intake.past import Past
    from briefgen.intake.raw import Origin, Raw
    from briefgen.intake.shelf import Shelf
    from briefgen.model.article import Article
    from briefgen.model.document import Cleaned, Document, Knowledge

__all__ = ["Again", "again", "article_at", "explained"]


@dataclass(frozen=True, slots=True)
class Again:
    """What a second cleaning did to a file: keys taken over ("body" for the text), and clashes."""

    path: str
    taken: tuple[str, ...] = ()
    clashes: tuple[Clash, ...] = ()


def article_at(name: str, root: Path) -> str | None:
    """The path under `root`, content/, of the article a curator names; None for anything else.

    Named by a file's path from here or from content/.
    """
    if "://" in name:
        return None
    for place in (root / name, root.parent / name, root.cwd() / name):
        inside = place.resolve()
        if inside.suffix == ".md" and inside.is_file() and inside.is_relative_to(root.resolve()):
            return inside.relative_to(root.resolve()).as_posix()
    return None


def explained(path: str, root: Path, raw: Raw, knowledge: Knowledge) -> Cleaned:
    """The ledger of a filed article: its page as it came, cleaned again as on the day it came."""
    article = read_article(path, (root / path).read_bytes()).value
    origin = raw.origin(path, article.source_url)
    return _single(origin.document, replace(knowledge, today=origin.today), path)


def again(  # noqa: PLR0913, PLR0917 - the site, and what is known of it
    name: str, root: Path, raw: Raw, shelf: Shelf, past: Past, knowledge: Knowledge
) -> tuple[Again, ...]:
    """Clean a filed article again and join it with the file; no edit of a person's is lost.

    An article's path takes its page as it was kept; any other source is taken anew, and joined
    with the articles filed from its addresses, or from a file of its name.
    """
    if archive.is_archive(name):
        raise SourceError(
            "a web archive is not cleaned again whole",
            path=name,
            hint="name the articles' files: their pages are kept",
        )
    path = article_at(name, root)
    if path is not None:
        article = read_article(path, (root / path).read_bytes()).value
        origin = raw.origin(path, article.source_url)
        document, cleaned = origin.document, _single(origin.document, knowledge, path)
        return (_join(origin, document, cleaned, root, raw, knowledge.today),)
    documents, found = take_and_clean(name, knowledge=knowledge)
    rows = []
    for document, cleaned in zip(documents, found, strict=True):
        place = cleaned.article.source_url and shelf.at(cleaned.article.source_url)
        if not place and len(documents) == 1:
            place = past.article(name_of(name))
        if not place:
            raise SourceError(
                f"no filed article is known to come from this: {in_quotes(cleaned.article.title)}",
                path=name,
                hint="file it first: briefgen add without --again",
            )
        origin = raw.origin(place, cleaned.article.source_url)
        rows.append(_join(origin, document, cleaned, root, raw, knowledge.today))
    return tuple(rows)


def _single(document: Document, knowledge: Knowledge, path: str) -> Cleaned:
    try:
        return cleaned_document(document, knowledge)
    except SourceError as error:
        raise SourceError(error.message, path=path, hint=error.hint) from error


def _join(  # noqa: PLR0913, PLR0917 - what both ways to an article bring with them
    origin: Origin,
    document: Document,
    cleaned: Cleaned,
    root: Path,
    raw: Raw,
    today: str | None,
) -> Again:
    path = origin.path
    file = root / path
    mine = file.read_bytes().decode("utf-8")
    base = read_article(path, origin.text.encode()).value
    now = _as_filed(cleaned.article, base, dated=origin.dated)
    text = article_text(now)
    joined = merged(origin.text, mine, text, now, path=path)
    # Read back before it is written: a file that can't be read is worse than an old one.
    read_article(path, joined.text.encode())
    if joined.text != mine:
        write_atomic(file, joined.text.encode())
    raw.keep(replace(origin, text=text, document=document, today=today))
    return Again(path, joined.taken, joined.clashes)


def _as_filed(article: Article, base: Article, *, dated: bool) -> Article:
    """A newly cleaned article with what filing, not cleaning, decides, as it was then."""
    return replace(
        without_repeated_alt(article),
        path=base.path,
        title=article.title or base.title,
        slug=base.slug,
        topics=base.topics,
        tags=base.tags,
        draft=base.draft,
        also=base.also,
        added=base.added,
        date=base.date if dated else article.date,
    )
