"""Sources in, what each became out: its cleaned articles, or the mistake in the way."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from briefgen.clean import clean
from briefgen.errors import BriefgenError, CombinedError, SourceError
from briefgen.intake.seen import Seen
from briefgen.model.document import Cleaned, Document, Knowledge, KnownSource, KnownTopic
from briefgen.sources import expand, take

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefgen.engine.work import Work
    from briefgen.model.config import Config

__all__ = ["Taken", "clean_sources", "knowledge_of", "take_and_clean"]


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one source: cleaned articles, or the mistake that stood in the way.

    `documents` are what the articles were cleaned from, one each. Of a feed, `error` may be that
    of some items, `fresh` are all its new ones, `passed` counts those seen before, and `version`
    is what its site says of it; `unchanged` says that it is as it was seen last.
    """

    input: str
    cleaned: tuple[Cleaned, ...] = ()
    documents: tuple[Document, ...] = ()
    error: BriefgenError | None = None
    fresh: tuple[Document, ...] = ()
    passed: int = 0
    version: tuple[str, str] = ("", "")
    unchanged: bool = False


def knowledge_of(config: Config | None, today: str | None) -> Knowledge:
    """What a site's settings tell the cleaner."""
    if config is None:
        return Knowledge(today=today)
    return Knowledge(
        sources=tuple(KnownSource(source.name, source.hosts) for source in config.sources),
        topics=tuple(KnownTopic(topic.title, topic.keywords) for topic in config.topics),
        today=today,
    )


def clean_sources(  # noqa: PLR0913 - what all ways to clean bring with them
    sources: Sequence[str],
    knowledge: Knowledge,
    work: Work,
    *,
    stdin: bytes | None = None,
    allow_private: bool = False,
    seen: Seen | None = None,
) -> Iterator[Taken]:
    """Take and clean each source, in order, on `work`'s cores; one failing costs no other.

    Of feeds only what is not `seen` is cleaned.
    """
    single: list[str] = []
    for source in sources:
        try:
            single += expand(source)
        except SourceError as error:
            yield Taken(source, error=error)
    step = partial(
        _taken, knowledge=knowledge, stdin=stdin, allow_private=allow_private, seen=seen or Seen()
    )
    for name, outcome in zip(single, work.stream(step, single), strict=True):
        yield Taken(name, error=outcome) if isinstance(outcome, BriefgenError) else outcome


def _taken(
    source: str, *, knowledge: Knowledge, stdin: bytes | None, allow_private: bool, seen: Seen
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
    if not any(one.item for one in taken):
        return Taken(source, tuple(clean(one, knowledge) for one in taken), taken)
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


def _items(
    fresh: Sequence[Document], knowledge: Knowledge
) -> tuple[list[tuple[Document, Cleaned]], list[SourceError]]:
    """Clean a feed's items; one that fails costs no other."""
    kept, errors = [], []
    for one in fresh:
        try:
            kept.append((one, clean(one, knowledge)))
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
    return documents, tuple(clean(document, knowledge) for document in documents)
