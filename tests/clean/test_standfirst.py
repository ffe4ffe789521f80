"""An article's summary, its headings, and who wrote and published it, as pages of many kinds say them."""

from __future__ import annotations

import pytest

from briefgen.clean import clean
from briefgen.model.document import Cleaned, Document

FIRST = (
    "The mill pond of Harrow Ness froze on Sunday for the first time in nineteen years, and by noon half of "
    "the village stood on it with brooms, planks and a borrowed horn."
)
SECOND = (
    "Nobody measured the ice before the smith did, who drilled three holes and came back with a number that "
    "she chalked on the door of the mill."
)
THIRD = (
    "The pond will be watched by two of the fire brigade until it thaws, which may be on Friday."
)
STANDFIRST = (
    "The smith says the ice holds; the mayor says nobody asked him, and the horn is still missing."
)


def page(
    below: str = "", *, head: str = "", text: str = "", title: str = "<h1>Ice on the pond</h1>"
) -> Cleaned:
    """A page with what stands below its title, in its head, and after its text."""
    body = f"{title}{below}<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>{text}"
    html = f"<html><head><title>Ice on the pond</title>{head}</head><body><main><article>{body}</article></main></body></html>"
    return clean(Document("a.html", "html", html.encode(), url="https://ness.example/2026/ice"))


def described(text: str) -> str:
    """The head of a page with a description."""
    return f'<meta name="description" content="{text}">'


@pytest.mark.parametrize(
    ("below", "head", "summary"),
    [
        (f'<h2 class="deck">{STANDFIRST}</h2>', described(STANDFIRST), STANDFIRST),
        (f'<h2 class="x">{STANDFIRST}</h2>', "", STANDFIRST),
        (f'<p class="standfirst">{STANDFIRST}</p>', described(FIRST[:120]), STANDFIRST),
        (f'<p class="article-intro">{STANDFIRST}</p>', described(FIRST[:90] + "..."), STANDFIRST),
        ("", described(FIRST), None),
        ("", described(FIRST[:130]), None),
        ("", described("A village, a pond and nineteen years."), "A village, a pond and nineteen years."),
    ],
)  # fmt: skip
def test_the_summary_is_the_standfirst_or_says_something_new(
    below: str, head: str, summary: str | None
) -> None:
    """It never breaks off, says the first paragraph again, or stands in the text as well."""
    found = page(below, head=head)
    assert found.article.summary == summary
    assert STANDFIRST not in found.article.body
    assert found.text.startswith(FIRST)


def test_the_texts_first_heading_is_of_the_second_level() -> None:
    """The others keep their distance, bold inside them goes, and a line of stars is a rule."""
    rest = f"<h3><b>What the smith did</b></h3><p>{SECOND} Twice.</p><h4>The chalk</h4><p>{FIRST} Again.</p><p>* * *</p><h3>*</h3><p>{THIRD} So.</p>"
    body = page(text=rest).article.body
    assert "\n## What the smith did\n" in body
    assert "\n### The chalk\n" in body
    assert "\\*" not in body
    assert "# *" not in body


def test_a_list_of_links_that_the_text_announces_is_kept_whole() -> None:
    """A colon before it says that it belongs to the text; one without is another's."""
    row = '<ul><li><a href="/1">Ice of 2007</a></li><li><a href="/2">Ice of 1963</a></li></ul>'
    line = "Those who want to know how thick it was in the winters before this one may read it in the books of the parish:"
    assert "Ice of 1963" in page(text=f"<p>{line}</p>{row}<p>{SECOND} Twice.</p>").text


def test_a_pull_quote_that_the_text_says_too_is_left_out() -> None:
    """One that says something else stays as the trees judge it."""
    assert (
        page(
            text=f'<blockquote class="pull">{SECOND[:70]}</blockquote><p>{FIRST} Again.</p>'
        ).text.count(SECOND[:70])
        == 1
    )


@pytest.mark.parametrize(
    ("head", "source"),
    [
        ('<meta property="og:site_name" content="nesspost.example"><script type="application/ld+json">{"@type": "NewsArticle", "publisher": {"name": "Ness Post"}}</script>', "Ness Post"),
        ('<meta name="application-name" content="https://ness.example"><script type="application/ld+json">{"@type": "NewsArticle", "isPartOf": {"name": "Ness Post"}}</script>', "Ness Post"),
        ('<meta property="og:site_name" content="nesspost.example">', "nesspost.example"),
        ('<meta property="og:site_name" content="Ness Post - All of the coast"><meta name="application-name" content="Ness Post">', "Ness Post"),
    ],
)  # fmt: skip
def test_the_source_is_a_name_where_the_page_has_one(head: str, source: str) -> None:
    """A host's name, an address or a slogan gives way."""
    assert page(head=head).article.source == source


