"""Read datelines and by-lines: a text's start -> place, day, agency; a line -> who wrote it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from briefgen.clean.credit_line import cased
from briefgen.clean.credit_parts import is_person, known_agency, plain, spaceless
from briefgen.clean.dateline_days import Day, days
from briefgen.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Dateline", "byline", "dateline"]

_REACH: Final = 110
_DASH: Final = r"\s*(?:\.\s*[-–—]+|[-–—]{1,2}|=|＝|:|\.(?=\s))\s*"
_AGENCY: Final = r"[^()（）/\[\]]{2,40}(?:/[^()（）/\[\]]{2,20})?"
_WESTERN: Final = re.compile(
    r"(?P<place>[^()（）.:;!?\d\"“”«»]{2,60}?)?(?:(?:,\s*|\s(?=\d))(?P<when>[^()（）]{0,40}?))??\.?\s*"
    rf"(?:[(（](?P<agency>{_AGENCY})[)）]|/(?P<slashed>[A-Z]{{2,8}})/){_DASH}(?=\S)"
)
_PLACED: Final = re.compile(
    r"(?P<place>[A-ZÀ-ÞА-ЯЁ][A-ZÀ-ÞА-ЯЁ .'’/-]{2,40}(?:,\s[\w. ]{2,25})?)"
    r"(?:,\s(?P<when>\w+\.?\s\d{1,2}|\d{1,2}\.?\s\w+)(?:,?\s\d{4})?)?\s+(?P<dash>—|–|--)\s+(?=\S)"
)
_EASTERN: Final = re.compile(
    r"[\[【（(](?P<place>[^\[\]【】（）()=＝]{1,20})[=＝](?P<agency>[^\[\]【】（）()=＝]{1,20})[\]】）)]"
    r"(?:\s*(?P<name>[가-힣]{2,4})\s*(?:기자|특파원)\s*=)?\s*"
)
_CHINESE: Final = re.compile(
    r"[（(]?(?P<agency>新华社|新華社|中新社|中新网|中央社|法新社|路透社)(?P<place>[^\d，。,]{1,12}?)"
    r"(?P<when>(?:\d{1,2}月)?\d{1,2}日)?(?:综合)?(?:电|電|消息)[)）]?\s*(?:[（(]记者[^)）]{1,24}[)）])?\s*"
)

_OPENINGS: Final = (
    *("written by", "reported by", "story by", "reporting by", "words by", "text by", "by"),
    *("von", "ein bericht von", "par", "propos recueillis par", "por", "texto:", "texto"),
    *("redacción:", "di", "door", "av", "af", "tekst:", "text:", "autor:", "autorin:", "autore:"),
    *("auteur :", "auteur:", "автор:", "текст:", "автор", "作者：", "作者:", "文／", "文/", "文："),
    *(
        "記者：",
        "记者：",
        "記者",
        "本报记者",
        "بقلم:",
        "بقلم",
        "كتب:",
        "كتبت:",
        "إعداد:",
        "글",
        "글·사진",
    ),
)
_OPENING: Final = re.compile(
    "(?:" + "|".join(re.escape(o) for o in sorted(_OPENINGS, key=lambda o: (-len(o), o))) + r")"
    r"(?:(?<=[:：／/])|(?=\s)|(?<=[記记]者))\s*",
    re.IGNORECASE,
)
_REPORTERS: Final = re.compile(
    r"(?P<name>[가-힣]{2,4})\s?(?:기자|특파원)|(?P<han>[\u4e00-\u9fff]{2,4})\s?[記记]者"
)
_TEAM: Final = re.compile(
    r"\b(?:staff|newsroom|correspondents?|reporters?|redaktion|redacción|rédaction|redazione|agencies|"
    r"agencias|agenturen|desk)\b",
    re.IGNORECASE,
)
_ROLES: Final = re.compile(
    r"[;.]\s*(?=(?:additional\s)?(?:reporting|writing|editing|compiled)\b)", re.IGNORECASE
)
_ROLE: Final = re.compile(
    r"(?P<role>(?:additional\s)?(?:reporting|writing|editing|compiled))\s+(?:and\s\w+\s+)?by\s+",
    re.IGNORECASE,
)
_CUT: Final = re.compile(
    r"\s*(?:[|•·(（<]|\s[-–—]\s|,\s(?=\d)|\bupdated\b|\bpublished\b|\bfor\s(?=[A-Z])|\bin\s(?=[A-Z])"
    r"|\S+@\S+|\d).*$",
    re.IGNORECASE | re.DOTALL,
)
_AND: Final = re.compile(
    r"\s*(?:,|;|，|、|،|&|/|\s(?:and|und|et|y|e|en|og|och|и|та|ve)\s|\sو(?=\S))\s*"
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where a text was filed, when and by which agency; `end` is where the text itself begins."""

    verbatim: str
    end: int
    place: str | None = None
    agency: str | None = None
    day: Day | None = None
    authors: tuple[str, ...] = ()


