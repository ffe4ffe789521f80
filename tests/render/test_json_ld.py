from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.model.article import Also
from briefgen.model.credit import Credit
from briefgen.model.entry import Body, Entry, Figure
from briefgen.model.page import ArticlePage, Page, Site
from briefgen.model.when import When
from briefgen.render.json_ld import Voice, json_ld
from briefgen.render.plan import Planned

Placed = Callable[..., Entry]
Plan = Callable[..., Planned]
Find = Callable[[Planned, str], Page]

LINE = "Ada Holm, CC BY-SA 4.0, via Open Pictures"
PHOTO = Figure(
    "k.jpg",
    alt="A tram",
    caption="C",
    credit=LINE,
    parsed=Credit(LINE, ("Ada Holm",), licence="CC BY-SA 4.0"),
    width=900,
    height=600,
)


def things(page: Page, voice: Voice | None = None) -> dict[str, dict[str, object]]:
    """Return the things a page tells of, by their type."""
    told = json.loads(json_ld(page, voice or Voice()))
    return {thing["@type"]: thing for thing in told["@graph"]}


SITE = {"@type": "Organization", "name": "Desk", "url": "https://desk.example/repo/"}
IMAGE = {
    "@type": "ImageObject",
    "contentUrl": "https://desk.example/repo/k.jpg",
    "url": "https://desk.example/repo/k.jpg",
    "caption": "C",
    "description": "A tram",
    "creditText": LINE,
    "creator": [{"@type": "Person", "name": "Ada Holm"}],
    "copyrightNotice": LINE,
    "license": "https://creativecommons.org/licenses/by-sa/4.0/",
    "encodingFormat": "image/jpeg",
    "width": 900,
    "height": 600,
}
ORIGINAL = {
    "@type": "NewsArticle",
    "@id": "https://h.example/x",
    "url": "https://h.example/x",
    "headline": "A",
    "author": [{"@type": "Person", "name": "B. Low"}],
    "publisher": {"@type": "Organization", "name": "Hill Post"},
    "datePublished": "2026-01-02",
}


def article(placed: Placed, name: str = "a", **facts: object) -> Entry:
    """Place an article of the source's, with a photo and all the facts there are."""
    facts = {
        "source": "Hill Post",
        "source_url": "https://h.example/x",
        "authors": ("B. Low",),
        "topics": ("Rail", "Ports"),
        "tags": ("trams",),
        "summary": "A tram came.",
        "updated": When.parse("2026-01-03"),
        **facts,
    }
    return replace(placed(name, "2026-01-02", **facts), photo=PHOTO, photos=(PHOTO,))


ENTRY = Entry(path="a.md", slug="a", permalink="a/", title="A", guid="tag:a", published=None)
PAGE = ArticlePage(
    kind="article",
    template="article.html",
    path="a/index.html",
    permalink="a/",
    title="A",
    site=Site("Desk", "https://desk.example/", "/"),
    entry=ENTRY,
    body=Body(),
)


@pytest.mark.parametrize("policy", ["excerpt", "full"])
def test_what_a_source_wrote_is_told_as_its_own(
    placed: Placed, planned: Plan, page: Find, policy: str
) -> None:
    """An excerpt and a whole copy are no NewsArticle of ours: each names the original and its owner."""
    entry = article(placed, policy=policy)
    address = "https://desk.example/repo/2026/01/02/a/"
    assert things(page(planned(entry), entry.permalink))["Article"] == {
        "@type": "Article",
        "headline": "A",
        "url": address,
        "mainEntityOfPage": address,
        "description": "A tram came.",
        "abstract": "A tram came.",
        "datePublished": "2026-01-02T00:00:00+01:00",
        "dateModified": "2026-01-03T00:00:00+01:00",
        "inLanguage": "en",
        "author": [{"@type": "Person", "name": "B. Low"}],
        "publisher": SITE,
        "articleSection": ["Rail", "Ports"],
        "about": [{"@type": "Thing", "name": "Rail"}, {"@type": "Thing", "name": "Ports"}],
        "keywords": ["trams"],
        "image": [IMAGE | {"representativeOfPage": True}],
        "isBasedOn": ORIGINAL,
        "citation": ["https://h.example/x"],
        "creditText": "Hill Post",
        "copyrightHolder": {"@type": "Organization", "name": "Hill Post"},
        "copyrightYear": 2026,
        "sdPublisher": {"@type": "Organization", "name": "Desk"},
    }


def test_our_own_text_is_a_news_article_of_ours(placed: Placed, planned: Plan, page: Find) -> None:
    """A text whose source is the site itself has no other origin or owner."""
    entry = article(placed, source="Desk", source_url=None, authors=())
    told = things(page(planned(entry), entry.permalink))
    assert set(told) == {"NewsArticle", "BreadcrumbList"}
    ours = {"@type": "Organization", "name": "Desk"}
    assert told["NewsArticle"]["author"] == told["NewsArticle"]["copyrightHolder"] == ours
    assert not {"isBasedOn", "citation", "sdPublisher"} & told["NewsArticle"].keys()


