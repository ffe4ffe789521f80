"""Sources in, what each became out: its cleaned articles, or the mistake in the way."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from briefgen.clean.newsletter import articles_in
from briefgen.errors import BriefgenError, CombinedError, SourceError
from briefgen.intake.normal import cleaned_document
from briefgen.intake.past import Known, Past, digest_of, digest_of_document
from briefgen.intake.seen import Seen
from briefgen.model.document import Cleaned, Document, Knowledge, KnownSource, Link
from briefgen.sources import archive, expand, take
from briefgen.values import dataclass, replace

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefgen.engine.workers import Workers
    from briefgen.model.config import Config

__all__ = ["Newsletters", "Taken", "clean_sources", "knowledge_of", "take_and_clean"]

# Pages of an archive are cleaned so many at a time, and so many bytes.
_MOST_PAGES = 256
_MOST_BYTES = 32_000_000


Newsletters = Literal["tell", "links", "itself"]
"""What to do with a mail made of links: tell them, take the articles there, or the mail."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one source: cleaned articles, or the mistake that stood in the way.

    `documents` are what the articles were cleaned from, one each. Of a feed, `error` may be that
    of some items, `fresh` are all its new ones, `passed` counts those seen before, and `version`
    is what its site says of it; `unchanged` says that it is as it was seen last.

    `known` is what became of it before, with the same bytes: it is not cleaned again. `digest` is
    that of its bytes where they are a file's. An archive gives one Taken for each of its pages,
    `source` being the page's address and `share` the part of the file that was read for it.
    `links` are those of a newsletter, where they are only told.
    """

    input: str
    cleaned: tuple[Cleaned, ...] = ()
    documents: tuple[Document, ...] = ()
    error: BriefgenError | None = None
    fresh: tuple[Document, ...] = ()
    passed: int = 0
    version: tuple[str, str] = ("", "")
    unchanged: bool = False
    known: Known | None = None
    digest: str = ""
    source: str = ""
    share: float = 1.0
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class _Single:
    """One source; `named` by the curator, and not by a folder or a pattern it stands in."""

    name: str
    named: bool


def knowledge_of(config: Config | None, today: str | None) -> Knowledge:
    """What a site's settings tell the cleaner."""
    if config is None:
        return Knowledge(today=today)
    return Knowledge(
        sources=tuple(KnownSource(source.name, source.hosts) for source in config.sources),
        today=today,
    )


def clean_sources(  # noqa: PLR0913 - what all ways to clean bring with them
    sources: Sequence[str],
    knowledge: Knowledge,
    workers: Workers,
    *,
    stdin: bytes | None = None,
    allow_private: bool = False,
    seen: Seen | None = None,
    past: Past | None = None,
    newsletters: Newsletters = "tell",
) -> Iterator[Taken]:
    """Take and clean each source, in order, on `work`'s cores; one failing costs no other.

    Of feeds only what is not `seen` is cleaned, and nothing that the `past` knows: save a file
    whose article was deleted and that is now named itself.
    """
    single: list[_Single] = []
    for source in sources:
        try:
            names = expand(source)
        except SourceError as error:
            yield Taken(source, error=error)
            continue
        single += [_Single(name, names == (source,)) for name in names]
    step = partial(
        _taken,
        knowledge=knowledge,
        stdin=stdin,
        allow_private=allow_private,
        seen=seen or Seen(),
        newsletters=newsletters,
    )
    for packed, group in groupby(single, key=_is_archive):
        if packed:
            for one in group:
                yield from _of_archive(one.name, knowledge, workers, past)
            continue
        rows = [(one, *_before(one, past)) for one in group]
        outcomes = workers.stream(step, [one.name for one, known, _ in rows if not known])
        for one, known, digest in rows:
            if known:
                yield _told(one.name, known)
                continue
            outcome = next(outcomes)
            if isinstance(outcome, BriefgenError):
                outcome = Taken(one.name, error=outcome)
            again = outcome.fresh or outcome.passed or outcome.links or _in_part(outcome)
            yield outcome if again else replace(outcome, digest=digest)


def _in_part(taken: Taken) -> bool:
    """Whether some of a source failed, and may be there another time."""
    return isinstance(taken.error, CombinedError)


def _is_archive(one: _Single) -> bool:
    return archive.is_archive(one.name)


def _before(one: _Single, past: Past | None) -> tuple[Known | None, str]:
    """What became of a source before, where it need not be cleaned; and its digest."""
    if past is None:
        return None, ""
    if "://" in one.name:
        return past.at(one.name), ""
    digest = digest_of(one.name)
    known = past.known(digest)
    wanted_back = known and known.deleted and not known.articles and one.named
    return (None if wanted_back else known), digest


def _told(name: str, known: Known, share: float = 1.0) -> Taken:
    if known.mistake:
        message, hint = known.mistake
        return Taken(name, error=SourceError(message, path=name, hint=hint), share=share)
    return Taken(name, known=known, share=share)


