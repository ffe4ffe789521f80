from __future__ import annotations

import datetime as dt

import pytest

from briefgen.errors import ContentError
from briefgen.render.permalinks import (
    alias_path,
    article_permalink,
    output_path,
    settled,
    slug_of,
    topic_page_permalink,
)

PATTERN = "/{yyyy}/{mm}/{dd}/{slug}/"


def test_article_stands_at_its_day() -> None:
    """The pattern's fields are filled with leading zeros, without a slash at the start."""
    day = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)
    assert article_permalink(PATTERN, "a-b", day) == "2026/01/02/a-b/"


def test_undated_articles_stand_apart() -> None:
    """Without a date no day is invented."""
    assert article_permalink(PATTERN, "a-b", None) == "undated/a-b/"


def test_slug_is_the_frozen_one_else_the_files_name() -> None:
    """A title's edit moves no article: its slug is frozen, or its file's name without the date."""
    assert slug_of("articles/2026/2026-01-02-new-line.md", "frozen") == "frozen"
    assert slug_of("articles/2026/2026-01-02-new-line.md") == "new-line"
    assert slug_of("articles/new-line/index.md") == "new-line"


@pytest.mark.parametrize("slug", ["../../etc/passwd", "/abs", "a\\b", "a\x00b", "con", ".."])
def test_hostile_slugs_become_one_harmless_name(slug: str) -> None:
    """No slug can leave its folder."""
    made = slug_of("articles/a.md", slug)
    assert made
    assert not set("/\\\x00") & set(made)
    assert not made.startswith(".")


@pytest.mark.parametrize(
    ("permalink", "path"),
    [
        ("", "index.html"),
        ("a/b/", "a/b/index.html"),
        ("a/b", "a/b/index.html"),
        ("a.html", "a.html"),
    ],
)
def test_output_path_is_the_file_that_answers(permalink: str, path: str) -> None:
    """A permalink ending in a slash is answered by an index."""
    assert output_path(permalink) == path


def test_topic_pages_are_numbered() -> None:
    """A topic's older pages stand below it."""
    assert topic_page_permalink("rail", 3) == "topics/rail/page/3/"


def test_two_files_with_one_address_are_told() -> None:
    """The later claim is an error that names both files."""
    standing, (error,) = settled([("a/", "articles/1.md"), ("a/", "articles/2.md")])
    assert standing == (("a/", "articles/1.md"),)
    assert error.path == "articles/2.md"
    assert "articles/1.md" in error.message


@pytest.mark.parametrize("twin", ["Caf\u00e9/", "cafe\u0301/", "CAFÉ/"])
def test_twins_by_case_or_unicode_form_clash(twin: str) -> None:
    """Addresses that some disks can't tell apart are one."""
    _, errors = settled([("caf\u00e9/", "articles/1.md"), (twin, "articles/2.md")])
    assert len(errors) == 1


def test_the_sites_own_pages_come_first() -> None:
    """An article that takes the archive's address is told so."""
    _, (error,) = settled([("archive/", ""), ("archive/", "articles/1.md")])
    assert "a page of the site itself" in error.message


def test_alias_is_a_path_within_the_site() -> None:
    """An alias may begin with a slash; its query and fragment are dropped."""
    assert alias_path("/2019/old.html#top", "articles/a.md") == "2019/old.html"


@pytest.mark.parametrize("alias", ["https://b.example/", "../x", "/a/../../b", "a\\b", "/", ""])
def test_alias_that_leads_out_is_refused(alias: str) -> None:
    """An alias can't be written outside the site."""
    with pytest.raises(ContentError, match="no address within the site"):
        alias_path(alias, "articles/a.md", 7)
