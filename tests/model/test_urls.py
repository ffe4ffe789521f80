"""Addresses from outside, as broken as they come."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefgen.model.urls import host_of, join_url, split_url, web_url

BROKEN = ("http://[::1", "https://a.example:port/", "https://[x]/", "http://a\u2100b/", "//[")


@pytest.mark.parametrize("text", BROKEN)
def test_a_text_that_is_no_address_has_no_parts(text: str) -> None:
    """What the standard library refuses is no address, and has no host."""
    assert not any(split_url(text))
    assert (host_of(text), web_url(text)) == ("", None)
    assert join_url("https://a.example/", text) in {text, f"https:{text}"}


@given(st.text(alphabet="ahtps:/[]@.#?%\u2100 \n0123456789"), st.text())
@example("http://[", "http://]")
def test_no_text_is_too_broken(base: str, text: str) -> None:
    """No function raises, whatever the text."""
    for one in (base, text, join_url(base, text)):
        split_url(one)
        host_of(one)
        web_url(one)


def test_a_whole_address_is_told_from_others() -> None:
    """Blanks around it do not count and those within are encoded; other schemes and paths are none."""
    assert web_url(" https://A.example/b \n") == "https://A.example/b"
    for text in ("ftp://a.example/", "/a", "https://", "mailto:a@b", None):
        assert web_url(text) is None
    assert web_url("https://a.example/b c\u3000\x85d") == "https://a.example/b%20c%E3%80%80%C2%85d"
    assert host_of("https://www.A.example:8080/b") == "a.example"
