"""A line -> the names in it: people without "By", without their roles, each once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.clean.titles import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["as_signed", "is_login", "once", "people"]

_BY = re.compile(
    r"^(?:(?:written|posted|published|story|words|text|reported|created|reviewed)\s+by|by|von"
    r"|par|por|di|door|af|av|od|от|автор|autor(?:in)?"
    r"|autore|auteur|authors?|text|tekst|redaktion|作者|文|記者|記者／|reporter)(?:\s*[:：]\s*|\s+)",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(
    r"\s*(?:,|;|\||/|&|\band\b|\bund\b|\bet\b|\by\b|\be\b|\bog\b|\boch\b|\ben\b|、|・|·|•|\n"
    r"|\bwith\b)\s*"
)
_MONTHS = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_TAIL = re.compile(
    rf"\s*(?:(?<!^)\b(?:published|updated|posted)\b.*|\b(?i:{_MONTHS})\.?\s+\d.*"
    r"|(?<=[a-zß-ÿ])\s+[A-Z]{3,}(?:\s+[A-Z]{2,})+.*|\(.*\)|\s[-–—|•·]\s.*|@\w+.*"
    r"|\bon\b.*|\b\d.*|\bfor the\b.*|\bfor\b\s+[A-Z].*"
    r"|\bin\s+[A-Z].*|\baus\s+[A-Z].*)$"
)
_PLACE = re.compile(r",\s+in\s+[A-ZÀ-Þ].*$")
_NO_NAME = re.compile(
    r"https?:|www\.|\.(?:com|org|net|de)\b|@|\d{2,}|^(?:admin|administrator|editor|staff|team"
    r"|redaktion|newsdesk|author|share|follow|updated|view|more"
    r"|published|by|guest|webmaster|contributor|contributors|user|unknown|none|null|minutes?"
    r"|read|min read|click here.*|updated?:.*|last updated.*"
    r"|subscribe|home|menu|search|posts?"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*"
    r"|author[s:]*)$|view more|read more|more from|all posts|more posts|minute|subscribe"
    r"|\b(?:log|sign)[ -]?(?:in|up)\b",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"https?:|www\.|@|^[\W\d_]*$|^(?:admin|administrator|root|user|author|unknown|none|null"
    r"|default|webmaster|n/?a)$|\b(?:more|all) posts|posts by|reviewed by",
    re.IGNORECASE,
)
_LOGIN = re.compile(r"[^\s.]+[._][^\s]+|[^\s]*\d[^\s]*|[a-z]+")
_SMALL_WORD = re.compile(
    r"\b(?!(?:de|van|der|den|von|zu|bin|ibn|al|el|la|le|du|dos|da|do|di|del|ter|ten|y|e|af|av|st"
    r"|te)\b)[a-z]{2,}\b"
)
_ROLE = re.compile(
    r"\b(?:expert|attorney|educators?|enthusiast|head of|ph\.?d|editors?|reporter|correspondent"
    r"|writer|contributor|journalist|producer|director|staff|redakteur(?:in)?|redaktion"
    r"|korrespondent(?:in)?"
    r"|chief|columnist|senior|desk|photographer|author|manager|founder|ceo|redactora?|rédact\w+)\b",
    re.IGNORECASE,
)
_MOST = 8
_LONGEST_NAME = 60


def once(names: Iterable[str]) -> tuple[str, ...]:
    """Return names in their order, each once."""
    return tuple(dict.fromkeys(names))


def is_login(name: str) -> bool:
    """Tell a name that a machine gave: `jo.lens`, `desk2`, `jolens`."""
    return bool(_LOGIN.fullmatch(name))


def as_signed(text: str | None) -> str:
    """Return a signature word for word where it is no person's: "The Ferry Desk"; "" for none."""
    text = _BY.sub("", plain(text)).strip(" .:,")
    return "" if _NOBODY.search(text) or not 1 < len(text) <= _LONGEST_NAME else text


def people(line: str) -> tuple[str, ...]:
    """Return the names in a by-line, in its order."""
    line = plain(line)
    if "://" in line or line.startswith("www."):
        return ()
    for _ in range(2):
        line = _BY.sub("", line).strip()
    # "By Jo Lens, in Oslo, Business": what follows the place is the page's.
    line = _PLACE.sub("", line)
    parts = (_TAIL.sub("", part).strip(" .:,") for part in _SEPARATOR.split(line))
    found = tuple(dict.fromkeys(part for part in parts if _is_name(part)))[:_MOST]
    # Beside a person's name a line in capitals is the paper's.
    spoken = tuple(name for name in found if not (name.isupper() and name.count(" ") > 1))
    return spoken or found


def _is_name(text: str) -> bool:
    if not 1 < len(text) <= _LONGEST_NAME or _NO_NAME.search(text) or text.count(" ") > 5:  # noqa: PLR2004
        return False
    if " " in text and _SMALL_WORD.search(text):
        return False
    bare = _ROLE.sub("", text).strip()
    return (
        bare == text
        and any(letter.isalpha() for letter in text)
        and (not text[0].islower() or " " not in text)
    )