@pytest.mark.parametrize(
    ("below", "head", "authors"),
    [
        ('<div class="byline"><a>Rosa Ek</a><span>NESS DAILY POST</span><time>Mar 3</time></div>', "", ("Rosa Ek",)),
        ('<p class="byline">By Rosa Ek March 3, 2026</p>', "", ("Rosa Ek",)),
        ('<p class="byline">Rosa Ek | Updated: Mar 3, 2026, 10:13</p>', "", ("Rosa Ek",)),
        ('<p class="byline">By Theresa May</p>', "", ("Theresa May",)),
        ("", '<meta name="author" content="ROSA EK-HOLM">', ("Rosa Ek-Holm",)),
        ('<p>By <a class="byline-name" href="/staff/rosa-ek">Rosa Ek</a></p>', '<meta name="author" content="Ness Holdings"><meta name="copyright" content="(c) Ness Holdings 2026">', ("Rosa Ek",)),
    ],
)  # fmt: skip
def test_authors_are_people_without_what_stands_beside_them(
    below: str, head: str, authors: tuple[str, ...]
) -> None:
    """No months, stamps, papers or owners; names in capitals are cased."""
    assert page(below, head=head).article.authors == authors


def test_who_signed_teasers_outside_the_article_is_no_author() -> None:
    """Links of authors count within the article's own box where it has any."""
    row = '<div class="by"><a rel="author" href="/author/{}">{}</a></div>'
    body = f"<main><article><h1>Ice on the pond</h1>{row.format('rosa', 'Rosa Ek')}<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></article></main>"
    html = f"<html><body>{body}<div class='pop'>{row.format('bo', 'Bo Lind')}{row.format('jo', 'Jo Hale')}</div></body></html>"
    assert clean(Document("a.html", "html", html.encode())).article.authors == ("Rosa Ek",)


def test_a_title_may_name_a_tag_and_has_no_space_before_its_colon() -> None:
    """A heading's words are words, whatever signs they have."""
    assert (
        page(title="<h1>What &lt;table&gt; did to the web</h1>").article.title
        == "What <table> did to the web"
    )
    assert (
        page(title="<h1><span>On ice</span><i>: </i><b>A pond holds</b></h1>").article.title
        == "On ice: A pond holds"
    )


def test_the_language_is_read_from_the_text_where_the_page_does_not_say_it() -> None:
    """By its small words."""
    assert page().article.language == "en"


def test_an_address_is_read_from_what_an_archive_wrote_into_the_page() -> None:
    """And from what a page saver put on the root."""
    bar = '<script>__wm.wombat("https://ness.example/ice","20260330081011","https://web.archive.org/");</script>'
    body = f"<body><article><h1>Ice on the pond</h1><p>{FIRST}</p><p>{SECOND}</p></article></body>"
    for html in (
        f"<html><head>{bar}</head>{body}</html>",
        f'<html data-page-saver-source="https://ness.example/ice">{body}</html>',
    ):
        assert (
            clean(Document("a.html", "html", html.encode())).article.source_url
            == "https://ness.example/ice"
        )


def test_a_card_for_sharing_is_no_photo() -> None:
    """Nor is the site's logo; a photo that the page announces is one."""
    for name, photos in (
        ("og-default-share.png", 0),
        ("share-card.png", 0),
        ("logo.jpg", 0),
        ("pond.jpg", 1),
    ):
        assert (
            len(
                page(
                    head=f'<meta property="og:image" content="https://ness.example/{name}">'
                ).article.photos
            )
            == photos
        ), name


@pytest.mark.parametrize(
    "heading",
    [
        '<h1><a href="/">Ness Post</a></h1><h2>Ice on the pond</h2>',
        '<h1 class="site"><a href="https://ness.example/"><b>Ness Post</b></a></h1><h2 class="x">Ice on the pond</h2>',
        "<h2>Ice on the pond</h2>",
    ],
)
def test_the_sites_name_or_a_tools_heading_is_no_title(heading: str) -> None:
    """The one that leads home is the site's; one below the article is a tool's."""
    tool = "</article></main><div><h1>Original text</h1><p>Rate this translation</p></div><article><main>"
    found = page(title=heading, text=tool)
    assert found.article.title == "Ice on the pond"
    assert "Ice on the pond" not in found.text
