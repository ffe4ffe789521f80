"""A page -> its title without the site's name, the site's name, and the standfirst."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from briefgen.clean import jsonld
from briefgen.clean.addresses import host
from briefgen.clean.boxes import words
from briefgen.clean.outlet import best_name, more_names
from briefgen.model.document import Evidence
from briefgen.model.urls import split_url

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from briefgen.clean.page import Page
    from briefgen.model.document import KnownSource

__all__ = ["bare", "folded", "headings", "plain", "site_name", "summary", "title"]

_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"\w+")
_SPLIT = re.compile(
    r"\s+[|\-–—•·»«:/~]+\s+|\s*[|｜»]\s*|\s+::\s+|(?<=\S)\s-\s|［|【(?=[^】]{2,20}】$)"
)
_LONGEST = 300
_LONGEST_NAME = 60
_LONG_WORD = 4
_SHORTEST_NAME = 3
_TITLE_CLASS = re.compile(r"headline|title|heading|titulo|titre|titel|entry-title|post-title")
_GENERIC = re.compile(
    r"^(?:home|homepage|news|article|blog|index|untitled|start(?:seite)?)$", re.IGNORECASE
)


def plain(text: str | None) -> str:
    """Return words with entities resolved (twice encoded ones too), tags and doubled space gone."""
    text = unescape(unescape(text or ""))
    return _SPACE.sub(
        " ", re.sub(r"</?[a-zA-Z][^>]{0,200}>", " ", text).replace("\u00ad", "")
    ).strip()


def folded(text: str | None) -> str:
    """Return a text's words alone, for comparison."""
    return " ".join(_WORD.findall((text or "").casefold()))


def site_name(page: Page, sources: tuple[KnownSource, ...] = ()) -> tuple[str | None, str]:
    """Return who publishes the page and where that was read."""
    name = host(page.url)
    for source in sources:
        if any(name == known or name.endswith("." + known) for known in source.hosts):
            return source.name, "the site's sources"
    publisher = page.article.get("publisher")
    owners = jsonld.names(publisher if isinstance(publisher, list) else [publisher], page.entries)
    said_so = (
        (page.meta("og:site_name"), "meta og:site_name"),
        (owners[0][0] if owners else None, "JSON-LD publisher"),
        (_website(page), "JSON-LD WebSite"),
        (page.meta("application-name", "apple-mobile-web-app-title"), "meta application-name"),
        (_part_of(page), "JSON-LD isPartOf"),
        (_tail(page), "the title's tail"),
        *more_names(page),
        (name, "the address"),
    )
    known = [(text.removeprefix("@"), where) for said, where in said_so if (text := plain(said))]
    best = best_name(known)
    if best is None:
        return None, ""
    text, where = best
    return _without_slogan(text, _title_tag(page), [row[0] for row in known]), where


def _part_of(page: Page) -> str | None:
    whole = page.article.get("isPartOf")
    return jsonld.text(whole.get("name")) if isinstance(whole, dict) else None


def _without_slogan(name: str, tag: str, others: list[str]) -> str:
    """Return an outlet's name without the slogan behind a stroke, where the page says it alone."""
    cut = _SPLIT.search(name)
    first = name[: cut.start()].strip() if cut else ""
    alone = first in others or folded(tag).endswith(folded(first))
    return first if first and alone and folded(tag)[-len(folded(name)) :] != folded(name) else name


def _website(page: Page) -> str | None:
    sites = [row for row in page.entries if "WebSite" in jsonld.kinds(row)]
    return jsonld.text(sites[0].get("name")) if sites else None


def _tail(page: Page) -> str | None:
    """Return the part of <title> that the headings do not share."""
    parts = [part for part in _SPLIT.split(_title_tag(page)) if part.strip()]
    heads = {folded(text) for text in headings(page)}
    if len(parts) > 1 and {folded(" ".join(parts[:-1])), folded(parts[0])} & heads:
        return parts[-1]
    return None


def _title_tag(page: Page) -> str:
    head = page.root.find("head/title")
    said = str(head.text_content()) if head is not None else ""
    return _SPACE.sub(" ", unescape(said).replace("\u00ad", "")).strip()


def headings(page: Page) -> tuple[str, ...]:
    """Return what the page's first-level headings say, the named ones first."""
    found = [
        (text, bool(_TITLE_CLASS.search(words(one))))
        for one in _first_level(page)
        if 2 < len(text := _spoken(one)) <= _LONGEST  # noqa: PLR2004
    ]
    ordered = sorted(found, key=lambda row: not row[1])
    return tuple(dict.fromkeys(text for text, _ in ordered))


def _first_level(page: Page) -> list[HtmlElement]:
    """Return the headings that may be the title's, or a second-level one that <title> begins with.

    One after the article's box is a tool's, one that leads home is the site's.
    """
    found: list[HtmlElement] = []
    boxed = False
    for one in page.body.iter("h1", "main", "article"):
        boxed = boxed or one.tag != "h1"
        inside = next(one.iterancestors("main", "article"), None) is not None
        if one.tag == "h1" and (inside or not boxed) and not _leads_home(one):
            found.append(one)
    if found:
        return found
    first = folded(_SPLIT.split(_title_tag(page))[0])
    return [one for one in page.body.iter("h2") if first and folded(_spoken(one)) == first][:1]


def _leads_home(heading: HtmlElement) -> bool:
    links = list(heading.iter("a"))
    if len(links) != 1 or links[0].text_content().strip() != heading.text_content().strip():
        return False
    return split_url(links[0].get("href") or "#").path == "/"


