"""The steps that clean pasted text, in order: each takes a draft and hands the next one on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from briefgen.clean import junk
from briefgen.clean.credit import parse
from briefgen.clean.credit_parts import is_person
from briefgen.clean.dateline import byline, dateline
from briefgen.clean.dateline_days import days
from briefgen.clean.pasted_draft import Dated, Draft
from briefgen.clean.pasted_paragraphs import Paragraph, ends_sentence
from briefgen.clean.typography import width
from briefgen.values import replace

if TYPE_CHECKING:
    from briefgen.model.document import DateSource

__all__ = [
    "drop_furniture",
    "drop_other_pieces",
    "read_byline",
    "read_dateline",
    "read_standfirst",
]

_OWNER: Final = re.compile(
    r"(?:©|\(c\)|ⓒ|copyright)\s*(?:©|\(c\))?\s*(?:(?:19|20)\d\d(?:\s*[-–]\s*(?:20)?\d\d)?)?[\s,]*(?:by\s)?"
    r"(?P<name>[^.,|。،]{2,60})",
    re.IGNORECASE,
)
_RIGHTS: Final = re.compile(
    r"\s*(?:all rights|alle rechte|tous droits|todos los|tutti i|無断|all right|جميع|все права"
    r"|riproduzione riservata).*$",
    re.IGNORECASE,
)
_YEAR: Final = re.compile(r"\s+(?:19|20)\d\d\s*$")
_UPDATED: Final = re.compile(
    r"updat|modified|edited|aktualisiert|mis(?:e)? à jour|modifié|actualizad|更新|수정|تحديث"
    r"|обновлен|aggiornat|bijgewerkt",
    re.IGNORECASE,
)
_ROLE: Final = re.compile(
    r"\b(?:correspondent|reporter|editor|writer|journalist|redakteur(?:in)?|korrespondent(?:in)?|journaliste|"
    r"corresponsal|redactora?|periodista|correspondant)\b|記者$|기자$|корреспондент",
    re.IGNORECASE,
)
_SOURCED: Final = re.compile(
    r"^(?P<stamp>.*?)\s*(?:来源|來源|出典|source|quelle|fuente|источник|출처|المصدر)\s*[:：]\s*(?P<name>[^:：]{2,30})$",
    re.IGNORECASE,
)
_MOST_BYLINES: Final = 30
_DOMAIN: Final = re.compile(r"(?:[a-z0-9-]+\.){1,3}[a-z]{2,12}")
_INITIALS: Final = re.compile(r"[a-z]{2,4}(?:/[a-z]{2,4}){1,4}")
_READING: Final = re.compile(
    r"\b(?:lesezeit|temps de lecture|tiempo de lectura|tempo di lettura|reading time|leestijd"
    r"|время чтения|tempo de leitura)\b",
    re.IGNORECASE,
)
_PIECES: Final = re.compile(r"\s*[·•|｜]\s*|\s+[-–—]\s+")


def read_byline(draft: Draft) -> Draft:
    """Read who wrote the text, above it or below it, and drop those lines."""
    index, start = 0, _first_text(draft)
    most = len(draft.rest) - _MOST_BYLINES
    while most < len(draft.rest) and index < len(draft.rest):
        if start + 2 < index < len(draft.rest) - 4:
            index = len(draft.rest) - 4
        authors = byline(draft.rest[index].text)
        if authors is None and index <= start:
            authors = _stamped_name(draft, index)
        if authors is None:
            index += 1
        else:
            draft = _without_role(_authored(draft, draft.rest[index], authors), index, start)
            start = _first_text(draft)
    return draft


def _without_role(draft: Draft, index: int, start: int) -> Draft:
    """Drop what the writer is, said under his name: "Energy correspondent, Halden"."""
    below = draft.rest[index : index + 1] if index <= start else ()
    role = [p for p in below if len(p.text) <= 60 and _ROLE.search(p.text)]  # noqa: PLR2004
    return draft.without(role, "byline", "what the writer is")


def _authored(draft: Draft, part: Paragraph, authors: tuple[str, ...]) -> Draft:
    known = tuple(dict.fromkeys((*draft.authors, *authors)))
    dates = tuple(Dated(d.date, "byline", part.text) for d in days(part.text) if d.date)
    draft = replace(
        draft, authors=known, dates=draft.dates + dates, marks=(*draft.marks, part.line)
    ).without((part,), "byline", "a by-line")
    for name in authors:
        draft = draft.proven("author", name, f"the by-line, line {part.line}")
    return draft


def _stamped_name(draft: Draft, index: int) -> tuple[str, ...] | None:
    """Read a lone name beside a time stamp, above the text: "Ana Ruiz", "May 4, 2024"."""
    text = draft.rest[index].text
    beside = [draft.rest[i].text for i in (index - 1, index + 1) if 0 <= i < len(draft.rest)]
    if junk.reason(text):
        return None
    below = draft.rest[index + 1].text if index + 1 < len(draft.rest) else ""
    if len(below) <= 60 and _ROLE.search(below) and not ends_sentence(below):  # noqa: PLR2004
        beside.append("00:00")
    full = 2 <= len(text.split()) <= 3 and len(text) <= 40 and is_person(text)  # noqa: PLR2004
    stamped = any(junk.is_stamp(line) or _stamped(line) for line in beside)
    return (text,) if full and stamped else None


def _first_text(draft: Draft) -> int:
    """Return where the text itself begins: its first long paragraph that is a sentence."""
    for index, part in enumerate(draft.rest):
        if width(part.text) > 120 and ends_sentence(part.text):  # noqa: PLR2004
            return index
    return min(len(draft.rest), 4)


def read_standfirst(draft: Draft) -> Draft:
    """Read the paragraph between title and by-line or time stamp as the summary."""
    if draft.title is None or not draft.rest:
        return draft
    first = next((part for part in draft.rest if not junk.reason(part.text)), draft.rest[0])
    begins = [*draft.marks, *(part.line for part in draft.rest if junk.is_stamp(part.text))]
    # Only what the page itself sets apart from the text is its standfirst.
    if not any(first.line < line for line in begins if line < _line_after(draft, first)):
        return draft
    if first.kind != "paragraph" or not 40 < width(first.text) <= 320 or junk.reason(first.text):  # noqa: PLR2004
        return draft
    draft = replace(draft, summary=first.text).without((first,), "standfirst", "the standfirst")
    return draft.proven("summary", first.text, f"line {first.line}, between title and by-line")


def _line_after(draft: Draft, first: Paragraph) -> int:
    """Return the line of the first paragraph after the one that may be the standfirst."""
    others = [p for p in draft.rest if p.line > first.line and not junk.reason(p.text)]
    return others[0].line if others else 0


def drop_furniture(draft: Draft) -> Draft:
    """Drop the page's own lines; a time stamp among them dates the article."""
    gone = []
    for part in draft.rest:
        match = _SOURCED.match(part.text) if part.kind != "quote" else None
        if match and junk.is_stamp(match["stamp"]):
            draft = _named(draft, match["name"].strip(), f"line {part.line}")
            why: str | None = "a time stamp"
        else:
            why = _furniture(part)
        if why:
            draft = _noted(draft, part, why)
            gone.append((part, why))
    return draft.without_each(gone, "furniture")


