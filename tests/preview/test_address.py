"""What an address of the preview names."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.preview.address import Found, Missing, Moved, Refused, look_up

SITE = {
    "index.html",
    "a.html",
    "topics/x/index.html",
    "pic.png",
    "日本/index.html",
    "café/index.html",
}


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/r/", Found("index.html")),
        ("/r", Moved("/r/")),
        ("/", Moved("/r/")),
        ("/r/a", Found("a.html")),
        ("/r/topics/x", Moved("/r/topics/x/")),
        ("/r/topics/x/", Found("topics/x/index.html")),
        ("/r/topics/", Missing("topics/index.html")),
        ("/r/pic.png", Found("pic.png")),
        ("/r/Pic.png", Missing("Pic.png")),
        ("/r/%E6%97%A5%E6%9C%AC/", Found("日本/index.html")),
        ("/r/cafe%CC%81/", Found("café/index.html")),
        ("/rx/a", Missing("")),
        ("/other", Missing("")),
        ("/r/.git/config", Refused("a hidden file")),
        ("/r/.well-known/x", Missing(".well-known/x")),
    ],
)
def test_an_address_is_looked_up_as_on_pages(path: str, answer: object) -> None:
    """Folders, missing extensions, other spellings, other roots."""
    assert look_up(path.encode(), "/r/", SITE) == answer


@given(st.lists(st.sampled_from(["..", "%2e%2e", "\\", "%5c", "/", "%2f", "%00", "a", "C:", "."])))
def test_no_mixture_of_steps_names_anything_but_an_output(steps: list[str]) -> None:
    """Whatever the steps, only a known output is ever found."""
    answer = look_up(("/r/" + "".join(steps)).encode(), "/r/", SITE)
    assert not isinstance(answer, Found) or answer.key in SITE


@given(st.binary())
def test_no_bytes_break_the_look_up(path: bytes) -> None:
    """Any bytes get an answer."""
    assert isinstance(look_up(b"/" + path, "/r/", SITE), Found | Moved | Missing | Refused)


@given(st.sampled_from(sorted(SITE)))
def test_every_output_is_found_under_its_own_name(key: str) -> None:
    """Each file of the site has an address."""
    assert look_up(quote(f"/r/{key}").encode(), "/r/", SITE) == Found(key)
