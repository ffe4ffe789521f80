from __future__ import annotations

import datetime as dt
import json
import re
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

import briefgen
from briefgen.content.read import (
    ARTICLE_KEYS,
    EDITION_KEYS,
    TOPIC_KEYS,
    read_article,
    read_edition,
    read_topic,
)
from briefgen.errors import BriefgenError, CombinedError, ContentError
from briefgen.model.article import Article, EditionItem, Photo
from briefgen.model.when import When

FULL = """---
title: "Ferry line reopens"
date: 2024-09-14 08:30 +02:00
topics: [Ports, Rail]
source: The Quay
source_url: https://quay.example/a
author:
  - B. Writer
  - C. Other
photo: images/ferry.jpg
photo_alt: A ferry at a pier.
photo_caption: |
  The ferry at dawn.
  It was late.
photo_credit: Jo Lens/Quay Photos
slug: ferry-line
summary: The line is back.
language: en-GB
updated: 2024-09-15
draft: no
pin: yes
note: Watch the fares.
policy: excerpt
aliases: /old/ferry/
id: tag:quay.example,2024:1
tags: [fares]
---

Body.
"""


def article(head: str) -> Article:
    """Return the article with this front matter below a title."""
    return read_article("articles/2024/a.md", f"---\ntitle: A\n{head}\n---\n".encode()).value


def mistakes(head: str) -> list[tuple[int | None, str]]:
    """Return line and words of each mistake in this front matter below a title."""
    with pytest.raises(BriefgenError) as caught:
        article(head)
    error = caught.value
    errors = error.errors if isinstance(error, CombinedError) else (error,)
    return [(error.line, error.message) for error in errors]


@pytest.mark.parametrize(
    "head",
    ["published: false", "publish: no", "status: draft", "status: Private", "visibility: hidden"],
)
def test_other_generators_words_for_a_draft_are_read(head: str) -> None:
    """What Jekyll, Obsidian, Pelican or Ghost would not publish is a draft here, without a notice."""
    reading = read_article("a.md", f"---\ntitle: A\n{head}\n---\n".encode())
    assert reading.value.draft
    assert reading.notices == ()


@pytest.mark.parametrize("head", ["published: 2026-03-01", "status: published", "publish: true"])
def test_what_is_published_elsewhere_is_no_draft(head: str) -> None:
    """Other values of these keys hold nothing back, and are told as unknown keys."""
    reading = read_article("a.md", f"---\ntitle: A\n{head}\n---\n".encode())
    assert not reading.value.draft
    assert [notice.code for notice in reading.notices] == ["front-matter-key-unknown"]


def test_editions_are_held_back_in_the_same_words() -> None:
    """An edition with `published: false` is a draft as an article is."""
    text = b"---\ntitle: Week 9\ndate: 2026-03-01\npublished: false\n---\n"
    assert read_edition("briefings/w9.md", text).value.draft


def test_every_key_is_read() -> None:
    """All keys of the data contract have their place in an article."""
    reading = read_article("articles/2024/a.md", FULL.encode())
    read = reading.value
    assert reading.notices == ()
    zone = dt.timezone(dt.timedelta(hours=2))
    assert read == Article(
        path="articles/2024/a.md",
        title="Ferry line reopens",
        body="Body.",
        date=When(dt.datetime(2024, 9, 14, 8, 30, tzinfo=zone)),
        topics=("Ports", "Rail"),
        source="The Quay",
        source_url="https://quay.example/a",
        authors=("B. Writer", "C. Other"),
        photos=(
            Photo(
                "images/ferry.jpg",
                "A ferry at a pier.",
                "The ferry at dawn.\nIt was late.",
                "Jo Lens/Quay Photos",
            ),
        ),
        slug="ferry-line",
        summary="The line is back.",
        language="en-GB",
        updated=When(dt.datetime(2024, 9, 15), day_only=True),  # noqa: DTZ001
        pin=True,
        note="Watch the fares.",
        policy="excerpt",
        aliases=("/old/ferry/",),
        id="tag:quay.example,2024:1",
        tags=("fares",),
        lines=read.lines,
        body_line=29,
    )
    assert (read.line("photo_caption"), read.line("photo_credit")) == (12, 15)


def test_a_title_alone_is_an_article() -> None:
    """Everything but the title may be absent."""
    assert article("") == Article("articles/2024/a.md", "A", lines=(("title", 2),), body_line=5)


def test_unknown_keys_are_noticed_with_the_nearest() -> None:
    """A misspelt key is a notice with its line, and the article is still good."""
    reading = read_article("a.md", b"---\ntitle: A\nphoto_credti: X\nzzz: 1\n---\n")
    assert [(n.line, n.hint) for n in reading.notices] == [
        (3, "did you mean photo_credit?"),
        (4, ""),
    ]


