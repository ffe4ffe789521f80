"""Pasted bytes -> the lines of a text: decoded, without a mail's quotes, headers and signature."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, Final

from charset_normalizer import from_bytes

from briefgen.clean.typography import tidy
from briefgen.errors import SourceError
from briefgen.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Line", "Mail", "decoded", "lines", "without_mail"]

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HEADER: Final = re.compile(
    r"^\*?(?P<name>from|to|cc|bcc|reply-to|date|sent|subject|von|an|gesendet|datum|betreff|de|à|envoyé|"
    r"objet|para|enviado|enviado el|asunto|fecha|message-id"
    r"|差出人|宛先|件名|日時|送信日時|من|إلى|الموضوع|التاريخ)"
    r"\*?\s*[:：]\s*(?P<value>.*)$",
    re.IGNORECASE,
)
_SUBJECTS: Final = frozenset({"subject", "betreff", "objet", "asunto", "件名", "الموضوع"})
_DATES: Final = frozenset(
    {
        "date",
        "sent",
        "datum",
        "gesendet",
        "envoyé",
        "enviado",
        "enviado el",
        "fecha",
        "日時",
        "送信日時",
    }
)
_GREETING: Final = re.compile(
    r"^(?:hi|hello|hey|dear|good (?:morning|afternoon)|hallo|liebe|lieber|guten (?:tag|morgen)|moin"
    r"|bonjour|chers?|chères?|salut|hola|buenos días|estimad"
    r"|queridos?|ciao|caro|olá)\b.{0,50}[,!.:]?$",
    re.IGNORECASE,
)
_FAREWELL: Final = re.compile(
    r"^(?:(?:all the )?best|(?:best|kind|warm)? ?regards|best wishes|cheers|thanks|thank you|yours"
    r"|sincerely|(?:viele|liebe|beste|schöne) grüße|gruß"
    r"|mit freundlichen grüßen|cordialement|bien à vous|à bientôt"
    r"|saludos|un saludo|atentamente|abrazos|cordiali saluti|envoyé de .*)[,.!]?$",
    re.IGNORECASE,
)
_FORWARD: Final = re.compile(r"^(?:re|fw|fwd|wg|aw|tr|rv|rif)\s*:\s*", re.IGNORECASE)
_FORWARDED: Final = re.compile(
    r"^-{2,}.*(?:forwarded|original|weitergeleitete|ursprüngliche|transféré"
    r"|mensaje|転送).*-{2,}$",
    re.IGNORECASE,
)
# Of an older mail below an answer the same may be said, so only words of passing on count.
_PASSED_ON: Final = re.compile(
    r"^(?:-{2,}\s*)?(?:begin )?(?:forwarded message|(?:anfang der )?weitergeleiteten? nachricht"
    r"|(?:début du )?message (?:transféré|réexpédié)|(?:inicio del )?mensaje reenviado"
    r"|mensagem (?:encaminhada|reencaminhada)|(?:inizio )?messaggio inoltrato"
    r"|doorgestuurd bericht|пересылаемое сообщение|転送(?:された)?メッセージ|전달된 메시지"
    r"|转发的邮件)"
    r"\s*:?\s*(?:-{2,})?$",
    re.IGNORECASE,
)
_WROTE: Final = re.compile(
    r"^(?:on|am|le|el|il|op)\s.{6,120}"
    r"(?:wrote|schrieb|a écrit|escribió|ha scritto|schreef).{0,60}:$",
    re.IGNORECASE,
)
_REST_OF_TEXT: Final = 0.6
_CONTROL_SHARE: Final = 0.02


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its number, from 1; `text` is "" for a blank one."""

    text: str
    number: int
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Mail:
    """The lines of a text, and what was taken off because a mail's software wrote it."""

    lines: tuple[Line, ...]
    dropped: tuple[tuple[Line, str], ...] = ()
    subject: str | None = None
    sent: str | None = None


def decoded(data: bytes, encoding: str | None, name: str) -> str:
    """Return the text in bytes of any encoding; SourceError when there is none."""
    if not data.strip():
        raise SourceError(
            "there is no text in it", path=name, hint="paste or save the article again"
        )
    text = _decoded(data, encoding)
    control = sum(c < " " and c not in "\t\n\r\f\v\x1b" for c in text[:20_000])
    if text.startswith(("%PDF-", "PK\x03")) or control > _CONTROL_SHARE * min(len(text), 20_000):
        raise SourceError(
            "it is not text but a binary file",
            path=name,
            hint="save the page as .html or its text as .txt",
        )
    return text


def _decoded(data: bytes, encoding: str | None) -> str:
    for bom, name in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(name, errors="replace")
    for candidate in ("utf-8", encoding):
        if text := _strictly(data, candidate):
            return text
    best = from_bytes(data[:200_000]).best()
    return data.decode(best.encoding if best else "cp1252", errors="replace")


