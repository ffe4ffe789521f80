"""A page -> who wrote the article: names without "By", without the outlet's own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.clean import jsonld
from briefgen.clean.boxes import words
from briefgen.clean.titles import folded, plain
from briefgen.model.document import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

    from briefgen.clean.page import Page

__all__ = ["authors", "people"]

_METAS = (
    "author", "article:author", "og:article:author", "parsely-author", "sailthru.author",
    "dc.creator", "dcterms.creator",
    "byl", "twitter:data1", "article.author", "citation_author", "cxenseparse:author",
    "authors", "dc.contributor",
)  # fmt: skip
_BY = re.compile(
    r"^(?:(?:written|posted|published|story|words|text|reported|created|reviewed)\s+by|by|von"
    r"|par|por|di|door|af|av|od|от|автор|autor(?:in)?"
    r"|autore|auteur|authors?|text|tekst|redaktion|作者|文|記者|記者／|reporter)(?:\s*[:：]\s*|\s+)",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(
    r"\s*(?:,|;|\||/|&|\band\b|\bund\b|\bet\b|\by\b|\be\b|\bog\b|\boch\b|\ben\b|、|・|·|•|\n"
    r"|\bwith\b)\s*"
)
_TAIL = re.compile(
    r"\s*(?:\(.*\)|\s[-–—|•·]\s.*|@\w+.*|\bon\b.*|\b\d.*|\bfor the\b.*|\bfor\b\s+[A-Z].*"
    r"|\bin\s+[A-Z].*|\baus\s+[A-Z].*)$"
)
_NO_NAME = re.compile(
    r"https?:|www\.|\.(?:com|org|net|de)\b|@|\d{2,}|^(?:admin|administrator|editor|staff|team"
    r"|redaktion|newsdesk|author|share|follow|updated|view|more"
    r"|published|by|guest|contributor|contributors|user|unknown|none|null|minutes?|read|min read"
    r"|subscribe|home|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*|posts?"
    r"|author[s:]*)$|view more|read more|more from|all posts|more posts|minute|subscribe",
    re.IGNORECASE,
)
_BY_NAME = re.compile(
    r"^(?:(?:written|posted|published|story|words|text|reported|created)\s+)?(?:by|von|par|por"
    r"|di|door|af|av|od)\s+[A-ZÀ-Þ]"
    r"|^(?:author|autor|auteur|writer|text|written)s?\s*[:：]\s*\S|記者$",
    re.IGNORECASE,
)
_SMALL_WORD = re.compile(
    r"\b(?!(?:de|van|der|den|von|zu|bin|ibn|al|el|la|le|du|dos|da|do|di|del|ter|ten|y|e|af|av|st"
    r"|te)\b)[a-z]{2,}\b"
)
_ROLE = re.compile(
    r"\b(?:expert|attorney|educators?|enthusiast|head of|ph\.?d|editors?|reporter|correspondent"
    r"|writer|contributor|journalist|producer|director|staff|redakteur(?:in)?|redaktion"
    r"|korrespondent(?:in)?"
    r"|chief|columnist|senior|desk|photographer|author|manager|founder|ceo|redactora?|rédact\w+)\b",
    re.IGNORECASE,
)
_NAMED = re.compile(r"(?<![a-z])(?:author|byline|by-line|autor|auteur|writer|contributor)")
_ONE = re.compile(r"(?:author|byline|autor|auteur|writer|contributor)s?[-_ ]*(?:name|link|url)")
_AUTHOR_PAGE = re.compile(
    r"/(?:authors?|autor(?:en|es|in)?|auteurs?|autori|people|profiles?|staff|contributors?"
    r"|reporters?|journalists?|writers?|bylines?)/[\w%.-]+",
    re.IGNORECASE,
)
_BY_FIRST = re.compile(r"(By [A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3})(?=\s*(?:$|[A-Z]{4,}\b))")
_OTHERS = re.compile(
    r"comment|(?<![a-z])relat(?:ed|ion)|recommend|teaser|sidebar|widget|popular|latest"
    r"|card(?![a-z])"
)
_NEAR = 5
_FEW = 3
_LONGEST_NAME = 60
_LONGEST_LINE = 200
_MOST = 8
_ORGANISATIONS = ("Organization", "NewsMediaOrganization", "Corporation")


def authors(page: Page, site: str | None) -> tuple[tuple[str, ...], tuple[Evidence, ...]]:
    """Return the article's authors and the evidence for each candidate.

    People come before the outlet; the outlet is named only where the page signs with nothing else.
    """
    known = [(names, where) for names, where in _candidates(page) if names]
    apart = [(kept, where) for names, where in known if (kept := _apart(names, site))]
    chosen = next(iter([*apart, *known]), ((), ""))
    evidence = tuple(
        Evidence("author", ", ".join(names), where, chosen=where == chosen[1])
        for names, where in known
    )
    return chosen[0], evidence


def _candidates(page: Page) -> Iterator[tuple[tuple[str, ...], str]]:
    given = jsonld.names(page.article.get("author"), page.entries)
    persons = [name for name, kind in given if kind not in _ORGANISATIONS]
    yield _once(part for name in persons for part in people(name)), "JSON-LD author"
    for name in _METAS:
        if name in page.metas and (name != "twitter:data1" or _writes(page)):
            said = (_in_order(row) for row in page.all_metas(name))
            yield _once(part for row in said for part in people(row)), f"meta {name}"
    exact, loose = _shown(page)
    yield exact, "the by-line's links"
    for line in page.near_title():
        if _BY_NAME.match(line) and (names := people(line)):
            yield names, "the line below the title"
            break
    yield _linked(page), "links to an author's page"
    if found := _BY_FIRST.match(plain(page.meta("description", "og:description"))):
        yield people(found.group(1)), "the description's by-line"
    teams = [plain(name) for name, kind in given if kind in _ORGANISATIONS]
    if not teams:
        yield loose, "the by-line"
    yield _once(teams), "JSON-LD author (an organisation)"


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _in_order(text: str) -> str:
    """Return a name as it is spoken: catalogues write "Family, Given"."""
    found = re.fullmatch(r"([^\W\d_][\w'’-]+), ([^\W\d_][\w.'’-]+(?: [A-Z]\.?)?)", text)
    return f"{found.group(2)} {found.group(1)}" if found else text


def _writes(page: Page) -> bool:
    return (page.meta("twitter:label1") or "").casefold() in ("written by", "by", "author")


def _shown(page: Page) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return by-lines as a reader sees them: parts named an author's, then whole by-lines."""
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
    return _once(exact), _once(loose)


