"""Markdown of plain blocks in, its finished HTML out at once, words counted; None for any other.

News is paragraphs, headings, quotes and plain lists with emphasis and links. What these come to is
known without the parser's tree and the sanitiser's, which take ten times as long. Whatever a text
holds besides, and whatever looks odd, is left to them; a test holds the two ways equal.
"""

from __future__ import annotations

import re
from html import escape, unescape
from itertools import groupby
from string import punctuation
from typing import TYPE_CHECKING

from briefgen.render.allowed import ID_PREFIX
from briefgen.render.heading_levels import Levels
from briefgen.render.words import is_spaced, word_count
from briefgen.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Prose", "prose"]


@dataclass(frozen=True, slots=True)
class Prose:
    """A text as HTML that the sanitiser would leave as it is, and the number of its words."""

    html: str
    words: int


class _OtherError(Exception):
    """The text holds something that only the parser knows."""


# Such a text meets no bound of bombs.py.
_LONGEST = 30_000
_FEW = 100

_SIGNS = ("*", "[", "]", "_", "<", ">", "&", "\\")
# What the parser strips, what opens other notations, and what stands below for something else.
_OTHERS = ("`", "|", "{", "~~")
_ODD = re.compile(
    r"[\t\r\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
# The bytes of ASCII, of letters from Latin to Arabic and of the quotation marks and dashes, among
# which there are blanks, too. Asking for bytes takes a fifth of the time of asking for characters.
_USUAL = bytes({*range(0x20, 0x7F), 0x0A, *range(0x80, 0xC0), *range(0xC3, 0xE0), 0xE2})
_BLANKS = tuple("\u2028\u2029\u202f\u205f" + "".join(map(chr, range(0x2000, 0x200B))))
_ODD_SIGNS = ("](", "![", "[^", "]:", "] :")
_ENTITY = re.compile(r"&[#\w]+;")
_ATTACHED = re.compile(r"(?<!\w)_")
_HOST = r"(?:[A-Za-z0-9]++(?:-[A-Za-z0-9]++)*+\.)+[A-Za-z]{2,}"
_ADDRESS = rf"https?://{_HOST}(?:[/?#][\w\-.~:/?#@!$&*+,;=%]*+)?"
_LINK = re.compile(
    rf"\[(?<!!\[)(?!\^|\s*+\])([^][]++)\]\((?:<({_ADDRESS})>|({_ADDRESS}))\)", re.ASCII
)
# A pattern that begins with a letter is looked for five times as fast as one that looks behind.
_EMPHASIS = re.compile(r"\*(?<!\*\*)(\*?)(?![*\s])([^*]++)(?<!\s)\*\1(?!\*)")
_ROWS = re.compile(r"#.*|[^#\n].*(?:\n(?!#).*)*")
_HEADING = re.compile(r"(#{1,6})(.*?)#*")
_RULER = re.compile(r"-{3,}|\*{3,}|_{3,}")
_NUMBER = re.compile(r"\d+\.[ ]")
_ITEM = {"ul": re.compile(r"[-*+][ ]+(.+)"), "ol": re.compile(r"\d+\.[ ]+(.+)")}
_QUOTED = re.compile(r">[ ]?(.*)")
_TAG = re.compile(r"<[^>]*>")
_UNNAMED = re.compile(r"[^\w\s-]")
_GAPS = re.compile(r"[-\s]+")
_HELD = "\0"
# A sign after a backslash waits as a character that no text holds.
_SPARE = [chr(code) for code in range(0x7F, 0xA0) if chr(code) != "\x85"]
_HIDDEN = dict(zip((sign for sign in punctuation if sign not in "&<`"), _SPARE, strict=False))
_REVEALED = str.maketrans({code: escape(s, quote=False) for s, code in _HIDDEN.items()})
_ESCAPED = re.compile(f"\\\\([{re.escape(''.join(_HIDDEN))}])")


def prose(markdown: str) -> Prose | None:
    """Return a text's HTML and words; None for one that is not of plain blocks alone."""
    if len(markdown) > _LONGEST or _has_many(markdown):
        return None
    is_clean = _is_clean(markdown)
    if _is_odd(markdown, is_clean=is_clean):
        return None
    text = _Text(markdown, is_clean=is_clean)
    try:
        html = "\n".join(text.blocks(markdown))
    except _OtherError:
        return None
    if not is_clean:
        html = html.replace("\xa0", "&nbsp;")
    return Prose(html, text.words if text.is_even else _word_count(html)) if html else None


def _word_count(html: str) -> int:
    return word_count(unescape(_TAG.sub("", html)))


def _has_many(text: str) -> bool:
    if text.count("[") > _FEW or text.count("\\") > _FEW:
        return True
    return text.count("\n") > _FEW and max(text.count("\n#"), text.count("\n-")) > _FEW


def _is_clean(text: str) -> bool:
    """Whether a text is of signs that are shown, and of blanks that part each word."""
    if not text.encode("utf-8", "surrogatepass").translate(None, _USUAL):
        return text.isascii() or not _holds(text, _BLANKS)
    return is_spaced(text) and text.replace("\n", "").isprintable()


def _is_odd(text: str, *, is_clean: bool) -> bool:
    """Whether a text holds something that only the parser knows, wherever it may stand."""
    if _holds(text, _OTHERS) or (not is_clean and _ODD.search(text)):
        return True
    return "&" in text and _ENTITY.search(text) is not None


def _is_single(text: str) -> bool:
    """Whether there is one blank between any two words of each line, and none about them."""
    return not (text[-1:] == " " or "  " in text or " \n" in text)


class _Text:
    """A text under way: the signs it holds, and the words that were shown of it.

    It is even where each blank, and each end of a line, tells of a word more.
    """

    def __init__(self, markdown: str, *, is_clean: bool) -> None:
        self.signs = tuple([sign for sign in _SIGNS if sign in markdown])
        self.is_clean = is_clean
        self.is_even = is_clean and _is_single(markdown)
        self.words = 0
        self.names: set[str] = set()
        self.levels = Levels()

    def blocks(self, markdown: str) -> Iterator[str]:
        """Yield the HTML of each block."""
        for kind, rows in groupby(_cut(markdown), _kind):
            if kind == "p":
                for row in rows:
                    yield f"<p>{self.shown(row)}</p>"
            elif kind == "h":
                for row in rows:
                    yield self.heading(row)
            elif kind == "hr":
                for _ in rows:
                    yield "<hr>"
            elif kind == "blockquote":
                yield self.quote(rows)
            else:
                yield self.list(kind, rows)

    def heading(self, line: str) -> str:
        found = _HEADING.fullmatch(line)
        text = found[2].strip() if found else ""
        if found is None or not text or not self.is_plain(text):
            raise _OtherError
        self.words += text.count(" ") + 1
        level = self.levels.opened(len(found[1]))
        return f'<h{level} id="{_name(text, self.names)}">{text}</h{level}>'

    def quote(self, blocks: Iterable[str]) -> str:
        parts = [f"<p>{self.shown(row)}</p>" for block in blocks for row in _quoted(block)]
        return "\n".join(["<blockquote>", *parts, "</blockquote>"])

    def list(self, kind: str, blocks: Iterable[str]) -> str:
        """Return a list; items that a blank line parts are paragraphs, on both of its sides."""
        item = _ITEM[kind]
        shown: list[str] = []
        for block in blocks:
            if kind == "ol" and not shown and not block.startswith("1."):
                raise _OtherError
            if shown:
                shown[-1] = _loose(shown[-1])
            for place, line in enumerate(block.split("\n")):
                found = item.fullmatch(line)
                if found is None or _kind(found[1]) != "p":
                    raise _OtherError
                html = self.shown(found[1])
                shown.append(_loose(html) if shown and not place else html)
        rows = "\n".join([f"<li>{html}</li>" for html in shown])
        return f"<{kind}>\n{rows}\n</{kind}>"

    def shown(self, block: str) -> str:
        """Return the words of a block with their emphasis and links, and count them."""
        self.words += block.count(" ") + 1
        if "\n" in block:
            self.words += block.count("\n")
            if any(not line or _kind(line) != "p" for line in block.split("\n")):
                raise _OtherError
        elif self.is_plain(block):
            return block
        if "\\" not in block:
            return self.linked(block)
        if "***" in block or _holds(block, _ODD_SIGNS[1:]):
            raise _OtherError
        return self.linked(_ESCAPED.sub(_hidden, block)).translate(_REVEALED)

    def linked(self, text: str) -> str:
        """Return words as HTML with their emphasis and links."""
        if "](" not in text:
            return _marked(text)
        # In turn: words, a link's words, its address between < and >, its address, words.
        parts = _LINK.split(text)
        shown = _marked(_HELD.join(parts[::4]))
        for words, angled, bare in zip(parts[1::4], parts[2::4], parts[3::4], strict=True):
            self.is_even = self.is_even and words == words.strip()
            address = (angled or bare).replace("&", "&amp;")
            shown = shown.replace(_HELD, f'<a href="{address}">{_marked(words)}</a>', 1)
        return shown

    def is_plain(self, text: str) -> bool:
        """Whether a text is shown as it stands."""
        return not _holds(text, self.signs) and (self.is_clean or text.isprintable())


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


def _name(heading: str, used: set[str]) -> str:
    """Return the id of a heading, as `heading_ids.py` has it."""
    name = _GAPS.sub("-", _UNNAMED.sub("", " ".join(heading.split())).strip().lower())
    if name in used or not name:
        from markdown.extensions.toc import unique

        name = unique(name, used)
    used.add(name)
    # The sanitiser leaves out the prefix where it stands already.
    return name if name.startswith(ID_PREFIX) else ID_PREFIX + name


def _quoted(block: str) -> list[str]:
    """Return the paragraphs of a quote."""
    lines = [_QUOTED.fullmatch(line) for line in block.split("\n")]
    rows = "\n".join([line[1] for line in lines if line]).split("\n\n")
    if not all(lines) or any(not row or _kind(row) != "p" or row[-1] == "\n" for row in rows):
        raise _OtherError
    return rows


def _loose(item: str) -> str:
    return item if item.startswith("\n") else f"\n<p>{item}</p>\n"


def _holds(text: str, signs: tuple[str, ...]) -> bool:
    """Whether any of the signs stands in a text."""
    # Some fifty times an article: any() takes four times as long.
    for sign in signs:  # noqa: SIM110
        if sign in text:
            return True
    return False


def _hidden(found: re.Match[str]) -> str:
    return _HIDDEN[found[1]]


def _marked(text: str) -> str:
    """Return words as HTML with their emphasis."""
    if "<" in text or "\\&" in text or ("_" in text and _ATTACHED.search(text)):
        raise _OtherError
    if ("[" in text or "]" in text) and _holds(text, _ODD_SIGNS):
        raise _OtherError
    text = text.replace("&", "&amp;").replace(">", "&gt;").replace("  \n", "<br>\n")
    if "*" in text:
        text = _EMPHASIS.sub(_emphasised, text)
        if "*" in text:
            raise _OtherError
    return text


def _emphasised(found: re.Match[str]) -> str:
    second, words = found.groups()
    return f"<strong>{words}</strong>" if second else f"<em>{words}</em>"
