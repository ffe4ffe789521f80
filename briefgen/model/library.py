"""All entries, arranged: by topic, by edition, newest first, with what is held back."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from briefgen.model.entry import Body, Entry, TopicRef
from briefgen.values import dataclass

__all__ = ["Held", "Library", "PlacedEdition", "PlacedTopic", "Row"]


@dataclass(frozen=True, slots=True)
class PlacedTopic:
    """A topic with its entries, newest first; `lead` is the article its briefing opens with."""

    ref: TopicRef
    description: str | None = None
    intro: Body | None = None
    lead: Entry | None = None
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """An entry in an edition, with the curator's word on it."""

    entry: Entry
    note: str | None = None


@dataclass(frozen=True, slots=True)
class PlacedEdition:
    """One dated issue; `permalink` is "briefings/<slug>/"."""

    slug: str
    title: str
    date: dt.date
    permalink: str
    rows: tuple[Row, ...] = ()
    intro: Body | None = None
    curated: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """An article that is not shown, and why; `until` is when a future one will appear."""

    path: str
    title: str
    reason: Literal["draft", "future"]
    until: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Library:
    """Every entry that is shown, newest first (undated last), and the same by topic and edition.

    `files` are the files of topics and editions, each with the permalink of its page.
    """

    entries: tuple[Entry, ...] = ()
    topics: tuple[PlacedTopic, ...] = ()
    editions: tuple[PlacedEdition, ...] = ()
    held: tuple[Held, ...] = ()
    files: tuple[tuple[str, str], ...] = ()
