"""Every payload through the body's way out, without a browser."""

from __future__ import annotations

import pytest
from hostile.payloads import ADDRESSES, PAYLOADS
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from briefgen.errors import ContentError
from briefgen.render.addresses import resolve
from briefgen.render.allowed import ATTRIBUTES, CLASSES, TAGS, settled
from briefgen.render.to_html import to_body

PIECES = [piece for payload in PAYLOADS for piece in (payload, payload[: len(payload) // 2])]
TEXTS = st.lists(
    st.sampled_from([*PIECES, "\n\n", "\n> ", "\n- ", "    ", "*", "`", "|", "word"]), max_size=6
)
ADDED = {"a": {"class", "href"}, "img": {"loading"}}


def assert_allowed(shown: str) -> None:
    """Assert that HTML holds only what is allowed, and that sanitising leaves it as it is."""
    assert settled(shown) == shown
    for element in html.fragment_fromstring(shown, create_parent="body").iterdescendants():
        tag = str(element.tag)
        assert tag in TAGS
        allowed = ATTRIBUTES["*"] | ATTRIBUTES.get(tag, set()) | ADDED.get(tag, set())
        assert set(element.attrib) <= allowed | ({"class"} if tag in CLASSES else set())
        for name in {"href", "src", "cite"} & set(element.attrib):
            address = str(element.attrib[name])
            assert address.startswith(("https:", "http:", "mailto:", "/", "#"))
            assert not address.startswith(("//", "/\\"))


def shown(markdown: str) -> str:
    """Return the HTML of a text as a page under / has it; "" where it is told as a mistake."""
    try:
        return resolve(to_body(markdown, "a.md").html, "/")
    except ContentError as told:
        return "" if told.path == "a.md" else "<p told-without-its-place></p>"


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_payload_leaves_what_is_allowed(payload: str) -> None:
    """Of each payload only allowed tags, attributes and addresses come out."""
    assert_allowed(shown(payload))
    assert_allowed(shown(f"words before\n\n> {payload}\n\n- {payload}\n\nafter"))


@pytest.mark.parametrize(
    "blank",
    ["\x00", "\x0b", "\x1f", " ", "\x85", "\xa0", "\u2003", "\u2028", "\u3000", "\ufeff", "\u200b"],
)
def test_blanks_of_any_kind_open_no_address(blank: str) -> None:
    """An address that begins with what only some programs take for a blank is no script."""
    for text in (f"{blank}javascript:boo()", f"&#{ord(blank)};javascript:boo()"):
        out = shown(f'<a href="{text}">x</a> <blockquote cite="{text}">y</blockquote> [z]({text})')
        assert_allowed(out)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_no_payloads_together_leave_what_is_allowed(texts: list[str]) -> None:
    """Law: halves of payloads, joined in any order, come out as allowed HTML that reads as itself."""
    assert_allowed(shown("".join(texts)))


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_in_markdown_is_followed_only_if_it_is_safe(address: str) -> None:
    """Links, pictures and references take no scheme but those of the web and of mail."""
    for text in (
        f"[x]({address})",
        f"[x](<{address}>)",
        f"[x][1]\n\n[1]: {address}",
        f"<{address}>",
    ):
        assert_allowed(shown(text))
