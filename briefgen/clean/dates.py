"""A page -> when it was published and updated: each candidate with its origin, none invented."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from briefgen.clean import jsonld
from briefgen.clean.boxes import words
from briefgen.model.day_words import read_day
from briefgen.model.document import DateSource, Evidence
from briefgen.model.when import When
from briefgen.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from briefgen.clean.page import Page

__all__ = ["Candidate", "candidates", "dated", "moment"]

_PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished",
    "parsely-pub-date",
    "sailthru.date", "article.published", "published-date", "publish-date", "publication_date",
    "pubdate", "publishdate",
    "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date", "dcterms.date",
    "dc.date.created", "date",
    "date_published", "originalpublicationdate", "article_date_original",
    "cxenseparse:recs:publishtime", "published_at",
    "cxenseparse:publishtime", "citation_publication_date", "citation_date",
    "rnews:datepublished", "iso-8601-publish-date",
    "article:published", "article:publicationdate", "ptime", "pdate", "bt:pubdate",
    "gtm_publicationdate", "last-publication-date",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time", "og:updated_time", "og:article:modified_time", "datemodified",
    "lastmod",
    "last-modified", "dcterms.modified", "dc.date.modified", "article.updated", "revised",
)  # fmt: skip
_SAYS_PUBLISHED = re.compile(
    r"(?<!un)publi(?:sh(?:ed)?|cation)[-_.:]?(?:date|time|on|at)(?![a-z])|date[-_.:]?publi|pub-?date"
)
_FIRST = re.compile(
    r"(?:original(?:ly)?|first) (?:published|posted|appeared)|zuerst (?:veröffentlicht|erschienen)"
    r"|ursprünglich|publié initialement|publicado originalmente|oprindeligt|ursprungligen",
    re.IGNORECASE,
)
_URL_DAY = re.compile(
    r"(?<!\d)((?:19|20)\d\d)[/\-_.]?(0[1-9]|1[0-2]|[a-z]{3})[/\-_.]?(0[1-9]|[12]\d|3[01])(?!\d)"
)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_COMPACT = re.compile(r"^(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?)?$")
_DATED = re.compile(
    r"(?<![a-z])(?:date|time|publi|posted|byline|created|fecha|datum|data(?![-\w])|timestamp|meta|(?:entry|post|article)[-_]?(?:update|info))"
)
_UPDATED = re.compile(
    r"updat|modif|aktualis|actualiz|mis à jour|mise à jour|maj|edited|aggiorn|revis|oppdatert"
    r"|uppdaterad|更新|수정",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(?<![\d:.])(?:[01]?\d|2[0-3])[:.h][0-5]\d(?![\d.])")
_REMARK = re.compile(r"comment|disqus|kommentar")
_SHOWN = ("time", "byline")
_EARLIEST = 1990
_LONGEST_LINE = 160
_LONGEST_STAMP = 80
_LABEL = 40
_SURE = 3
_NEAR = 7
_BELIEVED = 8
_ZONES = dt.timedelta(days=1)
_WEST, _EAST = 12, 14  # hours that the farthest zones are from universal time


@dataclass(frozen=True, slots=True)
class Candidate:
    """A date found: where, of what rank (smaller is surer), and in which of the known origins.

    `remark` says that a reader's comment is dated by it, not the article.
    """

    when: When
    origin: DateSource
    where: str
    rank: int
    updated: bool = False
    remark: bool = False


def moment(text: str | None) -> When | None:
    """Read a machine's date: ISO 8601 in its many spellings, RFC 2822, seconds since 1970."""
    text = (text or "").strip()
    if not text or len(text) > 60:  # noqa: PLR2004
        return None
    if found := _COMPACT.match(text):
        numbers = [int(part) for part in found.groups() if part]
        return _made(numbers, day_only=len(numbers) == 3)  # noqa: PLR2004
    if re.fullmatch(r"1\d{9}(\d{3})?", text):
        return When(dt.datetime.fromtimestamp(int(text[:10]), dt.UTC))
    iso = re.match(
        r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T\s]+(\d{1,2}):(\d\d)(?::(\d\d))?(?:[.,]\d+)?\s*(Z|UTC"
        r"|GMT|[+-]\d\d:?\d\d)?)?",
        text,
    )
    if iso:
        numbers = [int(part) for part in iso.groups()[:6] if part]
        return _made(numbers, day_only=len(numbers) == 3, zone=iso.group(7))  # noqa: PLR2004
    return read_day(text)


def _made(numbers: list[int], *, day_only: bool, zone: str | None = None) -> When | None:
    try:
        made = dt.datetime(*numbers, tzinfo=_zone(zone))  # type: ignore[misc,arg-type]
    except (ValueError, TypeError):
        return None
    return When(made, day_only=day_only)


