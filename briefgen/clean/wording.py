"""A line -> traits of its wording: what it calls its reader to, and whom it names."""

from __future__ import annotations

import re

from briefgen.clean import junk
from briefgen.clean.titles import folded
from briefgen.values import dataclass

__all__ = ["About", "about", "wording"]

_CALLS = re.compile(
    r"\b(?:subscri\w+|sign(?:ed|ing)?[ -]?up|newsletter|follow us|follow (?:him|her|me|them)"
    r"|click here|read more|learn more|find out more|download|donat\w+|contact us|call (?:us|now)"
    r"|e-?mail us|join (?:us|our)|check out|support (?:us|our)|podcast|free trial|get started"
    r"|your inbox|log ?in|register|abonnier\w*|abonn\w+|anmelden|suscr\w+|s'inscrire|inscri\w+"
    r"|iscri\w+|registr\w+|mehr zum thema|jetzt|whatsapp|telegram|facebook|instagram|twitter"
    r"|linkedin|youtube|privacy|cookies?|copyright|all rights reserved|affiliate|commission|terms"
    r"|disclaimer)\b",
    re.IGNORECASE,
)
_LEADS_ON = re.compile(
    r"^\W*(?:read (?:more|also|next|too)|also (?:read|on|see)|see (?:also|more)|related"
    r"|more (?:on|from|stories)|recommended|watch|listen|don.t miss|les også|läs (?:mer|också|även)"
    r"|læs også|lue myös|lees ook|zum thema|lesen sie|mehr (?:dazu|zum)|auch interessant"
    r"|lire aussi|à lire|voir aussi|leer (?:más|también)|lea (?:también|además)|te puede interesar"
    r"|ver también|leggi anche|leia (?:também|mais)|veja (?:também|mais)|czytaj|zobacz|читайте"
    r"|смотрите|関連|相关|관련)",
    re.IGNORECASE,
)
_MOST_CALLS = 4
_FEWEST_WORDS = 5
_LONGEST_JUNK = 240
_LOOKED_AT = 400
_SHORTEST_WORD = 4


@dataclass(frozen=True, slots=True)
class About:
    """What a page's lines may name: the words of its title, its writers in small letters."""

    title: frozenset[str]
    writers: tuple[str, ...]


def about(title: str | None, writers: tuple[str, ...]) -> About:
    """Return what a page is about, in the form lines are compared with."""
    told = frozenset(word for word in folded(title).split() if len(word) >= _SHORTEST_WORD)
    return About(told, tuple(name.casefold() for name in writers if name))


def wording(text: str, page: About) -> dict[str, float]:
    """Return what a line's own words say of it."""
    words = len(text.split()) or 1
    calls = min(_MOST_CALLS, sum(1 for _ in _CALLS.finditer(text)))
    shared = page.title & set(folded(text[:_LOOKED_AT]).split()) if page.title else ()
    low = text.casefold()
    return {
        "calls": calls,
        "calls rate": calls / max(_FEWEST_WORDS, words),
        "leads on": float(bool(_LEADS_ON.match(text))),
        "furniture": float(len(text) < _LONGEST_JUNK and junk.reason(text) is not None),
        "names writer": float(any(name in low for name in page.writers)),
        "title words": len(shared) / max(1, len(page.title)),
    }
