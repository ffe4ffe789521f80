"""Entries, topic files and editions in, the library out: what is shown, in which order."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from briefgen.errors import ContentError, nearest
from briefgen.model.article import Edition, Topic
from briefgen.model.entry import Body, Entry, TopicRef
from briefgen.model.library import Held, Library, PlacedTopic
from briefgen.render.editions import automatic_editions, curated_editions
from briefgen.render.permalinks import clashes, edition_permalink

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefgen.render.entries import Placing

__all__ = ["Arranged", "Curation", "arrange", "newest_first"]

_PHOTO_WITHIN = 5


@dataclass(frozen=True, slots=True)
class Curation:
    """What the curator wrote beside the articles; `intros` are their texts as HTML, by file."""

    topics: tuple[Topic, ...] = ()
    editions: tuple[Edition, ...] = ()
    intros: Mapping[str, Body] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Arranged:
    """The library, and the mistakes met on the way; what they concern is left out of it."""

    library: Library
    errors: tuple[ContentError, ...] = ()


def arrange(
    entries: Iterable[Entry],
    curation: Curation,
    site: Placing,
    *,
    now: dt.datetime,
    drafts: bool = False,
) -> Arranged:
    """Arrange all entries as of `now`; drafts are held back unless asked for, future ones always.

    Of two files with one address the first by path stays.
    """
    zone = ZoneInfo(site.config.timezone)
    errors: list[ContentError] = []
    held: list[Held] = []
    shown = [e for e in newest_first(entries) if not _held_back(e, now, held, drafts=drafts)]
    shown = _without_clashes(shown, errors)
    shown = _one_title_a_topic(shown, site.topics)
    editions = [
        e for e in curation.editions if not _edition_held(e, now, zone, held, drafts=drafts)
    ]
    editions = _editions_without_clashes(editions, errors)
    curated, unknown = curated_editions(editions, shown, curation.intros, zone)
    errors.extend(unknown)
    placed = curated + automatic_editions(shown, curated, site.config)
    library = Library(
        entries=tuple(shown),
        topics=tuple(_topics(shown, curation, site.topics, errors)),
        editions=tuple(sorted(placed, key=lambda e: (e.date, e.slug), reverse=True)),
        held=tuple(sorted(held, key=lambda h: h.path)),
    )
    return Arranged(library, tuple(errors))


def newest_first(entries: Iterable[Entry]) -> list[Entry]:
    """Return entries newest first, undated ones last, ties by path."""
    by_path = sorted(entries, key=lambda e: e.path)
    return sorted(by_path, key=_age)


def _age(entry: Entry) -> tuple[bool, float]:
    moment = entry.published
    return (moment is None, 0.0 if moment is None else -moment.timestamp())


def _held_back(entry: Entry, now: dt.datetime, held: list[Held], *, drafts: bool) -> bool:
    if entry.draft and not drafts:
        held.append(Held(entry.path, entry.title, "draft"))
        return True
    if entry.published is not None and entry.published > now:
        held.append(Held(entry.path, entry.title, "future", entry.published))
        return True
    return False


def _edition_held(
    edition: Edition, now: dt.datetime, zone: dt.tzinfo, held: list[Held], *, drafts: bool
) -> bool:
    if edition.draft and not drafts:
        held.append(Held(edition.path, edition.title, "draft"))
        return True
    moment = edition.date.placed(zone)
    if moment > now:
        held.append(Held(edition.path, edition.title, "future", moment))
        return True
    return False


def _without_clashes(entries: list[Entry], errors: list[ContentError]) -> list[Entry]:
    found = clashes((e.permalink, e.path) for e in entries)
    errors.extend(found)
    refused = {error.path for error in found}
    return [e for e in entries if e.path not in refused] if refused else entries


def _editions_without_clashes(editions: list[Edition], errors: list[ContentError]) -> list[Edition]:
    found = clashes((edition_permalink(e.slug), e.path) for e in editions)
    errors.extend(found)
    refused = {error.path for error in found}
    return [e for e in editions if e.path not in refused]


def _one_title_a_topic(entries: list[Entry], named: Iterable[TopicRef]) -> list[Entry]:
    """Give a topic that only articles name one spelling: the commonest, then the first."""
    spellings: dict[str, Counter[TopicRef]] = defaultdict(Counter)
    for entry in entries:
        for ref in entry.topics:
            spellings[ref.slug][ref] += 1
    titles = {ref.slug: ref for ref in named}
    for slug, counted in spellings.items():
        titles.setdefault(slug, min(counted, key=lambda ref: (-counted[ref], ref.title)))
    return [
        entry
        if all(titles[ref.slug] == ref for ref in entry.topics)
        else replace(entry, topics=tuple(titles[ref.slug] for ref in entry.topics))
        for entry in entries
    ]


def _topics(
    entries: Iterable[Entry],
    curation: Curation,
    named: Iterable[TopicRef],
    errors: list[ContentError],
) -> Iterable[PlacedTopic]:
    """Yield the named topics in the site's order, then those only articles name, by title."""
    members: dict[TopicRef, list[Entry]] = {ref: [] for ref in named}
    found: dict[TopicRef, list[Entry]] = defaultdict(list)
    for entry in entries:
        for ref in entry.topics:
            (members if ref in members else found)[ref].append(entry)
    members |= {
        ref: found[ref] for ref in sorted(found, key=lambda r: (r.title.casefold(), r.slug))
    }
    files = {topic.slug: topic for topic in sorted(curation.topics, key=lambda t: t.path)}
    for ref, chosen in members.items():
        yield _topic(ref, files.get(ref.slug), chosen, curation.intros, errors)


def _topic(
    ref: TopicRef,
    file: Topic | None,
    entries: list[Entry],
    intros: Mapping[str, Body],
    errors: list[ContentError],
) -> PlacedTopic:
    ordered = sorted(entries, key=lambda e: not e.pin)
    return PlacedTopic(
        ref=ref,
        description=file.description if file else None,
        intro=intros.get(file.path) if file else None,
        lead=_named_lead(file, entries, errors) or _natural_lead(ordered),
        entries=tuple(ordered),
    )


def _named_lead(
    file: Topic | None, entries: Sequence[Entry], errors: list[ContentError]
) -> Entry | None:
    if file is None or not file.lead:
        return None
    slugs = {entry.slug: entry for entry in reversed(entries)}
    if file.lead not in slugs:
        errors.append(
            ContentError(
                f"lead {file.lead!r} is no article of this topic",
                path=file.path,
                line=dict(file.lines).get("lead"),
                hint=nearest(file.lead, slugs) or "write the slug of an article that is shown",
            )
        )
    return slugs.get(file.lead)


def _natural_lead(entries: Sequence[Entry]) -> Entry | None:
    """Return the first pinned, else the newest with a photo of the first few, else the newest."""
    if not entries or entries[0].pin:
        return entries[0] if entries else None
    return next((e for e in entries[:_PHOTO_WITHIN] if e.photo), entries[0])
