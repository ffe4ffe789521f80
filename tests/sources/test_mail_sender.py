"""Who sent a mail, passed on or not."""

from __future__ import annotations

import pytest

from briefgen.clean import clean
from briefgen.model.document import Knowledge, KnownSource
from briefgen.sources import mail

STORY = (
    "The port of Lund opened its new quay on Monday, and forty boats came in before the rain. " * 2
)
HEAD = "From: Bo Ek <bo@desk.example>\nTo: ana@desk.example\nSubject: {subject}\nDate: Fri, 06 Mar 2026 10:00:00 +0000\nMIME-Version: 1.0\n"


def source(
    body: str,
    *,
    kind: str = "text/plain",
    subject: str = "New quay",
    sites: tuple[KnownSource, ...] = (),
) -> str | None:
    """The source of the article in a mail."""
    data = f"{HEAD.format(subject=subject)}Content-Type: {kind}; charset=utf-8\n\n{body}".encode()
    (document,) = mail.documents("m.eml", data)
    return clean(document, Knowledge(sources=sites)).article.source


PASSED_ON = (
    "FYI\n\n---------- Forwarded message ---------\nFrom: Port of Lund <news@port.example>\n"
    "Date: Thu, 5 Mar 2026 at 09:00\nSubject: New quay\nTo: <bo@desk.example>\n\n\n{}"
)
GERMAN = (
    "Zur Info\n\n-----Ursprüngliche Nachricht-----\nVon: Hafen Lund <presse@port.example>\n"
    "Gesendet: Donnerstag, 5. März 2026 09:00\nAn: Bo Ek\nBetreff: Neuer Kai\n\n{}"
)
APPLE = (
    "\n\nBegin forwarded message:\n\n> From: Port of Lund <news@port.example>\n> Subject: New quay\n"
    "> Date: 5 March 2026 at 09:00:00 CET\n> To: bo@desk.example\n>\n> {}"
)
TWICE = PASSED_ON.format(
    "---------- Forwarded message ---------\nFrom: Quay Press <q@quay.example>\nDate: Wed, 4 Mar 2026\n"
    "Subject: New quay\nTo: <news@port.example>\n\n\n{}"
)


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (PASSED_ON, "Port of Lund"),
        (GERMAN, "Hafen Lund"),
        (APPLE, "Port of Lund"),
        (TWICE, "Quay Press"),
    ],
)
def test_the_first_sender_of_a_mail_passed_on_is_its_source(body: str, name: str) -> None:
    """In several mail programs' words; not who passed it on."""
    assert source(body.format(STORY), subject="Fwd: New quay") == name


def test_a_page_passed_on_is_read_too() -> None:
    """The lines above it stand in the page, the address in angle brackets or a link."""
    for sender in (
        "<b>Port of Lund</b> &lt;news@port.example&gt;",
        "Port of Lund <a href='mailto:n@port.example'>n@port.example</a>",
    ):
        page = (
            f"<div>---------- Forwarded message ---------<br>From: {sender}<br>Date: Thu, 5 Mar 2026<br>"
            f"Subject: New quay<br>To: Bo<br></div><h1>New quay</h1><p>{STORY}</p><p>{STORY[::-1]}</p>"
        )
        assert (source(page, kind="text/html") or "").startswith("Port of Lund")


def test_a_mail_attached_to_a_mail_has_its_own_sender() -> None:
    """As some programs pass mails on."""
    data = (
        f"{HEAD.format(subject='Fwd: New quay')}Content-Type: multipart/mixed; boundary=x\n\n--x\n"
        "Content-Type: message/rfc822\n\nFrom: Port of Lund <news@port.example>\nSubject: New quay\n"
        f"MIME-Version: 1.0\nContent-Type: text/plain\n\n{STORY}\n--x--\n"
    )
    (document,) = mail.documents("m.eml", data.encode())
    assert document.sender == ("Port of Lund", "port.example")


def test_a_mail_sent_straight_is_its_sender_s() -> None:
    """The site's own name for the sender's host wins; a stranger's letter box is no source."""
    assert source(STORY) == "Bo Ek"
    assert source(STORY, sites=(KnownSource("The Desk", ("desk.example",)),)) == "The Desk"
    body = PASSED_ON.format(STORY)
    assert source(body.replace("Port of Lund <news@", "<news@")) == "port.example"
    assert source(body.replace("Port of Lund <news@port.example>", "<someone@gmail.com>")) is None


def test_a_line_from_in_a_text_is_no_sender() -> None:
    """Only lines as mail programs write them tell one."""
    assert source(f"From: the quay, boats are seen.\n\n{STORY}") == "Bo Ek"
