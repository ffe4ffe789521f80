"""A page's body -> whom it is signed with, as a reader sees it: by-lines, links, labels."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.clean.boxes import words
from briefgen.clean.names import as_signed, once, people
from briefgen.clean.page import apart
from briefgen.clean.titles import plain

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from briefgen.clean.page import Page

__all__ = ["below_title", "labelled", "linked", "shown", "told"]

_BY_NAME = re.compile(
    r"^(?:(?:written|posted|published|story|words|text|reported|created)\s+)?(?:by|von|par|por"
    r"|di|door|af|av|od)\s+[A-ZÀ-Þ]"
    r"|^(?:author|autor|auteur|writer|text|written)s?\s*[:：]\s*\S|記者$",
    re.IGNORECASE,
)
_NAMED = re.compile(r"(?<![a-z])(?:author|byline|by-line|autor|auteur|writer|contributor)")
_ONE = re.compile(r"(?:author|byline|autor|auteur|writer|contributor)s?[-_ ]*(?:name|link|url)")
_AUTHOR_PAGE = re.compile(
    r"/(?:authors?|autor(?:en|es|in)?|auteurs?|autori|people|profiles?|staff|contributors?"
    r"|reporters?|journalists?|writers?|bylines?)/[\w%.-]+",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^(?:(?:article|story|text|words|written|posted|published|reported)\s+)?"
    r"(?:by|von|par|por|door|av|af|od)\s*:?$"
    r"|^(?:authors?|autor(?:in|en|es)?|auteure?s?|autori?e?|writers?|contributors?|tekst)\s*:?$",
    re.IGNORECASE,
)
_LABELS = ("span", "div", "p", "strong", "b", "em", "i", "small", "dt", "th", "label",
           "h2", "h3", "h4", "h5", "h6")  # fmt: skip
_TOLD = re.compile(
    r"\b(?:post|article|story|guide|piece|report) (?:was |is )?(?:written |authored )?by"
    r" ((?:[A-ZÀ-Þ][\w.'’-]+ ){1,3}[A-ZÀ-Þ][\w'’-]+)"
)
_NAME_AND_ROLE = re.compile(
    r"^((?:[A-ZÀ-Þ][\w.'’-]+ ){1,3}[A-ZÀ-Þ][\w'’-]+)\s*[|•·,–—-]\s*(?:[A-Z]\w+ ){0,2}"
    r"(?:writer|reporter|correspondent|editor|journalist|columnist|contributor)\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"comment|(?<![a-z])relat(?:ed|ion)|recommend|teaser|sidebar|widget|popular|latest"
    r"|card(?![a-z])"
)
_NEAR = 5
_FEW = 3
_NEXT_TO = 80
_LONGEST_LABEL = 24
_LONGEST_LINE = 200
_MOST = 8


def shown(page: Page) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """Return by-lines as a reader sees them: parts named an author's, then whole by-lines.

    Last comes what a part named an author's says word for word, where that is no person.
    """
    home = article_box(page)
    found = _shown_in(home)
    return found if any(found) or home is page.body else _shown_in(page.body)


def article_box(page: Page) -> HtmlElement:
    """Return the box that the page calls an article or its main part, with the heading in it."""
    for head in page.body.iter("h1"):
        for above in head.iterancestors("article", "main"):
            return above
    return page.body


def _shown_in(box: HtmlElement) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    exact: list[str] = []
    loose: list[str] = []
    signed = ""
    for element in box.iter():
        if not isinstance(element.tag, str) or element.tag in ("meta", "script", "style", "img"):
            continue
        said = words(element)
        marked = element.get("rel") == "author" or "author" in (element.get("itemprop") or "")
        if not marked and not _NAMED.search(said):
            continue
        text = plain(apart(element))
        if not text or len(text) > _LONGEST_LINE or beside(element):
            continue
        if marked or _ONE.search(said):
            signed = signed or as_signed(text)
            exact += [name for name in people(text) if name not in exact][: _MOST - len(exact)]
        elif not loose:
            loose = _apart(element) or list(people(text))
    return once(exact), once(loose), signed


def _apart(element: HtmlElement) -> list[str]:
    """Return the names of a by-line that gives each an element of its own, and nothing between."""
    rows = [part for part in element.iter() if isinstance(part.tag, str) and not len(part)]
    texts = [plain(part.text_content()) for part in rows]
    full = [text for text in texts if people(text) == (text,) and " " in text]
    return full if len(full) > 1 and len(full) == len(list(filter(None, texts))) else []


def linked(page: Page) -> tuple[str, ...]:
    """Return the names that link to an author's page, where the page has but few of them."""
    home = article_box(page)
    return _linked_in(page, home) or (() if home is page.body else _linked_in(page, page.body))


def _linked_in(page: Page, box: HtmlElement) -> tuple[str, ...]:
    found: list[tuple[HtmlElement, tuple[str, ...]]] = []
    for link in box.iter("a"):
        marked = link.get("rel") == "author"
        if marked or _AUTHOR_PAGE.search(link.get("href") or ""):
            if not marked and beside(link):
                continue
            found.append((link, people(plain(" ".join(link.itertext())))))
    names = once(name for _, said in found for name in said)
    return names if len(names) <= _FEW else _nearest(page, found)


def _nearest(page: Page, found: list[tuple[HtmlElement, tuple[str, ...]]]) -> tuple[str, ...]:
    """Return the names that stand next to the heading, of a page with teasers signed by others."""
    places = {element: at for at, element in enumerate(page.body.iter())}
    heads = [places[head] for head in page.body.iter("h1")]
    if not heads:
        return ()
    near = [(abs(places[link] - heads[0]), names) for link, names in found if names]
    distance, names = min(near, key=lambda row: row[0])
    return names if distance <= _NEXT_TO else ()


def below_title(page: Page) -> tuple[str, ...]:
    """Return the names in the first line around the heading that signs."""
    for line in page.near_title():
        if _BY_NAME.match(line) and (names := people(line)):
            return names
        if (found := _NAME_AND_ROLE.match(line)) and (names := people(found.group(1))):
            return names
    return ()


def labelled(page: Page) -> tuple[str, ...]:
    """Return the names that follow a label of their own: "Author", then who that is."""
    for element in page.body.iter(*_LABELS):
        if len(element) > 1:
            continue
        text = plain(element.text_content())
        if len(text) <= _LONGEST_LABEL and _LABEL.match(text) and not beside(element):
            after = element.getnext()
            said = plain(element.tail) or (plain(after.text_content()) if after is not None else "")
            if len(said) <= _LONGEST_LINE and (names := people(said)) and " " in names[0]:
                return names
    return ()


def told(page: Page) -> tuple[str, ...]:
    """Return who the page says wrote it: "This post was written by ..."."""
    found = _TOLD.search(plain(" ".join(page.body.itertext())))
    return people(found.group(1)) if found else ()


def beside(element: HtmlElement) -> bool:
    """Tell a name that signs something else: a comment, a teaser, a picture."""
    for step, above in enumerate(element.iterancestors()):
        if above.tag in ("footer", "nav", "figure", "figcaption"):
            return True
        if step < _NEAR and _OTHERS.search(words(above)):
            return above.tag not in ("body", "main", "article")
    return False
