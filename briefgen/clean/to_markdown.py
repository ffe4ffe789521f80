"""Pieces of a page -> blocks with their Markdown, in which no text turns into markup."""

from __future__ import annotations

import re
from html.entities import html5
from itertools import groupby
from typing import TYPE_CHECKING

from briefgen.clean.addresses import shown
from briefgen.clean.pieces import Span
from briefgen.clean.table_grid import grid
from briefgen.model.document import Block
from briefgen.values import replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml.html import HtmlElement

    from briefgen.clean.boxes import Box
    from briefgen.clean.pieces import Mark, Piece
    from briefgen.model.article import Photo

__all__ = ["blocks", "escaped", "figure", "inline", "joined"]

_LISTS = frozenset(("ul", "ol", "menu", "dir"))
_QUOTES = frozenset(("blockquote",))
_TABLES = frozenset(("table",))
_ROWS = frozenset(("tr",))
_ITEMS = frozenset(("li",))
_CELLS = frozenset(("td", "th"))
_CAPTIONS = frozenset(("caption",))
_PRE = frozenset(("pre",))
_RULE = re.compile(r"[\s*_•·~=–—-]{1,40}")
_WORDS_IN_A_CELL = 400

# Python-Markdown looks for comments before it minds strokes, so what may open one gets two.
_INLINE = re.compile(r"([\\`*_\[\]<{]|(?<=<)[!?]|~(?=~)|(?<=~)~)")
_LINE_START = re.compile(
    r"^(\s*)(#|[-+](?=\s|$)|>|~{3,}|:(?=\s)|=+(?=[ \t]*$)|-{2,}|\|)", re.MULTILINE
)
_NUMBERED = re.compile(r"^(\s*\d{1,9})([.)])(?=\s|$)", re.MULTILINE)
# Browsers read the old names without a semicolon too: a=1&copy=2.
_OLD_NAMES = "|".join(sorted((name for name in html5 if ";" not in name), reverse=True))
_ENTITY = re.compile(rf"&(?=#|\w{{1,31}};|{_OLD_NAMES})")


def joined(parts: Iterable[Block]) -> str:
    """Return the blocks' Markdown as one text, a blank line between two."""
    return "\n\n".join(part.markdown for part in parts if part.markdown).strip()


def escaped(text: str) -> str:
    """Return words as Markdown that shows just these words."""
    text = _INLINE.sub(r"\\\1", _ENTITY.sub("&amp;", text))
    text = _LINE_START.sub(r"\1\\\2", text)
    return _NUMBERED.sub(r"\1\\\2", text)


def blocks(pieces: Sequence[Piece], base: str | None = None) -> tuple[Block, ...]:
    """Return pieces as blocks: rows join into lists, cells into tables, lines into quotations."""
    found = []
    for (kind, _), group in groupby(pieces, key=_home):
        rows = list(group)
        if kind == "list":
            found.append(_list(rows, base))
        elif kind == "quote":
            found.append(_quote(rows, base))
        elif kind == "table":
            found.append(_table(rows, base))
        else:
            found.extend(_plain(piece, base) for piece in rows)
    return _from_second_level([block for block in found if block.markdown])


def _from_second_level(found: Sequence[Block]) -> tuple[Block, ...]:
    """Return blocks whose highest heading is of the second level: the title is the first."""
    highest = min((block.level for block in found if block.kind == "heading"), default=2)
    return tuple(
        replace(block, level=block.level - highest + 2, markdown=block.markdown[highest - 2 :])
        if block.kind == "heading"
        else block
        for block in found
    )


def _home(piece: Piece) -> tuple[str, object]:
    """Return what a piece is a part of: a list, a quotation, a table, or nothing but itself."""
    box = piece.box
    if piece.photo or piece.embed:
        return ("plain", None)
    if home := box.outermost(_QUOTES):
        return ("quote", home.element)
    # An old page lays itself out in tables: the table of data may stand within one of those.
    for table in (above for above in box.up() if above.tag in _TABLES):
        if tabular(table):
            return ("table", table.element)
    if (home := box.outermost(_LISTS)) and not piece.level:
        return ("list", home.element)
    return ("plain", None)


