"""Mails and mailbox files as programs of many kinds write them."""

from __future__ import annotations

import pytest

from briefgen.sources.mail import documents

HEAD = b"From: A <a@b.example>\nDate: Tue, 10 Mar 2026 08:00:00 +0100\nMIME-Version: 1.0\n"


@pytest.mark.parametrize("boundary", ["----=_Part_7", "=_x=y", '"----=_Part_7"', "plain7"])
def test_a_boundary_is_read_with_quotes_or_without(boundary: str) -> None:
    """Some programs leave out the quotes that an equals sign needs."""
    sign = boundary.strip('"')
    mail = f"Subject: Ice\nContent-Type: multipart/alternative; boundary={boundary}\n\n--{sign}\nContent-Type: text/plain\n\nThe ice holds.\n--{sign}--\n"
    assert b"The ice holds." in documents("m.eml", HEAD + mail.encode())[0].data


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("Grüße vom Teich".encode("cp1252"), "Grüße vom Teich"),
        ("Grüße vom Teich".encode(), "Grüße vom Teich"),
        ("\u201cIce\u201d holds".encode("cp1252"), "\u201cIce\u201d holds"),
        (b"=?gb2312?B?6UbOxA==?=", "镕文"),
        (b"=?iso-8859-1?Q?=93Ice=94?=", "\u201cIce\u201d"),
    ],
)
def test_a_subject_is_read_as_windows_programs_write_it(subject: bytes, title: str) -> None:
    """Raw in an encoding of eight bits, or labelled with a smaller set than it uses."""
    mail = b"Subject: " + subject + b"\nContent-Type: text/plain\n\nThe ice holds.\n"
    assert documents("m.eml", HEAD + mail)[0].title == title


@pytest.mark.parametrize("kind", ["plain", "html"])
def test_text_around_a_picture_is_one_text(kind: str) -> None:
    """Whatever the parts' encodings."""
    part = "--q\nContent-Type: text/{}; charset={}\nContent-Transfer-Encoding: 8bit\n\n{}\n"
    picture = "--q\nContent-Type: image/png\nContent-Disposition: inline\nContent-Transfer-Encoding: base64\n\naGVsbG8=\n"
    mail = (
        b"Content-Type: multipart/mixed; boundary=q\n\n"
        + part.format(kind, "utf-8", "Über dem Eis").encode()
    )
    mail += (
        picture.encode()
        + part.format(kind, "iso-8859-1", "Träge Fische").encode("latin-1")
        + b"--q--\n"
    )
    found = documents("m.eml", HEAD + mail)[0]
    text = found.data.decode(found.encoding or "")
    assert text.index("Über dem Eis") < text.index("Träge Fische")


def test_a_mailbox_file_holds_several_mails() -> None:
    """Each is a document of its own; a sentence that begins with "From" parts none."""
    one = (
        b"From a@b Tue Mar 10 08:00:00 2026\n"
        + HEAD
        + b"Subject: Ice\nContent-Type: text/plain\n\nThe ice holds.\n\nFrom Friday on it may not: see below.\n\n"
    )
    two = (
        b"From c@d Wed Mar 11 08:00:00 2026\n"
        + HEAD
        + b"Subject: Thaw\nContent-Type: text/plain\n\nIt does not.\n"
    )
    found = documents("all.mbox", one + two)
    assert [row.title for row in found] == ["Ice", "Thaw"]
    assert b"From Friday on" in found[0].data
    assert len({row.item for row in found}) == 2
    assert [row.title for row in documents("all.mbox", two)] == ["Thaw"]
