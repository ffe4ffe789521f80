"""Choose an article's day among the days its lines name: a draft -> day, origin, evidence."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Final

from briefgen.clean.credit import parse
from briefgen.clean.dateline import dateline
from briefgen.clean.dateline_days import days, weekdays
from briefgen.clean.pasted_draft import Dated, Draft
from briefgen.model.when import When
from briefgen.values import replace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.model.document import DateSource

__all__ = ["chosen_day", "gather_days"]

_RANK: Final = {"text": 0, "byline": 1, "dateline": 2, "url": 3, "meta": 4, "caption": 5}
_IN_ADDRESS: Final = re.compile(
    r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?:[/-]|$)"
)
_NAMES: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def gather_days(draft: Draft) -> Draft:
    """Add the days that the address, the fallback and the captions name."""
    found = [*draft.dates, *_outside(draft), *_captions(draft)]
    return replace(draft, dates=(*found, *_dateline_years(draft, found)))


def _outside(draft: Draft) -> Iterator[Dated]:
    match = _IN_ADDRESS.search(draft.document.url or "")
    day = _date(*map(int, match.groups())) if match else None
    if day and match:
        yield Dated(day, "url", match[0])
    given = draft.document.fallback_date
    if given and (day := _iso(given)):
        yield Dated(day, "meta", given)


def _captions(draft: Draft) -> Iterator[Dated]:
    for photo in draft.photos:
        credit = parse(photo.credit, certain=True) if photo.credit else None
        caption = photo.caption or ""
        # An archive picture is older than the article it stands in.
        if (credit and credit.kind == "file") or re.search(
            r"\b(?:file|archiv|資料|자료)", caption, re.IGNORECASE
        ):
            continue
        yield from (Dated(day.date, "caption", caption) for day in days(caption) if day.date)


def _dateline_years(draft: Draft, found: list[Dated]) -> Iterator[Dated]:
    """Give a dateline's day the year of another day in the text that is the same or near."""
    for part in draft.rest[:3]:
        opening = dateline(part.text)
        if opening is None or opening.day is None or opening.day.date:
            continue
        for other in found:
            day = opening.day.in_year(other.day.year)
            if day and abs((day - other.day).days) <= 31:  # noqa: PLR2004
                yield Dated(day, "dateline", opening.verbatim)
                return


def chosen_day(draft: Draft) -> tuple[Draft, When | None, DateSource | None, When | None]:
    """Return the article's day with its origin and the day of its last change."""
    bound = _iso(draft.knowledge.today) if draft.knowledge.today else None
    told = sorted(
        (d for d in draft.dates if not d.update), key=lambda d: (_RANK[d.where], -d.day.toordinal())
    )
    if told and told[0].where == "text":
        # The first stamp on a page is when it was published; later days are of other things.
        told.sort(key=lambda d: (_RANK[d.where], draft.dates.index(d)))
    best: Dated | None = None
    for dated in told:
        refusal = _refusal(draft, dated, bound) if best is None else None
        if best is None and refusal is None:
            best = dated
            draft = draft.proven("date", str(dated.day), _where(draft, dated))
        else:
            why = refusal or _where(draft, dated)
            draft = draft.proven("date", str(dated.day), why, chosen=False)
    changed = [d for d in draft.dates if d.update and not (bound and d.day > bound)]
    updated = max((d.day for d in changed), default=None)
    if updated:
        draft = draft.proven("updated", str(updated), "the page's line on its last change")
    return draft, _when(best.day) if best else None, best.where if best else None, _when(updated)


def _refusal(draft: Draft, dated: Dated, bound: dt.date | None) -> str | None:
    if bound and dated.day > bound:
        return f"later than today: {_clip(dated.text)}"
    if dated.where != "caption":
        return None
    named = _named_weekdays(draft)
    fits = {dated.day.weekday(), (dated.day.weekday() + 1) % 7}
    if named and not named & fits:
        names = ", ".join(_NAMES[n] for n in sorted(named))
        return f"a caption's day, a {_NAMES[dated.day.weekday()]}, but the text speaks of {names}"
    return None


def _where(draft: Draft, dated: Dated) -> str:
    place = {
        "text": "the page's time stamp",
        "byline": "the by-line",
        "dateline": "the dateline",
        "url": "the address",
        "meta": "given with the text",
        "caption": "a photo's caption",
    }[dated.where]
    agrees = dated.where == "caption" and dated.day.weekday() in _named_weekdays(draft)
    note = f"; the text names that day's weekday, {_NAMES[dated.day.weekday()]}" if agrees else ""
    return f"{place}: {_clip(dated.text)}{note}"


def _named_weekdays(draft: Draft) -> set[int]:
    opening = " ".join(part.text for part in draft.rest[:3])
    return {number for number, _ in weekdays(opening)}


def _clip(text: str) -> str:
    return text if len(text) <= 80 else f"…{text[-79:]}"  # noqa: PLR2004


def _when(day: dt.date | None) -> When | None:
    return When.parse(day.isoformat()) if day else None


def _iso(text: str) -> dt.date | None:
    try:
        return dt.datetime.fromisoformat(text.strip()).date()
    except ValueError:
        return None


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