def _spoken(heading: HtmlElement) -> str:
    """Return a heading's words; no space comes before a colon where the page has none."""
    text = _SPACE.sub(" ", unescape(" ".join(heading.itertext())).replace("\u00ad", "")).strip()
    glued = re.search(r"\S:", str(heading.text_content()))
    return text.replace(" :", ":") if glued else text


def title(page: Page, site: str | None) -> tuple[str | None, tuple[Evidence, ...]]:
    """Return the title that most of the page's own words for it agree on, with each candidate."""
    names = tuple(filter(None, (site, host(page.url), plain(page.meta("og:site_name")))))
    heads = tuple(text for text in headings(page) if not _unfit(text, names))
    tag = _title_tag(page)
    parts = _sections(page)
    said = [
        ("h1", heads[0] if heads else "", 5.0 if len(heads) == 1 else 2.5),
        ("JSON-LD headline", plain(jsonld.text(page.article.get("headline"))), 2.5),
        ("meta og:title", bare(plain(page.meta("og:title")), names, heads, parts), 2.0),
        ("title", bare(tag, names, heads, parts), 1.0),
        ("meta twitter:title", bare(plain(page.meta("twitter:title")), names, heads, parts), 0.9),
        ("JSON-LD name", plain(jsonld.text(page.article.get("name"))), 0.5),
        ("h1 further", heads[1] if len(heads) > 1 else "", 0.8),
    ]
    known = [row for row in said if row[1] and not _unfit(row[1], names)]
    if not known:
        return None, ()
    if _head_agrees(said) and not _speaks_of(page, said):
        # A heading alone is often a slogan or a section where the head says one thing twice.
        known = [(where, text, 2.0 if where == "h1" else worth) for where, text, worth in known]
    scores = [sum(_alike(one[1], other[1]) * other[2] for other in known) for one in known]
    best = max(range(len(known)), key=lambda at: (round(scores[at], 6), -at))
    evidence = tuple(
        Evidence("title", text, where, chosen=at == best)
        for at, (where, text, _) in enumerate(known)
    )
    return known[best][1], evidence


def _head_agrees(said: list[tuple[str, str, float]]) -> bool:
    """Tell whether <title> and og:title are one, and the JSON-LD says nothing else."""
    texts = {where: folded(text) for where, text, _ in said}
    shared = texts["meta og:title"]
    return bool(shared) and shared == texts["title"] and texts["JSON-LD headline"] in ("", shared)


def _speaks_of(page: Page, said: list[tuple[str, str, float]]) -> bool:
    """Tell whether the heading is another headline for what the head is about.

    The head's is then written for search engines, the heading for readers. One put together of
    parts, or in capitals, is set to look at: its words are not the title's.
    """
    texts = {where: folded(text) for where, text, _ in said}
    shared = set(texts["h1"].split()) & set(texts["meta og:title"].split())
    own = [[part for part in one.itertext() if part.strip()] for one in page.body.iter("h1")]
    plainly = [parts[0] for parts in own if len(parts) == 1 and folded(parts[0]) == texts["h1"]]
    return sum(len(word) >= _LONG_WORD for word in shared) > 1 and any(
        not text.isupper() for text in plainly
    )


def _sections(page: Page) -> frozenset[str]:
    """Return the names of the parts of the site that hold the page, glued."""
    try:
        path = split_url(page.url or "").path.split("/")[:-1]
    except ValueError:
        path = []
    return frozenset(map(_glued, (*path, plain(page.meta("article:section"))))) - {""}


def _unfit(text: str, names: tuple[str, ...]) -> bool:
    return bool(_GENERIC.match(text)) or folded(text) in {folded(name) for name in names}


def _alike(one: str, other: str) -> float:
    """Return how far two titles say the same, 0 to 1; punctuation does not count."""
    if folded(one) == folded(other):
        return 1.0
    mine, yours = set(folded(one).split()), set(folded(other).split())
    return 0.6 * len(mine & yours) / max(1, len(mine | yours))


def bare(
    text: str,
    names: tuple[str, ...],
    heads: tuple[str, ...] = (),
    sections: frozenset[str] = frozenset(),
) -> str:
    """Return a title without the site's name, or its section's, at either end."""
    known = {_glued(name) for name in names} | {_glued(name.split(".")[0]) for name in names}
    for head in heads:
        if folded(text).startswith(folded(head) + " ") and folded(head).count(" ") > 1:
            return head
    for _ in range(3):
        cuts = list(_SPLIT.finditer(text))
        if not cuts:
            break
        last, first = text[cuts[-1].end() :], text[: cuts[0].start()]
        if _names_site(last, known) or _glued(last) in sections:
            text = text[: cuts[-1].start()].strip()
        elif _names_site(first, known):
            text = text[cuts[0].end() :].strip()
        else:
            break
    return text


def _glued(name: str) -> str:
    return folded(name).replace(" ", "")


def _names_site(part: str, known: set[str]) -> bool:
    word = _glued(part)
    if not word:
        return True
    return (
        any(
            name
            and (
                word == name
                or (
                    len(name) > _SHORTEST_NAME
                    and (name in word or (len(word) > _SHORTEST_NAME and word in name))
                )
            )
            for name in known
        )
        and len(part) <= _LONGEST_NAME
    )


def summary(page: Page) -> str | None:
    """Return the page's own short word on the article: its description."""
    for said in (
        jsonld.text(page.article.get("description")),
        page.meta("og:description", "description", "twitter:description"),
    ):
        if (text := plain(said)) and len(text) > 20:  # noqa: PLR2004
            return text
    return None
