"""A page -> the facts of its article: title, dates, authors, source, language, section, summary."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.clean import jsonld
from briefgen.clean.addresses import shown
from briefgen.clean.authors import authors
from briefgen.clean.dates import dated
from briefgen.clean.titles import plain, site_name, summary, title
from briefgen.model.document import DateSource, Evidence
from briefgen.model.when import When
from briefgen.values import dataclass

if TYPE_CHECKING:
    from briefgen.clean.page import Page
    from briefgen.model.document import Knowledge

__all__ = ["Facts", "facts"]

_LANGUAGE = re.compile(r"^([a-z]{2,3})(?:[-_]([A-Za-z]{2}|[A-Za-z]{4}))?", re.IGNORECASE)
_MOST_KEYWORDS = 20


@dataclass(frozen=True, slots=True)
class Facts:
    """What a page says of its article, absent facts absent, with the evidence for each."""

    title: str | None = None
    date: When | None = None
    date_source: DateSource | None = None
    updated: When | None = None
    authors: tuple[str, ...] = ()
    source: str | None = None
    source_url: str | None = None
    language: str | None = None
    section: str | None = None
    keywords: tuple[str, ...] = ()
    summary: str | None = None
    evidence: tuple[Evidence, ...] = ()


def facts(page: Page, knowledge: Knowledge) -> Facts:
    """Return the facts of a page."""
    source, where = site_name(page, knowledge.sources)
    name, titled = title(page, source)
    date, origin, updated, seen = dated(page, knowledge.today)
    writers, signed = authors(page, source)
    section = _section(page)
    named = (Evidence("source", source, where),) if source else ()
    return Facts(
        title=name,
        date=date,
        date_source=origin,
        updated=updated,
        authors=writers,
        source=source,
        source_url=shown(page.url, None),
        language=_language(page),
        section=section,
        keywords=_keywords(page),
        summary=summary(page),
        evidence=(*titled, *seen, *signed, *named),
    )


def _language(page: Page) -> str | None:
    for said in (
        page.root.get("lang"),
        page.root.get("xml:lang"),
        jsonld.text(page.article.get("inLanguage")),
        page.meta("og:locale", "content-language", "language", "dc.language"),
        page.body.get("lang"),
    ):
        if found := _LANGUAGE.match((said or "").strip()):
            return found.group(1).lower()
    return None


def _section(page: Page) -> str | None:
    said = jsonld.text(page.article.get("articleSection"))
    return plain(said or page.meta("article:section", "og:article:section", "section")) or None


def _keywords(page: Page) -> tuple[str, ...]:
    said = page.article.get("keywords") or page.meta("news_keywords", "keywords", "article:tag")
    rows = jsonld.texts(said) if isinstance(said, list) else (jsonld.text(said) or "").split(",")
    return tuple(dict.fromkeys(filter(None, map(plain, rows))))[:_MOST_KEYWORDS]
