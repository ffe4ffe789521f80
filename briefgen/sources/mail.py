"""A saved mail or MHTML archive -> the page or text in it, with its subject, date and address."""

from __future__ import annotations

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime

from briefgen.errors import SourceError
from briefgen.model.document import Document

__all__ = ["documents"]

_KINDS = (("text/html", "html"), ("text/plain", "text"))


def documents(source: str, data: bytes) -> tuple[Document, ...]:
    """Return the mail's page, or its text where it has none."""
    message = message_from_bytes(data, policy=default)
    if not isinstance(message, EmailMessage) or not message.keys():
        raise SourceError("this is no mail: it has no head", path=source)
    parts = [part for part in message.walk() if not part.is_multipart()]
    for wanted, kind in _KINDS:
        for part in parts:
            payload = part.get_payload(decode=True)
            if part.get_content_type() == wanted and isinstance(payload, bytes) and payload.strip():
                return (_document(source, message, part, payload, kind),)
    raise SourceError("the mail has no text", path=source)


def _document(
    source: str, message: EmailMessage, part: object, payload: bytes, kind: str
) -> Document:
    charset = part.get_content_charset() if isinstance(part, EmailMessage) else None
    address = str(message.get("Snapshot-Content-Location") or message.get("Content-Location") or "")
    return Document(
        source,
        "html" if kind == "html" else "text",
        payload,
        url=address if address.startswith(("http://", "https://")) else None,
        encoding=charset,
        title=str(message.get("Subject") or "").strip() or None,
        fallback_date=_date(message),
    )


def _date(message: EmailMessage) -> str | None:
    try:
        return parsedate_to_datetime(str(message["Date"])).isoformat() if message["Date"] else None
    except ValueError:
        return None
