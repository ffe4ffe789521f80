from __future__ import annotations

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.content.frontmatter import front_matter
from briefgen.content.read import read_article
from briefgen.content.write import article_path, article_text, with_changes
from briefgen.errors import ContentError
from briefgen.model.article import Also, Article, Photo
from briefgen.model.invisible import without_invisible
from briefgen.model.when import When

AWKWARD = [
    "no",
    "Null",
    "~",
    "1984",
    "0x1F",
    "A: b",
    "# a",
    "a #b",
    "- a",
    "*a*",
    "'",
    '"',
    "a\\b",
    "[a]",
    "{a}",
    "---",
    "a, b",
    "@a",
    "🚆",
    "\u200e\u202ea",
    "C&A",
    "100%",
    "a:",
    "?",
    "=",
    "<<",
]
seen = st.sampled_from(AWKWARD) | st.text(
    st.characters(
        exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff\u2028\u2029\ufffe\uffff"
    ),
    max_size=40,
)
# What has no width is left out of files.
words = seen.map(without_invisible)
line = words.map(str.strip).filter(bool)
block = st.lists(words, min_size=1, max_size=4).map("\n".join).map(str.strip).filter(bool)
moments = st.datetimes(
    dt.datetime(1000, 1, 1),  # noqa: DTZ001
    dt.datetime(9998, 12, 31),  # noqa: DTZ001
    timezones=st.none() | st.sampled_from([dt.UTC, dt.timezone(dt.timedelta(hours=-3.5))]),
)
whens = st.one_of(
    moments.map(lambda m: When(m.replace(microsecond=0))),
    st.dates(dt.date(1000, 1, 1), dt.date(9998, 12, 31)).map(lambda d: When.parse(str(d))),
)
texts = st.lists(line, max_size=4, unique=True).map(tuple)
photo = st.builds(
    Photo,
    src=st.none() | st.sampled_from(["images/a b.jpg", "/é.png", "https://x.example/a?b=c&d#e"]),
    alt=st.none() | line,
    caption=st.none() | block,
    credit=st.none() | line,
    until=st.none() | whens,
).filter(lambda p: p != Photo())
also = st.builds(
    Also,
    title=st.none() | line,
    source=st.none() | line,
    source_url=st.none() | st.sampled_from(["https://x.example/a?b=1#c", "http://é.example/'"]),
).filter(lambda one: one.source or one.source_url)
articles = st.builds(
    Article,
    path=st.just("articles/2024/a.md"),
    title=line,
    body=st.lists(words, max_size=5).map(lambda rows: f"x{chr(10).join(rows)}".rstrip()),
    date=st.none() | whens,
    topics=texts,
    source=st.none() | line,
    source_url=st.none() | st.sampled_from(["https://x.example/a?b=1#c", "http://é.example/'\""]),
    authors=texts,
    photos=st.lists(photo, max_size=3).map(tuple),
    slug=st.none() | st.sampled_from(["a-b", "1984", "енергія", "no"]),
    summary=st.none() | block,
    language=st.none() | st.sampled_from(["no", "en-GB"]),
    updated=st.none() | whens,
    draft=st.booleans(),
    pin=st.booleans(),
    note=st.none() | block,
    policy=st.sampled_from([None, "full", "excerpt", "link"]),
    aliases=st.lists(st.sampled_from(["/a/", "/b c/", "d"]), unique=True).map(tuple),
    id=st.none() | line,
    tags=texts,
    also=st.lists(also, max_size=3, unique=True).map(tuple),
)


@given(articles)
def test_what_is_written_is_read_back(article: Article) -> None:
    """An article's text gives the same article, and nothing in it is unknown."""
    reading = read_article(article.path, article_text(article).encode())
    assert replace(reading.value, lines=(), body_line=1) == article
    assert reading.notices == ()


@given(st.text(st.characters()), st.text(st.characters()))
def test_any_title_and_credit_can_be_written(title: str, credit: str) -> None:
    """Whatever cleaning finds, the file can be stored and read."""
    article = Article("a.md", f"x{title}", photos=(Photo("a.jpg", credit=f"x{credit}"),))
    assert read_article("a.md", article_text(article).encode()).value.title.startswith("x")


def test_keys_have_the_order_of_the_contract() -> None:
    """Every article's head reads alike, and only what YAML could misread is quoted."""
    article = Article(
        path="",
        title="Ferry line reopens",
        body="Body.",
        date=When.parse("2024-09-14"),
        topics=("Ports",),
        source="No: 10",
        source_url="https://quay.example/a",
        authors=("B. Writer", "C. Other"),
        photos=(
            Photo(
                "images/f.jpg",
                "A ferry.",
                "At dawn.\nIt was: late.",
                "Jo Lens/QUAY",
                When.parse("2026-12-31"),
            ),
        ),
        slug="ferry-line",
        draft=True,
    )
    assert article_text(article) == (
        '---\ntitle: "Ferry line reopens"\ndate: 2024-09-14\ntopic: Ports\nsource: "No: 10"\n'
        "source_url: https://quay.example/a\nauthor: [B. Writer, C. Other]\nphoto: images/f.jpg\n"
        "photo_alt: A ferry.\nphoto_caption: |-\n  At dawn.\n  It was: late.\n"
        "photo_credit: Jo Lens/QUAY\nphoto_until: 2026-12-31\nslug: ferry-line\ndraft: true\n---\n\nBody.\n"
    )


