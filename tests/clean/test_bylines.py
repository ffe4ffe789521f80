"""Who a page is signed with: by-lines as a reader sees them, in whatever way they are marked up."""

from __future__ import annotations

import pytest

from briefgen.clean import page as pages
from briefgen.clean.authors import authors
from briefgen.model.document import Document

TEXT = "<p>The harbour council met on Tuesday and agreed on the new ferry line to the islands.</p>"


def signed(body: str, head: str = "") -> tuple[str, ...]:
    """Return whom a page with this body is taken to be by."""
    html = f"<html><head><title>Ferries</title>{head}</head><body>{body}{TEXT}</body></html>"
    return authors(pages.read(Document("page.html", "html", html.encode())), "Quay News")[0]


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("<h1>Ferries</h1><h2>Article by</h2><div>Mira Holt</div>", ("Mira Holt",)),
        ("<h1>Ferries</h1><h3>Author</h3><p> Mira D. Holt</p>", ("Mira D. Holt",)),
        ("<h1>Ferries</h1><p><strong>Contributors:</strong> Mira Holt</p>", ("Mira Holt",)),
        ("<header><h1>Ferries</h1><p>Mira Holt | Senior Writer | May 2, 2025</p></header>",
         ("Mira Holt",)),
        ("<h1>Ferries</h1><p>By Mira Holt, in Norway, Business · 03-02-2025</p>", ("Mira Holt",)),
        (("<h1>Ferries</h1><div class=article-byline><span>Mira Holt</span>"
         "<span>Jon Aske</span></div>"), ("Mira Holt", "Jon Aske")),
        ("<h1>Ferries</h1><div>This post was written by Mira Holt, Head of Piers.</div>",
         ("Mira Holt",)),
    ],
)  # fmt: skip
def test_a_name_is_found_however_it_is_set(body: str, names: tuple[str, ...]) -> None:
    """Labels, roles, places and elements of their own all tell a name."""
    assert signed(body) == names


def test_a_name_beats_a_login() -> None:
    """`mira.holt` in the page's head is the name of an account; the page names the person."""
    head = '<meta name="author" content="mira.holt">'
    assert signed("<h1>Ferries</h1><p>By Mira Holt</p>", head) == ("Mira Holt",)
    assert signed("<h1>Ferries</h1>", head) == ("mira.holt",)


def test_co_authors_of_the_head_are_kept() -> None:
    """Where one meta names the first author and another all of them, all wrote it."""
    head = (
        '<meta name="dc.creator" content="Mira Holt"><meta name="dc.contributor" content="Mira Holt">'
        '<meta name="dc.contributor" content="Jon Aske">'
    )
    assert signed("<h1>Ferries</h1>", head) == ("Mira Holt", "Jon Aske")


def test_a_desk_signs_where_nobody_does() -> None:
    """A page signed by its staff alone is signed so; a person's name comes first."""
    head = '<meta name="author" content="The Ferry Desk Staff">'
    assert signed("<h1>Ferries</h1>", head) == ("The Ferry Desk Staff",)
    assert signed("<h1>Ferries</h1><p>By Mira Holt</p>", head) == ("Mira Holt",)


@pytest.mark.parametrize("nobody", ["admin", "https://quay.example/a", "@quay", "unknown", "12"])
def test_an_account_of_nobody_is_no_author(nobody: str) -> None:
    """What only a machine needs to name is no signature."""
    assert signed("<h1>Ferries</h1>", f'<meta name="author" content="{nobody}">') == ()


def test_the_link_by_the_heading_is_the_author() -> None:
    """Of many links to authors' pages, the one next to the heading signs this article."""
    teasers = "".join(
        f"<p>t</p><p><a href=/authors/{n}>{n} Berg</a></p>" for n in ("Ann", "Bo", "Cy")
    )
    body = f"<h1>Ferries</h1><p><a href=/authors/mira>Mira Holt</a></p>{TEXT * 30}{teasers}"
    assert signed(body) == ("Mira Holt",)


def test_a_link_to_log_in_is_no_author() -> None:
    """A link under /profile/ that says what to do names nobody."""
    assert signed('<h1>Ferries</h1><a href="/profile/login">Member Login</a>') == ()