def _of_archive(
    name: str, knowledge: Knowledge, workers: Workers, past: Past | None
) -> Iterator[Taken]:
    """Clean the pages of an archive as they are read, a bounded number at a time."""
    pages = archive.pages(name)
    done, left = 0.0, True
    step = partial(_cleaned, knowledge=knowledge)
    while left:
        batch: list[archive.ArchivedPage] = []
        broken = None
        try:
            left = _fill(batch, pages)
        except SourceError as error:
            broken, left = error, False
        digests = [digest_of_document(page.document) for page in batch]
        known = [past.known(digest) if past else None for digest in digests]
        outcomes = workers.stream(
            step, [page.document for page, old in zip(batch, known, strict=True) if not old]
        )
        for page, digest, old in zip(batch, digests, known, strict=True):
            share, done = page.read - done, page.read
            if old:
                yield _told(name, old, share)
                continue
            outcome = next(outcomes)
            found = Taken(name, digest=digest, source=page.document.url or name, share=share)
            if isinstance(outcome, BriefgenError):
                yield replace(found, error=_of_page(page.document, outcome))
            else:
                yield replace(found, cleaned=(outcome,), documents=(page.document,))
        if broken:
            yield Taken(name, error=broken, share=0)
    yield Taken(name, share=1 - done)


def _fill(batch: list[archive.ArchivedPage], pages: Iterator[archive.ArchivedPage]) -> bool:
    """Add the next pages of an archive to a batch; False when there are no more."""
    size = 0
    for page in pages:
        batch.append(page)
        size += len(page.document.data)
        if len(batch) >= _MOST_PAGES or size >= _MOST_BYTES:
            return True
    return False


def _of_page(document: Document, error: BriefgenError) -> BriefgenError:
    if not isinstance(error, SourceError):
        return error
    said = f"{document.url or 'a page'}: {error.message}"
    return SourceError(said, path=document.input, hint=error.hint)


def _cleaned(document: Document, *, knowledge: Knowledge) -> Cleaned:
    return cleaned_document(document, knowledge)


def _taken(  # noqa: PLR0913 - what all ways to clean bring with them
    source: str,
    *,
    knowledge: Knowledge,
    stdin: bytes | None,
    allow_private: bool,
    seen: Seen,
    newsletters: Newsletters,
) -> Taken:
    """Take and clean what is new in one source."""
    version = ("", "")
    if "://" in source:
        # Loaded late: only an address needs the network's libraries.
        from briefgen.sources.fetch import Validators
        from briefgen.sources.web import documents, page_at

        known = Validators(*seen.versions.get(source, version))
        found = page_at(source, allow_private=allow_private, known=known)
        if found.unchanged:
            return Taken(source, unchanged=True)
        taken = documents(source, found)
        version = (found.validators.etag, found.validators.modified)
    else:
        taken = take(source, stdin=stdin, allow_private=allow_private)
    if newsletters != "itself" and taken[0].mail and (links := articles_in(taken[0])):
        if newsletters == "tell":
            return Taken(source, links=links)
        return _linked(source, links, knowledge, allow_private=allow_private)
    if not any(one.item for one in taken):
        return Taken(source, tuple(cleaned_document(one, knowledge) for one in taken), taken)
    fresh = seen.fresh(taken)
    kept, errors = _items(fresh, knowledge)
    return Taken(
        source,
        tuple(cleaned for _, cleaned in kept),
        tuple(document for document, _ in kept),
        CombinedError(errors) if errors else None,
        fresh,
        len(taken) - len(fresh),
        version,
    )


def _linked(
    source: str, links: Sequence[Link], knowledge: Knowledge, *, allow_private: bool
) -> Taken:
    """Fetch and clean the articles that a newsletter links to; one that fails costs no other."""
    documents: list[Document] = []
    cleaned: list[Cleaned] = []
    errors: list[SourceError] = []
    for link in links:
        try:
            found, articles = take_and_clean(
                link.url, knowledge=knowledge, allow_private=allow_private
            )
        except SourceError as error:
            said = f"{link.title}: {error.message}"
            errors.append(SourceError(said, path=error.path or link.url, hint=error.hint))
            continue
        documents += found
        cleaned += articles
    mistakes = CombinedError(errors) if errors else None
    return Taken(source, tuple(cleaned), tuple(documents), mistakes)


def _items(
    fresh: Sequence[Document], knowledge: Knowledge
) -> tuple[list[tuple[Document, Cleaned]], list[SourceError]]:
    """Clean a feed's items; one that fails costs no other."""
    kept, errors = [], []
    for one in fresh:
        try:
            kept.append((one, cleaned_document(one, knowledge)))
        except SourceError as error:
            said = f"{one.title or one.item}: {error.message}"
            errors.append(SourceError(said, path=one.input, hint=error.hint))
    return kept, errors


def take_and_clean(
    source: str,
    *,
    knowledge: Knowledge,
    stdin: bytes | None = None,
    allow_private: bool = False,
) -> tuple[tuple[Document, ...], tuple[Cleaned, ...]]:
    """Take and clean one source; SourceError when there is nothing in it to clean."""
    documents: tuple[Document, ...] = take(source, stdin=stdin, allow_private=allow_private)
    return documents, tuple(cleaned_document(document, knowledge) for document in documents)