def _furniture(part: Paragraph) -> str | None:
    if part.kind == "quote":
        return None
    if part.kind in {"list", "numbered"}:
        return junk.reason(part.rows[0]) if _all_junk(part) else None
    if junk.is_closing(part.text):
        return "a mark of the end"
    if _DOMAIN.fullmatch(part.text):
        return "a bare address"
    if _INITIALS.fullmatch(part.text):
        return "the initials of an agency's desk"
    why = junk.reason(part.text)
    owed = parse(part.text) if why == "a copyright line" else None
    if owed and owed.chain and owed.creators and part.text[0] in "©ⓒ":
        # "© IMAGO/Ana Ruiz" is a photo's, not the page's.
        return None
    return why or ("a time stamp" if _stamped(part.text) else None)


def _stamped(text: str) -> bool:
    """Tell a line made of a time stamp and a place or a count: "Quay - 20 NOV 2026 - 05:30"."""
    count = _READING.search(text)
    if count and junk.is_stamp(text[: count.start()]) and junk.reason(text[count.start() :]):
        return True
    pieces = [piece for piece in _PIECES.split(text) if piece.strip()]
    if not 1 < len(pieces) <= 5 or ends_sentence(text):  # noqa: PLR2004
        return False
    stamps = [piece for piece in pieces if junk.is_stamp(piece)]
    others = [piece for piece in pieces if piece not in stamps and not junk.reason(piece)]
    dated = any(day.date for piece in stamps for day in days(piece))
    return dated and all(len(piece.split()) <= 3 for piece in others) and len(others) < 2  # noqa: PLR2004


def _named(draft: Draft, name: str, where: str) -> Draft:
    """Take a publisher's name where none is known yet."""
    if draft.source is not None:
        return draft
    return replace(draft, source=name).proven("source", name, where)


def _all_junk(part: Paragraph) -> bool:
    return all(junk.reason(row) for row in part.rows)


def _noted(draft: Draft, part: Paragraph, why: str) -> Draft:
    """Keep what a line of furniture tells before it goes: a day, or who owns the page."""
    if why == "a time stamp":
        found = days(part.text)
        dates = tuple(
            Dated(day.date, "text", part.text, update=_is_update(part.text, day.start))
            for day in found
            if day.date
        )
        return replace(draft, dates=draft.dates + dates, marks=(*draft.marks, part.line))
    match = _OWNER.search(part.text) if why == "a copyright line" else None
    name = _RIGHTS.sub("", _YEAR.sub("", match["name"])).strip(" .-–|") if match else ""
    if 1 < len(name) <= 50 and not name[0].islower():  # noqa: PLR2004
        return _named(draft, name, f"the copyright line, line {part.line}")
    return draft


def _is_update(text: str, start: int) -> bool:
    """Tell whether the word before a day says that the page was changed then."""
    found = list(_UPDATED.finditer(text[:start]))
    return bool(found) and not days(text[found[-1].end() : start])


def drop_other_pieces(draft: Draft) -> Draft:
    """Drop the titles of other pieces under "Related articles", up to the next sentence."""
    under = False
    gone = []
    for part in draft.rest:
        if junk.leads_on(part.text):
            under = True
        elif under:
            title = width(part.text) <= 140 and not re.search(r"[.。।]$", part.text)  # noqa: PLR2004
            rows = part.kind in {"list", "numbered"}
            under = title or rows
            if under and not junk.reason(part.text):
                gone.append(part)
    return draft.without(gone, "other pieces", "a title under a list of other pieces")


def read_dateline(draft: Draft) -> Draft:
    """Read place, agency and day off the text's first words; the words stay."""
    for part in draft.rest[:3]:
        found = dateline(part.text)
        if found is None:
            continue
        where: DateSource = "dateline"
        day = found.day.date if found.day else None
        if day:
            draft = replace(draft, dates=(*draft.dates, Dated(day, where, found.verbatim)))
        draft = replace(draft, authors=tuple(dict.fromkeys((*draft.authors, *found.authors))))
        for fact, value in (("place", found.place), ("agency", found.agency)):
            if value:
                draft = draft.proven(fact, value, f"the dateline, line {part.line}")
        return draft
    return draft