def _linked(page: Page) -> tuple[str, ...]:
    """Return the names that link to an author's page, where the page has but few of them."""
    found: list[str] = []
    for link in page.body.iter("a"):
        marked = link.get("rel") == "author"
        if marked or _AUTHOR_PAGE.search(link.get("href") or ""):
            if not marked and _beside(link):
                continue
            found += people(plain(" ".join(link.itertext())))
    names = _once(found)
    return names if len(names) <= _FEW else ()


def _beside(element: HtmlElement) -> bool:
    """Tell a name that signs something else: a comment, a teaser, a picture."""
    for step, above in enumerate(element.iterancestors()):
        if above.tag in ("footer", "nav", "figure", "figcaption"):
            return True
        if step < _NEAR and _OTHERS.search(words(above)):
            return above.tag not in ("body", "main", "article")
    return False


def people(line: str) -> tuple[str, ...]:
    """Return the names in a by-line, in its order."""
    line = plain(line)
    if "://" in line or line.startswith("www."):
        return ()
    for _ in range(2):
        line = _BY.sub("", line).strip()
    parts = (_TAIL.sub("", part).strip(" .:,") for part in _SEPARATOR.split(line))
    return tuple(dict.fromkeys(part for part in parts if _is_name(part)))[:_MOST]


def _is_name(text: str) -> bool:
    if not 1 < len(text) <= _LONGEST_NAME or _NO_NAME.search(text) or text.count(" ") > 5:  # noqa: PLR2004
        return False
    if " " in text and _SMALL_WORD.search(text):
        return False
    bare = _ROLE.sub("", text).strip()
    return (
        bare == text
        and any(letter.isalpha() for letter in text)
        and (not text[0].islower() or " " not in text)
    )


def _apart(names: list[str] | tuple[str, ...], site: str | None) -> tuple[str, ...]:
    """Return the names that are not the outlet's own, each once."""
    own = folded(site)
    called = {own.replace(" ", ""), "".join(word[0] for word in own.split())} - {""}
    kept = [name for name in names if folded(name).replace(" ", "") not in called]
    return tuple(dict.fromkeys(kept))