def tabular(home: Box) -> bool:
    """Tell a table of data from one that only lays out the page."""
    table = home.element
    rows = sum(1 for _ in table.iter("tr"))
    cells = sum(1 for _ in table.iter("td", "th"))
    if rows < 2 or cells < 2 * rows or next(table.iterdescendants("table"), None) is not None:  # noqa: PLR2004
        return False
    longest = max((len(cell.text_content()) for cell in table.iter("td", "th")), default=0)
    return longest <= _WORDS_IN_A_CELL


def _plain(piece: Piece, base: str | None) -> Block:
    if piece.photo:
        return Block(
            "figure",
            piece.photo.caption or "",
            figure(piece.photo),
            photo=piece.photo,
            origin=origin(piece),
        )
    if piece.embed:
        return Block(
            "embed", "", f"> [{escaped(piece.embed)}](<{piece.embed}>)", origin=origin(piece)
        )
    if piece.box.nearest(_PRE):
        return Block("code", piece.text, _fenced(piece.text), origin=origin(piece))
    markdown = inline(piece.spans, base)
    if not any(char.isalnum() for char in piece.text) and _RULE.fullmatch(piece.text):
        return Block("rule", "", "* * *", origin=origin(piece))
    if piece.level:
        level = max(2, piece.level)
        plain_spans = (Span(one.text, _without_strong(one.marks)) for one in piece.spans)
        flat = " ".join(inline(plain_spans, base).split())
        return Block("heading", piece.text, f"{'#' * level} {flat}", level, origin=origin(piece))
    return Block("paragraph", piece.text, markdown, origin=origin(piece))


