from __future__ import annotations

import pytest

from briefgen.check import check_addresses
from briefgen.model.article import Also, Article, Photo


def faults(**facts: object) -> list[tuple[int | None, str]]:
    """Return line and first words of each notice on an article of these facts."""
    found = check_addresses(Article("a.md", "A", **facts))
    return [(notice.line, notice.message.partition(":")[0]) for notice in found]


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("https://quay.example/ahttps://port.example/b", "two addresses in one"),
        ("https://quay.example/https://quay.example/b", "two addresses in one"),
        ("https://https://quay.example/a", "two addresses in one"),
        ("http://http//quay.example/a", "two addresses in one"),
        ("https://quay.example/a b", "an address with a space in it"),
        ("https://quay.example/a%20", "an address with a space in it"),
        ("https:///ferry.html", "an address without a host"),
        ("https://quay/ferry", "an address without a host"),
        ("https://[::1/ferry", "an address without a host"),
    ],
)
def test_an_address_that_can_not_be_right_is_told(address: str, told: str) -> None:
    """Wherever it stands: as the source, another's copy, a photo, or in the text with its line."""
    lines = (("source_url", 4), ("also", 6), ("photo", 8))
    assert faults(source_url=address, lines=lines) == [(4, told)]
    assert faults(also=(Also(source_url=address),), lines=lines) == [(6, told)]
    assert faults(photos=(Photo(address),), lines=lines) == [(8, told)]
    assert faults(body=f"One.\n\n[two](<{address}>) three", body_line=10) == [(12, told)]


@pytest.mark.parametrize(
    "address",
    [
        "https://web.archive.org/web/2024/https://quay.example/a",
        "https://pictures.example/resize/800/https://quay.example/a.jpg",
        "https://go.example/?u=https://quay.example/a",
        "https://quay.example/a%20b(c)?d=e&f=1#g",
        "https://127.0.0.1/a",
        "https://quay.example/a#:~:text=the%20",
        "https://quay.example/at-9.57\u202fAM.jpeg",
        "https://münchen.example/straße",
    ],
)
def test_an_address_that_holds_another_by_design_is_right(address: str) -> None:
    """Archives, picture services and redirects carry a whole address behind a sign."""
    assert faults(source_url=address, body=f"[a](<{address}>) <{address}>\n\n[b]: {address}") == []


@pytest.mark.parametrize(
    "address",
    [
        "https://quay.example/news/ferry.html",
        "https://quay.example/",
        "https://quay.example",
        "https://quay.example/photos/77/",
        "https://commons.example/wiki/File:Ferry.jpg",
    ],
)
def test_a_page_s_address_as_a_picture_is_told(address: str) -> None:
    """A picture named by the page it stands on shows nothing; as a link it is right."""
    told = "a page's address as a picture"
    assert faults(photos=(Photo(address),)) == [(None, told)]
    assert faults(body=f"![Ferry.]({address})", body_line=3) == [(3, told)]
    assert faults(body=f"[Ferry.]({address})") == []


def test_the_article_s_own_address_as_its_photo_is_told() -> None:
    """Even where it does not look like a page's."""
    address = "https://quay.example/ferry"
    (found,) = check_addresses(
        Article("a.md", "A", source_url=address, photos=(Photo(address),), lines=(("photo", 5),))
    )
    assert (found.code, found.level, found.line) == ("address-wrong", "warning", 5)
    assert found.message == f"a page's address as a picture: {address}"


def test_pictures_and_code_are_left_alone() -> None:
    """A picture service's query names a picture, and an address in code is an example."""
    assert (
        faults(photos=(Photo("https://quay.example/image.php?id=3"), Photo("images/a.jpg"))) == []
    )
    assert faults(body="`[a](http://)`\n\n```\n[a](https:///b)\n```\n") == []
