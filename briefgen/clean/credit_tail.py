"""Split a caption from the credit at its end: caption -> (caption, credit or None)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from briefgen.clean.credit_line import LEAD, NOTE, parse, unbracketed, visible
from briefgen.clean.credit_parts import is_person, known_agency, named

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

__all__ = ["split_tail"]

_REACH: Final = 200
_BRACKET: Final = re.compile(
    r"[(（\[［【<＜][^()（）\[\]［］【】<>＜＞]{2,150}[)）\]］】>＞][\s.。]*$"
)
_HANDED_ON: Final = re.compile(r"\s*[/|]\s*|\s+via\s+", re.IGNORECASE)
_LAST_SENTENCE: Final = re.compile(r"[.!?…]\s+(?=[^.!?\s]{4,20}(?:\s[^.!?\s]{4,20})?\.?$)")
_SENTENCE: Final = re.compile(
    r"""(?<![\s.][A-ZÀ-Þ])[.!?。！？…]["'”’»)\]）」』]*\s+|[。！？」』](?=\S)|[”»«"“)]\s+"""
)
_DASH: Final = re.compile(
    r"\s+[-–—|/•·]+\s+|\s*[|／]\s*|\s+/(?=\S)|(?<=\S)/\s+|[—＝](?=\S)|,\s+(?=[A-Z]{3})"
)
_SIGN: Final = re.compile(
    r"\s+(?=©|ⓒ|\(c\)|Copyright\s+(?:©|\d{4}|by\b))|(?<=\S)(?=ⓒ|©)", re.IGNORECASE
)
_LEADING: Final = re.compile(rf"(?:\s+|(?<=[.。!?,;/]))(?={LEAD.pattern})", re.IGNORECASE)
_HOUSE: Final = re.compile(r"\s+(?=(?:REUTERS|AP Photo|AFP PHOTO|EPA-EFE|EPA|Xinhua)\s?/)")
_GIVEN: Final = ("handout", "courtesy", "pool")
_OPENING: Final = tuple("([（［【<＜")
_SEPARATORS: Final = " \t\n\r\u00a0\u3000-–—|/／•·,;＝="


def split_tail(caption: str, houses: Collection[str] = ()) -> tuple[str, str | None]:
    """Return the caption without the photo credit at its end, and that credit, verbatim.

    The caption keeps its full stop. Where no credit is sure, the caption comes back whole. `houses`
    are names of the page's own outlet: one of them in the last bracket is a credit.
    """
    text = visible(caption).strip()
    note = NOTE.search(text, max(0, len(text) - 2 * _REACH))
    for starts in _signs(text[: note.start()] if note else text):
        for start in starts:
            tail = text[start:].strip(_SEPARATORS)
            credit = parse(tail) if _fits(text, start) else None
            bracketed = text[start : start + 1] in _OPENING
            if credit is not None and (
                credit.creators
                or credit.chain
                or credit.licence
                or (bracketed and credit.kind in _GIVEN)
            ):
                return text[:start].rstrip(_SEPARATORS), credit.verbatim
    return _last_bracket(text, houses) or _handed_out(text) or (text, None)


def _last_bracket(text: str, houses: Collection[str]) -> tuple[str, str] | None:
    """Split off a last bracket that holds a name and a house, or the outlet's own name alone."""
    bracket = _BRACKET.search(text)
    if bracket is None:
        return None
    inside = unbracketed(bracket[0].strip(" \n\t.。"))
    names = [part.strip() for part in _HANDED_ON.split(inside)]
    own = {house.casefold().removeprefix("the ") for house in houses}
    fits = inside.casefold().removeprefix("the ") in own or (
        len(names) > 1
        and all(named(part) for part in names)
        and any(" " in part and is_person(part) for part in names)
        and not any(char.isdecimal() for char in inside)
    )
    return (text[: bracket.start()].rstrip(_SEPARATORS), inside) if fits else None


def _handed_out(text: str) -> tuple[str, str] | None:
    """Split off a last sentence that only says how the picture came: "Supplied"."""
    found = _LAST_SENTENCE.search(text)
    said = parse(text[found.end() :], certain=True) if found else None
    if found is None or said is None or said.kind not in _GIVEN:
        return None
    if said.creators or said.chain:
        return None
    return text[: found.end()].rstrip(), said.verbatim


def _fits(text: str, start: int) -> bool:
    tail = text[start:].lstrip(_SEPARATORS)
    # "(archive photo) © Name": the bracket belongs to the caption, the sign opens the credit.
    opens = tail[:1] in "([（［【" and not _BRACKET.fullmatch(tail)
    return len(tail) <= _REACH and not opens and any(c.isalnum() for c in text[:start])


def _signs(text: str) -> Iterator[list[int]]:
    """Yield where a credit may begin, sign by sign: the surest first, each from the left."""
    if "\n" in text:
        yield [text.rindex("\n") + 1]
    bracket = _BRACKET.search(text)
    bare = (
        bracket is not None and known_agency(bracket[0].strip("()（）[]［］【】 .。")) is not None
    )
    # "Ana Ruiz (EFE)": a bare agency may have its photographer before the bracket.
    if bracket and not bare:
        yield [bracket.start()]
    sure = _ends(_LEADING, text) + _ends(_SIGN, text)
    yield sorted(sure)
    likely = [start for sign in (_SENTENCE, _HOUSE, _DASH) for start in _ends(sign, text)]
    yield sorted(likely + ([bracket.start()] if bracket else []))


def _ends(sign: re.Pattern[str], text: str) -> list[int]:
    return [match.end() for match in sign.finditer(text, max(0, len(text) - _REACH))]