def _strictly(data: bytes, encoding: str | None) -> str | None:
    try:
        return data.decode(encoding) if encoding else None
    except (UnicodeDecodeError, LookupError):
        return None


def lines(text: str) -> tuple[Line, ...]:
    """Split a text into lines; what can't be seen is gone from them."""
    found = (
        text.replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\u2028", "\n")
        .replace("\u2029", "\n\n")
    )
    return tuple(Line(tidy(line), number) for number, line in enumerate(found.split("\n"), 1))


def without_mail(found: Sequence[Line]) -> Mail:
    """Take off what a mail wraps around a text: headers, an older mail, a signature."""
    dropped: list[tuple[Line, str]] = []
    kept = list(found)
    filled = [line for line in kept if line.text]
    if filled and sum(line.text[0] == ">" for line in filled) >= _REST_OF_TEXT * len(filled):
        kept = [_unquoted(line) for line in kept]
    kept = _passed_on(kept, dropped)
    kept, headers = _without_headers(kept, dropped)
    kept = _without_answers(kept, dropped)
    kept = _without_signature(kept, dropped)
    if headers:
        kept = _without_greetings(kept, dropped)
    subject = next((headers[name] for name in headers if name in _SUBJECTS), None)
    sent = next((headers[name] for name in headers if name in _DATES), None)
    return Mail(tuple(kept), tuple(dropped), _FORWARD.sub("", subject or "") or None, sent)


def _unquoted(line: Line) -> Line:
    return Line(re.sub(r"^(?:>\s?)+", "", line.text), line.number)


def _passed_on(kept: list[Line], dropped: list[tuple[Line, str]]) -> list[Line]:
    """Return a mail that was passed on, without what the one who did so wrote above it."""
    start = next((at for at, line in enumerate(kept) if _is_passed_on(kept, at)), None)
    if start is None:
        return kept
    rest = next((at for at in range(start + 1, len(kept)) if kept[at].text), len(kept))
    if rest == len(kept) or not _HEADER.match(kept[rest].text):
        return kept
    dropped += [(line, "a note above a mail passed on") for line in kept[:start] if line.text]
    dropped.append((kept[start], "a mail's header"))
    return kept[rest:]


def _is_passed_on(kept: Sequence[Line], at: int) -> bool:
    """Tell the line above a mail passed on; "original message" may be below an answer, as long."""
    if _PASSED_ON.match(kept[at].text):
        return True
    if not _FORWARDED.match(kept[at].text):
        return False
    above, below = (sum(len(line.text) for line in part) for part in (kept[:at], kept[at + 1 :]))
    return 3 * above < below


def _without_headers(
    kept: list[Line], dropped: list[tuple[Line, str]]
) -> tuple[list[Line], dict[str, str]]:
    """Take two or more header lines off the top, and return what they say by name."""
    start = next((i for i, line in enumerate(kept) if line.text), 0)
    if start < len(kept) and _FORWARDED.match(kept[start].text):
        start += 1
    end, said = start, dict[str, str]()
    while end < len(kept) and (match := _HEADER.match(kept[end].text)):
        said.setdefault(match["name"].casefold(), match["value"].strip())
        end += 1
    if len(said) < 2:  # noqa: PLR2004
        return kept, {}
    dropped += [(line, "a mail's header") for line in kept[:end] if line.text]
    return kept[end:], said


def _without_greetings(kept: list[Line], dropped: list[tuple[Line, str]]) -> list[Line]:
    """Drop "Hi all," at the top of a mail and "Best, Name" at its end."""
    filled = [index for index, line in enumerate(kept) if line.text]
    gone = {index for index in filled[:1] if _GREETING.match(kept[index].text)}
    for place, index in enumerate(filled):
        if len(filled) - place <= 5 and _FAREWELL.match(kept[index].text):  # noqa: PLR2004
            gone.update(filled[place:])
    dropped += [(kept[index], "a mail's greeting") for index in sorted(gone)]
    return [line for index, line in enumerate(kept) if index not in gone]


def _without_answers(kept: list[Line], dropped: list[tuple[Line, str]]) -> list[Line]:
    """Drop "On Monday, X wrote:" and the older mail quoted under it."""
    out: list[Line] = []
    under = False
    for line in kept:
        if _WROTE.match(line.text):
            under = True
            dropped.append((line, "the opening of an older mail"))
        elif under and line.text.startswith(">"):
            dropped.append((line, "an older mail, quoted"))
        else:
            under = under and not line.text
            out.append(line)
    return out


def _without_signature(kept: list[Line], dropped: list[tuple[Line, str]]) -> list[Line]:
    for index, line in enumerate(kept):
        if line.text == "--" and index > len(kept) // 3 and len(kept) - index <= 12:  # noqa: PLR2004
            dropped += [(cut, "a mail's signature") for cut in kept[index:] if cut.text]
            return kept[:index]
    return kept
