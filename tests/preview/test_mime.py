"""Types by name."""

from __future__ import annotations

import pytest

from briefgen.preview.mime import media_type


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("index.html", "text/html; charset=utf-8"),
        ("a/S.CSS", "text/css; charset=utf-8"),
        ("feed.xml", "application/xml; charset=utf-8"),
        ("site.webmanifest", "application/manifest+json"),
        ("a.avif", "image/avif"),
        ("CNAME", "application/octet-stream"),
    ],
)
def test_a_type_does_not_depend_on_the_machine(name: str, expected: str) -> None:
    """The table is our own."""
    assert media_type(name) == expected
