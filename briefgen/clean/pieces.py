"""A page's tree -> its lines in order, each with its inline marks and the boxes it stands in."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree
from lxml.html import HtmlElement

from briefgen.clean.boxes import BLOCK_TAGS, Box, root_box
from briefgen.model.article import Photo
from briefgen.values import dataclass, field

__all__ = ["Mark", "Piece", "Span", "pieces"]

Mark = tuple[str, str]
"""What an inline element does: ("strong", ""), ("em", ""), ("code", "") or ("link", address)."""

_SKIPPED = frozenset(
    [
        "script",
        "style",
        "template",
        "noscript",
        "svg",
        "math",
        "head",
        "title",
        "button",
        "select",
        "option",
        "textarea",
        "input",
        "canvas",
        "audio",
        "video",
        "object",
        "map",
        "datalist",
        "progress",
        "meter",
        "dialog",
    ]
)
_MARKS = {
    "strong": "strong",
    "b": "strong",
    "em": "em",
    "i": "em",
    "code": "code",
    "kbd": "code",
    "samp": "code",
    "tt": "code",
    "sup": "sup",
    "sub": "sub",
    "del": "del",
    "s": "del",
}
_HELD = ("p", "article", "main", "figure", "figcaption")
_OF_A_HEADING = re.compile(r"h[1-6]")
_ANCHOR = re.compile(r"edit-?section|header-?link|anchor-?link|heading-?link|perma-?link")
_LONGEST_ANCHOR = 2
_LONGEST_MARK = 6
_BARE = re.compile(r"[\s\[\](),]+")
_FEWEST_WRAPPED = 3
_SHORTEST_WRAPPED = 45
_SPACE = re.compile(r"[ \t\r\n\f\u00a0\u200b\u2028\u2029]+")
_EMBED_HOSTS = re.compile(
    r"//(?:www\.|player\.|m\.)?(youtube(?:-nocookie)?\.com|youtu\.be|vimeo\.com|twitter\.com|x\.com"
    r"|instagram\.com|facebook\.com|tiktok\.com|soundcloud\.com|open\.spotify\.com|dailymotion\.com"
    r"|platform\.twitter\.com|bsky\.app|datawrapper\.dwcdn\.net|flo\.uri\.sh)/"
)


@dataclass(frozen=True, slots=True)
class Span:
    r"""A run of text with the same marks; "\\n" stands for a line break."""

    text: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """One line of the page: a paragraph, heading, list row, table cell, figure or embed."""

    box: Box
    spans: tuple[Span, ...]
    text: str
    photo: Photo | None = None
    embed: str = ""

    @property
    def linked(self) -> float:
        """How much of the text is links, 0 to 1."""
        if not self.text:
            return 0.0
        inside = sum(
            len(span.text) for span in self.spans if any(name == "link" for name, _ in span.marks)
        )
        return min(1.0, inside / len(self.text))

    @property
    def level(self) -> int:
        """A heading's level, 0 for all else."""
        tag = self.box.tag
        return int(tag[1]) if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit() else 0  # noqa: PLR2004


@dataclass(slots=True)
class _Walk:
    """The walk over the tree: where it stands and what it gathered."""

    figures: Mapping[HtmlElement, Photo | None]
    box: Box
    found: list[Piece] = field(default_factory=list)
    run: list[Span] = field(default_factory=list)
    marks: tuple[Mark, ...] = ()

    def text(self, text: str | None) -> None:
        if text:
            self.run.append(Span(text, self.marks))

    def flush(self) -> None:
        if self.run:
            if any(span.text.strip() for span in self.run):
                self.found.extend(_cut(self.run, self.box))
            self.run = []

    def add(self, photo: Photo | None = None, embed: str = "") -> None:
        self.flush()
        self.found.append(Piece(self.box, (), "", photo, embed))


def pieces(
    body: HtmlElement, figures: Mapping[HtmlElement, Photo | None] | None = None
) -> tuple[Piece, ...]:
    """Return the page's lines; an element of `figures` becomes one piece, or none for None."""
    walk = _Walk(figures or {}, root_box(body))
    opened: list[tuple[Box, tuple[Mark, ...]]] = []
    walker = etree.iterwalk(body, events=("start", "end"))
    for event, element in walker:
        tag = element.tag
        if element is body:
            walk.text(element.text if event == "start" else None)
        elif event == "end":
            _leave(walk, element, tag, opened)
        elif not isinstance(tag, str) or element in walk.figures or _is_skipped(element, tag):
            _pass_by(walk, element)
            walker.skip_subtree()
            opened.append((walk.box, walk.marks))
        else:
            opened.append((walk.box, walk.marks))
            _enter(walk, element, tag)
    walk.flush()
    return tuple(walk.found)


def _blocky(tag: str) -> bool:
    return tag in BLOCK_TAGS or "-" in tag