def _zone(text: str | None) -> dt.tzinfo | None:
    if not text:
        return None
    if text in ("Z", "UTC", "GMT"):
        return dt.UTC
    digits = text[1:].replace(":", "")
    offset = dt.timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return dt.timezone(-offset if text[0] == "-" else offset)


def candidates(page: Page) -> Iterator[Candidate]:
    """Yield every date the page gives for itself, in document order within its kind."""
    late = 8 * _contradicts_itself(page.article)
    for key in ("datePublished", "dateCreated", "uploadDate"):
        if when := moment(jsonld.text(page.article.get(key))):
            rank = late + (0 if key == "datePublished" else 3)
            yield Candidate(when, "json-ld", f"JSON-LD {key}", rank)
    if when := moment(jsonld.text(page.article.get("dateModified"))):
        yield Candidate(when, "json-ld", "JSON-LD dateModified", 0, updated=True)
    if not page.article:
        for entry in page.entries:
            if "WebPage" in jsonld.kinds(entry) and (
                when := moment(jsonld.text(entry.get("datePublished")))
            ):
                yield Candidate(when, "json-ld", "JSON-LD WebPage datePublished", 2)
    for rank, name in enumerate(_PUBLISHED):
        if when := moment(page.meta(name)):
            yield Candidate(when, "meta", f"meta {name}", 1 if rank < 12 else 3)  # noqa: PLR2004
    for name, said in page.metas.items():
        if name not in _PUBLISHED and _SAYS_PUBLISHED.search(name) and (when := moment(said)):
            yield Candidate(when, "meta", f"meta {name}", 3)
    for name in _MODIFIED:
        if when := moment(page.meta(name)):
            yield Candidate(when, "meta", f"meta {name}", 1, updated=True)
    yield from _shown(page)
    yield from _near_title(page)
    if page.url and (found := _URL_DAY.search(page.url.lower())):
        year, month, day = found.groups()
        number = (
            _MONTHS.index(month) + 1 if month in _MONTHS else int(month) if month.isdigit() else 0
        )
        if when := _made([int(year), number, int(day)], day_only=True):
            yield Candidate(when, "url", "the address", 5)


def _contradicts_itself(article: jsonld.Entry) -> bool:
    """Tell whether an article says it was changed before it was published: a machine's dates."""
    published = moment(jsonld.text(article.get("datePublished")))
    changed = moment(jsonld.text(article.get("dateModified")))
    return bool(published and changed and _day(published) - _day(changed) > dt.timedelta(days=1))


def _shown(page: Page) -> Iterator[Candidate]:
    """Yield the dates a reader sees: time elements, then dated lines near the title."""
    for element in page.body.iter("time", "abbr", "meta", "span", "div", "p", "li"):
        said = words(element)
        prop = element.get("itemprop") or ""
        machine = element.get("datetime") or (
            # A film in the page was uploaded on a day of its own.
            element.get("content")
            if "date" in prop.lower() and "upload" not in prop.lower()
            else None
        )
        dates = element.tag == "time" or _DATED.search(said)
        text = _line(element) if dates else _stamp(element)
        if not machine and (not text or len(text) > _LONGEST_LINE):
            continue
        when = moment(machine) or read_day(text)
        if when is None:
            continue
        above = element.getparent()
        before = f"{_said_before(element)} {_before_date(text)}"
        around = f"{said} {prop} {words(above) if above is not None else ''} {before}"
        updated = bool(_UPDATED.search(around)) and "publi" not in around.lower()
        named = "datepublished" in prop.lower() or "pubdate" in element.attrib
        rank = 1 if named else 4 if element.tag == "time" else 6 if dates or machine else _BELIEVED
        if _FIRST.search(before):
            rank, updated = 2, False
        if _inside_list(element):
            rank += 3
        origin: DateSource = "time" if element.tag == "time" else "byline"
        where = f"<{element.tag}> {text[:40]}".strip()
        yield Candidate(when, origin, where, rank, updated, remark=_in_remark(element))


def _line(element: HtmlElement) -> str:
    """Return an element's words, or those of its first row where it has many."""
    for part in (element, *element[:1]):
        text = " ".join(" ".join(part.itertext()).split()) if isinstance(part.tag, str) else ""
        if text and len(text) <= _LONGEST_LINE:
            return text
    return ""


def _stamp(element: HtmlElement) -> str:
    """Return an element's own first words where they give a day and a time of day: a stamp."""
    text = " ".join((element.text or "").split())
    return text if len(text) <= _LONGEST_STAMP and _CLOCK.search(text) else ""


def _said_before(element: HtmlElement) -> str:
    """Return the few words before an element, up to a number: a label is part of its line."""
    before, above = element.getprevious(), element.getparent()
    if before is not None:
        own = str(before.text_content()) if isinstance(before.tag, str) else ""
        text = f"{own[-_LABEL:]} {before.tail or ''}"
    else:
        text = (above.text or "") if above is not None else ""
    return re.split(r"\d", text)[-1][-_LABEL:]


