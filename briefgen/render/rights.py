"""List every photo and text on a site with its owner, from the site's pages.

The list is HTML for people (`rights_page`), CSV for a spreadsheet or JSON for programs; the text in
it is other people's and is trusted by none of the three.
"""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Literal

from briefgen.model.entry import Figure
from briefgen.model.page import ArticlePage, EditionPage, TopicPage
from briefgen.render.addresses import abs_url
from briefgen.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefgen.model.entry import Body, Entry
    from briefgen.model.page import Page

__all__ = ["FORMATS", "Right", "figures_of", "named", "rights_of", "rights_text"]

FORMATS = ("html", "csv", "json")
"""What the list can be told as."""

_SEVERAL = "; "
# A spreadsheet takes a cell that begins with one of these for a formula, and runs it (OWASP, "CSV
# Injection"); the wide forms are read as the narrow ones.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


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
        entry = page.entry if isinstance(page, ArticlePage) else None
        if entry:
            yield _text(entry, abs_url(page.permalink, page.site.url))
        yield from _photos(figures_of(page), page, entry)


def figures_of(page: Page) -> tuple[Figure, ...]:
    """Return the photos that a page shows in its own right, those amid words last."""
    body = page.body if isinstance(page, ArticlePage) else _intro(page)
    lead = page.entry.photos if isinstance(page, ArticlePage) else ()
    return (*lead, *body.figures, *map(Figure, body.inline)) if body else lead


def rights_text(rows: Iterable[Right], form: str) -> str:
    """Return the list as "json" or "csv"."""
    if form == "json":
        return json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1) + "\n"
    return _csv(rows)


def named(row: Right, owner: str) -> bool:
    """Whether a row names an owner: in the credit, as the source, or among the authors."""
    words = (row.credit, row.source, row.source_url, row.authors)
    return owner.casefold() in "\n".join(words).casefold()


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