def _is_skipped(element: HtmlElement, tag: str) -> bool:
    # A button that was never closed holds all the rest of its page.
    # One around a figure opens it in a larger window.
    holding = tag == "button" and next(element.iter(*_HELD), None) is not None
    if tag in _SKIPPED and not holding:
        return True
    return _is_anchor(element, tag) or (tag == "sup" and _is_note_mark(element))


def _is_note_mark(element: HtmlElement) -> bool:
    """Tell a raised number that only leads to a note below: without its page it leads nowhere."""
    links = list(element.iter("a"))
    inside = "".join(str(link.text_content()) for link in links)
    whole = str(element.text_content())
    return (
        bool(links)
        and all((link.get("href") or "").startswith("#") for link in links)
        and len(inside.strip()) <= _LONGEST_MARK
        and _BARE.sub("", whole) == _BARE.sub("", inside)
    )


def _is_anchor(element: HtmlElement, tag: str) -> bool:
    """Tell the sign beside a heading that links to it, or that opens it for editing."""
    if tag not in ("a", "span"):
        return False
    above = element.getparent()
    if above is None or not isinstance(above.tag, str) or not _OF_A_HEADING.fullmatch(above.tag):
        return False
    if _ANCHOR.search((element.get("class") or "").lower()):
        return True
    text = element.text_content().strip()
    within = (element.get("href") or "").startswith("#")
    return within and len(text) <= _LONGEST_ANCHOR and not text.isalnum()


def _pass_by(walk: _Walk, element: HtmlElement) -> None:
    photo = walk.figures.get(element)
    if photo is not None:
        walk.add(photo=photo)
    elif element in walk.figures and _blocky(element.tag):
        walk.flush()


def _enter(walk: _Walk, element: HtmlElement, tag: str) -> None:
    if _blocky(tag):
        walk.flush()
        walk.box = walk.box.enter(element, tag)
    elif tag == "br":
        walk.run.append(Span("\v", walk.marks))
    elif tag == "iframe":
        _embed(walk, element)
    elif tag == "a" and element.get("href"):
        walk.marks = (*walk.marks, ("link", element.get("href", "").strip()))
    elif tag in _MARKS and (mark := (_MARKS[tag], "")) not in walk.marks:
        walk.marks = (*walk.marks, mark)
    walk.text(element.text)


def _leave(
    walk: _Walk,
    element: HtmlElement,
    tag: object,
    opened: list[tuple[Box, tuple[Mark, ...]]],
) -> None:
    box, marks = opened.pop()
    if box is not walk.box or tag == "hr":
        walk.flush()
    walk.box, walk.marks = box, marks
    walk.text(element.tail)


def _embed(walk: _Walk, element: HtmlElement) -> None:
    address = element.get("src") or element.get("data-src") or ""
    if _EMBED_HOSTS.search(address):
        walk.add(embed="https:" + address if address.startswith("//") else address)


def _cut(run: list[Span], box: Box) -> list[Piece]:
    """Cut a run at its doubled line breaks: that is how old pages make paragraphs."""
    if "pre" in box.tags:
        spans = tuple(Span(span.text.replace("\v", "\n"), span.marks) for span in run)
        return [Piece(box, spans, "".join(span.text for span in spans).strip("\n"))]
    lines: list[list[Span]] = [[]]
    breaks = 0
    for span in run:
        if span.text == "\v":
            breaks += 1
            continue
        if breaks > 1 and span.text.strip():
            lines.append([])
        elif breaks and lines[-1] and span.text.strip():
            lines[-1].append(Span("\n"))
        if span.text.strip():
            breaks = 0
        lines[-1].append(span)
    found = (_unwrapped(_tidy(line)) for line in lines)
    return [
        Piece(box, spans, text)
        for spans in found
        if (text := "".join(span.text for span in spans).strip())
    ]


def _unwrapped(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return a paragraph without the breaks that only filled its lines to a width.

    Verse and addresses keep theirs: their lines are short, or begin with capitals.
    """
    rows = "".join(span.text for span in spans).split("\n")
    full, last = rows[:-1], rows[1:]
    if len(full) < _FEWEST_WRAPPED or min(map(len, full)) < _SHORTEST_WRAPPED:
        return spans
    if 2 * sum(row[:1].islower() for row in last) <= len(last):
        return spans
    return tuple(Span(span.text.replace("\n", " "), span.marks) for span in spans)


def _tidy(line: list[Span]) -> tuple[Span, ...]:
    """Collapse white space across spans as a browser does, and join spans of equal marks."""
    found: list[Span] = []
    open_space = True
    for span in line:
        text = span.text if span.text == "\n" else _SPACE.sub(" ", span.text)
        if open_space:
            text = text.lstrip(" ")
        if not text:
            continue
        if text == "\n" and found:
            found[-1] = Span(found[-1].text.rstrip(" "), found[-1].marks)
        open_space = text[-1] in " \n"
        if found and found[-1].marks == span.marks:
            found[-1] = Span(found[-1].text + text, span.marks)
        else:
            found.append(Span(text, span.marks))
    if found:
        found[-1] = Span(found[-1].text.rstrip(), found[-1].marks)
    return tuple(span for span in found if span.text)