@pytest.mark.parametrize("authors", [(), ("Ada Holm",)])
def test_nobody_claims_a_text_without_a_source(
    placed: Placed, planned: Plan, page: Find, authors: tuple[str, ...]
) -> None:
    """The site publishes the page; whose the text is stays open, though who wrote it may be known."""
    entry = article(placed, source=None, source_url=None, authors=authors)
    told = things(page(planned(entry), entry.permalink))["Article"]
    assert not {"copyrightHolder", "copyrightYear", "isBasedOn", "creditText"} & told.keys()
    assert [one["name"] for one in told.get("author", ())] == list(authors)
    assert told["publisher"]["name"] == "Desk"


@pytest.mark.parametrize(
    ("facts", "owner"),
    [
        ({"source": "Hill Post", "source_url": None}, "Hill Post"),
        ({"source": None, "source_url": "https://h.example/x"}, "h.example"),
    ],
)
def test_half_a_source_is_a_source(
    placed: Placed, planned: Plan, page: Find, facts: dict[str, str | None], owner: str
) -> None:
    """A text whose publisher or whose address alone is known is not the site's own either."""
    entry = article(placed, authors=(), **facts)
    told = things(page(planned(entry), entry.permalink))["Article"]
    organisation = {"@type": "Organization", "name": owner}
    assert told["author"] == told["copyrightHolder"] == organisation
    assert told["isBasedOn"]["publisher"] == organisation
    assert told["isBasedOn"].get("url") == facts["source_url"]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "//h.example/"])
def test_no_address_is_told_that_no_reader_may_follow(
    placed: Placed, planned: Plan, page: Find, address: str
) -> None:
    """However an entry came by it, an unsafe address of a source stands nowhere in the data."""
    also = (Also("Elsewhere", "Bay Wire", address),)
    entry = replace(article(placed), source_url=address, also=also)
    told = things(page(planned(entry), entry.permalink))["Article"]
    assert address not in json.dumps(told)
    assert told["isBasedOn"]["publisher"] == {"@type": "Organization", "name": "Hill Post"}
    assert told["citation"] == [
        {
            "@type": "NewsArticle",
            "headline": "Elsewhere",
            "publisher": {"@type": "Organization", "name": "Bay Wire"},
        }
    ]


def test_a_moment_is_told_where_it_is_known(placed: Placed, planned: Plan, page: Find) -> None:
    """The original was published on a day, or at a time of it; an undated one has no year either."""
    at_noon = placed("a", "2026-01-02T12:00:00+01:00", source="Hill Post")
    told = things(page(planned(at_noon), at_noon.permalink))["Article"]
    assert told["isBasedOn"]["datePublished"] == "2026-01-02T12:00:00+01:00"
    undated = placed("a", source="Hill Post")
    told = things(page(planned(undated), undated.permalink))["Article"]
    assert "copyrightYear" not in told
    assert "datePublished" not in told["isBasedOn"]


def row(place: int, name: str) -> dict[str, object]:
    """A list's row for an article with the photo."""
    url = f"https://desk.example/repo/2026/01/02/{name}/"
    item = {"@type": "Article", "url": url, "headline": name.title(), "image": IMAGE}
    return {"@type": "ListItem", "position": place, "url": url, "item": item}


def trail(*steps: tuple[str, str]) -> dict[str, object]:
    """A trail of pages below the front page."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": place,
                "name": name,
                "item": f"https://desk.example/repo/{permalink}",
            }
            for place, (name, permalink) in enumerate([("Desk", ""), *steps], 1)
        ],
    }


def test_a_topic_is_a_collection_newest_first(placed: Placed, planned: Plan, page: Find) -> None:
    """It says what it is about, and lists its articles in order, each with its photo's credit."""
    plan = planned(article(placed), article(placed, "b"))
    assert things(page(plan, "topics/rail/")) == {
        "CollectionPage": {
            "@type": "CollectionPage",
            "name": "Rail",
            "url": "https://desk.example/repo/topics/rail/",
            "inLanguage": "en",
            "publisher": SITE,
            "about": [{"@type": "Thing", "name": "Rail"}],
            "mainEntity": {
                "@type": "ItemList",
                "itemListOrder": "https://schema.org/ItemListOrderDescending",
                "numberOfItems": 2,
                "itemListElement": [row(1, "a"), row(2, "b")],
            },
        },
        "BreadcrumbList": trail(("Topics", "topics/"), ("Rail", "topics/rail/")),
    }