def test_flat_photo_keys_are_the_first_row() -> None:
    """Flat keys and the first row together make the first photo."""
    read = article(
        "photo: a.jpg\nphoto_credit: X\nphotos:\n  - {src: a.jpg, alt: P}\n  - credit: Y"
    )
    assert read.photos == (Photo("a.jpg", "P", None, "X"), Photo(credit="Y"))


def test_flat_keys_that_contradict_the_first_row_are_an_error() -> None:
    """Two credits for one photo can't both be owed."""
    assert mistakes("photo_credit: X\nphotos:\n  - {src: a.jpg, credit: Y}") == [
        (3, "photo_credit differs from credit in the first row of photos")
    ]


def test_a_credit_without_a_file_is_kept() -> None:
    """A photo known only by its words has no src."""
    assert article("photo_credit: X").photos == (Photo(credit="X"),)


@pytest.mark.parametrize(
    "src", ["a.jpg", "/images/a.jpg", "../images/a.jpg", "https://x.example/a.jpg", "é/ü.png"]
)
def test_photos_stand_beside_under_content_or_on_the_web(src: str) -> None:
    """Paths within content/ and web addresses are taken as they are."""
    assert article(f"photo: {src}").photos[0].src == src


@pytest.mark.parametrize(
    "src",
    [
        "../../../etc/passwd",
        "/../x.jpg",
        "javascript:alert(1)",
        "data:image/png;base64,AA",
        "file:///etc/passwd",
        "//evil.example/a.jpg",
        "images\\a.jpg",
        "C:\\a.jpg",
    ],
)
def test_photos_from_elsewhere_are_refused(src: str) -> None:
    """A photo's address can't leave content/ or name another scheme."""
    assert [line for line, _ in mistakes(f"photo: '{src}'")] == [3]


@pytest.mark.parametrize(
    "slug", ["..", "a/b", "/a", "a\\b", "con", "aux.x", "x" * 300, "a b", "a?b", "%2e", ".a", "a."]
)
def test_slugs_that_are_no_file_s_name_are_refused(slug: str) -> None:
    """A slug is one safe part of an address, and the hint gives one."""
    assert [line for line, _ in mistakes(f"slug: '{slug}'")] == [3]


def test_slugs_are_composed() -> None:
    """Two spellings of one letter are one slug."""
    assert article("slug: cafe\u0301").slug == "caf\u00e9"


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "www.x.example", "https://", "x", "http://[a"]
)
def test_source_addresses_are_whole(address: str) -> None:
    """A source's address is one that a browser may open."""
    assert [line for line, _ in mistakes(f"source_url: '{address}'")] == [3]


@pytest.mark.parametrize("alias", ["https://x.example/", "//x.example/", "/a/../../b", "a\\b"])
def test_aliases_stay_within_the_site(alias: str) -> None:
    """An old address can't lead out of the site."""
    assert [line for line, _ in mistakes(f"aliases: ['{alias}']")] == [3]


def test_all_mistakes_of_a_file_are_told_together() -> None:
    """One run names every line that needs a hand."""
    assert [
        line for line, _ in mistakes("date: soon\ndraft: maybe\npolicy: some\nlanguage: English!")
    ] == [3, 6, 4, 5]


def test_a_missing_title_is_told() -> None:
    """An article without a title can't be listed."""
    with pytest.raises(ContentError, match="titel may be meant for title"):
        read_article("a.md", b"---\ntitel: A\n---\n")


def test_a_topic_is_read() -> None:
    """A topic's slug is its file's name."""
    read = read_topic(
        "topics/rail.md", b"---\ntitle: Rail\norder: 2\nkeywords: train\n---\nIntro.\n"
    ).value
    assert (read.slug, read.title, read.order, read.keywords, read.intro) == (
        "rail",
        "Rail",
        2,
        (("", ("train",)),),
        "Intro.",
    )


def test_an_edition_is_read() -> None:
    """Its rows are slugs, each with its line, with a note or without; its name may be its date."""
    data = b"---\ntitle: Monday\narticles:\n  - ferry-line\n  - slug: rails\n    note: Look.\n---\nHi.\n"
    read = read_edition("briefings/2024-09-16.md", data).value
    assert (read.slug, str(read.date)) == ("2024-09-16", "2024-09-16")
    assert read.items == (EditionItem("ferry-line", line=4), EditionItem("rails", "Look.", 5))


