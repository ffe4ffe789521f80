"""Sources in, what each became out: its cleaned articles, or the mistake in the way."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from briefgen.clean import clean
from briefgen.errors import BriefgenError, SourceError
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

    `documents` are what the articles were cleaned from, one each.
    """

    input: str
    cleaned: tuple[Cleaned, ...] = ()
    documents: tuple[Document, ...] = ()
    error: BriefgenError | None = None


def knowledge_of(config: Config | None, today: str | None) -> Knowledge:
    """What a site's settings tell the cleaner."""
    if config is None:
        return Knowledge(today=today)
    return Knowledge(
        sources=tuple(KnownSource(source.name, source.hosts) for source in config.sources),
        topics=tuple(KnownTopic(topic.title, topic.keywords) for topic in config.topics),
        today=today,
    )


def clean_sources(
    sources: Sequence[str],
    knowledge: Knowledge,
    work: Work,
    *,
    stdin: bytes | None = None,
    allow_private: bool = False,
) -> Iterator[Taken]:
    """Take and clean each source, in order, on `work`'s cores; one failing costs no other."""
    single: list[str] = []
    for source in sources:
        try:
            single += expand(source)
        except SourceError as error:
            yield Taken(source, error=error)
    step = partial(take_and_clean, knowledge=knowledge, stdin=stdin, allow_private=allow_private)
    for name, outcome in zip(single, work.stream(step, single), strict=True):
        if isinstance(outcome, BriefgenError):
            yield Taken(name, error=outcome)
        else:
            documents, cleaned = outcome
            yield Taken(name, cleaned, documents)


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
