"""Take a credit line apart: the words of a line without its lead-in -> parts with their roles."""

from __future__ import annotations

import re
import unicodedata
from typing import Final, Literal

from briefgen.clean import credit_words as words
from briefgen.model.credit import CreditKind
from briefgen.values import dataclass

__all__ = [
    "Part",
    "Role",
    "caseless",
    "is_person",
    "known_agency",
    "named",
    "parts",
    "plain",
    "spaceless",
]

Role = Literal["agency", "outlet", "person", "organisation", "kind", "licence", "words"]

_SEPARATOR: Final = re.compile(
    r"""(?P<via>(?:^|[\s/,]+)via(?:\s+|$))
    | (?P<by>\s+(?:photos?|images?|pictures?|graphics?|illustrations?)\s+by\s+)
    | (?P<for>\s+for\s+(?=[A-Z]))
    | (?P<and>\s+(?:and|&|und|et|og|och|и|та|e|y)\s+)
    | (?P<comma>\s*[,،]\s+(?!(?:Inc|Ltd|LLC|Jr|Sr|Co|GmbH)\b)|\s*[，、]\s*)
    | (?P<mark>\s*[/|\\=—–•;]+\s*|\s+-{1,2}\s+|\s*[()\[\]【】]+\s*)""",
    re.IGNORECASE | re.VERBOSE,
)
_LICENCE: Final = re.compile(
    r"(?:CC[\s-]?(?P<none>0|zero)|(?:CC|Creative Commons)[\s-]+"
    r"(?P<terms>BY(?:[\s-](?:NC|SA|ND)){0,2}))(?:[\s-]+(?P<number>\d\.\d))?",
    re.IGNORECASE,
)
_PUBLIC: Final = re.compile(
    r"public domain|gemeinfrei|domaine public|dominio público", re.IGNORECASE
)
_SUFFIX: Final = re.compile(r"[\s-]+(?:photos?|images?|pictures?|wire|foto|fotos|photographer)$")
_SPACELESS: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_KANA_WORDS: Final = re.compile(r"[はをがに]|した|する|ます|です|って|から")
_ODD: Final = re.compile(r"(?:^|\s)[<>›»«:]+(?:\s|$)")
_MOST_TOKENS: Final = 9
_MOST_CASELESS: Final = 4
_ABBREVIATION: Final = 5
_LONGEST_SPACELESS: Final = 30


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a credit line; `role` "words" is what no credit holds.

    `value` is the form to keep. `mark` tells what stood before it: "" for the first, else "via",
    "by", "for", "and", "comma" or "mark". `kind` is what the piece says of the picture.
    """

    role: Role
    value: str
    mark: str = ""
    kind: CreditKind | None = None


def plain(text: str) -> str:
    """Fold width, quotes and spaces, so that one table serves all ways of writing."""
    text = text.translate(_FOLD)
    return " ".join(unicodedata.normalize("NFKC", text).split())


_FOLD: Final = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "ⓒ": "©", "Ⓒ": "©", "🄫": "©", "…": "\u2026"}
)


def parts(text: str) -> tuple[Part, ...]:
    """Split a folded line at its separators and name the role of each piece."""
    pieces = list(_pieces(text))
    return tuple(_part(piece, mark) for piece, mark in pieces)


def _pieces(text: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    start, mark = 0, ""
    for match in _SEPARATOR.finditer(text):
        piece = text[start : match.start()]
        kind = match.lastgroup or "mark"
        if kind == "and" and not _two_people(piece, match[0], _first(text[match.end() :])):
            continue
        if piece.strip(" .:,\"'“”"):
            found.append((piece, mark))
        if piece.strip() or kind != "mark":
            mark = kind
        start = match.end()
    if text[start:].strip(" .:,\"'“”"):
        found.append((text[start:], mark))
    return found


def _two_people(one: str, mark: str, other: str) -> bool:
    """Tell two names from one house's: "Ledger & Line" is one, "Ana Lee & Bo Ek" are two."""
    if "&" in mark and not (" " in one.strip() and " " in other.strip()):
        return False
    return is_person(one) and is_person(other)


def _first(rest: str) -> str:
    return re.split(r"[/|,(;]| via | and | & ", rest, maxsplit=1)[0]


def _part(piece: str, mark: str) -> Part:
    text = _trimmed(piece)
    if licence := _licence(text):
        return Part("licence", licence, mark)
    key = text.casefold()
    if (agency := known_agency(text)) is not None:
        return Part("agency", agency, mark, "handout" if agency in words.STATE_AGENCIES else None)
    if key in words.KINDS or key in words.LEADS:
        return Part("kind", text, mark, words.KINDS.get(key, words.LEADS.get(key)))
    if outlet := _OUTLET_FORMS.get(_key(text)):
        return Part("outlet", outlet, mark)
    if (cut := _without_kind(text)) is not None:
        shorter = _part(cut[0], mark)
        return Part(shorter.role, shorter.value, mark, cut[1] or shorter.kind)
    if text.casefold().startswith(words.PRESS_OFFICES) and len(text.split()) <= _ABBREVIATION:
        return Part("organisation", text, mark)
    if _opens_as_press(text):
        return Part("organisation", text, mark)
    if not named(text):
        return Part("words", text, mark)
    return Part("person" if is_person(text) else "organisation", _unarticled(text), mark)


def _opens_as_press(text: str) -> bool:
    tokens = text.split()
    return 1 < len(tokens) <= _ABBREVIATION and tokens[0].casefold() in words.PRESS_OPENERS


