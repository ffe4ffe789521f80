"""Compare the words of a Markdown text with those of the HTML made from it.

Parsing and sanitising drop what they take for markup. What a person would call markup too (tags,
addresses, reference definitions, attribute lists) is blanked before comparing, so that what remains
are words that readers should see.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from html import unescape

from briefgen.render.allowed import HTML_TAGS, TAGS

__all__ = ["lost_words"]

_WORD = re.compile(r"[^\W_]+")
_NAMES = "|".join(sorted(HTML_TAGS))
_MARKUP = re.compile(
    rf"""
      <!--(?:(?!<!--).)*?-->
    | <(?P<code>script|style)\b[^>]*>(?P<inside>[^<]*)</(?P=code)\s*>
    | </?(?P<name>
        (?:{_NAMES})(?:[\s/][^<>]*)?
        | [a-z][\w.]*[:-][\w.:-]+(?:[\s/][^<>]*)?
        | [a-z]\w*\s[^<>]*=[^<>]*
      )>
    | <[!?][^>]*>
    | \](?:\(\s*(?:<[^>\n]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)|\s?\[[^\]\n]*\])
    | \{{[^{{}}\n]*\}}
    | \[\^[^\[\]\n]{1, 200}\]
    | ^[ ]{{0,3}}\*\[[^\]\n]+\]:.*?$
    | ^[\s>]*(?:\d+[.)](?=\s)|(?:```|~~~)[^\n]*)
    | ^[ ]{{0,3}}\[[^\]\n]+\]:\s*(?:<[^>\n]*>|\S*[/.\#]\S*)[^\n]*
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL | re.MULTILINE,
)
_ENTITY = re.compile(r"&#?\w+;")
_TAG = re.compile(r"<[^>]*>")
_VALUE = re.compile(r'="([^"]*)"')
# Style sheets and scripts hold one of these; words between two tags that were only mentioned don't.
_CODE = re.compile(r"[{};=(]")


def lost_words(markdown: str, html: str) -> tuple[int, tuple[str, ...]] | None:
    """Return the words in `markdown` that `html` lacks, with the line (from 0) of the first.

    None if it lacks none.
    """
    left = Counter(_words(_TAG.sub(_values, html)))
    lost: list[str] = []
    first = 0
    for number, line in enumerate(_MARKUP.sub(_blanked, markdown).split("\n")):
        for word in _words(line):
            if left[word]:
                left[word] -= 1
            else:
                first = first if lost else number
                lost.append(word)
    return (first, tuple(lost)) if lost else None


def _words(text: str) -> list[str]:
    shown = _ENTITY.sub(lambda entity: unescape(entity.group()), text) if "&" in text else text
    return _WORD.findall(unicodedata.normalize("NFC", shown))


def _values(tag: re.Match[str]) -> str:
    """Return the words a tag holds, such as the alternative text of a picture."""
    return f" {' '.join(_VALUE.findall(tag.group()))} " if '="' in tag.group() else " "


def _blanked(found: re.Match[str]) -> str:
    """Return as many lines as were found, empty but for words between two tags.

    A tag that the sanitiser takes out parts no words.
    """
    inside = found["inside"]
    if inside and not _CODE.search(inside):
        return f" {inside} "
    name = found["name"]
    parts = name is None or re.split(r"[\s/]", name, maxsplit=1)[0].lower() in TAGS
    return " " * parts + "\n" * found.group().count("\n")
