"""Titles of pages: which of a page's own words for it is taken."""

from __future__ import annotations

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
