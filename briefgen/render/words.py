"""HTML or Markdown in; plain text, a summary, an excerpt or the number of words out."""

from __future__ import annotations

import html as html_text
import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["excerpt", "is_spaced", "markdown_text", "plain", "summary_of", "word_count"]

# Scripts written without spaces: two characters count as a word.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\uff66-\uff9f\U00020000-\U0003ffff"
)
# No character of theirs is written in UTF-8 with these bytes alone; asking for the others takes a
# fifth of the time of asking for the characters.
_NOT_UNSPACED = bytes({*range(0xE0), 0xE2})
_TAG = re.compile(r"""<(/?)([a-z][a-z0-9]*)[^">]*+(?:"[^"]*+"[^">]*+)*+>""", re.IGNORECASE)
_BLOCK_END = re.compile(r"</(?:p|h[1-6]|li|dt|dd|td|th|figcaption|div|pre|tr|blockquote)>|<br>")
_VOID = frozenset({"br", "col", "hr", "img", "wbr"})
_DROPPED = frozenset({"figure", "table"})
_FOOTNOTES = '<div class="footnote">'

_BLANK = re.compile(r"\n[ \t]*\n")
_NOT_PROSE = re.compile(
    r"[ ]{0,3}(?:#|!\[|\||```|~~~|<|\[\^|\[[^\]\n]{1,200}\]:|\{|\*\[|[-*_=]{3,}$)|\t|[ ]{4}"
)
_LINE_MARK = re.compile(r"^[ \t]*(?:>[ \t]?)*(?:[-*+:][ \t]+|\d{1,9}[.)][ \t]+)?", re.MULTILINE)
_INLINE = (
    (re.compile(r"!\[[^\]\n]{0,500}\]\([^)\n]{0,2000}\)"), ""),
    (re.compile(r"\[([^\[\]\n]{0,500})\](?:\([^)\n]{0,2000}\)|\[[^\]\n]{0,200}\])"), r"\1"),
    (re.compile(r"\[\^[^\]\n]{1,100}\]"), ""),
    (re.compile(r"<(https?://[^>\s]+)>"), r"\1"),
    (re.compile(r"</?[a-zA-Z][^<>]{0,2000}>"), ""),
    (re.compile(r"(?<!\\)`+"), ""),
    (re.compile(r"(?<!\\)\*+"), ""),
    # What was struck out is no longer said.
    (re.compile(r"(?<![~\\])~~(?![~\s])(?:[^~]|~(?!~)){1,2000}~~(?!~)"), ""),
    (re.compile(r"(?<![\w\\])_+|(?<!\\)_+(?!\w)"), ""),
    (re.compile(r"\{:?[^{}\n]{1,500}\}"), ""),
    (re.compile(r"\\([!-/:-@\[-`{-~])"), r"\1"),
)

_SENTENCE_END = re.compile(r"""[.!?…؟۔।]["'”’»)\]]*(?=\s)|[。！？]["'”’」』）]*""")
_SHORT_FORM = re.compile(
    r"(?:\b[^\W\d_]|\b(?:mr|mrs|ms|dr|st|gen|sen|rep|gov|lt|col|sgt|prof|no|vs|jr|sr|bzw|nr|z\.b|m|mme))\.$",
    re.IGNORECASE,
)


def plain(html: str) -> str:
    """Return the words of sanitised HTML on one line."""
    spaced = _BLOCK_END.sub(" ", html)
    return _on_one_line(html_text.unescape(_TAG.sub("", spaced)))


def markdown_text(markdown: str, enough: int = 1000) -> str:
    """Return the first prose of a Markdown text, some `enough` characters of it, without marks.

    Headings, figures, tables and code are passed over. Quick, not exact: it feeds summaries.
    """
    found: list[str] = []
    length = 0
    for block in _first_blocks(markdown):
        if _NOT_PROSE.match(block):
            continue
        text = _unmarked(block[: enough * 4])
        found.append(text)
        length += len(text)
        if length >= enough:
            break
    return " ".join(filter(None, found))


def summary_of(text: str, limit: int = 240) -> str:
    """Return the first sentences of a plain text, at most `limit` columns (CJK counts two each).

    A first sentence that is longer is cut after a word, with an ellipsis.
    """
    text = _on_one_line(text)
    if _columns(text) <= limit:
        return text
    head = _within(text, limit)
    ends = [m.end() for m in _SENTENCE_END.finditer(head + " ") if not _shortened(head[: m.end()])]
    if ends:
        return head[: ends[-1]].strip()
    return _cut_after_word(head) + "…"