def _before_date(text: str) -> str:
    """Return what stands before a line's first number: it says which date follows."""
    found = re.search(r"\d", text)
    return text[: found.start()] if found else text


def _near_title(page: Page) -> Iterator[Candidate]:
    """Yield the full dates in the short lines around the heading."""
    for line in page.near_title():
        if when := read_day(line):
            updated = bool(_UPDATED.search(_before_date(line)))
            yield Candidate(when, "byline", f"near the title: {line[:40]}", 7, updated=updated)


def _inside_list(element: HtmlElement) -> bool:
    """Tell a date of another article: it stands in a link, a list of teasers or a side column."""
    for above in element.iterancestors():
        if above.tag in ("a", "aside", "footer", "nav"):
            return True
        if re.search(
            r"relat|recommend|teaser|sidebar|widget|card|comment|latest|popular|promo", words(above)
        ):
            return above.tag not in ("body", "main", "article")
    return False


def _in_remark(element: HtmlElement) -> bool:
    """Tell whether an element stands among readers' comments: a box so called, below the title."""
    return any(
        _REMARK.search(words(above)) and next(above.iter("h1"), None) is None
        for above in element.iterancestors()
    )


def dated(
    page: Page, today: str | None
) -> tuple[When | None, DateSource | None, When | None, tuple[Evidence, ...]]:
    """Return published, its origin, updated, and evidence; a day after `today` is not believed."""
    found = [one for one in candidates(page) if _believable(one.when, today)]
    published = [one for one in found if not one.updated and one.rank <= _BELIEVED]
    later = [one for one in found if one.updated]
    updated = later[0].when if later else None
    best = _surest(published)
    if best is None and any(one.origin in _SHOWN for one in later):
        best, updated = later[0], None
    doubt = _doubt(best, found, published)
    best = None if doubt else _as_read(best, published)
    if best and updated and _day(updated) < _day(best.when):
        updated = None
    if best and updated and str(updated) == str(best.when):
        updated = None
    evidence = tuple(
        Evidence("updated" if one.updated else "date", str(one.when), one.where, chosen=one is best)
        for one in found[:12]
    )
    return best.when if best else None, best.origin if best else None, updated, evidence + doubt


def _surest(published: list[Candidate]) -> Candidate | None:
    """Return the surest of the dates; None where the page's data tell two that nothing settles."""
    best, told = min(published, key=lambda one: one.rank, default=None), _told(published)
    if all(best and abs(_day(one.when) - _day(best.when)) <= _ZONES for one in told):
        return best
    shown = {_day(one.when) for one in published if one.rank > _SURE}
    return next((one for one in told if _day(one.when) in shown), None)


def _told(published: list[Candidate]) -> list[Candidate]:
    """Return the dates that the page's own data call those of its publication."""
    return [one for one in published if one.origin in ("json-ld", "meta") and one.rank <= 1]


def _doubt(
    best: Candidate | None, found: list[Candidate], published: list[Candidate]
) -> tuple[Evidence, ...]:
    """Return why no date is believed, where what the page says contradicts itself."""
    if best is None:
        told = "the page's data tell two days" if _told(published) else ""
    else:
        days = [_day(one.when) for one in found if one.remark]
        anew = bool(days) and min(days) < _day(best.when) - _ZONES
        told = f"dated anew: readers remarked on it on {min(days)}" if anew else ""
    return (Evidence("date", "unknown", told),) if told else ()


def _as_read(best: Candidate | None, found: list[Candidate]) -> Candidate | None:
    """Return the surest date, as the day its readers saw where it is told in universal time.

    An evening in New York is the next day in Greenwich; the page shows its own.
    """
    if best is None or best.when.day_only or best.when.moment.utcoffset() != dt.timedelta():
        return best
    shown = [one for one in found if one.origin in _SHOWN and one.rank <= _NEAR]
    for one in shown:
        if one.when.day_only or not one.when.moment.utcoffset():
            continue
        if abs(one.when.moment - best.when.moment) < dt.timedelta(minutes=1):
            return one
    days = [_day(one.when) for one in shown if one.when.day_only]
    hour = best.when.moment.hour
    near = {-1} if hour < min(_WEST, 24 - _EAST) else {1} if hour >= _WEST else {-1, 1}
    if not days or _day(best.when) in days or (days[0] - _day(best.when)).days not in near:
        return best
    return next(one for one in shown if one.when.day_only)


def _believable(when: When, today: str | None) -> bool:
    day = _day(when)
    return day.year >= _EARLIEST and (today is None or day <= dt.date.fromisoformat(today[:10]))


def _day(when: When) -> dt.date:
    return when.moment.date()
