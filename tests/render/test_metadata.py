from __future__ import annotations

from collections.abc import Callable

from briefgen.model.article import Photo
from briefgen.model.entry import Entry
from briefgen.model.page import Page
from briefgen.render.metadata import social
from briefgen.render.plan import Planned

Placed = Callable[..., Entry]
Plan = Callable[..., Planned]
Find = Callable[[Planned, str], Page]


def test_article_with_a_photo_has_a_large_card(placed: Placed, planned: Plan, page: Find) -> None:
    """The card's addresses are whole; a language without a country has no locale."""
    entry = placed(
        "a", "2026-01-02", photos=(Photo("/é.jpg", alt="x"),), topics=("Rail",), language="en-gb"
    )
    card = social(page(planned(entry), entry.permalink))
    assert (card.type, card.card, card.locale, card.section) == (
        "article",
        "summary_large_image",
        "en_GB",
        "Rail",
    )
    assert card.image == "https://desk.example/repo/%C3%A9.jpg"
    assert card.url == "https://desk.example/repo/2026/01/02/a/"


def test_drawings_are_no_card(placed: Placed, planned: Plan, page: Find) -> None:
    """Those who show cards do not show SVG."""
    card = social(page(planned(placed("a", photos=(Photo("/k.svg"),))), "undated/a/"))
    assert (card.image, card.card, card.locale) == (None, "summary", None)
