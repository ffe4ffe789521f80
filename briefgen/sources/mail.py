"""A saved mail -> the page or text in it, with its subject and date; attachments are left."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import default
from html import unescape
from typing import TYPE_CHECKING

from briefgen.errors import SourceError
from briefgen.model.document import Document
from briefgen.sources.mail_sender import sender_of
from briefgen.sources.stamp import iso_date

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["BROKEN", "documents", "header", "is_mail", "message", "pages"]

# What the standard library's mail parser is known to raise on heads and parts made to break it.
BROKEN = (
    AttributeError,
    IndexError,
    LookupError,
    MessageError,
    RecursionError,
    TypeError,
    ValueError,
)
_LONGEST_HEADER = 2000
_LONGEST_SEEN = 100_000
_LINE_END = re.compile(r"<(?:br|/p|/div|/tr|/li|/h[1-6])\b[^>]*>", re.IGNORECASE)
# An address in angle brackets is no tag.
_TAG = re.compile(r"<(?![^<>\s]*@)[^<>]*>")
_ANSWERED = re.compile(
    r"^(?:(?:re|fw|fwd|wg|aw|tr|rv|rif|sv|vs|vb|odp|ynt|返信|転送|回复|转发|답장|전달)"
    r"(?:\[\d+\])?\s*[:：]\s*)+",
    re.IGNORECASE,
)


def documents(source: str, data: bytes) -> tuple[Document, ...]:
    """Return the mail's page, or its text where it has none."""
    try:
        mail = message(source, data)
        plain = tuple(pages(mail, "text/plain"))
        rows = tuple(pages(mail, "text/html")) or plain
        if not rows:
            raise SourceError("the mail has no text", path=source, hint="save it again, whole")
        part, payload = rows[0]
        found = Document(
            source,
            "html" if part.get_content_type() == "text/html" else "text",
            payload,
            encoding=part.get_content_charset(),
            title=_ANSWERED.sub("", header(mail, "Subject")) or None,
            fallback_date=iso_date(header(mail, "Date")),
            mail=True,
            sender=sender_of(_plain_text(*(plain or rows)[0]), mail, header(mail, "From")),
        )
    except BROKEN as error:
        raise SourceError("the mail is broken", path=source, hint="save it again") from error
    return (found,)


def _plain_text(part: EmailMessage, payload: bytes) -> str:
    """Return the first lines of a part without markup, to look for a sender in."""
    try:
        text = payload[:_LONGEST_SEEN].decode(part.get_content_charset() or "utf-8", "replace")
    except LookupError:
        text = payload[:_LONGEST_SEEN].decode("utf-8", "replace")
    if part.get_content_type() != "text/html":
        return text
    return unescape(_TAG.sub("", _LINE_END.sub("\n", " ".join(text.split()))))


def message(source: str, data: bytes) -> EmailMessage:
    """Return the mail in bytes; SourceError when they are none."""
    mail = message_from_bytes(data, policy=default)
    if not isinstance(mail, EmailMessage) or not mail.keys():
        raise SourceError("this is no mail: it has no head", path=source)
    return mail


def pages(mail: EmailMessage, wanted: str) -> Iterator[tuple[EmailMessage, bytes]]:
    """Yield the parts of one type that say anything, outer ones first as they stand."""
    for part in mail.walk():
        if part.is_multipart() or part.get_content_type() != wanted:
            continue
        payload = part.get_payload(decode=True)
        attached = isinstance(part, EmailMessage) and part.is_attachment()
        if isinstance(payload, bytes) and payload.strip() and not attached:
            yield part, payload


def header(mail: EmailMessage, name: str) -> str:
    """Return a line of the head in plain characters, "" where there is none."""
    # Read raw: the parser of structured heads takes quadratic time on lines made for it.
    raw = next((str(text) for key, text in mail.raw_items() if key.lower() == name.lower()), "")
    raw = raw[:_LONGEST_HEADER].encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    try:
        return " ".join(str(make_header(decode_header(raw))).split())
    except BROKEN:
        return " ".join(raw.split())


def is_mail(data: bytes) -> bool:
    """Tell whether bytes of unknown kind are a mail with parts, by its head."""
    head = data[:20_000].replace(b"\r\n", b"\n").lstrip().partition(b"\n\n")[0].lower()
    return b"\nmime-version:" in b"\n" + head
