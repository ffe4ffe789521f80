"""Entries, topic files and editions in, the library out: what is shown, in which order."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from operator import itemgetter
from typing import TYPE_CHECKING, TypeVar
from zoneinfo import ZoneInfo

from briefgen.errors import ContentError, in_quotes, nearest
from briefgen.model.article import Edition, Topic
from briefgen.model.entry import Body, Entry, TopicRef
from briefgen.model.library import Held, Library, PlacedTopic
from briefgen.render.editions import automatic_editions, curated_editions
from briefgen.render.permalinks import edition_permalink, settled, topic_permalink
from briefgen.render.shown import led
from briefgen.values import dataclass, field, replace

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Sequence

    from briefgen.render.entries import Placing

__all__ = ["Arranged", "Curation", "arrange", "newest_first"]

_PHOTO_WITHIN = 5

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Curation:
    """What the curator wrote beside the articles; `intros` are their texts as HTML, by file.

    `broken` are the slugs of articles that can't be read.
    """

    topics: tuple[Topic, ...] = ()
    editions: tuple[Edition, ...] = ()
    intros: Mapping[str, Body] = field(default_factory=dict)
    broken: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Arranged:
    """The library, and the mistakes met on the way; what they concern is left out of it."""

    library: Library
    errors: tuple[ContentError, ...] = ()


def arrange(  # noqa: PLR0913, the caller's choices are named
    entries: Iterable[Entry],
    curation: Curation,
    site: Placing,
    *,
    now: dt.datetime,
    drafts: bool = False,
    future: bool = False,
    last: Library | None = None,
) -> Arranged:
    """Arrange all entries as of `now`; drafts and future ones are held back unless asked for.

    Of two files with one address, or one id, the first by path stays. What equals a part of the
    `last` library is that very object, so that it is seen at once that nothing about it changed.
    """
    last = last or Library()
    zone = ZoneInfo(site.config.timezone)
    held = _Held(now, drafts=drafts, future=future)
    shown = [e for e in newest_first(entries) if not held.back(e, e.published)]
    editions = [e for e in curation.editions if not held.back(e, e.date.placed(zone))]
    shown, editions, errors = _one_an_address(shown, editions)
    shown, doubles = _one_an_id(shown)
    shown = _one_title_a_topic(shown, site.topics, {e.path: e for e in last.entries})
    files = _files(curation.topics, editions)
    curation = replace(curation, intros=_led(curation.intros, shown, files))
    curated, unknown = curated_editions(editions, shown, curation.intros, zone, curation.broken)
    placed = curated + automatic_editions(shown, curated, site.config)
    topics, misled = _topics(shown, curation, site.topics)
    library = Library(
        files=files,
        entries=tuple(shown),
        topics=_steady(topics, last.topics, lambda topic: topic.ref.slug),
        editions=_steady(
            sorted(placed, key=lambda e: (e.date, e.slug), reverse=True),
            last.editions,
            lambda edition: edition.slug,
        ),
        held=tuple(sorted(held.found, key=lambda h: h.path)),
    )
    return Arranged(library, (*errors, *doubles, *unknown, *misled))


def _files(topics: Iterable[Topic], editions: Iterable[Edition]) -> tuple[tuple[str, str], ...]:
    """Return the files of topics and editions, each with the permalink of its page."""
    found = [(topic.path, topic_permalink(topic.slug)) for topic in topics]
    found += [(edition.path, edition_permalink(edition.slug)) for edition in editions]
    return tuple(sorted(found))


def _led(
    intros: Mapping[str, Body], entries: Iterable[Entry], files: Iterable[tuple[str, str]]
) -> dict[str, Body]:
    """Return the texts of topics and editions, their links to files leading to pages."""
    if not any(body.links for body in intros.values()):
        return dict(intros)
    permalinks = dict(files) | {entry.path: entry.permalink for entry in entries}
    return {path: led(body, permalinks) for path, body in intros.items()}


def _steady(now: Iterable[T], last: Iterable[T], key: Callable[[T], str]) -> tuple[T, ...]:
    before = {key(one): one for one in last}
    return tuple([old if (old := before.get(key(one))) == one and old else one for one in now])


def newest_first(entries: Iterable[Entry]) -> list[Entry]:
    """Return entries newest first, undated ones last, ties by path."""
    by_path = sorted(entries, key=lambda e: e.path)
    return sorted(by_path, key=_age)


def _age(entry: Entry) -> tuple[bool, float]:
    moment = entry.published
    return (moment is None, 0.0 if moment is None else -moment.timestamp())


class _Held:
    """Sorts out what is not to be shown yet, and keeps the list of it."""

    def __init__(self, now: dt.datetime, *, drafts: bool, future: bool) -> None:
        self.now = now
        self.drafts = drafts
        self.future = future
        self.found: list[Held] = []

    def back(self, piece: Entry | Edition, moment: dt.datetime | None) -> bool:
        if piece.draft and not self.drafts:
            self.found.append(Held(piece.path, piece.title, "draft"))
            return True
        if moment is not None and moment > self.now and not self.future:
            self.found.append(Held(piece.path, piece.title, "future", moment))
            return True
        return False


def _one_an_address(
    entries: list[Entry], editions: list[Edition]
) -> tuple[list[Entry], list[Edition], tuple[ContentError, ...]]:
    claims = [(e.permalink, e.path) for e in entries]
    claims += [(edition_permalink(e.slug), e.path) for e in editions]
    standing, errors = settled(sorted(claims, key=lambda claim: claim[1]))
    paths = {path for _, path in standing}
    return [e for e in entries if e.path in paths], [e for e in editions if e.path in paths], errors


def _one_an_id(entries: list[Entry]) -> tuple[list[Entry], list[ContentError]]:
    """Feed readers know articles by their ids, and show one of two that have the same."""
    owners: dict[str, str] = {}
    for entry in sorted(entries, key=lambda e: e.path):
        owners.setdefault(entry.guid, entry.path)
    errors = [
        ContentError(
            f"{owners[entry.guid]} has the same id: {entry.guid}",
            path=entry.path,
            hint="take the line id: out of this one, or give it another",
        )
        for entry in entries
        if owners[entry.guid] != entry.path
    ]
    told = {error.path for error in errors}
    return [entry for entry in entries if entry.path not in told], errors


def _one_title_a_topic(
    entries: list[Entry], named: Iterable[TopicRef], last: Mapping[str, Entry]
) -> list[Entry]:
    """Give a topic that only articles name one spelling: the commonest, then the first."""
    # Most articles share one object for a topic, and its digest takes longer than its identity.
    shared = Counter(id(ref) for entry in entries for ref in entry.topics)
    refs = {id(ref): ref for entry in entries for ref in entry.topics}
    spellings: dict[str, Counter[TopicRef]] = defaultdict(Counter)
    for one, times in shared.items():
        spellings[refs[one].slug][refs[one]] += times
    titles = {ref.slug: ref for ref in named}
    for slug, counted in spellings.items():
        titles.setdefault(slug, min(counted, key=lambda ref: (-counted[ref], ref.title)))
    return [
        entry
        if all((title := titles[ref.slug]) is ref or title == ref for ref in entry.topics)
        else _retitled(entry, tuple(titles[ref.slug] for ref in entry.topics), last)
        for entry in entries
    ]


def _retitled(entry: Entry, topics: tuple[TopicRef, ...], last: Mapping[str, Entry]) -> Entry:
    now, before = replace(entry, topics=topics), last.get(entry.path)
    return before if before is not None and before == now else now


def _topics(
    entries: Iterable[Entry], curation: Curation, named: Iterable[TopicRef]
) -> tuple[tuple[PlacedTopic, ...], list[ContentError]]:
    """Return the named topics in the site's order, then those only articles name, by title."""
    members: dict[TopicRef, list[Entry]] = {ref: [] for ref in named}
    found: dict[TopicRef, list[Entry]] = defaultdict(list)
    for entry in entries:
        for ref in entry.topics:
            (members if ref in members else found)[ref].append(entry)
    members |= {r: found[r] for r in sorted(found, key=lambda r: (r.title.casefold(), r.slug))}
    files = {topic.slug: topic for topic in reversed(curation.topics)}
    claims = sorted(((topic_permalink(t.slug), t.path) for t in curation.topics), key=itemgetter(1))
    errors = list(settled(claims)[1])
    placed = []
    for ref, chosen in members.items():
        file = files.get(ref.slug)
        lead, error = _named_lead(file, chosen)
        errors += [error] if error else []
        placed.append(_topic(ref, file, chosen, lead, curation.intros))
    return tuple(placed), errors


