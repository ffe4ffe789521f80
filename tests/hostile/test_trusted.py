"""The curator's own HTML, and that nobody else can claim to have written it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hostile.ways_in import in_page, in_paste

from briefgen.clean import clean
from briefgen.content.write import article_text
from briefgen.model.document import Document
from briefgen.render.to_html import to_body

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Built

HTML = '<form action="/x" class="own"><input name="q"></form><video src="/a.mp4" controls></video>'


def test_trusted_html_passes(site: Callable[..., Built]) -> None:
    """With unsafe_html: true forms and films stand on the page, and the build says so."""
    built = site(f"""
        -- content/own.md --
        {{title: Own, date: 2026-01-01, unsafe_html: true}}
        {HTML}
        -- content/other.md --
        {{title: Other, date: 2026-01-01}}
        {HTML}
    """)
    assert not built.result.errors, built.told
    page = built.text("2026/01/01/own/index.html")
    assert '<form action="/x" class="own"><input name="q">' in page
    assert '<video src="/a.mp4" controls="">' in page
    assert "default-src 'none'" in page
    assert "<video" not in built.text("2026/01/01/other/index.html")
    assert "own.md:4: the HTML in this article passes as it is written [html-trusted]" in built.told


def test_a_change_of_trust_is_a_change_of_the_page(site: Callable[..., Built]) -> None:
    """Taking the word back takes the HTML back, also in a build that keeps what it made."""
    text = f"""
        -- content/own.md --
        {{title: Own, date: 2026-01-01, unsafe_html: yes}}
        {HTML}
    """
    site(text)
    assert "<video" not in site(text.replace("yes", "no")).text("2026/01/01/own/index.html")


def test_trusted_html_ends_where_its_article_ends() -> None:
    """Tags that were left open are closed, and no end tag closes what is not the article's."""
    shown = to_body("</div></main><section><b>x <script>a</b>", "a.md", trusted=True).html
    assert shown.count("</script></b></section>") == 1
    assert "</main>" not in shown


def test_cleaning_never_trusts() -> None:
    """A page or text that says unsafe_html: true of itself is cleaned like any other."""
    said = "unsafe_html: true"
    page, text = in_page(1, said)[1], in_paste(1, f"---\n{said}\n---")[1]
    for document in (Document("a.html", "html", page), Document("a.md", "text", text)):
        article = clean(document).article
        assert not article.unsafe_html
        head = article_text(article).split("---")[1]
        assert "\nunsafe_html:" not in head
