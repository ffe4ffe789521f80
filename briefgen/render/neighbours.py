"""All entries in; for one of them, the articles beside it and those related to it, out."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefgen.model.entry import Entry

__all__ = ["Neighbours"]

_RELATED = 4
_REACH = 8


class Neighbours:
    """Knows each entry's place among all and within its topics; entries come newest first."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._places = {entry.path: place for place, entry in enumerate(entries)}
        # Each is asked for its topics some fifteen times.
        self._topics = {entry.path: _topics(entry) for entry in entries}
        self._lists: dict[str, list[Entry]] = defaultdict(list)
        self._index: dict[tuple[str, str], int] = {}
        for entry in entries:
            for slug in self._topics[entry.path]:
                self._index[slug, entry.path] = len(self._lists[slug])
                self._lists[slug].append(entry)

    def beside(self, entry: Entry) -> tuple[Entry | None, Entry | None]:
        """Return the next newer and the next older article of its first topic."""
        slug = self._topics[entry.path][0]
        members, at = self._lists[slug], self._index[slug, entry.path]
        newer = members[at - 1] if at else None
        return newer, members[at + 1] if at + 1 < len(members) else None

    def related(self, entry: Entry) -> tuple[Entry, ...]:
        """Return the articles nearest in topics and time, older ones first, its neighbours apart.

        Looking back rather than for the newest keeps an old page as it is when new ones come.
        """
        if not entry.topics:
            return ()
        here = self._places[entry.path]
        topics = frozenset(self._topics[entry.path])
        apart = {entry.path} | {e.path for e in self.beside(entry) if e}

        def nearness(other: Entry) -> tuple[int, bool, int]:
            there = self._places[other.path]
            return (
                -len(topics.intersection(self._topics[other.path])),
                there < here,
                abs(there - here),
            )

        near = {e.path: e for e in self._near(entry) if e.path not in apart}
        return tuple(sorted(near.values(), key=nearness)[:_RELATED])

    def _near(self, entry: Entry) -> Iterator[Entry]:
        """Yield the older articles of its topics within reach; newer ones where few are older."""
        for slug in self._topics[entry.path]:
            members, at = self._lists[slug], self._index[slug, entry.path]
            older = members[at + 1 : at + 1 + _REACH]
            yield from older
            if len(older) <= _RELATED:
                yield from members[max(0, at - _RELATED - 1) : at]


def _topics(entry: Entry) -> tuple[str, ...]:
    return tuple(topic.slug for topic in entry.topics) or ("",)