def _topic(
    ref: TopicRef,
    file: Topic | None,
    entries: list[Entry],
    lead: Entry | None,
    intros: Mapping[str, Body],
) -> PlacedTopic:
    ordered = sorted(entries, key=lambda e: not e.pin)
    return PlacedTopic(
        ref=ref,
        description=file.description if file else None,
        intro=intros.get(file.path) if file else None,
        lead=lead or _natural_lead(ordered),
        entries=tuple(ordered),
    )


def _named_lead(
    file: Topic | None, entries: Sequence[Entry]
) -> tuple[Entry | None, ContentError | None]:
    """Return the article that the topic's file wants to lead, or the error when it isn't there."""
    if file is None or not file.lead:
        return None, None
    slugs = {entry.slug: entry for entry in reversed(entries)}
    if file.lead in slugs:
        return slugs[file.lead], None
    return None, ContentError(
        f"lead {in_quotes(file.lead)} is no article of this topic",
        path=file.path,
        line=dict(file.lines).get("lead"),
        hint=nearest(file.lead, slugs) or "write the slug of an article that is shown",
    )


def _natural_lead(entries: Sequence[Entry]) -> Entry | None:
    """Return the first pinned, else the newest with a photo of the first few, else the newest."""
    if not entries or entries[0].pin:
        return entries[0] if entries else None
    return next((e for e in entries[:_PHOTO_WITHIN] if e.photo), entries[0])
