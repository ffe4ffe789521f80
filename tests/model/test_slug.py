from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.model.slug import SLUG_BYTES, old_permalink, path_slug, slug_fault, slugify


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Ferry Line Reopens!", "ferry-line-reopens"),
        ("It’s the port's turn", "its-the-ports-turn"),
        ("Straße — Œuvre", "strasse-œuvre"),
        ("Енергетика України", "енергетика-україни"),
        ("電力、再開", "電力-再開"),
        ("قطار السريع", "قطار-السريع"),
        ("रेल यात्रा", "रेल-यात्रा"),
        ("Cafe\u0301", "caf\u00e9"),
        ("../../etc/passwd", "etc-passwd"),
        ("a\0b\\c", "a-b-c"),
        ("2024", "2024"),
    ],
)
def test_titles_become_slugs(title: str, slug: str) -> None:
    """Letters of every script are kept, marks between them become hyphens."""
    assert slugify(title) == slug


@pytest.mark.parametrize("title", ["", "!!!", "🚆", "CON", "nul", "Com1", "..", "\ud800"])
def test_titles_without_a_slug_get_a_digest(title: str) -> None:
    """What has no letters, or is Windows' own, has a short name that never changes."""
    assert slugify(title).startswith("article-")
    assert slugify(title) == slugify(title)
    assert slugify(title, stem="topic").startswith("topic-")


def test_long_titles_are_cut_between_words() -> None:
    """A slug ends with a whole word where it can."""
    assert slugify("word " * 40, max_length=12) == "word-word"
    assert slugify("word-word two", max_length=9) == "word-word"
    assert slugify("x" * 300, max_length=80) == "x" * 80


@given(st.text(max_size=300), st.integers(1, 200))
def test_a_slug_is_always_safe(title: str, length: int) -> None:
    """Every slug can be an address and a file's name, and is its own slug."""
    slug = slugify(title, length)
    assert slug_fault(slug) is None
    assert slug == unicodedata.normalize("NFC", slug)
    assert len(slug.encode()) <= SLUG_BYTES
    assert slugify(slug, 300) == slug


@pytest.mark.parametrize(
    "slug", ["", ".", "..", "a/b", "a\\b", "a\0", "nul", "NUL.txt", "a b", "é" * 101, "-a", "a."]
)
def test_unsafe_slugs_have_a_fault(slug: str) -> None:
    """What can't be a file's name everywhere is told."""
    assert slug_fault(slug)


@pytest.mark.parametrize(
    ("path", "slug"),
    [
        ("articles/2024/2024-09-14-ferry-line.md", "ferry-line"),
        ("Loose File.MD", "loose-file"),
        ("topics/rail.md", "rail"),
        ("briefings/2024-09-14.md", "2024-09-14"),
    ],
)
def test_a_file_s_name_gives_a_slug(path: str, slug: str) -> None:
    """The date before a name is no part of the slug."""
    assert path_slug(path) == slug


@pytest.mark.parametrize(
    ("alias", "permalink"),
    [
        ("/2019/old.html#top", "2019/old.html"),
        ("caf%C3%A9/?p=7", "café/"),
        ("/a b/", "a b/"),
    ],
)
def test_an_old_address_is_looked_up_as_servers_do(alias: str, permalink: str) -> None:
    """Percent-encoding is undone; query and fragment never reach a file's name."""
    assert old_permalink(alias) == permalink


@pytest.mark.parametrize(
    "alias",
    [
        *("", "/", "/?p=7", "//b.example/", "https://b.example/", "../x", "/a/../../b", "/a//b"),
        *("/%2e%2e/x", "/a/%2E%2e%2fb", "a%5Cb", "/a%00b", "/%ff/", "/CNAME", "/.git/config"),
        *("/con/", "/nul.txt", "/a./b", "/" + "x" * 201),
    ],
)
def test_an_old_address_that_no_server_shows_is_refused(alias: str) -> None:
    """What leads out of the site, or names no file that every system has, is told."""
    with pytest.raises(ValueError, match="address"):
        old_permalink(alias)
