"""A page without an article -> what it is instead: a bot check, a consent wall, an error page."""

from __future__ import annotations

import re

__all__ = ["told_as"]

_MOST_LETTERS = 900
_KINDS = (
    (
        "a bot check",
        "open the page in a browser and save it from there",
        (
            r"just a moment|attention required|are you (?:a )?(?:robot|human)"
            r"|verify (?:that )?you(?:'re| are) (?:not a robot|human)"
            r"|checking (?:your browser|if the site)|unusual traffic|captcha"
            r"|enable javascript and cookies|bist du ein mensch"
            r"|security check|ddos protection|pardon our interruption|press (?:and|&) hold"
        ),
    ),
    (
        "an error page",
        "check the address",
        (
            r"\b(?:404|403|410|500|502|503)\b.{0,40}(?:error|not found|forbidden|unavailable"
            r"|gone|bad gateway)|page (?:not found|does(?:n't| not) exist)"
            r"|access denied|not found$|seite (?:wurde )?nicht gefunden|page introuvable"
            r"|página no encontrada|pagina non trovata"
            r"|service unavailable|internal server error|域名|ページが見つかりません"
        ),
    ),
    (
        "a consent wall",
        "accept or refuse in a browser and save the page from there",
        (
            r"before you continue|we (?:value|care about) your privacy|accept (?:all )?cookies"
            r"|cookie[- ]?(?:consent|einstellungen|wall)"
            r"|zustimmen und weiter|mit werbung (?:weiter)?lesen|accepter et (?:continuer"
            r"|fermer)|aceptar y continuar|your privacy choices"
        ),
    ),
    (
        "a paywall or sign-in page",
        "save the page while you are signed in",
        (
            r"subscribe to (?:continue|read)|sign in to (?:continue|read)"
            r"|log ?in to (?:continue|read)|already a subscriber"
            r"|nur für abonnenten|réservé aux abonnés|solo para suscriptores"
        ),
    ),
    (
        "a page that needs scripts",
        "save the page from a browser, after it has loaded",
        (
            r"(?:enable|requires?|turn on|need) javascript|javascript (?:is )?(?:disabled|required"
            r"|deaktiviert)"
        ),
    ),
)


def told_as(title: str | None, text: str) -> tuple[str, str] | None:
    """Return (what the page is, the way out) for a short page that is no article, else None."""
    if len(text) > _MOST_LETTERS:
        return None
    said = f"{title or ''}\n{text}".casefold()
    for name, way_out, pattern in _KINDS:
        if re.search(pattern, said):
            return name, way_out
    return None