def test_an_edition_is_an_issue_of_the_site(placed: Placed, planned: Plan, page: Find) -> None:
    """It is dated, part of the whole, about the topics of its articles, in the curator's order."""
    shown = page(planned(article(placed), article(placed, "b")), "briefings/2026-01-02/")
    assert things(shown) == {
        "CollectionPage": {
            "@type": "CollectionPage",
            "name": shown.title,
            "url": "https://desk.example/repo/briefings/2026-01-02/",
            "description": "A, B",
            "inLanguage": "en",
            "publisher": SITE,
            "about": [{"@type": "Thing", "name": "Rail"}, {"@type": "Thing", "name": "Ports"}],
            "isPartOf": {
                "@type": "PublicationIssue",
                "issueNumber": "2026-01-02",
                "datePublished": "2026-01-02",
                "isPartOf": {
                    "@type": "Periodical",
                    "name": "Desk",
                    "url": "https://desk.example/repo/",
                },
            },
            "mainEntity": {
                "@type": "ItemList",
                "itemListOrder": "https://schema.org/ItemListOrderAscending",
                "numberOfItems": 2,
                "itemListElement": [row(1, "a"), row(2, "b")],
            },
        },
        "BreadcrumbList": trail(("Archive", "archive/"), (shown.title, shown.permalink)),
    }


def test_the_front_page_is_the_site_and_its_newest(
    placed: Placed, planned: Plan, page: Find
) -> None:
    """The site's name and language, and the articles that the page leads with."""
    told = things(page(planned(article(placed)), ""))
    assert told["WebSite"] == {
        "@type": "WebSite",
        "name": "Desk",
        "url": "https://desk.example/repo/",
        "inLanguage": "en",
    }
    assert told["CollectionPage"]["mainEntity"] == {
        "@type": "ItemList",
        "itemListOrder": "https://schema.org/ItemListOrderAscending",
        "numberOfItems": 1,
        "itemListElement": [row(1, "a")],
    }


def test_the_site_s_own_pages_have_names_in_its_language(
    placed: Placed, planned: Plan, page: Find
) -> None:
    """A German site's trail leads by its "Themen", as its menu does; the logo is told with its owner."""
    voice = Voice({"Topics": "Themen", "Archive": "Archiv"}.__getitem__, "assets/icon.svg")
    plan = planned(article(placed))
    names = {
        permalink: [
            step["name"]
            for step in things(page(plan, permalink), voice)["BreadcrumbList"]["itemListElement"]
        ]
        for permalink in ("topics/", "topics/rail/", "briefings/2026-01-02/")
    }
    assert names["topics/"] == ["Desk", "Themen"]
    assert names["topics/rail/"] == ["Desk", "Themen", "Rail"]
    assert names["briefings/2026-01-02/"][:2] == ["Desk", "Archiv"]
    told = things(page(plan, "topics/"), voice)["CollectionPage"]
    assert told["name"] == "Themen"
    assert told["publisher"]["logo"] == {
        "@type": "ImageObject",
        "url": "https://desk.example/repo/assets/icon.svg",
    }


def test_pages_that_tell_nothing_of_their_own_are_silent(planned: Plan, page: Find) -> None:
    """The page for lost readers is no thing in the world."""
    assert json_ld(page(planned(), "404.html")) == ""


def parts(value: object) -> Iterator[object]:
    """All that is told, down to the last text."""
    yield value
    for part in value.values() if isinstance(value, dict) else value:  # type: ignore[attr-defined]
        if isinstance(part, dict | list):
            yield from parts(part)
        else:
            yield part


@given(
    texts=st.lists(st.text(), min_size=6, max_size=6),
    size=st.none() | st.integers(0, 2000),
    published=st.none() | st.datetimes(timezones=st.just(dt.UTC)),
    day_only=st.booleans(),
)
def test_what_is_told_of_an_article_is_plain_json_without_gaps(
    texts: list[str], size: int | None, published: dt.datetime | None, day_only: bool
) -> None:
    """Law: whatever is known of it, it is written as JSON is, each text as it is, nothing absent."""
    title, summary, source, author, tag, caption = texts
    photo = Figure("k.jpg", alt=caption, caption=caption, credit=source, width=size, height=size)
    entry = replace(
        ENTRY,
        title=title,
        summary=summary,
        source=source,
        published=published,
        day_only=day_only,
        authors=(author,),
        tags=(tag,),
        photo=photo,
        photos=(photo,),
        also=(Also(source=source, title=title),),
    )
    said = json_ld(replace(PAGE, title=title, entry=entry))
    told = json.loads(said)
    assert said == json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    article = told["@graph"][0]
    # A name is told even where it is empty: there is somebody.
    assert [part for part in parts(article) if part in (None, [], {})] == []
    known = {"headline": title, "description": summary, "creditText": source, "keywords": [tag]}
    assert {name: article[name] for name in known if name in article} == {
        name: value for name, value in known.items() if value
    }
    assert article["image"][0].get("width") == size
    assert article.get("datePublished") == (published and published.isoformat())


def test_dates_have_their_zone(placed: Placed) -> None:
    """No moment is naive."""
    assert placed("a", "2026-07-02").published.utcoffset() == dt.timedelta(hours=2)