def test_several_photos_are_a_list() -> None:
    """Rows of `photos:` have their keys below each other."""
    article = Article("", "A", photos=(Photo("a.jpg", credit="X"), Photo(caption="One.\nTwo.")))
    assert article_text(article) == (
        '---\ntitle: "A"\nphotos:\n  - src: a.jpg\n    credit: X\n  - caption: "One.\\nTwo."\n---\n'
    )


@pytest.mark.parametrize(
    ("date", "path"),
    [
        (None, "articles/undated/a-title.md"),
        ("2024-09-14", "articles/2024/2024-09-14-a-title.md"),
        ("2024-12-31T23:30:00+00:00", "articles/2025/2025-01-01-a-title.md"),
    ],
)
def test_articles_are_filed_by_their_day_in_the_site_s_zone(date: str | None, path: str) -> None:
    """The day is the site's, not the source's."""
    article = Article("", "A title", date=When.parse(date) if date else None)
    assert article_path(article, ZoneInfo("Europe/Paris")) == path


HAND_MADE = """---
# checked by B.
title:   'Old'   # why
date: 2024-01-01 # seen
topics:
  - a   # first
  - b

# photos
photo_caption: |
  one

  # two
photo_credit: "X"
odd: [1,2]
# end
---

Body  \n"""


def test_only_the_changed_lines_change() -> None:
    """Comments, order, quotes and spaces of all other lines stay."""
    changes = {"title": "New: y", "photo_caption": None, "slug": "a-b", "topics": ("c", "d")}
    assert (
        with_changes(HAND_MADE, changes)
        == """---
# checked by B.
title: "New: y"   # why
date: 2024-01-01 # seen
topics: [c, d]

# photos
photo_credit: "X"
slug: a-b
odd: [1,2]
# end
---

Body  \n"""
    )


def test_no_change_gives_the_same_text() -> None:
    """Nothing to do leaves every byte."""
    assert with_changes(HAND_MADE, {}) == HAND_MADE
    assert with_changes(HAND_MADE, {"slug": None}) == HAND_MADE


def test_line_ends_and_marks_stay() -> None:
    """A Windows file stays one, also where its body is mixed."""
    text = "\ufeff---\r\ntitle: A\r\n---\r\none\ntwo\r\n"
    assert with_changes(text, {"draft": True}) == (
        "\ufeff---\r\ntitle: A\r\ndraft: true\r\n---\r\none\ntwo\r\n"
    )


def test_a_key_can_be_put_into_empty_front_matter() -> None:
    """The first key stands right below the fence."""
    assert with_changes("---\n---\nBody", {"title": "A"}) == '---\ntitle: "A"\n---\nBody'


def test_indented_front_matter_keeps_its_indent() -> None:
    """New lines stand where the others do."""
    assert with_changes("---\n  title: A\n---\n", {"draft": True}) == (
        "---\n  title: A\n  draft: true\n---\n"
    )


def test_front_matter_in_braces_is_left_alone() -> None:
    """Where keys have no lines of their own, nothing is guessed."""
    with pytest.raises(ContentError, match="one key: value a line"):
        with_changes("---\n{title: A, date: 2024-01-01}\n---\n", {"draft": True})


@given(
    articles, st.sampled_from(["title", "source", "photo_caption", "note", "tags", "zzz"]), block
)
def test_a_changed_key_is_read_back(article: Article, key: str, value: str) -> None:
    """Whatever a file holds, the changed key has its value and the others theirs."""
    before = article_text(article)
    values = front_matter(before.encode(), "a.md").values
    after = front_matter(with_changes(before, {key: value}).encode(), "a.md").values
    assert after == {**values, key: value}


def test_a_dropped_character_hides_no_end() -> None:
    """What is written is read as itself, also where a control character ended the text."""
    article = read_article("a.md", b"---\ntitle: A\n---\nText\n\x0e").value
    text = article_text(article)
    assert text == '---\ntitle: "A"\n---\n\nText\n'
    assert article_text(read_article("a.md", text.encode()).value) == text


def test_a_changed_text_keeps_a_blank_at_a_line_s_end() -> None:
    """A text of several lines is written as it is given."""
    text = with_changes("---\ntitle: A\n---\n", {"note": "one \ntwo"})
    assert read_article("a.md", text.encode()).value.note == "one \ntwo"


@pytest.mark.parametrize("title", ["A\x85B", "A\x85 ", "A \u2028B", "A\tB"])
def test_a_title_is_written_as_it_is_read(title: str) -> None:
    """Line breaks of any kind in a title are blanks, once and for all."""
    text = article_text(Article("a.md", title, "x"))
    assert article_text(read_article("a.md", text.encode()).value) == text


def test_what_is_dropped_needs_no_quotes() -> None:
    """A text is written the same before and after its control characters are gone."""
    assert "source: a.example\n" in article_text(
        Article("a.md", "A", "x", source="a\x00.example \x9b")
    )