def dateline(text: str) -> Dateline | None:
    """Return the dateline a text opens with, None when it opens with its first sentence."""
    head = text[:_REACH]
    for form in (_EASTERN, _CHINESE, _WESTERN, _PLACED):
        match = form.match(head)
        found = _read(match) if match else None
        if found:
            return found
    return None


def _read(match: re.Match[str]) -> Dateline | None:
    fields = match.groupdict()
    written = (fields.get("agency") or fields.get("slashed") or "").strip()
    agency = next((a for part in written.split("/") if (a := known_agency(part.strip()))), None)
    if written and agency is None:
        return None
    place = (fields.get("place") or "").strip(" ,")
    day = next(iter(days(match[0])), None)
    if place and day is None and fields.get("when"):
        place = match.string[match.start("place") : match.end("when")].strip(" ,")
    if day is not None:
        place = match.string[match.start("place") : day.start].strip(" ,") if place else ""
    if fields.get("dash") == "–" and "," not in match[0]:
        return None
    if place and not _is_place(place, sure=bool(agency)):
        return None
    name = fields.get("name")
    return Dateline(
        match[0].strip(), match.end(), place or None, agency, day, (name,) if name else ()
    )


def _is_place(place: str, *, sure: bool) -> bool:
    tokens = re.split(r"[\s,/]+", place)
    if spaceless(place):
        return len(place) <= 20 and sure  # noqa: PLR2004
    capital = all(
        not t[:1].islower() or t in {"de", "del", "la", "am", "an", "der", "of"} for t in tokens
    )
    if not sure and len(place.partition(",")[0].split()) > 3:  # noqa: PLR2004
        return False
    shouted = place.partition(",")[0].isupper() and tokens[0] != "THE"
    return len(tokens) <= 6 and capital and (sure or shouted)  # noqa: PLR2004


def byline(line: str) -> tuple[str, ...] | None:
    """Return who wrote the text when `line` is a by-line, None when it is another line.

    A by-line that names only a desk or an agency gives no names.
    """
    text = plain(line).strip("()（）[] ")
    if not 0 < len(text) <= 300:  # noqa: PLR2004
        return None
    if _ROLE.match(text):
        return _team(text)
    if (match := _REPORTERS.match(text)) and len(text) <= 60 and _only_reporters(text):  # noqa: PLR2004
        names = [m["name"] or m["han"] for m in _REPORTERS.finditer(text)]
        return tuple(name for name in names if known_agency(name) is None)
    match = _OPENING.match(text)
    if match is None or len(text) > 120:  # noqa: PLR2004
        return None
    return _names(text[match.end() :])


def _only_reporters(text: str) -> bool:
    rest = _REPORTERS.sub("", text)
    return not re.search(
        r"[가-힣\u3040-\u9fff]{2,}", re.sub(r"\S+@\S+|\w*(?:=|일보|신문|뉴스)", "", rest)
    )


def _team(text: str) -> tuple[str, ...] | None:
    """Read "Reporting by A in X and B; Editing by C": those who reported or wrote."""
    authors: list[str] = []
    for piece in _ROLES.split(text):
        match = _ROLE.match(piece)
        if match and "edit" not in match["role"].casefold():
            authors += _people(
                re.sub(r"\s+in\s+[A-Z][\w. ]+?(?=\s+and\s|,|$)", "", piece[match.end() :])
            )
    return tuple(dict.fromkeys(authors))


def _names(rest: str) -> tuple[str, ...] | None:
    rest = rest.lstrip(" :：")
    kept = _CUT.sub("", rest).strip(" .,")
    people = tuple(_people(kept))
    if people:
        return people
    desk = known_agency(kept) or (_TEAM.search(kept) and len(kept) <= 60)  # noqa: PLR2004
    return () if desk else None


def _people(text: str) -> Iterable[str]:
    """Yield the names in a list of names; nothing when a piece of it is no name."""
    pieces = [piece.strip(" .") for piece in _AND.split(text) if piece and piece.strip(" .")]
    people = [piece for piece in pieces if _is_full_name(piece)]
    others = [p for p in pieces if p not in people]
    # What follows a name may be an office or a house ("Ana Ruiz, Harbour Gazette"), never a verb.
    if any(p[:1].islower() and not _TEAM.search(p) for p in others) or len(others) > len(people):
        return []
    return [cased(name) for name in people] if pieces and pieces[0] in people else []


def _is_full_name(piece: str) -> bool:
    if not is_person(piece) or re.search(r"\d", piece) or _TEAM.search(piece):
        return False
    return spaceless(piece) or len(piece.split()) > 1