def _without_kind(text: str) -> tuple[str, CreditKind | None] | None:
    """Split "Ministry handout" or "警視庁提供" into its owner and what is said of the picture."""
    key = text.casefold()
    for phrase in _TRAILING:
        if key.endswith(" " + phrase):
            return text[: -len(phrase)].rstrip(" ,-"), words.KINDS.get(phrase)
    for suffix, kind in words.SUFFIXES.items():
        if key.endswith(suffix) and len(text) > len(suffix):
            return text[: -len(suffix)].rstrip(" :"), kind
    for title in words.PERSON_TITLES:
        if key.endswith(title) and key != title:
            return text[: -len(title)].rstrip(), None
    return None


def _trimmed(piece: str) -> str:
    text = piece.strip(" ,:;\"'“”«»*•")
    if text.endswith(".") and not re.search(r"(?:\b\w|Inc|Jr|Sr|Ltd|Co|Corp|St)\.$", text):
        text = text.rstrip(".")
    return text.strip()


def _unarticled(text: str) -> str:
    for article in ("the ", "der ", "die ", "das ", "la ", "le ", "l'"):
        if text.startswith(article):
            return text[len(article) :]
    return text


def _licence(text: str) -> str | None:
    if _PUBLIC.fullmatch(text):
        return "public domain"
    match = _LICENCE.fullmatch(
        re.sub(r"^(?:licen[cs]e|lizenz|licencia)[:\s]+", "", text, flags=re.IGNORECASE)
    )
    if match is None:
        return None
    number = f" {match['number']}" if match["number"] else ""
    if match["none"]:
        return f"CC0{number}"
    return f"CC {re.sub(r'[ -]', '-', match['terms'].upper())}{number}"


def _key(text: str) -> str:
    key = plain(text).casefold()
    return key.removeprefix("the ").removeprefix("via ").strip(" .")


def _forms(table: dict[str, tuple[str, ...]]) -> dict[str, str]:
    return {_key(form): name for name, forms in table.items() for form in (name, *forms)}


_AGENCY_FORMS: Final = _forms(dict(words.AGENCIES))
_OUTLET_FORMS: Final = _forms(dict(words.OUTLETS))
_SPELT: Final = frozenset(
    f for name, forms in words.AGENCIES.items() for f in (name, *forms, name.upper())
)
_TRAILING: Final = tuple(sorted(words.TRAILING_KINDS, key=lambda p: (-len(p), p)))


def known_agency(text: str) -> str | None:
    """Return the form an agency is known by; short names count only as they are spelt."""
    key = _key(text)
    bare = _SUFFIX.sub("", key)
    for form in (key, bare):
        agency = _AGENCY_FORMS.get(form)
        # "pa" and "tt" are words elsewhere; the agencies write PA and TT.
        if agency and (len(form) > 4 or text[: len(form)] in _SPELT or text.endswith(".")):  # noqa: PLR2004
            return agency
    article = text[4:] if text[:4] in {"The ", "the "} else ""
    return known_agency(article) if article else None


def spaceless(text: str) -> bool:
    """Tell whether a text is written in Chinese, Japanese or Korean letters."""
    return bool(_SPACELESS.search(text))


def caseless(text: str) -> bool:
    """Tell whether a text's letters know no capitals, as in Arabic, Hebrew or Hindi."""
    return not any(c.isupper() or c.islower() for c in text) and not spaceless(text)


def named(text: str) -> bool:
    """Tell whether a piece could be a name: short, and no word of it small but particles."""
    if _ODD.search(text):
        return False
    if spaceless(text):
        ended = text.endswith(("다", "요")) or "。" in text
        return len(text) <= _LONGEST_SPACELESS and not ended and not _KANA_WORDS.search(text)
    tokens = text.split()
    if not 0 < len(tokens) <= _MOST_TOKENS or text.endswith(("...", "\u2026", "!", "?")):
        return False
    if words.NO_NAMES & {token.casefold() for token in tokens} and len(tokens) > 1:
        return False
    if caseless(text) and len(tokens) > _MOST_CASELESS:
        return False
    if any(t.endswith(".") and "." not in t[:-1] and len(t) > _ABBREVIATION for t in tokens[:-1]):
        return False
    return all(map(_capital, tokens)) and any(t.casefold() not in words.PARTICLES for t in tokens)


def _institutional(token: str) -> bool:
    word = token.strip(".,'")
    return word in words.ORGANISATION_WORDS or word.endswith(words.ORGANISATION_COMPOUNDS)


def _capital(token: str) -> bool:
    letters = [c for c in token if c.isalpha()]
    if not letters or token[0] in "@#®":
        return token[0].isdigit() or token[0] in "@&.-"
    return (
        token.casefold() in words.PARTICLES
        or any(c.isupper() for c in letters)
        or not (letters[0].islower())
        or "." in token[1:-1]
    )


def is_person(text: str) -> bool:
    """Tell whether a piece reads like a person's name rather than an organisation's."""
    text = text.strip()
    if not named(text) or known_agency(text) or _key(text) in _OUTLET_FORMS:
        return False
    if text.startswith("@"):
        return True
    if " & " in text:
        return False
    if spaceless(text):
        return not text.endswith(words.ORGANISATION_ENDINGS) and not re.search(r"[A-Za-z]", text)
    tokens = text.split()
    if any(map(_institutional, re.split(r"[\s-]", text.casefold()))):
        return False
    if any("." in t[1:-1] and t.casefold() == t for t in tokens) or re.search(r"\d", text):
        return len(tokens) == 1 and not re.search(r"\.\w{2,}$", text)
    if len(tokens) == 1:
        return not text.isupper()
    return len([t for t in tokens if t.casefold() not in words.PARTICLES]) <= 5 and not (  # noqa: PLR2004
        tokens[0].casefold() in {"the", "la", "le"} or {"of", "for", "the"} & set(tokens)
    )
