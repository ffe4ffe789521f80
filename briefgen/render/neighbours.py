"""All entries in; for one of them, the articles beside it and those related to it, out."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.model.entry import Entry

__all__ = ["Neighbours"]

_RELATED = 4
_REACH = 8


class Neighbours:
    """Knows each entry's place among all and within its topics; entries come newest first."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = entries
        self._places = {entry.path: place for place, entry in enumerate(entries)}
        self._topics = [tuple(dict.fromkeys(_topics(entry))) for entry in entries]
        self._sets = [frozenset(topics) for topics in self._topics]
        self._lists: dict[str, list[int]] = defaultdict(list)
        # Where an entry stands in the list of each of its topics.
        self._spots: list[tuple[int, ...]] = []
        for place, topics in enumerate(self._topics):
            lists = [self._lists[slug] for slug in topics]
            self._spots.append(tuple([len(members) for members in lists]))
            for members in lists:
                members.append(place)

    def beside(self, entry: Entry) -> tuple[Entry | None, Entry | None]:
        """Return the next newer and the next older article of its first topic."""
        newer, older = self.places_beside(self._places[entry.path])
        entries = self._entries
        return (
            None if newer is None else entries[newer],
            None if older is None else entries[older],
        )

    def related(self, entry: Entry) -> tuple[Entry, ...]:
        """Return the articles nearest in topics and time, older ones first, its neighbours apart.

        Looking back rather than for the newest keeps an old page as it is when new ones come.
        """
        places = self.places_related(self._places[entry.path])
        return tuple([self._entries[place] for place in places])

    def places_beside(self, place: int) -> tuple[int | None, int | None]:
        """Return what `beside` does, by places."""
        members, at = self._lists[self._topics[place][0]], self._spots[place][0]
        newer = members[at - 1] if at else None
        return newer, members[at + 1] if at + 1 < len(members) else None

    def places_related(self, place: int) -> tuple[int, ...]:
        """Return what `related` does, by places."""
        if not self._entries[place].topics:
            return ()
        sets, topics = self._sets, self._sets[place]
        near = self._near(place)
        near.difference_update(self.places_beside(place))
        if len(topics) == 1:  # all of them share just that
            older = sorted([there for there in near if there > place])
            newer = sorted([there for there in near if there < place], reverse=True)
            return tuple((older + newer)[:_RELATED])
        rows = [
            (-len(topics & sets[there]), there < place, abs(there - place), there) for there in near
        ]
        rows.sort()
        return tuple([row[-1] for row in rows[:_RELATED]])

    def _near(self, place: int) -> set[int]:
        """Return the older articles of its topics within reach; newer ones where few are older."""
        found: set[int] = set()
        for slug, at in zip(self._topics[place], self._spots[place], strict=True):
            members = self._lists[slug]
            older = members[at + 1 : at + 1 + _REACH]
            found.update(older)
            if len(older) <= _RELATED:
                found.update(members[max(0, at - _RELATED - 1) : at])
        return found


def _topics(entry: Entry) -> tuple[str, ...]:
    return tuple([topic.slug for topic in entry.topics]) or ("",)
