from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import briefgen
from briefgen.check.rights import check_rights, effective_policy
from briefgen.model.article import Article, Photo
from briefgen.model.config import Config, SourceConfig
from briefgen.model.credit import Credit
from briefgen.render.to_html import to_body

SITE = Config("Site", "https://s.example/")
GOOD = Photo("images/a.jpg", "A ferry at a pier.", "The ferry at dawn.", "Jo Lens/Quay")


def codes(*photos: Photo, credit: Credit | None = None) -> list[tuple[str, str]]:
    """Return code and level of the notices on an article with these photos."""
    notices = check_rights(Article("articles/a.md", "A", photos=photos), SITE, parsed=(credit,))
    return [(notice.code, notice.level) for notice in notices]


@pytest.mark.parametrize(
    ("photo", "expected"),
    [
        (GOOD, []),
        (Photo("a.jpg", "Alt."), [("photo-credit-missing", "warning")]),
        (Photo("a.jpg", None, "C", "X"), [("photo-alt-missing", "info")]),
        (Photo("a.jpg", None, None, "X"), [("photo-alt-missing", "warning")]),
        (Photo("a.jpg", "the ferry!", "The ferry", "X"), [("photo-alt-is-caption", "info")]),
        (Photo(None, None, "C", "X"), [("photo-file-unknown", "info")]),
    ],
)
def test_what_a_photo_lacks_is_told(photo: Photo, expected: list[tuple[str, str]]) -> None:
    """Credit, description and file are looked for."""
    assert codes(photo) == expected


@given(st.text("aAbß1 .ß!İ", min_size=1, max_size=5), st.text("aAbß1 .S!i", min_size=1, max_size=5))
def test_a_description_that_is_the_caption_is_told(alt: str, caption: str) -> None:
    """Law: it is where both have the same letters and digits, large or small."""
    same = bare(alt) == bare(caption)
    photo = Photo("a.jpg", alt, caption, "X")
    assert codes(photo) == ([("photo-alt-is-caption", "info")] if same else [])


def bare(text: str) -> str:
    """Return the letters and digits of a text in small ones."""
    return "".join(c for c in text.casefold() if c.isalnum())


def test_a_credit_that_says_nothing_is_told() -> None:
    """A credit in which no one is named may be misspelt; it is shown all the same."""
    assert codes(GOOD, credit=Credit("Jo Lens/Quay")) == [("photo-credit-unread", "info")]
    assert codes(GOOD, credit=Credit("Jo Lens/Quay", chain=("Quay",))) == []


def test_a_missing_file_is_told_with_its_place() -> None:
    """Paths count from the article, or from content/ with a leading slash; the web is not asked."""
    there = {"articles/images/a.jpg", "images/b.jpg"}
    photos = tuple(
        Photo(src, "Alt.", None, "X")
        for src in (
            "images/a.jpg",
            "/images/b.jpg",
            "../images/b.jpg",
            "https://x.example/c.jpg",
            "d.jpg",
        )
    )
    notices = check_rights(
        Article("articles/a.md", "A", photos=photos, lines=(("photos", 3),)),
        SITE,
        exists=there.__contains__,
    )
    assert [(n.code, n.line, n.hint) for n in notices] == [
        ("photo-file-missing", 3, "put it at content/articles/d.jpg, or mend photo:")
    ]


def test_a_path_that_lacks_its_stroke_is_told_so() -> None:
    """A file that stands under content/, not beside the article, is named with a / in front."""
    article = Article("articles/a.md", "A", photos=(Photo("images/p.jpg", "x", None, "C"),))
    (notice,) = check_rights(article, SITE, exists={"images/p.jpg"}.__contains__)
    assert notice.hint == "write /images/p.jpg: the path of that file begins under content/"


def test_a_notice_stands_at_the_photo_s_own_key() -> None:
    """The first photo has flat keys, the others stand in the list."""
    lines = (("photo", 3), ("photo_alt", 4), ("photos", 6))
    article = Article(
        "a.md", "A", photos=(Photo("a.jpg", "x", "X", "C"), Photo("b.jpg", "B")), lines=lines
    )
    assert [notice.line for notice in check_rights(article, SITE)] == [4, 6]


def test_photos_in_a_text_owe_a_credit_too() -> None:
    """A figure without one, and a picture amid words, are told with the text's own lines."""
    text = (
        'One.\n\n![A pier.](images/a.jpg "The pier.")\n\n'
        '![A quay.](b.jpg){ credit="Jo Lens" }\n\nSee ![it](https://x.example/c.jpg) here.\n'
    )
    article = Article("articles/a.md", "A", body=text, body_line=5)
    notices = check_rights(article, SITE, body=to_body(text, article.path, first_line=5))
    assert [(n.code, n.line, n.message) for n in notices] == [
        ("photo-credit-missing", 7, "the photo articles/images/a.jpg has no credit"),
        ("photo-credit-missing", 11, "the photo https://x.example/c.jpg has no credit"),
    ]


def test_a_text_that_is_not_shown_owes_no_credit() -> None:
    """Where the source's policy leaves a text out or cuts it, its photos are not shown either."""
    text = "![A pier.](a.jpg)\n\n" + "word " * 99
    body = to_body(text, "a.md")
    for policy, told in (("link", 0), ("excerpt", 0), ("full", 1)):
        article = Article("a.md", "A", body=text, policy=policy)
        assert len(check_rights(article, SITE, body=body)) == told, policy


def test_policy_comes_from_article_source_or_site() -> None:
    """The nearest word counts; a source is known by its name or its host."""
    sources = (
        SourceConfig("The Quay", policy="excerpt", max_words=20),
        SourceConfig("Harbour", hosts=("harbour.example",), policy="link"),
    )
    site = Config("Site", "https://s.example/", sources=sources)
    assert effective_policy(Article("", "A"), site) == ("full", 90)
    assert effective_policy(Article("", "A", source="the quay"), site) == ("excerpt", 20)
    by_host = Article("", "A", source_url="https://www.harbour.example/a")
    assert effective_policy(by_host, site) == ("link", 90)
    assert effective_policy(Article("", "A", source="The Quay", policy="full"), site) == (
        "full",
        20,
    )


def test_an_over_long_excerpt_is_told() -> None:
    """A summary may not be longer than the source allows."""
    article = Article("a.md", "A", summary="word " * 91, policy="excerpt", lines=(("summary", 4),))
    (notice,) = check_rights(article, SITE)
    assert (notice.code, notice.line) == ("excerpt-long", 4)
    assert check_rights(Article("a.md", "A", summary="word " * 91), SITE) == ()


def test_every_code_stands_in_the_manual() -> None:
    """The table of docs/check.md names the codes of check/ and of reading, with their levels."""
    root = Path(briefgen.__file__).parent
    own = [root / "check/editorial.py", root / "check/rights.py", root / "content/read.py"]
    source = "".join(path.read_text("utf-8") for path in own)
    written = set(re.findall(r'Notice\(\s*"([a-z-]+)"', source))
    told = set(
        re.findall(
            r"^\| `([a-z-]+)`", (root.parent / "docs/check.md").read_text("utf-8"), re.MULTILINE
        )
    )
    assert written <= told
