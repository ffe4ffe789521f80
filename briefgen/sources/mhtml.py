"""A page saved as one file (.mhtml) -> its main page, with the address it was saved from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.errors import SourceError
from briefgen.model.document import Document
from briefgen.model.urls import web_url
from briefgen.sources import mail
from briefgen.sources.stamp import day_after, iso_date

if TYPE_CHECKING:
    from email.message import EmailMessage

__all__ = ["documents", "is_mhtml"]


def documents(source: str, data: bytes) -> tuple[Document, ...]:
    """Return the archive's main page: the one saved, not one of its frames."""
    try:
        whole = mail.message(source, data)
        saved = mail.header(whole, "Snapshot-Content-Location")
        rows = [(_place(part), part, page) for part, page in mail.pages(whole, "text/html")]
        if not rows:
            raise SourceError("there is no page in it", path=source, hint="save the page again")
        place, part, page = next((row for row in rows if saved and row[0] == saved), rows[0])
        charset, title = part.get_content_charset(), mail.header(whole, "Subject")
        outer = mail.header(whole, "Content-Location")
        saved_on = iso_date(mail.header(whole, "Date"))
    except mail.BROKEN as error:
        raise SourceError("the saved page is broken", path=source, hint="save it again") from error
    address = next(filter(None, map(web_url, (saved, place, outer))), None)
    # The day it was saved is not the article's; only none after it can be.
    return (
        Document(
            source,
            "html",
            page,
            url=address,
            encoding=charset,
            title=title or None,
            latest=day_after(saved_on),
        ),
    )


def is_mhtml(data: bytes) -> bool:
    """Tell whether a mail is a saved page, by the head."""
    head = data[:20_000].replace(b"\r\n", b"\n").lstrip().partition(b"\n\n")[0].lower()
    return b"snapshot-content-location:" in head or b"multipart/related" in head


def _place(part: EmailMessage) -> str:
    return mail.header(part, "Content-Location")
