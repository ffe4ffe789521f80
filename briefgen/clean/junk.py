"""Tell the page's own furniture from its article: a line -> why it is none of the text, or None."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from briefgen.clean import junk_words as words
from briefgen.clean.dateline_days import days

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["is_closing", "leads_on", "reason"]

_LONGEST: Final = 240
_EDGES: Final = (
    " \t\u00a0\u3000|>»›→▶►▸▾▼+•·*-–—_[]【】<«‹←:：;.。!！…✉☰✕×🔗📧👍★☆■□◆◇●○▲△▽#(（)）"
)
_SENTENCE_END: Final = re.compile(r"[.!?。！？؟।][\"'”’»)」』]*$")
_ICON: Final = re.compile(
    r"^(?:site icon|website icon|site logo|logo|icône du site|website-icon|icono del sitio"
    r"|サイトアイコン|사이트 아이콘|网站图标|أيقونة الموقع|иконка сайта)\s+\S",
    re.IGNORECASE,
)
_TIME: Final = re.compile(
    r"(?<![\d$€£.,])(?:\d{1,2}[:時시点h]\s?\d{2}(?:[:.]\d{2})?\s?[分분]?(?![\d:])(?:\s*(?:[ap]\.?m\b\.?|uhr|h\b))?"
    r"|\d{1,2}(?:\.\d{2})?\s?(?:[ap]\.?m\b\.?|uhr|h\b))",
    re.IGNORECASE,
)
_COUNTED: Final = re.compile(
    r"^[\W_]*(?P<number>\d[\d,.\s]*k?)\s*(?P<unit>\D{1,24}?)[\W_]*$", re.IGNORECASE
)
_PAGER: Final = re.compile(
    r"^(?:page|seite|pagina|página|стр\.?|ページ|페이지|第)?\s*\d+\s*(?:/|of|von|de|sur|из|／)\s*\d+\s*(?:页|ページ)?$",
    re.IGNORECASE,
)
_ADDRESS: Final = re.compile(r"^(?:https?://\S+|www\.\S+|\S+@\S+\.\w{2,})$", re.IGNORECASE)
_CRUMBS: Final = re.compile(r"^[^.!?。«<]{1,30}(?:\s+[>›»]\s+[^.!?。>›»«]{1,60}){1,6}$")
_HASHTAGS: Final = re.compile(r"^(?:#[\w\u0600-\u06ff-]+[\s,]*)+$")
_NUMBERS: Final = re.compile(r"^[\s.,/|+:-]*\d{1,4}[\s.,/|+:-]*$")


def _rows(table: str) -> tuple[str, ...]:
    return tuple(
        word
        for row in table.strip().splitlines()
        for word in map(str.strip, row.split("|"))
        if word
    )


def _folded(line: str) -> str:
    text = unicodedata.normalize("NFKC", line.translate(_QUOTES))
    return " ".join(text.split()).casefold()


_QUOTES: Final = str.maketrans(
    {
        "ⓒ": "©",
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "\u200b": None,
        "\ufeff": None,
        "\u200e": None,
        "\u200f": None,
    }
)


def _bare(line: str) -> str:
    return _folded(line).strip(_EDGES)


def _lines(tables: Mapping[str, str]) -> dict[str, str]:
    return {
        _bare(word): why for why, table in tables.items() for word in _rows(table) if _bare(word)
    }


def _pieces(tables: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    found = {(_folded(word), why) for why, table in tables.items() for word in _rows(table)}
    return tuple(sorted(found, key=lambda pair: (-len(pair[0]), pair)))


def _any(table: str) -> str:
    return "|".join(re.escape(word) for word in sorted(_rows(table), key=lambda w: (-len(w), w)))


_STAMP_WORDS: Final = re.compile(
    rf"(?<![^\W\d_])(?:{_any(words.STAMP_WORDS)})(?![^\W\d_])|[（(][月火水木金土日월화수목금토일][)）]"
    rf"|公開|更新|配信|掲載|発表|发布|时间|入力|입력|수정|등록|송고|승인|午前|午後|上午|下午|오전|오후",
    re.IGNORECASE,
)
_COUNTED_AFTER: Final = re.compile(
    rf"^(?:{_any(words.COUNTED)})\s*[:：(]?\s*\d[\d,.]*\s*\D{{0,20}}$", re.IGNORECASE
)
_SOCIAL: Final = re.compile(rf"(?:{_any(words.SOCIAL)})", re.IGNORECASE)
_LINES: Final = _lines(words.LINES)
_OPENINGS: Final = _pieces(words.OPENINGS)
_ENDINGS: Final = tuple((ending.strip(_EDGES), why) for ending, why in _pieces(words.ENDINGS))
# Told in one step for most lines: they begin or end like none of these.
_ANY_OPENING: Final = tuple(opening for opening, _ in _OPENINGS)
_ANY_ENDING: Final = tuple(ending for ending, _ in _ENDINGS)
_PHRASES: Final = _pieces(words.PHRASES)
# These say what they are at once, and go on at length.
_LEGAL: Final = frozenset(
    {
        "a copyright line",
        "a cookie or consent notice",
        "a paywall notice",
        "a part of a mail, not of the text",
        "an editor's note about the page",
    }
)
_UNITS: Final = frozenset(_folded(unit).strip(" .") for unit in words.UNITS)
_LEADS_ON: Final = frozenset(_bare(word) for word in words.LEADS_ON)
_CLOSINGS: Final = frozenset(_folded(word) for word in words.CLOSINGS)


@lru_cache(maxsize=4096)
def reason(line: str) -> str | None:
    """Return why a line is the page's furniture, in plain words; None for what may be text.

    Only short lines are judged: a sentence of an article is never furniture.
    """
    text = line.strip()
    if not text or len(text) > _LONGEST:
        return None
    if _ICON.match(text):
        return "the site's icon line"
    folded = _folded(text)
    bare = folded.strip(_EDGES)
    if bare in _LINES:
        return _LINES[bare]
    return _by_form(text, folded) or _by_words(folded, bare)


def _by_form(text: str, folded: str) -> str | None:
    if _ADDRESS.match(text):
        return "a bare address"
    if _PAGER.match(text):
        return "a page number"
    if _HASHTAGS.match(text):
        return "a line of tags"
    if _NUMBERS.match(text):
        return "a bare number"
    if _counted(folded):
        return "a count of minutes, comments or shares"
    if is_stamp(text):
        return "a time stamp"
    if len(text) <= 90 and _CRUMBS.match(text) and not _SENTENCE_END.search(text):  # noqa: PLR2004
        return "a trail of sections"
    if _only_social(folded):
        return "a share or copy button"
    return None


def _counted(folded: str) -> bool:
    if _COUNTED_AFTER.match(folded):
        return True
    match = _COUNTED.match(folded)
    return bool(match) and match["unit"].strip(" .-()") in _UNITS if match else False


def is_stamp(text: str) -> bool:
    """Tell whether a line is nothing but a day or a time, with words such as "Published"."""
    if len(text) > 120 or not any(c.isdecimal() for c in text):  # noqa: PLR2004
        return False
    found = days(text)
    if not found and not _TIME.search(text):
        return False
    rest = list(text)
    for day in found:
        rest[day.start : day.end] = " " * (day.end - day.start)
    left = _STAMP_WORDS.sub(" ", _TIME.sub(" ", "".join(rest)))
    return sum(c.isalpha() for c in left) <= 3  # noqa: PLR2004


def _only_social(folded: str) -> bool:
    left = _SOCIAL.sub("", folded)
    return left != folded and len(left) < len(folded) and not any(c.isalnum() for c in left)


def _by_words(folded: str, bare: str) -> str | None:
    if folded.startswith(_ANY_OPENING):
        for opening, why in _OPENINGS:
            if folded.startswith(opening) and _may_open(opening, why, folded):
                return why
    if len(folded) <= 200:  # noqa: PLR2004
        for phrase, why in _PHRASES:
            if phrase in folded:
                return why
    if len(folded) <= 60 and bare.endswith(_ANY_ENDING):  # noqa: PLR2004
        return next(why for ending, why in _ENDINGS if bare.endswith(ending))
    return None


def _may_open(opening: str, why: str, folded: str) -> bool:
    """Tell whether a line that begins so is furniture to its end: no word cut, not long."""
    after = folded[len(opening) : len(opening) + 1]
    if opening[-1].isalpha() and opening[-1].isascii() and after.isalpha():
        return False
    length = len(folded.split()) if " " in folded else len(folded) // 3
    if opening[-1] in ":：©ⓒ】]" or why in _LEGAL:
        return length <= 40  # noqa: PLR2004
    return length <= 12 and (" " in opening or not _SENTENCE_END.search(folded))  # noqa: PLR2004


def leads_on(line: str) -> bool:
    """Tell whether only titles of other pieces follow a line, up to the next paragraph of text."""
    return _bare(line) in _LEADS_ON


def is_closing(line: str) -> bool:
    """Tell whether a line only says that the text is over."""
    return _folded(line) in _CLOSINGS
