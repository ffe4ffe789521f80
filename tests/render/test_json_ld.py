from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from briefgen.model.credit import Credit
from briefgen.model.entry import Entry, Figure
from briefgen.model.page import Page
from briefgen.render.json_ld import json_ld
from briefgen.render.plan import Planned

Placed = Callable[..., Entry]
Plan = Callable[..., Planned]
Find = Callable[[Planned, str], Page]

LINE = "Ada Holm, CC BY-SA 4.0, via Open Pictures"
PHOTO = Figure(
    "k.jpg", caption="C", credit=LINE, parsed=Credit(LINE, ("Ada Holm",), licence="CC BY-SA 4.0")
)


def things(page: Page) -> dict[str, dict[str, object]]:
    """Return the things a page tells of, by their type."""
    return {thing["@type"]: thing for thing in json_ld(page).get("@graph", [])}


def test_an_excerpt_is_based_on_its_original(placed: Placed, planned: Plan, page: Find) -> None:
    """A source's article is no NewsArticle of ours; it names the original and its publisher."""
    entry = placed(
        "a", "2026-01-02", source="Hill Post", source_url="https://h.example/x", authors=("B. Low",)
    )
    told = things(page(planned(entry), entry.permalink))["Article"]
    assert told["datePublished"] == "2026-01-02T00:00:00+01:00"
    assert told["isBasedOn"] == {
        "@type": "NewsArticle",
        "url": "https://h.example/x",
        "headline": "A",
        "author": [{"@type": "Person", "name": "B. Low"}],
        "publisher": {"@type": "Organization", "name": "Hill Post"},
    }


def test_our_own_text_is_a_news_article(placed: Placed, planned: Plan, page: Find) -> None:
    """Without a source the text is ours."""
    assert set(things(page(planned(placed("a")), "undated/a/"))) == {
        "NewsArticle",
        "BreadcrumbList",
    }


def test_photo_tells_whom_it_is_owed_to(placed: Placed, planned: Plan, page: Find) -> None:
    """The credit stands word for word, with its creator and the address of its licence."""
    entry = replace(placed("a", "2026-01-02"), photo=PHOTO, photos=(PHOTO,))
    plan = planned(entry)
    image = {
        "@type": "ImageObject",
        "contentUrl": "https://desk.example/repo/k.jpg",
        "caption": "C",
        "creditText": LINE,
        "creator": [{"@type": "Person", "name": "Ada Holm"}],
        "copyrightNotice": LINE,
        "license": "https://creativecommons.org/licenses/by-sa/4.0/",
    }
    assert things(page(plan, entry.permalink))["NewsArticle"]["image"] == [image]
    (row,) = things(page(plan, ""))["CollectionPage"]["mainEntity"]["itemListElement"]
    assert row["item"]["image"] == image


def test_edition_is_an_issue(placed: Placed, planned: Plan, page: Find) -> None:
    """An edition is dated and part of the whole."""
    shown = page(planned(placed("a", "2026-01-02")), "briefings/2026-01-02/")
    issue = things(shown)["CollectionPage"]["isPartOf"]
    assert (issue["@type"], issue["datePublished"]) == ("PublicationIssue", "2026-01-02")


def test_pages_that_tell_nothing_of_their_own_are_silent(planned: Plan, page: Find) -> None:
    """The page for lost readers is no thing in the world."""
    assert json_ld(page(planned(), "404.html")) == {}


def test_dates_have_their_zone(placed: Placed) -> None:
    """No moment is naive."""
    assert placed("a", "2026-07-02").published.utcoffset() == dt.timedelta(hours=2)
