"""A site in, the row of what its language says for it out: an amending build need not ask Babel."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from briefgen.model.page import ArchivePage, HomePage, SourcesPage, TopicPage, TopicsPage
from briefgen.render import catalogues, spoken

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from briefgen.model.library import Library
    from briefgen.model.page import Page
    from briefgen.model.theme import Theme

__all__ = ["learn", "speech"]

# A style that a template works out, or a pattern, is asked for when it is shown.
_STYLE = re.compile(r"""\bdate\(\s*["'](short|medium|full|month|day)["']""")


def speech(theme: Theme, library: Library, pages: Iterable[Page], language: str) -> bytes:
    """Return the row of the days, times, numbers, languages and words that the pages show."""
    styles = {"long", *(s for text in theme.templates.values() for s in _STYLE.findall(text))}
    entries = library.entries
    said = spoken.table(
        language,
        days=[(day, style) for day in _days(library) for style in styles],
        times={(at.hour, at.minute) for e in entries if not e.day_only and (at := e.published)},
        numbers={count for page in pages for count in _counts(page)},
        others={entry.language for entry in entries},
    )
    return msgspec.msgpack.encode((said, catalogues.packed_words(theme.words, language)))


def learn(row: bytes) -> None:
    """Take over what a row says; a msgspec.MsgspecError refuses bytes that are none."""
    said, packed = msgspec.msgpack.decode(row, type=tuple[dict[str, str], dict[str, bytes]])
    spoken.learn(said)
    catalogues.learn(packed)


def _days(library: Library) -> set[dt.date]:
    moments = [m for e in library.entries for m in (e.published, e.updated) if m]
    days = {moment.date() for moment in moments} | {one.date for one in library.editions}
    return days | {day.replace(day=1) for day in days}  # months are told by their first


def _counts(page: Page) -> Iterator[int]:
    match page:
        case HomePage() | TopicsPage():
            yield from (section.count for section in page.sections)
        case TopicPage():
            yield from (count for _, count in page.sources)
        case SourcesPage():
            yield from (source.count for source in page.sources)
        case ArchivePage():
            yield from (count for _, count in (*page.years, *page.month_counts))