def _without_strong(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    return tuple(mark for mark in marks if mark[0] != "strong")


def _fenced(text: str) -> str:
    fence = "```"
    while fence in text:
        fence += "`"
    return f"{fence}\n{text}\n{fence}"


def _list(rows: list[Piece], base: str | None) -> Block:
    lines: list[str] = []
    numbers: dict[object, int] = {}
    last: object = None
    for piece in rows:
        row = piece.box.nearest(_ITEMS)
        lists = [box for box in piece.box.up() if box.tag in _LISTS]
        indent = "    " * (len(lists) - 1)
        flat = inline(piece.spans, base).replace("\n", f"\n{indent}    ")
        if row is not None and row.element is last:
            lines.append(f"\n{indent}    {flat}\n")
            continue
        last = row.element if row else None
        home = lists[0].element
        numbers[home] = numbers.get(home, _start(home) - 1) + 1
        sign = f"{numbers[home]}." if lists[0].tag == "ol" else "-"
        lines.append(f"{indent}{sign} {flat}")
    text = "\n".join(piece.text for piece in rows)
    markdown = "\n".join(lines).replace("\n\n\n", "\n\n").rstrip("\n")
    return Block("list", text, markdown, origin=origin(rows[0]))


def _start(home: HtmlElement) -> int:
    """Return the number that a list begins with."""
    said = (home.get("start") or "").strip()
    return int(said) if re.fullmatch(r"\d{1,6}", said, re.ASCII) else 1


def _quote(rows: list[Piece], base: str | None) -> Block:
    parts: list[str] = []
    for is_list, group in groupby(rows, key=_lists_in_quote):
        if is_list:
            parts.append(_list(list(group), base).markdown)
        else:
            parts += [inline(piece.spans, base) for piece in group]
    lines = "\n\n".join(parts).split("\n")
    markdown = "\n".join(f"> {line}".rstrip() for line in lines)
    return Block("quote", "\n".join(piece.text for piece in rows), markdown, origin=origin(rows[0]))


def _lists_in_quote(piece: Piece) -> bool:
    """Tell a row of a list that stands in a quotation, not around it."""
    outer = piece.box.outermost(_QUOTES)
    home = piece.box.outermost(_LISTS)
    return bool(outer and home and outer.depth < home.depth and not piece.level)


def _table(cells: list[Piece], base: str | None) -> Block:
    titles = [piece for piece in cells if piece.box.nearest(_CAPTIONS)]
    said: dict[HtmlElement, list[str]] = {}
    texts: dict[HtmlElement, list[str]] = {}
    for piece in cells:
        row, cell = piece.box.nearest(_ROWS), piece.box.nearest(_CELLS)
        if row is None:
            continue
        place = (cell or row).element
        words = " ".join(inline(piece.spans, base).split()).replace("|", "\\|")
        said.setdefault(place, []).append(words)
        texts.setdefault(row.element, []).append(piece.text)
    rows = grid(texts, {cell: " ".join(parts) for cell, parts in said.items()})
    width = max(map(len, rows), default=0)
    lines = [_row(row, width) for row in rows]
    lines.insert(1, _row(["---"] * width, width))
    above = [inline(piece.spans, base) for piece in titles]
    text = [piece.text for piece in titles] + [" ".join(row) for row in texts.values()]
    markdown = "\n\n".join([*above, "\n".join(lines)] if rows else above)
    return Block("table", "\n".join(text), markdown, origin=origin(cells[0]))


def _row(cells: list[str], width: int) -> str:
    return "| " + " | ".join(cells + [""] * (width - len(cells))) + " |"


_SIGNS = {"strong": "**", "em": "*", "del": ""}


def inline(spans: Iterable[Span], base: str | None = None) -> str:
    """Return spans as inline Markdown; links absolute, marks set tight around their words."""
    parts = []
    for link, group in groupby(spans, key=lambda span: dict(span.marks).get("link")):
        inner = "".join(_marked(span) for span in group)
        address = shown(link, base) if link else None
        parts.append(_wrapped(inner, "[", f"](<{address}>)") if address else inner)
    text = "".join(parts).strip()
    return text.replace("****", "").replace("\n", "  \n")


def _marked(span: Span) -> str:
    names = [name for name, _ in span.marks]
    if "code" in names and "`" not in span.text and span.text.strip():
        return _wrapped(span.text, "`", "`")
    text = escaped(span.text)
    for name in ("em", "strong"):
        if name in names:
            text = _wrapped(text, _SIGNS[name], _SIGNS[name])
    return text


def _wrapped(text: str, left: str, right: str) -> str:
    """Put signs around a text's words, leaving its outer space outside."""
    core = text.strip()
    if not core:
        return text
    at = text.index(core)
    return f"{text[:at]}{left}{core}{right}{text[at + len(core) :]}"


def figure(photo: Photo) -> str:
    """Return a photo as the Markdown that becomes a figure with caption and credit."""
    if not photo.src:
        return ""
    alt = escaped(" ".join((photo.alt or "").split()))
    caption = f" {_quoted(photo.caption)}" if photo.caption else ""
    facts = [f"credit={_quoted(photo.credit)}"] if photo.credit else []
    facts += [f"width={photo.size[0]} height={photo.size[1]}"] if photo.size else []
    return f"![{alt}](<{photo.src}>{caption})" + (f"{{ {' '.join(facts)} }}" if facts else "")


def _quoted(text: str) -> str:
    flat = " ".join(text.split()).replace('"', "&quot;").replace("\\", "").replace("<", "&lt;")
    return f'"{flat}"'


def origin(piece: Piece) -> str:
    """Return where a piece stood, as a trail of tags and first class names."""
    trail = []
    for box in piece.box.up():
        name = (box.element.get("id") or box.element.get("class") or "").split()
        trail.append(f"{box.tag}.{name[0]}" if name else box.tag)
        if len(trail) == 3:  # noqa: PLR2004
            break
    return "/".join(reversed(trail))
