"""Read one credit line: text -> Credit with creators, chain and kind, or None for other text."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from briefgen.clean import credit_words as words
from briefgen.clean.credit_parts import Part, Role, caseless, known_agency, parts, plain
from briefgen.model.credit import Credit
from briefgen.model.invisible import without_invisible
from briefgen.values import replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefgen.model.credit import CreditKind

__all__ = ["LEAD", "NOTE", "cased", "parse", "strip_label", "unbracketed", "visible"]

_PHOTO_ENDINGS: Final = ("撮影", "摄", "摄影", "攝", "攝影", "촬영", "供图", " nuotr.", " nuotr")
_BRACKETS: Final = {
    "<": ">",
    "＜": "＞",
    "(": ")",
    "[": "]",
    "（": "）",
    "［": "］",
    "【": "】",
    "〔": "〕",
    "{": "}",
}
_LONGEST: Final = 220
_MARKS: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_EDGE: Final = " \t\n\r\u00a0\u200b\u3000"


def _alternatives(phrases: Iterable[str]) -> str:
    ordered = sorted(phrases, key=lambda p: (-len(p), p))
    return "|".join(re.escape(p).replace(r"\ ", r"\s+").replace("'", "['’]") for p in ordered)


_MARK: Final = (
    r"(?:\s*[:：=＝|·]\s*|\.{3}\s*|…\s*|\s*/\s*|・|\s+[-–—]\s+|\s*(?=©|ⓒ|\(c\))"
    rf"|(?:\s+credits?)?\s+(?:{_alternatives(words.LEAD_MARKS)})[\s:]+)"
)
LEAD: Final = re.compile(
    rf"(?:(?P<strong>{_alternatives(words.LEADS)})(?:\(s\))?{_MARK}"
    rf"|(?P<weak>{_alternatives(words.WEAK_LEADS)})\s*[:：=＝]\s*"
    r"|(?P<dotted>fot|foto|nuotr|ph)\.\s*(?=\w))",
    re.IGNORECASE,
)
# "Ships at dawn [Photo: AP]": words before a labelled bracket are a caption.
_LABELLED_BRACKET: Final = re.compile(rf"[(\[【]\s*{LEAD.pattern}", re.IGNORECASE)
_BARE_LEAD: Final = re.compile(
    r"(?:photos?|fotos?|bild|фото|фотография|ảnh|kuva|(?P<courtesy>courtesy))\s+(?=\S)",
    re.IGNORECASE,
)
_COPYRIGHT: Final = re.compile(
    r"(?:(?:^|(?<=[/|(©,.])|(?<=[/|(©,]\s))copyright\b\s*(?:©|\(c\))?|©|ⓒ|\(c\)|（Ｃ）)[\s:]*(?P<year>(?:19|20)\d\d)?"
    r"(?:\s*[-–]\s*\d{2,4})?[\s,:]*(?:by\s+)?",
    re.IGNORECASE,
)
NOTE: Final = re.compile(
    rf"[\s.,;/|-]{{0,4}}(?:{_alternatives(words.NOTES)}).*", re.IGNORECASE | re.DOTALL
)
_OPENING_NOTE: Final = re.compile(rf"^(?:{_alternatives(words.NOTES)})[\s.:,/|-]+", re.IGNORECASE)
_REPORTER: Final = re.compile(r"^(?P<agency>[^\s]{2,8}?)\s*(?:记者|記者|기자)\s*(?P<name>[^\s].*)$")
# An agency in brackets before a dash opens a text; it does not credit a photo.
_DATELINE: Final = re.compile(r"[)）\]]\s*[-–—=＝]|^[^()]{0,40}\([^()]*\)\s*[-–—]")
_EXPECTED_KINDS: Final = frozenset({"file", "handout", "pool", "staff", "stringer", "courtesy"})


def visible(text: str) -> str:
    """Return a text without what nobody sees, marks of direction included."""
    return text if text.isascii() else without_invisible(_MARKS.sub("", text))


def unbracketed(line: str) -> str:
    """Return a line without surrounding space and without the brackets that enclose all of it."""
    text = line.strip(_EDGE)
    while len(text) > 1 and text[0] in _BRACKETS and _closing(text):
        text = text[1:].rstrip(".。")[:-1].strip(_EDGE)
    return text


def _closing(text: str) -> str | None:
    """Return the bracket that closes the first one, when it ends the text."""
    depth, opening = 0, text[0]
    closing = _BRACKETS.get(opening)
    for index, char in enumerate(text):
        depth += (char == opening) - (char == closing)
        if depth == 0:
            rest = text[index + 1 :].strip(".。")
            return closing if not rest else None
    return None


def strip_label(line: str) -> str:
    """Return a credit without its lead-in ("Photo:", "Foto /", "©") and outer brackets."""
    text = unbracketed(line)
    for _ in range(4):
        shorter = text.lstrip(_EDGE + ",;|/–—-•")
        match = LEAD.match(shorter) or _COPYRIGHT.match(shorter)
        shorter = unbracketed(shorter[match.end() :]) if match else shorter
        if shorter == text:
            break
        text = shorter
    return text


# A site's photos come from few hands: the same lines are read again and again.
@lru_cache(maxsize=8192)
def parse(line: str, *, certain: bool = False) -> Credit | None:
    """Read a photo's credit line; None when the line is none.

    `certain` says that the page itself calls the line a credit: then any short line that is no
    sentence is one, and who it names is read where it can be.
    """
    line = visible(line)
    verbatim = unbracketed(line)
    if not verbatim or len(verbatim) > _LONGEST or not any(c.isalnum() for c in verbatim):
        return None
    reading = _Reading(verbatim, bracketed=verbatim != line.strip(_EDGE))
    if reading.convinces() or (certain and _is_label(verbatim)):
        return reading.credit()
    return None


def _is_label(verbatim: str) -> bool:
    """Tell a line the page calls a credit from a sentence that stands in its place."""
    left = strip_label(verbatim)
    if not any(c.isalnum() for c in left) or "\n\n" in verbatim:
        return False
    tokens = left.split()
    small = sum(t[:1].islower() and t.casefold() not in words.PARTICLES for t in tokens)
    if left.endswith((".", "!", "?", "。")) and small > 4:  # noqa: PLR2004
        return False
    return len(tokens) <= 24 and small <= 12  # noqa: PLR2004


class _Reading:
    """What one line says, gathered by the grammar: lead-in, copyright, parts, notes."""

    __slots__ = ("bracketed", "copyright", "kinds", "lead", "parts", "text", "verbatim", "year")

    def __init__(self, verbatim: str, *, bracketed: bool) -> None:
        self.verbatim = verbatim
        self.bracketed = bracketed
        self.text = plain(verbatim)
        self.lead: str | None = None
        self.kinds: list[CreditKind] = []
        self.year: int | None = None
        self.copyright = False
        body = self._body(self.text)
        self.parts = self._with_users(parts(body))
        self.kinds += [part.kind for part in self.parts if part.kind]

    def _body(self, text: str) -> str:
        """Take lead-ins, copyright marks and legal notes off; what is left names the owners."""
        text = NOTE.sub("", _OPENING_NOTE.sub("© ", text))
        for _ in range(4):
            text = text.lstrip(" ,;|/–—-•=:").removeprefix("(").removesuffix(")")
            match = LEAD.match(text)
            if match is None:
                break
            self._note_lead(match)
            text = text[match.end() :]
        if self.lead is None and (match := _BARE_LEAD.match(text)):
            rest = text[match.end() :]
            if match["courtesy"]:
                self.kinds.append("courtesy")
            if match["courtesy"] or rest[0] == "@" or _opens_with_agency(rest):
                self.lead, text = "strong", rest
        return self._without_copyright(self._reporter(text))

    def _with_users(self, found: tuple[Part, ...]) -> tuple[Part, ...]:
        """Take a small word for a user's name where a label and an agency stand around it."""
        if self.lead != "strong" or not any(part.role == "agency" for part in found):
            return found
        return tuple(
            replace(p, role="person") if p.role == "words" and _is_user(p.value) else p
            for p in found
        )

    def _note_lead(self, match: re.Match[str]) -> None:
        strong = match["strong"] or match["dotted"]
        if strong:
            self.lead = "strong"
            kind = words.LEADS.get(strong.casefold())
            self.kinds += [kind] if kind else []
        elif self.lead is None:
            self.lead = "weak"

    def _reporter(self, text: str) -> str:
        """Part an agency from its reporter where no space does: 新华社记者 李欣."""
        match = _REPORTER.match(text)
        if match and known_agency(match["agency"]):
            return f"{match['agency']} / {match['name']}"
        return text

    def _without_copyright(self, text: str) -> str:
        for match in _COPYRIGHT.finditer(text):
            self.copyright = True
            self.year = self.year or (int(match["year"]) if match["year"] else None)
        return _COPYRIGHT.sub(" | ", text)

    def convinces(self) -> bool:
        """Tell whether the line is a credit on its own words, wherever it stands."""
        roles = {part.role for part in self.parts}
        if _LABELLED_BRACKET.search(self.text, 1):
            return False
        if "words" in roles or _DATELINE.search(self.text) or len(self.parts) > 8:  # noqa: PLR2004
            return False
        if not roles & {"agency", "outlet", "person", "organisation"}:
            return self._tells_only_kind()
        if self.lead == "strong":
            return True
        if self._loose_commas():
            return False
        return self._vouched(roles)

    def _vouched(self, roles: set[Role]) -> bool:
        marks = {part.mark for part in self.parts}
        if "agency" in roles:
            # Without capitals a caption of four words looks like a name.
            if any(caseless(p.value) and p.value.count(" ") > 2 for p in self.parts):  # noqa: PLR2004
                return False
            return not self.text.casefold().startswith("via ") or len(self.parts) == 1
        if "licence" in roles or "by" in marks or self._has_suffix():
            return True
        if self.lead == "weak" and self.bracketed:
            return True
        if self.copyright:
            return self.year is None and len(self.text) <= 80  # noqa: PLR2004
        return self._pair(roles) or self._kept_by_institution()

    def _loose_commas(self) -> bool:
        """Tell whether a comma parts what only running text would: "Paris, France, AP"."""
        return any(p.mark == "comma" and p.role in {"person", "organisation"} for p in self.parts)

    def _has_suffix(self) -> bool:
        return self.text.endswith(_PHOTO_ENDINGS) or (
            self.bracketed and self.text.endswith(("提供", "제공", " 기자"))
        )

    def _pair(self, roles: set[Role]) -> bool:
        """Tell a house style pair, "Name / The Chronicle": a full name, and a house of pictures."""
        if len(self.parts) < 2 or "/" not in self.text:  # noqa: PLR2004
            handed_on = any(part.mark == "via" for part in self.parts[1:])
            return handed_on and bool(roles & {"outlet", "organisation"})
        full = [p for p in self.parts if p.role == "person" and " " in p.value]
        if not full or any(re.search(r"[\d®#]", p.value) for p in self.parts):
            return False
        press = any(
            words.PRESS_WORDS & set(p.value.casefold().split())
            for p in self.parts
            if p.role == "organisation"
        )
        return press or bool(roles & {"outlet", "kind"})

    def _kept_by_institution(self) -> bool:
        """Tell "Ministry of Defence handout": an institution and how it gave the picture."""
        kinds = {part.kind for part in self.parts} & _EXPECTED_KINDS
        return bool(kinds) and any(part.role == "organisation" for part in self.parts)

    def _tells_only_kind(self) -> bool:
        telling = {kind for kind in self.kinds if kind != "graphic"}
        return bool(telling) and (self.bracketed or " " in self.text or "写真" in self.text)

    def credit(self) -> Credit:
        """Build the value: owners in order, resellers after those whose pictures they sell."""
        owners = self.parts if all(p.role != "words" for p in self.parts) else ()
        creators, caps = _creators(owners)
        licence = next((p.value for p in self.parts if p.role == "licence"), None)
        return Credit(
            verbatim=self.verbatim,
            creators=creators,
            chain=_chain(owners),
            kind=next((kind for kind in words.KIND_ORDER if kind in self.kinds), None),
            licence=licence,
            year=self.year,
            flags=("caps",) if caps else (),
        )


