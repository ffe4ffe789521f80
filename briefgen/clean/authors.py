"""A page -> who wrote the article: names without "By", without the outlet's own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.clean import jsonld
from briefgen.clean.boxes import words
from briefgen.clean.titles import folded, plain
from briefgen.model.document import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from briefgen.clean.page import Page

__all__ = ["authors", "people"]

_METAS = (
    "author", "article:author", "og:article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator",
    "byl", "twitter:data1", "article.author", "citation_author", "cxenseparse:author", "authors", "dc.contributor",
)  # fmt: skip
_BY = re.compile(
    r"^(?:(?:written|posted|published|story|words|text|reported|created|reviewed)\s+by|by|von|par|por|di|door|af|av|od|от|автор|autor(?:in)?"
    r"|autore|auteur|author|text|tekst|redaktion|作者|文|記者|記者／|reporter)(?:\s*[:：]\s*|\s+)",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(
    r"\s*(?:,|;|\||/|&|\band\b|\bund\b|\bet\b|\by\b|\be\b|\bog\b|\boch\b|\ben\b|、|・|·|•|\n|\bwith\b)\s*"
)
_TAIL = re.compile(
    r"\s*(?:\(.*\)|[-–—|].*|@\w+.*|\b\d.*|\bfor the\b.*|\bfor\b\s+[A-Z].*|\bin\s+[A-Z].*|\baus\s+[A-Z].*)$"
)
_NO_NAME = re.compile(
    r"https?:|www\.|\.(?:com|org|net|de)\b|@|\d{2,}|^(?:admin|administrator|editor|staff|team|redaktion|newsdesk|author|share|follow|updated|view|more"
    r"|published|by|guest|contributor|contributors|user|unknown|none|null|minutes?|read|min read|subscribe)$",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\b(?:editor|reporter|correspondent|writer|contributor|journalist|producer|director|staff|redakteur(?:in)?|redaktion|korrespondent(?:in)?"
    r"|chief|columnist|senior|desk|photographer|author|manager|founder|ceo|redactora?|rédact\w+)\b",
    re.IGNORECASE,
)
_NAMED = re.compile(r"(?<![a-z])(?:author|byline|by-line|autor|auteur|writer|contributor)")
_ONE = re.compile(r"(?:author|byline|autor|auteur|writer|contributor)s?[-_ ]*(?:name|link|url)")
_LONGEST_NAME = 60
_LONGEST_LINE = 200
_MOST = 8
_ORGANISATIONS = ("Organization", "NewsMediaOrganization", "Corporation")


def authors(page: Page, site: str | None) -> tuple[tuple[str, ...], tuple[Evidence, ...]]:
    """Return the article's authors and the evidence for each candidate."""
    known = [(names, where) for names, where in _candidates(page, site) if names]
    evidence = tuple(
        Evidence("author", ", ".join(names), where, chosen=at == 0)
        for at, (names, where) in enumerate(known)
    )
    return (known[0][0], evidence) if known else ((), ())


def _candidates(page: Page, site: str | None) -> Iterator[tuple[tuple[str, ...], str]]:
    given = jsonld.names(page.article.get("author"), page.entries)
    persons = [name for name, kind in given if kind not in _ORGANISATIONS]
    yield _apart([part for name in persons for part in people(name)], site), "JSON-LD author"
    for name in _METAS:
        if name in page.metas and (name != "twitter:data1" or _writes(page)):
            yield _apart(people(page.metas[name]), site), f"meta {name}"
    yield from _shown(page, site)


def _writes(page: Page) -> bool:
    return (page.meta("twitter:label1") or "").casefold() in ("written by", "by", "author")


def _shown(page: Page, site: str | None) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield by-lines as a reader sees them: links to authors, then lines named as by-lines."""
    exact: list[str] = []
    loose: list[str] = []
    for element in page.body.iter():
        if not isinstance(element.tag, str) or element.tag in ("meta", "script", "style", "img"):
            continue
        said = words(element)
        marked = element.get("rel") == "author" or "author" in (element.get("itemprop") or "")
        if not marked and not _NAMED.search(said):
            continue
        text = plain(" ".join(element.itertext()))
        if not text or len(text) > _LONGEST_LINE or _beside(element):
            continue
        if marked or _ONE.search(said):
            exact += [name for name in people(text) if name not in exact][: _MOST - len(exact)]
        elif not loose:
            loose = list(people(text))
    yield _apart(exact, site), "the by-line's links"
    yield _apart(loose, site), "the by-line"


def _beside(element: HtmlElement) -> bool:
    for above in element.iterancestors():
        if above.tag in ("aside", "footer", "nav", "figure", "figcaption"):
            return True
        if re.search(r"comment|relat|recommend|teaser|sidebar|widget|popular|latest", words(above)):
            return above.tag not in ("body", "main", "article")
    return False


def people(line: str) -> tuple[str, ...]:
    """Return the names in a by-line, in its order."""
    line = plain(line)
    for _ in range(2):
        line = _BY.sub("", line).strip()
    parts = (_TAIL.sub("", part).strip(" .:,") for part in _SEPARATOR.split(line))
    return tuple(dict.fromkeys(part for part in parts if _is_name(part)))[:_MOST]


def _is_name(text: str) -> bool:
    if not 1 < len(text) <= _LONGEST_NAME or _NO_NAME.search(text) or text.count(" ") > 5:  # noqa: PLR2004
        return False
    bare = _ROLE.sub("", text).strip()
    return bare == text and any(letter.isalpha() for letter in text) and not text[0].islower()


def _apart(names: list[str] | tuple[str, ...], site: str | None) -> tuple[str, ...]:
    """Return the names that are not the outlet's own, each once."""
    own = folded(site).replace(" ", "")
    kept = [name for name in names if folded(name).replace(" ", "") != own or not own]
    return tuple(dict.fromkeys(kept))
