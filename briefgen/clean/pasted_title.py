"""Read the head of pasted text: icon line, masthead and title -> a draft that knows its title."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from briefgen.clean import junk
from briefgen.clean.credit import split_tail
from briefgen.clean.credit_parts import spaceless
from briefgen.clean.credit_words import PRESS_WORDS
from briefgen.clean.dateline import byline, dateline
from briefgen.clean.pasted_paragraphs import Paragraph, ends_sentence
from briefgen.clean.pasted_zones import is_text
from briefgen.clean.typography import folded, width
from briefgen.values import replace

if TYPE_CHECKING:
    from briefgen.clean.pasted_draft import Draft

__all__ = ["read_icon", "read_masthead", "read_title"]

_ICON_NAME: Final = re.compile(
    r"^(?:\S+\s)?(?:icon|logo|icône du site|icono del sitio|サイトアイコン|사이트 아이콘|网站图标"
    r"|أيقونة الموقع|иконка сайта)\s+(?P<name>.+?)(?:\s+[|–—:·•»-]\s+.*|\s*[|｜].*)?$",
    re.IGNORECASE,
)
_SUFFIX: Final = re.compile(r"^(?P<title>.+?)\s*(?:\s[|–—•·»-]\s|[|｜])\s*(?P<name>[^|｜]{2,40})$")
_SEPARATED: Final = re.compile(r"\s*[|｜]\s*|\s+[/›>»]\s+")
_LONGEST_TITLE: Final = 220
_HEAD: Final = 12


def read_icon(draft: Draft) -> Draft:
    """Read the publisher's name off the site's icon line, and drop it."""
    for part in draft.rest[:_HEAD]:
        match = _ICON_NAME.match(part.text)
        if match and junk.reason(part.text) == "the site's icon line":
            name = match["name"].strip()
            draft = replace(draft, source=draft.source or name).without(
                (part,), "icon", "the site's icon line"
            )
            return draft.proven("source", name, f"the icon line, line {part.line}")
    return draft


def read_masthead(draft: Draft) -> Draft:
    """Drop what stands above the title: the page's name, its menu, a section's name."""
    head = [part for part in draft.rest[:_HEAD] if not _passing(part)]
    above: list[Paragraph] = []
    for index, part in enumerate(head[:-2]):
        if _is_twice(part, draft.rest) or not _is_masthead(part.text, head[index + 1 :]):
            break
        above.append(part)
    if not any(_is_title(part, draft.rest) for part in head[len(above) : len(above) + 1]):
        return draft
    for part in above:
        if _is_house(part.text) and draft.source is None:
            draft = replace(draft, source=part.text)
            draft = draft.proven("source", part.text, f"the page's head, line {part.line}")
        elif draft.section is None and not _SEPARATED.search(part.text):
            draft = replace(draft, section=part.text)
            draft = draft.proven("section", part.text, f"line {part.line}, above the title")
        draft = draft.without((part,), "masthead", "the page's head, above the title")
    return draft


def _is_twice(part: Paragraph, parts: tuple[Paragraph, ...]) -> bool:
    return sum(folded(other.text) == folded(part.text) for other in parts) > 1


def _is_masthead(text: str, below: list[Paragraph]) -> bool:
    """Tell a line of one or two words, a house's name or a menu, from a title."""
    if ends_sentence(text) or not any(width(part.text) > width(text) for part in below[:4]):
        return False
    if _SEPARATED.search(text):
        pieces = _SEPARATED.split(text)
        return len(pieces) > 2 or all(len(piece.split()) <= 2 for piece in pieces)  # noqa: PLR2004
    room = 12 if spaceless(text) else 24
    few = len(text.split()) <= 2 and width(text) <= room  # noqa: PLR2004
    return few or _is_house(text)


def _is_house(text: str) -> bool:
    """Tell a publisher's name by its word: "The Harbour Times"."""
    tokens = text.split()
    named = all(token[:1].isupper() for token in tokens) and 1 < len(tokens) <= 4  # noqa: PLR2004
    return named and bool(PRESS_WORDS & {token.casefold() for token in tokens})


def read_title(draft: Draft) -> Draft:
    """Take the title off the head, every time it stands there."""
    begins = next((at for at, part in enumerate(draft.rest) if is_text(part)), 0)
    top = draft.rest[: max(_HEAD, begins)]
    head = [part for part in top if not _passing(part)]
    if not head:
        return draft
    twice = [p for p in head[:4] if _is_twice(p, top) and _is_title(p, draft.rest)]
    first = twice[0] if twice else _below_menu(head, draft.rest)
    above = head[: head.index(first)]
    draft = draft.without(above, "masthead", "the page's head, above the title")
    head = head[len(above) :]
    given = draft.document.title
    again = [part for part in draft.rest if folded(part.text) == folded(first.text)]
    if given is None and len(again) == 1 and not _is_title(first, draft.rest):
        return _bare_of_site(draft, head) or draft
    if given is not None and folded(given) != folded(first.text):
        return replace(draft, title=given).proven("title", given, "given with the text")
    bare = _bare_of_site(draft, head)
    if bare is not None:
        return bare
    return _titled(draft, first.text, first, again)


def _below_menu(head: list[Paragraph], rest: tuple[Paragraph, ...]) -> Paragraph:
    """Return the first line; below a section's name or a menu of short lines, the one below."""
    above = list(takewhile(lambda part: not is_text(part), head))
    roomy = [at for at, part in enumerate(above) if _is_title(part, rest) and _is_roomy(part.text)]
    section = roomy[:1] == [1] and len(head[0].text.split()) == 1 and not spaceless(head[0].text)
    return above[roomy[0]] if section or (roomy and roomy[0] > 1) else head[0]


def _is_roomy(text: str) -> bool:
    return width(text) >= 25 and (spaceless(text) or len(text.split()) > 3)  # noqa: PLR2004


def _passing(part: Paragraph) -> bool:
    """Tell furniture and by-lines, which may stand above the title."""
    return junk.reason(part.text) is not None or byline(part.text) is not None


def _titled(draft: Draft, title: str, first: Paragraph, again: list[Paragraph]) -> Draft:
    draft = draft.without(again[:1], "title", "the title")
    draft = draft.without(again[1:], "title", "the title again")
    return replace(draft, title=title).proven("title", title, f"line {first.line}")


def _is_title(first: Paragraph, rest: tuple[Paragraph, ...]) -> bool:
    if first.kind not in {"paragraph", "heading"} or width(first.text) > _LONGEST_TITLE:
        return False
    if dateline(first.text) is not None or split_tail(first.text)[1] is not None:
        return False
    longest = max((width(part.text) for part in rest), default=0)
    full_stop = re.search(r"[.。।]$", first.text) and not first.text.endswith("...")
    return not full_stop and (len(rest) == 1 or longest > width(first.text))


def _bare_of_site(draft: Draft, head: list[Paragraph]) -> Draft | None:
    """Read "Title | Site" followed by "Title": the rest is the site's name."""
    match = _SUFFIX.match(head[0].text)
    if match is None:
        return None
    title, name = match["title"].strip(), match["name"].strip()
    again = [part for part in head[1:] if folded(part.text) == folded(title)]
    if not again and folded(name) != folded(draft.source or ""):
        return None
    draft = _titled(draft, title, head[0], [head[0], *again])
    if draft.source is None:
        draft = replace(draft, source=name).proven("source", name, "the title's tail")
    return draft