def _is_user(value: str) -> bool:
    """Tell a user's or a small studio's name: one small word, or two."""
    return len(value.split()) <= 2 and value.replace(" ", "_").isidentifier()  # noqa: PLR2004


def _opens_with_agency(text: str) -> bool:
    first = parts(text)[:1]
    return bool(first) and first[0].role == "agency"


def _creators(owners: Sequence[Part]) -> tuple[tuple[str, ...], bool]:
    people = [part.value for part in owners if part.role == "person"]
    full = [name for name in people if " " in name or not name.isascii()]
    written = [cased(name) for name in (full or people)]
    if not full and any(p.role == "agency" and p.value == name for p in owners for name in people):
        return (), False
    return tuple(dict.fromkeys(written)), any(
        a != b for a, b in zip(full or people, written, strict=True)
    )


def _chain(owners: Sequence[Part]) -> tuple[str, ...]:
    """Return the organisations; a lone word beside a full name is one ("Lichtbild/Jo Roe")."""
    full = any(p.role == "person" and (" " in p.value or not p.value.isascii()) for p in owners)
    houses = [
        part.value
        for part in owners
        if part.role in {"agency", "outlet", "organisation"}
        or (part.role == "person" and full and " " not in part.value and part.value.isascii())
    ]
    if not any(part.mark == "via" for part in owners):
        houses.sort(key=lambda house: words.RESELLERS.get(house, 0))
    return tuple(dict.fromkeys(houses))


def cased(name: str) -> str:
    """Write a name shouted in capitals as names are written; others stay."""
    return " ".join(_cased_word(word, name) for word in name.split())


def _cased_word(word: str, name: str) -> str:
    letters = [c for c in word if c.isalpha()]
    if not word.isupper() or len(letters) < 3 or re.search(r"[.\d]", word):  # noqa: PLR2004
        return word if not name.isupper() or "." in word else word.title()
    family = next((w for w in name.split() if "-" not in w), "").casefold()
    if "-" in word and family in words.KOREAN_FAMILIES:
        return word.capitalize()
    return word.title().replace("'S", "'s")
