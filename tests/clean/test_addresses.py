"""Addresses that are safe to show."""

from __future__ import annotations

import pytest

from briefgen.clean.addresses import absolute, host, shown

BASE = "https://a.example/news/one"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/b?utm_source=x&id=2", "https://a.example/b?id=2"),
        ("two", "https://a.example/news/two"),
        ("//c.example/d", "https://c.example/d"),
        ("https://c.example/a b", "https://c.example/a%20b"),
        ("mailto:ed@a.example", "mailto:ed@a.example"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("#top", None),
        ("https://[bad", None),
        (None, None),
    ],
)
def test_links_are_absolute_clean_and_harmless(address: str | None, expected: str | None) -> None:
    """Links are joined to the page, lose their tracking parameters, and never run anything."""
    assert shown(address, BASE) == expected


def test_a_relative_address_without_a_base_is_none() -> None:
    """Without the page's address nothing is invented."""
    assert absolute("/b", None) is None


def test_a_host_has_no_www() -> None:
    """A host is compared in small letters without www."""
    assert host("https://WWW.A.example/x") == "a.example"
