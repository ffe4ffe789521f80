"""Cut off what stands above a mail that was passed on: the sender's own words and the mail's head.

Mail programs write the head of a forwarded mail into its HTML as lines such as "From: …" and
"To: …", each program in markup of its own. It holds people's addresses, which no reader should see.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import html as lxml_html
from lxml.etree import LxmlError, ParserError

from briefgen.sources.mail_sender import FROM, HEADER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

__all__ = ["without_forwarded_head"]

# A head has no more lines than these, and stands near the top of the mail.
_NEAR = 8
_WITHIN = 120
_FEWEST_HEADERS = 2
_LEAST_TEXT = 60
_INLINE = frozenset(
    {
        *("a", "abbr", "b", "big", "cite", "code", "em", "font", "i", "img", "label", "mark", "s"),
        *("small", "span", "strong", "sub", "sup", "td", "th", "tt", "u"),
    }
)
_FORWARDED_CHARSET = re.compile(r"\A\s*<\?xml[^>]*\?>")

_Spot = tuple["HtmlElement", str]
"""An element and which text of it is meant: "text" or "tail"."""


def without_forwarded_head(page: str) -> str:
    """Return a mail's HTML from below the head of the last mail passed on; as it is without one."""
    try:
        root = lxml_html.document_fromstring(_FORWARDED_CHARSET.sub("", page))
    except (LxmlError, ParserError, ValueError):
        return page
    lines = [(text, spots) for text, spots in _lines(root) if text]
    end = _head_end([text for text, _ in lines])
    if not end:
        return page
    last = lines[end - 1][1][-1][0]
    for element in root.iter():
        if element.tag == "img":  # a letterhead, or the picture below the sender's name
            element.tag = "span"
            element.attrib.clear()
        if element is last:
            break
    for _, spots in lines[:end]:
        for element, which in spots:
            setattr(element, which, None)
    return str(lxml_html.tostring(root, encoding="unicode"))


def _lines(root: HtmlElement) -> Iterator[tuple[str, list[_Spot]]]:
    """Yield the lines of a page as a reader sees them, each with the places of its text."""
    words: list[str] = []
    spots: list[_Spot] = []
    for element, event in _walk(root):
        if element.tag not in _INLINE:
            yield " ".join(" ".join(words).split()), spots
            words, spots = [], []
        which = "text" if event == "start" else "tail"
        if text := getattr(element, which):
            words.append(text)
            spots.append((element, which))
    yield " ".join(" ".join(words).split()), spots


def _walk(root: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """Yield each element at its start and at its end; a long chain of boxes costs no stack."""
    waiting: list[tuple[HtmlElement, str]] = [(root, "start")]
    while waiting:
        element, event = waiting.pop()
        if not isinstance(element.tag, str) or element.tag in {"head", "style", "script"}:
            continue
        yield element, event
        if event == "start":
            waiting.append((element, "end"))
            waiting += [(child, "start") for child in reversed(element)]


def _head_end(lines: list[str]) -> int:
    """Return how many lines reach to the end of the last head, 0 where there is none."""
    end = 0
    for at, line in enumerate(lines[:_WITHIN]):
        if not FROM.match(line):
            continue
        last = at + 1
        while last < min(len(lines), at + _NEAR) and HEADER.match(lines[last]):
            last += 1
        above = sum(bool(HEADER.match(one)) for one in lines[max(0, at - 3) : at])
        enough = last - at - 1 + above >= _FEWEST_HEADERS
        if enough and sum(map(len, lines[last:])) >= _LEAST_TEXT:
            end = last
    return end
