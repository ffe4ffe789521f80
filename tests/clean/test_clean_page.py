"""Golden pages: what a saved page becomes, fact by fact."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.clean import clean
from briefgen.errors import SourceError
from briefgen.model.document import Cleaned, Document, Knowledge

CASES = Path(__file__).parents[1] / "cases" / "clean-html"
PAGES = sorted(CASES.glob("*.html"))
FILL = "<p>The council met in the old hall and spoke for hours about the bridge and its price.</p>"


def cleaned(page: str, url: str | None = None, today: str | None = None) -> Cleaned:
    """Clean a page given as text."""
    return clean(Document("page.html", "html", page.encode(), url=url), Knowledge(today=today))


def facts(done: Cleaned) -> dict[str, object]:
    """Return what the goldens hold of a cleaned page."""
    article = done.article
    photo = article.photos[0] if article.photos else None
    return {
        "title": article.title,
        "date": str(article.date) if article.date else None,
        "date_source": done.date_source,
        "source": article.source,
        "source_url": article.source_url,
        "author": list(article.authors),
        "language": article.language,
        "section": done.section,
        "photo": photo.src if photo else None,
        "photo_caption": photo.caption if photo else None,
        "photo_credit": photo.credit if photo else None,
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_a_page_becomes_its_golden_markdown_and_facts(page: Path) -> None:
    """A saved page gives the body and the facts that a person wrote down for it."""
    done = clean(Document(page.name, "html", page.read_bytes()))
    assert done.article.body + "\n" == page.with_suffix(".md").read_text("utf-8")
    assert facts(done) == json.loads(page.with_suffix(".json").read_text("utf-8"))


def test_a_photo_without_a_credit_has_none() -> None:
    """A figure that names nobody gives no credit."""
    figure = '<figure><img src="https://a.example/bridge-1.jpg"><figcaption>The bridge at noon.</figcaption></figure>'
    done = cleaned(
        f"<article><h1>The bridge</h1>{figure}{FILL * 3}</article>", "https://a.example/x"
    )
    assert done.article.photos[0].caption == "The bridge at noon."
    assert done.article.photos[0].credit is None


def test_a_date_after_the_day_a_page_was_saved_is_not_believed() -> None:
    """An archive tells when its page was fetched; today bounds it too, where that is earlier."""
    page = (
        '<html><head><meta property="article:published_time" content="2025-05-02T10:00:00Z">'
        f"</head><body><h1>Ferry returns</h1><p>{'The ferry sails again. ' * 20}</p></body></html>"
    )
    document = Document("page.html", "html", page.encode(), latest="2025-05-01")
    assert clean(document).article.date is None
    assert clean(replace(document, latest="2025-05-02")).article.date is not None
    later = replace(document, latest="2026-01-01")
    assert clean(later, Knowledge(today="2025-05-01")).article.date is None


def test_a_date_after_today_is_not_believed() -> None:
    """A page dated tomorrow has no date."""
    head = '<meta property="article:published_time" content="2025-05-02T10:00:00Z">'
    page = f"<head>{head}</head><article><h1>The bridge</h1>{FILL * 3}</article>"
    assert cleaned(page, today="2025-05-01").article.date is None
    assert str(cleaned(page, today="2025-05-02").article.date) == "2025-05-02T10:00:00+00:00"


def test_nothing_scripted_gets_out() -> None:
    """Scripts, handlers and script addresses leave no trace in the Markdown."""
    bad = '<p>Read <a href="javascript:alert(1)" onclick="x()">the report of the council on the bridge</a> today.</p><script>x()</script>'
    body = cleaned(f"<article><h1>The bridge</h1>{FILL * 3}{bad}</article>").article.body
    assert "javascript" not in body
    assert "onclick" not in body
    assert "x()" not in body


def test_text_that_looks_like_markup_stays_text() -> None:
    """Stars, hashes and brackets of the text are escaped."""
    odd = "<p># Not a heading, 2 * 3 * 4 and &lt;b&gt; and [this] in a line of the council's report.</p>"
    body = cleaned(f"<article><h1>The bridge</h1>{FILL * 3}{odd}</article>").article.body
    assert r"\# Not a heading, 2 \* 3 \* 4 and \<b> and \[this\]" in body


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ("<title>Just a moment...</title><body><p>Checking your browser</p></body>", "a bot check"),
        ("<title>404 Not Found</title><body><h1>404 Not Found</h1></body>", "an error page"),
        ("<body><p>Before you continue, accept all cookies</p></body>", "a consent wall"),
        ("<body></body>", "no article"),
        ("", "empty"),
        ("%PDF-1.7 x", "a PDF"),
    ],
)
def test_a_page_without_an_article_is_told_as_what_it_is(page: str, told: str) -> None:
    """A page that is no article is refused with the reason."""
    with pytest.raises(SourceError, match=told):
        cleaned(page)


def test_every_line_has_its_verdict() -> None:
    """The ledger names kept and dropped lines, each with a reason."""
    page = f"<article><h1>The bridge</h1>{FILL * 3}</article><footer><p>Imprint and contact</p></footer>"
    verdicts = cleaned(page).verdicts
    assert {verdict.kept for verdict in verdicts} == {True, False}
    assert all(verdict.reason and verdict.step for verdict in verdicts)


def test_deeply_nested_tags_are_read_or_refused() -> None:
    """A hundred thousand open tags neither crash nor hang."""
    page = "<div>" * 100_000 + FILL * 5
    with pytest.raises(SourceError, match=r"no article|elements"):
        cleaned(page)


@given(st.text(max_size=300))
def test_any_text_in_a_page_is_cleaned_or_refused(text: str) -> None:
    """Whatever stands in a page, cleaning ends with an article or a SourceError."""
    page = f"<html><body><article>{FILL * 2}<p>{text}</p></article>"
    data = page.encode("utf-8", "replace")
    try:
        done = clean(Document("page.html", "html", data))
    except SourceError:
        return
    assert "<script" not in done.article.body


@pytest.mark.parametrize("tag", ["span", "blockquote", "li", "td", "b", "div"])
def test_text_within_a_deep_nest_is_still_read(tag: str) -> None:
    """Hundreds of open tags before the text do not hide it."""
    assert "old hall" in cleaned(f"<{tag}>" * 500 + FILL * 5).text


@pytest.mark.parametrize("src", ["https://[x/a.jpg", "http://[::1/b.png", "//[/c.gif"])
def test_a_picture_at_no_address_is_left_out(src: str) -> None:
    """An address with half of a bracket is none."""
    page = f"<article><h1>A</h1><figure><img src='{src}'><img data-src='{src}'></figure><p>{'word ' * 60}</p>"
    assert clean(Document("a.html", "html", page.encode())).article.photos == ()


@pytest.mark.parametrize("furniture", ["Advertisement", "Read more", "Auch interessant"])
def test_furniture_amid_the_text_is_dropped_and_told(furniture: str) -> None:
    """A short line that is every page's is no line of the text, wherever it stands."""
    rows = "".join(
        f"<p>The council of the {n} harbour met on Tuesday and agreed, after a long debate, on the "
        f"new ferry line to the outer islands.</p>{f'<p>{furniture}</p>' if n == 'third' else ''}"
        for n in ("first", "second", "third", "fourth", "fifth")
    )
    page = f"<html><head><title>Ferries</title></head><body><h1>Ferries</h1>{rows}</body></html>"
    found = clean(Document("a.html", "html", page.encode()))
    assert furniture not in found.text
    assert "fourth harbour" in found.text
    told = [row.reason for row in found.verdicts if row.text == furniture]
    assert len(told) == 1
    assert "is not part of the text" not in told
