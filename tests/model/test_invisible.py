"""Characters that nobody sees: in pages, front matter, credits and messages."""

from __future__ import annotations

import pytest

from briefgen.check.rights import check_rights
from briefgen.clean import clean
from briefgen.clean.credit import parse
from briefgen.content.read import read_article
from briefgen.content.write import article_text
from briefgen.errors import ContentError, in_quotes
from briefgen.model.article import Article, Photo
from briefgen.model.config import Config
from briefgen.model.document import Document
from briefgen.model.invisible import without_invisible

PERSIAN = "می\u200cروند"
ASTRONAUT = "\U0001f469\u200d\U0001f680"


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("REU\u200bTERS\u2060/Jo\ufeff", "REUTERS/Jo"),
        ("Donau\u00addampf", "Donaudampf"),
        ("Jo\u200d Lens\u200c", "Jo Lens"),
        (PERSIAN, PERSIAN),
        (ASTRONAUT, ASTRONAUT),
    ],
)
def test_what_has_no_width_is_left_out(text: str, seen: str) -> None:
    """Joiners stay where a script or an emoji needs them."""
    assert without_invisible(text) == seen


@pytest.mark.parametrize("mark", ["\u200b", "\u2060", "\ufeff", "\u200e", "\u202a", "\u200d"])
def test_a_credit_is_read_through_them(mark: str) -> None:
    """Before, within and behind its names."""
    credit = parse(f"{mark}Jo Lens/{mark}REUTERS{mark}", certain=True)
    assert credit is not None
    assert (credit.creators, credit.chain) == (("Jo Lens",), ("Reuters",))


def test_a_credit_in_front_matter_names_who_it_names() -> None:
    """Pasted with such a character it is read without, and `check` finds nothing to say."""
    head = '---\ntitle: "A\u200bb"\nphoto: a.jpg\nphoto_alt: Sea\nphoto_credit: "\u200bREUTERS/Jo Lens\u200b"\n---\n'
    article = read_article("a.md", head.encode()).value
    assert (article.title, article.photos[0].credit) == ("Ab", "REUTERS/Jo Lens")
    credits_ = [parse(photo.credit or "", certain=True) for photo in article.photos]
    assert check_rights(article, Config("T", "https://a.example/"), parsed=credits_) == ()


@pytest.mark.parametrize(
    "mark", ["\u200b", "&#8203;", "&#x200B;", "&ZeroWidthSpace;", "&shy;", "\u2060"]
)
def test_a_page_s_are_not_written(mark: str) -> None:
    """However the page writes them, no article holds them."""
    text = f"The port{mark} of Lund opened its new quay on Monday, and forty boats came in before the rain. "
    page = (
        f"<html><body><article><h1>New{mark} quay</h1><figure><img src='https://a.example/q.jpg'>"
        f"<figcaption>The quay. Photo: Jo{mark} Lens/{mark}REUTERS</figcaption></figure>"
        f"<p>{text}</p><p>{text[::-1] if '&' not in mark else 'Nobody was late, the harbour master said.'}</p></article></body></html>"
    )
    article = clean(Document("a.html", "html", page.encode())).article
    assert [photo.credit for photo in article.photos] == ["Photo: Jo Lens/REUTERS"]
    assert article.title == "New quay"
    assert article_text(article).isascii()


def test_messages_and_files_hold_text_as_text() -> None:
    """A title of a script with joiners stands in both as it is read, with no escapes."""
    assert str(ContentError(f"{in_quotes(PERSIAN)} is \u200bold")) == f"'{PERSIAN}' is old"
    text = article_text(Article("a.md", PERSIAN, photos=(Photo("a.jpg", credit=PERSIAN),)))
    assert text.count(PERSIAN) == 2
    assert read_article("a.md", text.encode()).value.title == PERSIAN
    assert str(ContentError("a\u202eb\x1b")) == "a\\u202eb\\x1b"


@pytest.mark.parametrize(
    ("value", "shown"),
    [("a", "'a'"), ("it's", '"it\'s"'), ("a\nb", "'a\\nb'"), ("é", "'é'")],
)
def test_values_are_quoted_on_one_line(value: str, shown: str) -> None:
    """As Python's own way does for what can be read."""
    assert in_quotes(value) == shown
