"""Shown entries and edition files in, editions out: the curated ones, and those by day or week."""

from __future__ import annotations

import datetime as dt
from functools import cache, lru_cache
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from briefgen.errors import ContentError, in_quotes, nearest
from briefgen.model.library import PlacedEdition, Row
from briefgen.render.permalinks import edition_permalink

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from babel import Locale

    from briefgen.model.article import Edition, EditionItem
    from briefgen.model.config import Config
    from briefgen.model.entry import Body, Entry

__all__ = ["automatic_editions", "curated_editions"]


def curated_editions(
    editions: Iterable[Edition],
    entries: Sequence[Entry],
    intros: Mapping[str, Body],
    zone: dt.tzinfo,
    broken: Container[str] = (),
) -> tuple[list[PlacedEdition], list[ContentError]]:
    """Return the curator's editions in `zone`, and an error for each article that isn't shown.

    An article of the slugs `broken` has an error of its own, which tells why it isn't shown.
    """
    slugs = {entry.slug: entry for entry in reversed(entries)}
    unknown = [
        _unknown(row, e, slugs)
        for e in editions
        for row in e.items
        if row.slug not in slugs and row.slug not in broken
    ]
    return [_curated(e, slugs, intros.get(e.path), zone) for e in editions], unknown


def automatic_editions(
    entries: Sequence[Entry], curated: Iterable[PlacedEdition], config: Config
) -> list[PlacedEdition]:
    """Return an edition for each day or ISO week with an article, where no file curates one.

    Once there are curated editions, what they name is left out of the automatic ones, and these
    begin with the month in which the first article was filed: no edition of a day before the site
    was begun. Entries come newest first.
    """
    if config.editions.every == "none":
        return []
    curated = tuple(curated)
    if curated:
        named = {row.entry.slug for edition in curated for row in edition.rows}
        filed = (e.added or _date(e) for e in entries if e.added or e.published)
        begin = min(filed, default=dt.date.min).replace(day=1)
        entries = [e for e in entries if e.slug not in named and _date(e) >= begin]
    period = _week if config.editions.every == "week" else _day
    title = _week_title if config.editions.every == "week" else _day_title
    taken = {slug for edition in curated for slug in (edition.slug, period(edition.date)[0])}
    days = groupby((e for e in entries if e.published is not None), key=_date)
    placed = []
    for (slug, first), members in groupby(
        ((period(day), tuple(found)) for day, found in days), key=itemgetter(0)
    ):
        rows = tuple([Row(entry) for _, found in members for entry in found])
        if slug not in taken:
            placed.append(
                PlacedEdition(
                    slug=slug,
                    title=title(first, config.language),
                    date=_date(rows[0].entry),
                    permalink=edition_permalink(slug),
                    rows=rows,
                )
            )
    return placed


def _curated(
    edition: Edition, slugs: Mapping[str, Entry], intro: Body | None, zone: dt.tzinfo
) -> PlacedEdition:
    rows = (Row(slugs[row.slug], row.note) for row in edition.items if row.slug in slugs)
    return PlacedEdition(
        slug=edition.slug,
        title=edition.title,
        date=edition.date.placed(zone).date(),
        permalink=edition_permalink(edition.slug),
        rows=tuple(rows),
        intro=intro,
        curated=True,
    )


def _unknown(row: EditionItem, edition: Edition, known: Iterable[str]) -> ContentError:
    return ContentError(
        f"no article that is shown has the slug {in_quotes(row.slug)}",
        path=edition.path,
        line=row.line or dict(edition.lines).get("articles"),
        hint=nearest(row.slug, known) or "a draft or a future article is not shown yet",
    )


def _date(entry: Entry) -> dt.date:
    return entry.published.date() if entry.published else dt.date.min


def _day(date: dt.date) -> tuple[str, dt.date]:
    return (date.isoformat(), date)


def _week(date: dt.date) -> tuple[str, dt.date]:
    """Return the slug "2026-w05" and the Monday of a date's ISO week."""
    year, week, weekday = date.isocalendar()
    return (f"{year:04}-w{week:02}", date - dt.timedelta(days=weekday - 1))


@lru_cache(maxsize=4096)
def _day_title(day: dt.date, language: str) -> str:
    from babel.dates import format_date

    return format_date(day, "long", locale=_locale(language))


@lru_cache(maxsize=4096)
def _week_title(monday: dt.date, language: str) -> str:
    from babel.dates import format_interval

    last = monday + dt.timedelta(days=6)
    return format_interval(monday, last, "yMMMd", locale=_locale(language))


@cache
def _locale(language: str) -> Locale:
    """Return the locale of a language tag, or English for one Babel knows nothing of."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")
