"""Titles of pages: which of a page's own words for it is taken."""

from __future__ import annotations

import pytest

from briefgen.clean import page as pages
from briefgen.clean.titles import title
from briefgen.model.document import Document


def titled(page: str) -> str | None:
    """Return the title of a page given as text."""
    return title(pages.read(Document("page.html", "html", page.encode())), "Harbour Post")[0]


def test_a_slogan_as_heading_yields_to_what_the_head_says_twice() -> None:
    """Where <title> and og:title are one, they outweigh a heading that says something else."""
    head = (
        "<title>How the ferry line came back | Harbour Post</title>"
        '<meta property="og:title" content="How the ferry line came back">'
    )
    page = f"<head>{head}</head><body><h1>Sail with us</h1><p>Text.</p></body>"
    assert titled(page) == "How the ferry line came back"


def test_the_heading_is_taken_where_the_head_disagrees_with_itself() -> None:
    """Two different titles in the head leave the word to the page's heading."""
    head = (
        "<title>Ferry news of the week | Harbour Post</title>"
        '<meta property="og:title" content="You will not believe this boat">'
    )
    page = f"<head>{head}</head><body><h1>How the ferry line came back</h1></body>"
    assert titled(page) == "How the ferry line came back"


def _title(head: str, body: str, url: str | None = None) -> str | None:
    html = f"<html><head>{head}</head><body>{body}</body></html>"
    return title(pages.read(Document("a.html", "html", html.encode(), url=url)), "Quay News")[0]


SEARCH = (
    "<title>Ferry Guide 2025: Best Island Lines</title>"
    '<meta property="og:title" content="Ferry Guide 2025: Best Island Lines">'
)


def test_the_heading_beats_a_headline_made_for_search() -> None:
    """Two headlines on one thing: the page's own heading is the article's title."""
    assert _title(SEARCH, "<h1>Our ferry guide to the island lines</h1>") == (
        "Our ferry guide to the island lines"
    )


@pytest.mark.parametrize(
    "heading",
    [
        "<h1>All that floats</h1>",
        "<h1>OUR FERRY GUIDE TO ISLAND LINES</h1>",
        "<h1><span>Our ferry guide</span> <span>to island lines</span> <em>12</em></h1>",
    ],
)
def test_a_heading_that_is_a_slogan_or_set_of_parts_does_not(heading: str) -> None:
    """Where head and og:title are one, a heading about something else, or put together, is not."""
    assert _title(SEARCH, heading) == "Ferry Guide 2025: Best Island Lines"


def test_a_section_at_the_end_is_no_part_of_the_title() -> None:
    """The part of the site that the address names is cut off a title's end."""
    head = (
        "<title>Gardens feed the valley | District</title>"
        '<meta property="og:title" content="Gardens feed the valley | District">'
    )
    assert _title(head, "<p>x</p>", "https://quay.example/district/12") == "Gardens feed the valley"
    assert _title(head, "<p>x</p>", "https://quay.example/a/12").endswith("District")


def test_a_heading_with_the_sites_name_leaves_the_next_one() -> None:
    """A first-level heading that only names the site does not count as one."""
    head = '<title>Ferries</title><meta property="og:title" content="All about ferry lines today">'
    body = "<h1>Quay News</h1><h1>Ferries for the islands</h1>"
    assert _title(head, body) == "Ferries for the islands"


def test_an_address_that_is_none_has_no_sections() -> None:
    """A page that gives a broken address for itself is read all the same."""
    assert _title("<title>Ferries</title>", "<h1>Ferries are back</h1>", "https://a.]]>/x") == (
        "Ferries are back"
    )