def test_an_edition_has_a_date() -> None:
    """Where neither the file nor its name has a date, that is told."""
    with pytest.raises(ContentError, match="date is missing"):
        read_edition("briefings/special.md", b"---\ntitle: A\n---\n")


def test_an_edition_s_rows_have_known_keys() -> None:
    """A misspelt note is not lost."""
    with pytest.raises(ContentError, match="did you mean note") as caught:
        read_edition(
            "briefings/2024-09-16.md", b"---\ntitle: A\narticles:\n  - slug: a\n    nte: b\n---\n"
        )
    assert caught.value.line == 5


@given(st.binary(max_size=300))
def test_any_bytes_are_an_article_or_an_error(data: bytes) -> None:
    """No file makes the reader fail in another way."""
    for reader in (read_article, read_topic, read_edition):
        with suppress(BriefgenError):
            reader("briefings/a.md", b"---\ntitle: A\n" + data + b"\n---\n")


def test_a_flood_of_unknown_keys_is_told_by_its_first() -> None:
    """Ten thousand keys that no article has are no ten thousand notices."""
    head = "".join(f"key{number}: v\n" for number in range(10_000))
    reading = read_article("a.md", f"---\ntitle: A\n{head}---\n".encode())
    assert [notice.line for notice in reading.notices] == list(range(3, 23))


def test_an_empty_title_is_missing() -> None:
    """A title with nothing after it is told as missing."""
    with pytest.raises(ContentError, match="write a line title"):
        read_article("a.md", b"---\ntitle:\n---\n")


def test_a_bad_row_of_photos_has_its_own_line() -> None:
    """The row that is wrong is told, not the list."""
    assert [line for line, _ in mistakes("photos:\n  - a.jpg\n  - alt: x\n    src: 'file:b'")] == [
        6
    ]


def test_the_manual_names_every_key() -> None:
    """No key of an article, topic or edition is left out of docs/write.md."""
    manual = (Path(briefgen.__file__).parents[1] / "docs/write.md").read_text("utf-8")
    for key in (*ARTICLE_KEYS, *TOPIC_KEYS, *EDITION_KEYS):
        assert f"`{key}`" in manual


def test_other_publishers_stand_in_rows() -> None:
    """A row of `also` may be an address alone; one that names nobody is told with its line."""
    head = "---\ntitle: A\nalso:\n  - https://b.example/a\n  - {source: C, title: T}\n---\n"
    (bare, named) = read_article("a.md", head.encode()).value.also
    assert (bare.source_url, named.source, named.title) == ("https://b.example/a", "C", "T")
    with pytest.raises(ContentError, match=r"also\.source is missing") as caught:
        read_article("a.md", b"---\ntitle: A\nalso:\n  - title: T\n---\n")
    assert caught.value.line == 4


@pytest.mark.parametrize("key", ["photo", "source_url"])
def test_half_an_address_is_told(key: str) -> None:
    """An address that no program can take apart is a mistake with its line."""
    with pytest.raises(ContentError, match=key) as told:
        read_article("a.md", f"---\ntitle: A\n{key}: https://[x/a.jpg\n---\n".encode())
    assert told.value.line == 3


@given(
    st.lists(st.sampled_from([*"aZ0.-:/@?#[]%_~!é \\", "https://", "www", "\u2100"]), max_size=9)
)
def test_a_source_is_at_a_web_address_with_a_host(parts: list[str]) -> None:
    """Law: an address is taken where the standard library finds a host and no wrong port in it."""
    address = f"https://{''.join(parts)}".strip()
    try:
        is_web = bool(re.fullmatch(r"https?://[^\s/?#]\S*", address) and urlsplit(address).hostname)
        _ = urlsplit(address).port
    except ValueError:
        is_web = False
    data = f"---\ntitle: A\nsource_url: {json.dumps(address)}\n---\n".encode()
    try:
        assert read_article("a.md", data).value.source_url == address
    except ContentError:
        assert not is_web
    else:
        assert is_web


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("topics: World, Economy", "write topics: [World, Economy]"),
        ('tags: "rye,  wheat,"', "write tags: [rye, wheat]"),
    ],
)
def test_a_list_written_as_a_text_is_reported(line: str, hint: str) -> None:
    """With its line and what to write; a real list, or one topic with a comma, is not."""
    (notice,) = read_article("a.md", f"---\ntitle: A\n{line}\n---\n".encode()).notices
    assert (notice.code, notice.line, notice.hint) == ("front-matter-list", 3, hint)
    fine = b"---\ntitle: A\ntopics: [World, Economy]\ntopic: Food, Farming\n---\n"
    assert read_article("a.md", fine).notices == ()
