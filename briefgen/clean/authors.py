"""A page -> who wrote the article: names without "By", without the outlet's own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.clean import jsonld
from briefgen.clean.bylines import below_title, labelled, linked, shown, told
from briefgen.clean.credit_line import cased
from briefgen.clean.names import as_signed, is_login, once, people
from briefgen.clean.titles import folded, plain
from briefgen.model.document import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.clean.page import Page

__all__ = ["authors"]

_METAS = (
    "author", "article:author", "og:article:author", "parsely-author", "sailthru.author",
    "dc.creator", "dcterms.creator",
    "byl", "twitter:data1", "article.author", "citation_author", "cxenseparse:author",
    "authors", "dc.contributor",
)  # fmt: skip
_BY_FIRST = re.compile(
    r"(By [A-Z][\w.'’-]+(?: (?![A-Z]{4,}\b)[A-Z][\w.'’-]+){1,3})(?=\s*(?:$|[A-Z]{4,}\b))"
)
_SHORTEST_SHOUT = 6
_WORDS = "signed so, word for word"
_ORGANISATIONS = ("Organization", "NewsMediaOrganization", "Corporation")


def authors(page: Page, site: str | None) -> tuple[tuple[str, ...], tuple[Evidence, ...]]:
    """Return the article's authors and the evidence for each candidate.

    People come before the outlet; the outlet is named only where the page signs with nothing else.
    """
    known: list[tuple[tuple[str, ...], str]] = []
    for names, where in _candidates(page):
        if names and not (where == _WORDS and any(names[0] in others for others, _ in known)):
            known.append((names, where))
    apart = [(kept, where) for names, where in known if (kept := _apart(names, site))]
    # A login is a machine's word for someone whom the page may name.
    spoken = [row for row in apart if not all(map(is_login, row[0]))]
    chosen = next(iter([*spoken, *apart, *known]), ((), ""))
    chosen = next((row for row in known if _completes(row, chosen)), chosen)
    evidence = tuple(
        Evidence("author", ", ".join(names), where, chosen=where == chosen[1])
        for names, where in known
    )
    return chosen[0], evidence


def _completes(row: tuple[tuple[str, ...], str], chosen: tuple[tuple[str, ...], str]) -> bool:
    """Tell a head's list of names that holds more than the ones chosen: co-authors."""
    (names, where), (fewer, _) = row, chosen
    if not where.startswith("meta") or not fewer:
        return False
    return set(fewer) < set(names) and all(" " in name for name in names)


def _candidates(page: Page) -> Iterator[tuple[tuple[str, ...], str]]:
    given = jsonld.names(page.article.get("author"), page.entries)
    persons = [name for name, kind in given if kind not in _ORGANISATIONS]
    yield once(part for name in persons for part in people(name)), "JSON-LD author"
    owner = folded(page.meta("copyright", "dcterms.rights", "dc.rights", "rights"))
    owned: list[tuple[tuple[str, ...], str]] = []
    for name in _METAS:
        if owner and name in page.metas and f" {folded(page.metas[name])} " in f" {owner} ":
            owned.append((people(page.metas[name]), f"meta {name}"))
        elif name in page.metas and (name != "twitter:data1" or _writes(page)):
            said = (_in_order(row) for row in page.all_metas(name))
            yield once(part for row in said for part in people(row)), f"meta {name}"
    exact, loose, signed = shown(page)
    yield exact, "the by-line's links"
    yield below_title(page), "the line below the title"
    yield labelled(page), "a label's name"
    yield linked(page), "links to an author's page"
    if found := _BY_FIRST.match(plain(page.meta("description", "og:description"))):
        yield people(found.group(1)), "the description's by-line"
    yield told(page), "the text's word on who wrote it"
    teams = [plain(name) for name, kind in given if kind in _ORGANISATIONS]
    if not teams:
        yield loose, "the by-line"
    yield once(teams), "JSON-LD author (an organisation)"
    yield from owned
    for own in (*persons, page.meta("author", "article:author"), signed):
        if word := as_signed(own):
            yield (word,), _WORDS
            return


def _in_order(text: str) -> str:
    """Return a name as it is spoken: catalogues write "Family, Given"."""
    found = re.fullmatch(r"([^\W\d_][\w'’-]+), ([^\W\d_][\w.'’-]+(?: [A-Z]\.?)?)", text)
    return f"{found.group(2)} {found.group(1)}" if found else text


def _writes(page: Page) -> bool:
    return (page.meta("twitter:label1") or "").casefold() in ("written by", "by", "author")


def _apart(names: list[str] | tuple[str, ...], site: str | None) -> tuple[str, ...]:
    """Return the names that are not the outlet's own, each once."""
    own = folded(site)
    called = {own.replace(" ", ""), "".join(word[0] for word in own.split())} - {""}
    kept = [name for name in names if folded(name).replace(" ", "") not in called]
    return tuple(dict.fromkeys(cased(name) if _is_shouted(name) else name for name in kept))


def _is_shouted(name: str) -> bool:
    return name.isupper() and " " in name and len(name) > _SHORTEST_SHOUT
