"""Markdown of plain blocks in, its finished HTML and its words out at once; None for any other.

News is paragraphs, headings, quotes and plain lists with emphasis and links. What these come to is
known without the parser's tree and the sanitiser's, which take ten times as long. Whatever a text
holds besides, and whatever looks odd, is left to them; a test holds the two ways equal.
"""

from __future__ import annotations

import re
from functools import partial
from html import escape, unescape
from itertools import chain, groupby
from string import punctuation
from typing import TYPE_CHECKING

from briefgen.render.allowed import ID_PREFIX
from briefgen.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Prose", "prose"]


@dataclass(frozen=True, slots=True)
class Prose:
    """A text as HTML that the sanitiser would leave as it is, and its words alone."""

    html: str
    text: str


class _OtherError(Exception):
    """The text holds something that only the parser knows."""


Block = tuple[str, str]
"""A block's HTML and its words."""

# Such a text meets no bound of bombs.py.
_LONGEST = 30_000
_FEW = 100
_COUNTED = ("[", "\\", "\n#", "\n-")
_COUNTED_FAST = ("[", "\\", "\n")  # which tells nearly always that nothing else is needed

_SIGNS = ("*", "[", "]", "_", "<", ">", "&", "\\", "`", "|", "{")
# What the parser strips, what opens other notations, and what stands below for something else.
_ODD = re.compile(
    r"[`|{\t\r\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_ODD_SIGNS = ("![", "[^", "]:", "] :", "***")
_ENTITY = re.compile(r"&[#\w]+;")
_ATTACHED = re.compile(r"(?<!\w)_")
_HOST = r"(?:[A-Za-z0-9](?:-?[A-Za-z0-9])*\.)+[A-Za-z]{2,}"
_ADDRESS = rf"https?://{_HOST}(?:[/?#][\w\-.~:/?#@!$&*+,;=%]*)?"
_LINK = re.compile(rf"\[([^][]*[^][\s][^][]*)\]\((?:<({_ADDRESS})>|({_ADDRESS}))\)", re.ASCII)
# A pattern that begins with a letter is looked for five times as fast as one that looks behind.
_EMPHASIS = re.compile(r"(\*(?<!\*\*)\*?)(?![*\s])([^*]+)(?<!\s)\1(?!\*)")
_ROWS = re.compile(r"#.*|[^#\n].*(?:\n(?!#).*)*")
_HEADING = re.compile(r"(#{1,6})(.*?)#*")
_RULER = re.compile(r"-{3,}|\*{3,}|_{3,}")
_NUMBER = re.compile(r"\d+\.[ ]")
_ITEM = {"ul": re.compile(r"[-*+][ ]+(.+)"), "ol": re.compile(r"\d+\.[ ]+(.+)")}
_QUOTED = re.compile(r">[ ]?(.*)")
_TAG = re.compile(r"<[^>]*>")
_HELD = "\0"
# A sign after a backslash waits as a character that no text holds.
_SPARE = [chr(code) for code in range(0x7F, 0xA0) if chr(code) != "\x85"]
_HIDDEN = dict(zip((sign for sign in punctuation if sign not in "&<`"), _SPARE, strict=False))
_REVEALED = str.maketrans({code: escape(s, quote=False) for s, code in _HIDDEN.items()})
_ESCAPED = re.compile(f"\\\\([{re.escape(''.join(_HIDDEN))}])")


def prose(markdown: str) -> Prose | None:
    """Return a text's HTML and words; None for one that is not of plain blocks alone."""
    if len(markdown) > _LONGEST or "\n " in markdown:
        return None
    if _has_many(markdown, _COUNTED_FAST) and _has_many(markdown, _COUNTED):
        return None
    try:
        blocks = list(_blocks(markdown))
    except _OtherError:
        return None
    if not blocks:
        return None
    return Prose("\n".join([html for html, _ in blocks]), " ".join([text for _, text in blocks]))


def _has_many(text: str, signs: tuple[str, ...]) -> bool:
    return max([text.count(sign) for sign in signs]) > _FEW


def _blocks(markdown: str) -> Iterator[Block]:
    used: set[str] = set()
    for kind, rows in groupby(_cut(markdown), _kind):
        if kind == "p":
            for row in rows:
                html, text = _words(row)
                yield f"<p>{html}</p>", text
        elif kind == "h":
            for row in rows:
                yield _heading(row, used)
        elif kind == "hr":
            for _ in rows:
                yield "<hr>", ""
        elif kind == "blockquote":
            yield _quote(rows)
        else:
            yield _list(kind, rows)


def _cut(markdown: str) -> Iterator[str]:
    """Yield the text between blank lines, each heading for itself."""
    for row in markdown.split("\n\n"):
        block = row.strip("\n")
        if "\n" in block and "#" in block:
            yield from _ROWS.findall(block)
        elif block:
            yield block


def _kind(block: str) -> str:
    """Return what a block is, by its first characters."""
    first = block[0]
    if first.isalpha() or first in "\"'([$@\\":
        return "p"
    if first.isdigit():
        return "ol" if _NUMBER.match(block) else "p"
    if first == "#":
        return "h"
    if first == ">":
        return "blockquote"
    if _RULER.fullmatch(block):
        return "hr"
    if first in "-*+" and block[1:2] == " ":
        return "ul"
    if first == "*" or (first > "\x7f" and not first.isspace()):
        return "p"
    raise _OtherError


def _heading(line: str, used: set[str]) -> Block:
    from markdown.extensions.toc import slugify_unicode, unique

    found = _HEADING.fullmatch(line)
    text = found[2].strip() if found else ""
    if found is None or not text or not _is_plain(text):
        raise _OtherError
    name = unique(slugify_unicode(" ".join(text.split()), "-"), used)
    # The sanitiser leaves out the prefix where it stands already.
    name = name if name.startswith(ID_PREFIX) else ID_PREFIX + name
    level = len(found[1])
    return f'<h{level} id="{name}">{text}</h{level}>', text


def _quote(blocks: Iterable[str]) -> Block:
    parts = [_words(row) for block in blocks for row in _quoted(block)]
    shown = "\n".join([f"<p>{html}</p>" for html, _ in parts])
    return f"<blockquote>\n{shown}\n</blockquote>", " ".join([text for _, text in parts])


def _quoted(block: str) -> list[str]:
    """Return the paragraphs of a quote."""
    lines = [_QUOTED.fullmatch(line) for line in block.split("\n")]
    rows = "\n".join([line[1] for line in lines if line]).split("\n\n")
    if not all(lines) or any(not row or _kind(row) != "p" or row[-1] == "\n" for row in rows):
        raise _OtherError
    return rows


def _list(kind: str, blocks: Iterable[str]) -> Block:
    """Return a list; items that a blank line parts are paragraphs, on both of its sides."""
    shown: list[str] = []
    words: list[str] = []
    for block in blocks:
        lines = block.split("\n")
        if kind == "ol" and not shown and not block.startswith("1."):
            raise _OtherError
        if shown:
            shown[-1] = _loose(shown[-1])
        for place, line in enumerate(lines):
            found = _ITEM[kind].fullmatch(line)
            if found is None or _kind(found[1]) != "p":
                raise _OtherError
            html, text = _words(found[1])
            shown.append(_loose(html) if shown and not place else html)
            words.append(text)
    rows = "\n".join([f"<li>{html}</li>" for html in shown])
    return f"<{kind}>\n{rows}\n</{kind}>", " ".join(words)


def _loose(item: str) -> str:
    return item if item.startswith("\n") else f"\n<p>{item}</p>\n"


def _words(block: str) -> Block:
    """Return the words of a block with their emphasis and links."""
    if _is_plain(block):
        return block, block
    if _ODD.search(block) or _holds(block, _ODD_SIGNS):
        raise _OtherError
    if "\n" in block and any(not line or _kind(line) != "p" for line in block.split("\n")):
        raise _OtherError
    if "&" in block and _ENTITY.search(block):
        raise _OtherError
    text = _ESCAPED.sub(_hidden, block) if "\\" in block else block
    links: list[re.Match[str]] = []
    if "](" in text:
        text = _LINK.sub(partial(_held, links), text)
    shown = _marked(text)
    if links:
        ends = [f'<a href="{escape(m[2] or m[3])}">{_marked(m[1])}</a>' for m in links]
        shown = "".join(chain.from_iterable(zip(shown.split(_HELD), (*ends, ""), strict=True)))
    if "\\" in block:
        shown = shown.translate(_REVEALED)
    shown = shown.replace("\xa0", "&nbsp;")
    return shown, unescape(_TAG.sub("", shown))


def _is_plain(text: str) -> bool:
    """Whether a text is shown as it stands."""
    return not _holds(text, _SIGNS) and text.isprintable()


def _holds(text: str, signs: tuple[str, ...]) -> bool:
    """Whether any of the signs stands in a text."""
    # Some two hundred times an article: any() takes four times as long.
    for sign in signs:  # noqa: SIM110
        if sign in text:
            return True
    return False


def _hidden(found: re.Match[str]) -> str:
    return _HIDDEN[found[1]]


def _held(links: list[re.Match[str]], found: re.Match[str]) -> str:
    links.append(found)
    return _HELD


def _marked(text: str) -> str:
    """Return words as HTML with their emphasis."""
    if "<" in text or "](" in text or "\\&" in text or ("_" in text and _ATTACHED.search(text)):
        raise _OtherError
    text = escape(text, quote=False).replace("  \n", "<br>\n")
    if "*" in text:
        text = _EMPHASIS.sub(_emphasised, text)
        if "*" in text:
            raise _OtherError
    return text


def _emphasised(found: re.Match[str]) -> str:
    tag = "em" if len(found[1]) == 1 else "strong"
    return f"<{tag}>{found[2]}</{tag}>"
