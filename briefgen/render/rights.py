"""The pages of a site in; the list of every photo and text on them with its owner out.

A row is told as HTML for people, as CSV for a spreadsheet, as JSON for programs; the text in it is
other people's and is trusted by none of the three.
"""

from __future__ import annotations

import csv
import io
import json
from base64 import b64encode
from dataclasses import asdict, fields
from hashlib import sha256
from html import escape
from typing import TYPE_CHECKING, Literal

from briefgen.model.entry import Figure
from briefgen.model.page import ArticlePage, EditionPage, TopicPage
from briefgen.render.addresses import abs_url
from briefgen.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefgen.model.entry import Body, Entry
    from briefgen.model.page import Page

__all__ = ["FORMATS", "Right", "rights_of", "rights_text"]

FORMATS = ("html", "csv", "json")
"""What the list can be told as."""

_SEVERAL = "; "
# A spreadsheet takes a cell that begins with one of these for a formula, and runs it (OWASP, "CSV
# Injection"); the wide forms are read as the narrow ones.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;margin:1rem;color-scheme:light dark}"
    "table{border-collapse:collapse}td,th{border:1px solid;padding:.3rem .5rem;"
    "text-align:start;vertical-align:top;overflow-wrap:anywhere}"
)
# The list may be opened from a mail, where no theme's policy stands over it.
_DIGEST = b64encode(sha256(_STYLE.encode()).digest()).decode()
_POLICY = f"default-src 'none'; style-src 'sha256-{_DIGEST}'; base-uri 'none'; form-action 'none'"


@dataclass(frozen=True, slots=True)
class Right:
    """One photo or text as one page shows it; `credit` is verbatim, the rest of it taken apart.

    `policy` says how much of the source's text may be shown: full, excerpt (`words` at most) or
    link. `licence` and `until` are a photo's, as its credit and the article say. Absent facts are
    empty.
    """

    kind: Literal["photo", "text"]
    page: str
    title: str
    source: str = ""
    source_url: str = ""
    authors: str = ""
    policy: str = ""
    words: int | None = None
    photo: str = ""
    caption: str = ""
    credit: str = ""
    creators: str = ""
    agencies: str = ""
    licence: str = ""
    until: str = ""


def rights_of(pages: Iterable[Page]) -> Iterator[Right]:
    """Yield what each page shows of others: its texts with their policy, its photos once each."""
    for page in pages:
        if isinstance(page, ArticlePage):
            yield _text(page.entry, abs_url(page.permalink, page.site.url))
            shown = (*page.entry.photos, *page.body.figures, *map(Figure, page.body.inline))
            yield from _photos(shown, page, page.entry)
        else:
            body = _intro(page)
            shown = (*body.figures, *map(Figure, body.inline)) if body else ()
            yield from _photos(shown, page)


def rights_text(rows: Iterable[Right], form: str) -> str:
    """Return the list in one of `FORMATS`."""
    told = list(rows)
    if form == "json":
        return json.dumps([asdict(row) for row in told], ensure_ascii=False, indent=1) + "\n"
    return _csv(told) if form == "csv" else _html(told)


def _intro(page: Page) -> Body | None:
    if isinstance(page, TopicPage):
        return page.intro
    return page.edition.intro if isinstance(page, EditionPage) else None


def _text(entry: Entry, address: str) -> Right:
    return Right(
        "text",
        address,
        entry.title,
        source=entry.source or "",
        source_url=entry.source_url or "",
        authors=_SEVERAL.join(entry.authors),
        policy=entry.policy,
        words=entry.max_words if entry.policy == "excerpt" else None,
    )


def _photos(figures: Iterable[Figure], page: Page, entry: Entry | None = None) -> Iterator[Right]:
    # The same picture with other words is another row: one of the two may be wrong.
    for figure in {(figure.src, figure.credit): figure for figure in figures}.values():
        parsed = figure.parsed
        yield Right(
            "photo",
            abs_url(page.permalink, page.site.url),
            page.title,
            source=(entry and entry.source) or "",
            source_url=(entry and entry.source_url) or "",
            photo=abs_url(figure.src, page.site.url),
            caption=figure.caption or "",
            credit=figure.credit or "",
            creators=_SEVERAL.join(parsed.creators if parsed else ()),
            agencies=_SEVERAL.join(parsed.chain if parsed else ()),
            licence=(parsed and parsed.licence) or "",
            until=figure.until.isoformat(timespec="minutes") if figure.until else "",
        )


def _cells(row: Right) -> list[str]:
    return ["" if value is None else str(value) for value in asdict(row).values()]


def _csv(rows: Iterable[Right]) -> str:
    """RFC 4180, every cell in quotes; a cell that would be a formula gets an apostrophe."""
    out = io.StringIO()
    table = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    table.writerow(column.name for column in fields(Right))
    for row in rows:
        table.writerow(map(_defused, _cells(row)))
    return out.getvalue()


def _defused(cell: str) -> str:
    bare = cell.replace("\0", "")
    return f"'{bare}" if bare.startswith(_FORMULA) or bare.lstrip().startswith(_FORMULA) else bare


def _html(rows: Iterable[Right]) -> str:
    names = "".join(
        f'<th scope="col">{column.name.replace("_", " ")}</th>' for column in fields(Right)
    )
    lines = "\n".join(f"<tr>{''.join(map(_cell, _cells(row)))}</tr>" for row in rows)
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">'
        f"<title>Rights</title><style>{_STYLE}</style></head>\n<body><h1>Rights</h1>\n"
        f"<table><thead><tr>{names}</tr></thead>\n<tbody>\n{lines}\n</tbody></table>\n"
        "</body></html>\n"
    )


def _cell(text: str) -> str:
    shown = escape(text)
    # Whatever else a cell may hold, only the web is linked to.
    if text.lower().startswith(("https://", "http://")) and text.isprintable():
        return f'<td><a href="{shown}">{shown}</a></td>'
    return f"<td>{shown}</td>"
