"""The name of the outlet that publishes a page."""

from __future__ import annotations

import json

import pytest

from briefgen.clean import page as pages
from briefgen.clean.titles import site_name
from briefgen.model.document import Document

URL = "https://www.harbourpost.example/news/1"


def named(head: str = "", foot: str = "") -> tuple[str | None, str]:
    """The outlet of a page and where it was read."""
    html = f"<html><head><title>Ferry runs</title>{head}</head><body><h1>Ferry runs</h1><p>Text.</p>{foot}</body></html>"
    return site_name(pages.read(Document("a.html", "html", html.encode(), url=URL)))


def og(name: str) -> str:
    """A site's name in the page's head."""
    return f'<meta property="og:site_name" content="{name}">'


def ld(**facts: object) -> str:
    """An article in JSON-LD."""
    row = {"@type": "NewsArticle", "headline": "Ferry runs", **facts}
    return f'<script type="application/ld+json">{json.dumps(row)}</script>'


@pytest.mark.parametrize(
    "address", ["harbourpost.example", "www.harbourpost.example", "https://harbourpost.example/"]
)
@pytest.mark.parametrize(
    ("head", "foot"),
    [
        (ld(publisher={"name": "Harbour Post"}), ""),
        (ld(isPartOf={"@type": "WebSite", "name": "Harbour Post"}), ""),
        ("", "<footer>Copyright © 2019-2026 Harbour Post Ltd. All rights reserved.</footer>"),
        ("", "<footer><p>© Harbour Post 2026</p></footer>"),
    ],
)
def test_a_name_anywhere_beats_an_address(address: str, head: str, foot: str) -> None:
    """However the head writes the host, the name is taken from where it stands."""
    assert named(og(address) + head, foot)[0] == "Harbour Post"


def test_an_outlet_may_be_called_by_its_address() -> None:
    """Where nothing else is said, the page's own word stands before the address."""
    assert named(og("Harbourpost.example")) == ("Harbourpost.example", "meta og:site_name")
    assert named() == ("harbourpost.example", "the address")


@pytest.mark.parametrize(
    "foot",
    [
        "<footer>© 2026 Big Media Holding</footer>",
        "<p>A boat. © Jo Lens/harbourpost.example</p>",
        "<footer>Copyright 2026. All rights reserved.</footer>",
        "<footer>© 2026 all the boats and all the people who sail in them for ever</footer>",
    ],
)
def test_an_owner_or_a_photographer_is_no_outlet(foot: str) -> None:
    """A copyright line names the outlet only where it bears the name of the host."""
    assert named("", foot)[0] == "harbourpost.example"


def test_the_first_name_wins() -> None:
    """What the page calls itself comes before who holds its copyright."""
    assert named(og("The Post"), "<footer>© Harbour Post</footer>")[0] == "The Post"
