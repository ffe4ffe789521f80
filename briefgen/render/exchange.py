"""A library, and entries in the place of others; the library that arranging anew would give out.

Most saves change what an article shows and not where it stands: its title, its summary, its source.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from briefgen.values import replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from briefgen.model.entry import Entry
    from briefgen.model.library import Library, PlacedEdition, PlacedTopic

__all__ = ["exchanged"]

# All that decides where an entry stands, in its topics and editions too, what leads a topic, and
# whether two have one id.
_STANDING = attrgetter("path", "permalink", "slug", "published", "topics", "pin", "draft", "guid")


def exchanged(last: Library, pairs: Iterable[tuple[Entry, Entry]]) -> Library | None:
    """Return the library with the second of each pair in the place of the first.

    None asks for everything to be arranged anew: an entry may stand elsewhere, or does not show.
    """
    entries = list(last.entries)
    places = {entry.path: at for at, entry in enumerate(entries)}
    fresh: dict[str, Entry] = {}
    for was, now in pairs:
        if _STANDING(was) != _STANDING(now) or bool(was.photo) != bool(now.photo):
            return None
        at = places.get(was.path)
        if at is None:
            return None
        # The library may spell a topic as most articles do.
        topics = entries[at].topics
        entries[at] = fresh[now.path] = now if topics == now.topics else replace(now, topics=topics)
    return replace(
        last,
        entries=tuple(entries),
        topics=tuple([_topic(topic, fresh) for topic in last.topics]),
        editions=tuple([_edition(edition, fresh) for edition in last.editions]),
    )


def _topic(topic: PlacedTopic, fresh: Mapping[str, Entry]) -> PlacedTopic:
    if not any(topic.ref in entry.topics for entry in fresh.values()):
        return topic
    lead = topic.lead
    return replace(
        topic,
        lead=fresh.get(lead.path, lead) if lead else None,
        entries=tuple([fresh.get(entry.path, entry) for entry in topic.entries]),
    )


def _edition(edition: PlacedEdition, fresh: Mapping[str, Entry]) -> PlacedEdition:
    for row in edition.rows:
        if row.entry.path in fresh:
            break
    else:
        return edition
    rows = [
        replace(row, entry=fresh[row.entry.path]) if row.entry.path in fresh else row
        for row in edition.rows
    ]
    return replace(edition, rows=tuple(rows))