def word_count(text: str) -> int:
    """Return the number of words of a plain text; where none are spaced, two characters are one."""
    if is_spaced(text):
        return len(text.split())
    unspaced = sum(len(run) for run in _unspaced_run().findall(text))
    if not unspaced:
        return len(text.split())
    return len(_unspaced_run().sub(" ", text).split()) + (unspaced + 1) // 2


def is_spaced(text: str) -> bool:
    """Whether blanks part all words of a text; where it says no, they may."""
    return text.isascii() or not text.encode("utf-8", "replace").translate(None, _NOT_UNSPACED)


def excerpt(html: str, words: int) -> str:
    """Return the first `words` words of sanitised HTML with its tags closed, without figures."""
    kept: list[str] = []
    open_tags: list[str] = []
    left = words * 2
    for text, tag in _pieces(html.partition(_FOOTNOTES)[0]):
        shown, left = _first_words(text, left)
        kept.append(shown)
        if left < 0:
            kept.append("…")
            break
        _follow(tag, kept, open_tags)
    kept.extend(f"</{name}>" for name in reversed(open_tags))
    return "".join(kept)


def _first_blocks(markdown: str) -> Iterator[str]:
    start = 0
    for found in _BLANK.finditer(markdown):
        yield markdown[start : found.start()].strip("\n")
        start = found.end()
    yield markdown[start:].strip("\n")


def _unmarked(block: str) -> str:
    text = _LINE_MARK.sub("", block)
    for pattern, replacement in _INLINE:
        text = pattern.sub(replacement, text)
    return _on_one_line(html_text.unescape(text))


def _on_one_line(text: str) -> str:
    # Each body passes here, and a regular expression takes seven times as long for the same.
    return " ".join(text.split())


def _columns(text: str) -> int:
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _within(text: str, limit: int) -> str:
    used = 0
    for index, char in enumerate(text[: limit + 1]):
        used += 2 if unicodedata.east_asian_width(char) in "WF" else 1
        if used > limit:
            return text[:index]
    return text[:limit]


def _shortened(head: str) -> bool:
    """Tell whether the full stop at the end of `head` is that of "U.S." or "Mr."."""
    return _SHORT_FORM.search(head[-12:]) is not None


def _cut_after_word(head: str) -> str:
    if _unspaced_run().search(head[-1:]):
        return head
    cut = head.rpartition(" ")[0]
    return (cut or head).rstrip(" ,;:—–-")


def _pieces(html: str) -> Iterator[tuple[str, re.Match[str] | None]]:
    """Yield each run of text with the tag after it; whole figures and tables are passed over."""
    position, dropping = 0, ""
    for tag in _TAG.finditer(html):
        closing, name = tag.group(1), tag.group(2)
        if dropping:
            if closing and name == dropping:
                dropping, position = "", tag.end()
            continue
        text, position = html[position : tag.start()], tag.end()
        if name in _DROPPED and not closing:
            dropping = name
            yield text, None
        else:
            yield text, tag
    if not dropping:
        yield html[position:], None


def _first_words(text: str, left: int) -> tuple[str, int]:
    """Return what of `text` fits in `left` half words and what is left; -1 when it was cut."""
    end = 0
    for word in _word().finditer(text):
        cost = 1 if _unspaced_run().match(word.group()) else 2
        if cost > left:
            return text[:end].rstrip(), -1
        left -= cost
        end = word.end()
    return text, left


def _follow(tag: re.Match[str] | None, kept: list[str], open_tags: list[str]) -> None:
    if tag is None or tag.group(2) == "img":
        return
    kept.append(tag.group())
    if tag.group(1):
        if open_tags and open_tags[-1] == tag.group(2):
            open_tags.pop()
    elif tag.group(2) not in _VOID:
        open_tags.append(tag.group(2))


# Patterns of many scripts take as long to compile as a page to show, and most texts need none.
@cache
def _unspaced_run() -> re.Pattern[str]:
    return re.compile(f"[{_UNSPACED}]+")


@cache
def _word() -> re.Pattern[str]:
    return re.compile(f"[{_UNSPACED}]|[^\\s{_UNSPACED}]+")
