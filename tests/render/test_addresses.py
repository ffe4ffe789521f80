from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.render.addresses import (
    abs_url,
    base_path,
    inner,
    resolve,
    safe_link,
    settled_url,
    uri,
    url,
)


@pytest.mark.parametrize(
    ("site", "base"),
    [
        ("https://a.example", "/"),
        ("https://a.example/", "/"),
        ("https://a.example/repo/", "/repo/"),
        ("https://a.example/a/b", "/a/b/"),
        ("https://a.example/é/", "/%C3%A9/"),
    ],
)
def test_base_path_has_a_slash_at_both_ends(site: str, base: str) -> None:
    """The base path is the path of the site's address with a slash at both ends."""
    assert base_path(site) == base


def test_one_path_under_three_bases() -> None:
    """The same path works at the root, under a repository and deeper."""
    bases = ("/", "/repo/", "/a/b/")
    assert [url("topics/rail/", base) for base in bases] == [
        "/topics/rail/",
        "/repo/topics/rail/",
        "/a/b/topics/rail/",
    ]


def test_unicode_permalinks_are_percent_encoded_once() -> None:
    """A path of any script is encoded as UTF-8; query and fragment stay what they are."""
    assert url("2026/日本 100%/?a=1#é", "/") == "/2026/%E6%97%A5%E6%9C%AC%20100%25/?a=1#%C3%A9"


def test_full_addresses_pass_and_other_schemes_do_not() -> None:
    """An https address is an address already; a script is none."""
    assert url("https://b.example/x", "/repo/") == "https://b.example/x"
    assert abs_url("https://b.example/x", "https://a.example/") == "https://b.example/x"
    with pytest.raises(ValueError, match="javascript"):
        url("javascript:alert(1)", "/")


def test_abs_url_keeps_the_base_path() -> None:
    """A full address is made of host, base path and path."""
    assert abs_url("feed.xml", "https://a.example/repo/") == "https://a.example/repo/feed.xml"
    assert abs_url("", "https://a.example/repo") == "https://a.example/repo/"


def test_resolve_touches_attributes_only() -> None:
    """Inner addresses in attributes are resolved; the same words in a text stay words."""
    html = '<p title="x">href="briefgen:a" <a title="t" href="briefgen:b%20c/">x</a></p>'
    assert resolve(html, "/repo/") == (
        '<p title="x">href="briefgen:a" <a title="t" href="/repo/b%20c/">x</a></p>'
    )


def test_inner_addresses_are_encoded() -> None:
    """An inner address can stand in an attribute as it is."""
    assert inner('a "b"/c.jpg') == "briefgen:a%20%22b%22/c.jpg"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "java\nscript:alert(1)",
        "\x01javascript:x",
        "data:text/html,x",
        "x/y",
        "",
    ],
)
def test_unsafe_links_are_no_links(address: str) -> None:
    """Only http, https and mailto may be followed."""
    assert safe_link(address) is None


def test_safe_links_pass() -> None:
    """An address of a known scheme is returned without spaces at its ends."""
    assert safe_link(" https://a.example/b c ") == "https://a.example/b%20c"
    assert safe_link("mailto:desk@a.example") == "mailto:desk@a.example"


SIGNS = st.text("aZ0/.:?#%-_ é\n\x7f\u2028")


@given(st.sampled_from(["", "https://", "HTTP://", "mailto:", "x:"]), SIGNS)
def test_a_safe_link_is_the_address_with_what_is_unseen_encoded(head: str, rest: str) -> None:
    """Law: a plain address, which most are, is looked at no more closely, and passes as any other."""
    written = (head + rest).strip()
    unseen = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029]")
    opened = re.match("(?i)(https?|mailto):", unseen.sub("", written))
    told = unseen.sub(lambda found: quote(found[0]), written) if opened else None
    assert safe_link(head + rest) == told


@given(SIGNS)
def test_a_path_stands_below_its_base_with_what_is_no_sign_of_a_path_encoded(path: str) -> None:
    """Law: a slug, which most paths are, is put below its base as any other."""
    if re.match("(?i)[a-z][a-z0-9+.-]*:", path):
        with pytest.raises(ValueError, match="not a path"):
            url(path, "/repo/")
        return
    told = url(path, "/repo/")
    assert told.startswith("/repo/")
    assert re.fullmatch("[A-Za-z0-9/._?#%:-]*", told)
    plain = re.fullmatch("[A-Za-z0-9/._-]*", path)
    assert not plain or told == f"/repo/{path.lstrip('/')}"


@given(st.text())
def test_safe_links_begin_with_an_open_scheme(address: str) -> None:
    """Whatever comes in, what comes out is http, https or mailto without control characters."""
    link = safe_link(address)
    assert link is None or link.lower().startswith(("http:", "https:", "mailto:"))
    assert link is None or link.isprintable() or not link.isascii()


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("https://a.example/b?c=%C3%A9#d", "https://a.example/b?c=%C3%A9#d"),
        (
            "https://näher.example:81/é b?ü=|",
            "https://xn--nher-loa.example:81/%C3%A9%20b?%C3%BC=%7C",
        ),
        ("https://例え.jp", "https://xn--r8jz45g.jp"),
        ("https://" + "ä" * 80 + ".example/", "https://" + "%C3%A4" * 80 + ".example/"),
        ("tag:a.example,2026:é", "tag:a.example,2026:%C3%A9"),
    ],
)
def test_addresses_in_ascii_lead_to_the_same_place(written: str, told: str) -> None:
    """The host is named as the name system has it, the rest encoded, and nothing encoded twice."""
    assert uri(written) == told
    assert uri(told) == told


@given(st.text())
def test_any_text_becomes_letters_of_an_address(text: str) -> None:
    """Whatever comes, what goes is ASCII without blanks, and stays as it is the next time."""
    try:
        told = uri(text)
    except UnicodeEncodeError:  # half a character
        return
    assert told.isascii()
    assert not set(told) & set(' <>"{}|\\^`\n')
    assert uri(told) == told


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("HTTPS://A.Example:443/Repo/", "https://a.example/Repo/"),
        ("http://bücher.example:8000/", "http://xn--bcher-kva.example:8000/"),
        ("http://[::1]:80/x/", "http://[::1]/x/"),
    ],
)
def test_a_site_has_one_address_however_it_is_written(written: str, told: str) -> None:
    """Programs compare addresses letter by letter."""
    assert settled_url(written) == told
