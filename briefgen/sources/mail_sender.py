"""Find who sent a mail: of one passed on the first sender, not who passed it on.

A mail program writes the first sender above the text it passes on, as one of several lines such as
"From: Port Office <news@port.example>"; or it attaches the whole mail.
"""

from __future__ import annotations

import re
from email.message import EmailMessage

__all__ = ["FROM", "HEADER", "sender_of"]

FROM = re.compile(
    r"^[\s>*]*(?:from|von|de|da|van|från|fra|od|от|від|от кого|lähettäjä|kimden|feladó|差出人"
    r"|发件人|寄件者|寄件人|보낸 ?사람|من)\s*[:：]\s*\**\s*(?P<who>\S.{1,200}?)\s*\**\s*$",
    re.IGNORECASE,
)
HEADER = re.compile(r"^[\s>*]*[^\W\d_][\w .-]{0,24}[:：]\**\s*\S")
_NEAR = 7
_FEWEST_HEADERS = 2
_LEAST_TEXT = 60
_AROUND = " <>()[]\"'*:"
_MOST_LINES = 400
_ADDRESS = re.compile(r"[^\s<>()\[\]:;\"']+@[\w.-]+\.\w{2,}")
# Hosts of anybody's letter box, which name no publisher.
_ANYBODY = re.compile(
    r"^(?:gmail|googlemail|outlook|hotmail|live|yahoo|ymail|aol|icloud|me|gmx|web|mail|t-online"
    r"|proton|protonmail|orange|free|laposte|libero|qq|163|126|yandex|wp|o2|seznam)\.[a-z.]+$"
)


def sender_of(text: str, mail: EmailMessage, from_line: str) -> tuple[str, str] | None:
    """Return name and host of who sent a mail, None where neither tells a source.

    `text` is the mail's body in plain words, `from_line` the decoded line of its head.
    """
    attached = next((one for one in _attached_mails(mail)), "")
    said = _passed_on(text.splitlines()[:_MOST_LINES]) or attached or from_line
    found = _ADDRESS.search(said)
    # "Name <a@b>", "a@b (Name)", or a name alone.
    words = said[: found.start()].strip(_AROUND) or said[found.end() :] if found else said
    name = " ".join(words.strip(_AROUND).split())
    host = found[0].rpartition("@")[2].lower() if found else ""
    host = "" if _ANYBODY.match(host) else host
    return (name or host, host) if name or host else None


def _attached_mails(mail: EmailMessage) -> list[str]:
    found = []
    for part in mail.walk():
        if part.get_content_type() == "message/rfc822" and part.is_multipart():
            inner = part.get_payload(0)
            if isinstance(inner, EmailMessage):
                found += [str(text) for key, text in inner.raw_items() if key.lower() == "from"]
    return found


def _passed_on(lines: list[str]) -> str:
    """Return the sender that stands above a text passed on; the last, where several do."""
    said = ""
    for at, line in enumerate(lines):
        found = FROM.match(line)
        if not found:
            continue
        around = lines[max(0, at - 3) : at] + lines[at + 1 : at + _NEAR]
        headers = sum(bool(HEADER.match(one)) for one in around)
        rest = "".join(lines[at + _NEAR - 1 :]).strip()
        if headers >= _FEWEST_HEADERS and (len(rest) >= _LEAST_TEXT or not said):
            said = found["who"]
    return said
