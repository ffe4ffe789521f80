from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from lxml.html import document_fromstring

from briefgen.model.entry import Body, Entry, Figure, TopicRef
from briefgen.model.library import PlacedEdition, Row
from briefgen.model.page import (
    ArchivePage,
    ArticlePage,
    EditionPage,
    FeedRef,
    HomePage,
    MonthGroup,
    NotFoundPage,
    Page,
    Pager,
    RedirectPage,
    Site,
    SourceGroup,
    SourcesPage,
    TopicPage,
    TopicSection,
    TopicsPage,
)
from briefgen.render.templates import Templates
from briefgen.render.theme import load_theme

RAIL = TopicRef("rail", "Rail", "topics/rail/")
SITE = Site(
    title="Tides & <Trains>",
    url="https://tides.example/repo/",
    base_path="/repo/",
    description="What moved.",
    nav=(RAIL, TopicRef("海", "海と港", "topics/海/")),
)
ARABIC = replace(SITE, language="ar", direction="rtl")
FEEDS = (FeedRef("Rail", "topics/rail/feed.xml"), FeedRef("Tides", "feed.xml"))
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft " * 3
OWED = Figure("images/a b.jpg", "", LONG, "(C) A. B. <Ágence> & Co/Pool via X", width=3, height=2)
FAR = Figure("https://pics.example/p.jpg?a=1&b=2", "Far", None, "Far & Wide")
BARE = Entry("bare.md", "bare", "undated/bare/", "Bare", "tag:bare")
FULL = Entry(
    path="full.md",
    slug="full",
    permalink="2026/03/20/full/",
    title=LONG,
    guid="tag:full",
    published=dt.datetime(2026, 3, 20, 8, 30, tzinfo=ZoneInfo("Asia/Tokyo")),
    day_only=False,
    updated=dt.datetime(2026, 3, 21, tzinfo=dt.UTC),
    topics=(RAIL,),
    source="Coast & Courier",
    source_url="https://news.example/?a=1&b=2",
    authors=("A. Reyl", "B. Okafor"),
    photo=OWED,
    photos=(OWED, FAR),
    summary="One. " * 40,
    note="It **matters**.",
    tags=("ferries", "x" * 80),
    pin=True,
    draft=True,
)
JAPANESE = replace(
    BARE, title="港湾当局、新しい時刻表を発表", language="ja", permalink="ja/", photo=FAR
)
HEBREW = replace(BARE, title="לוח זמנים חדש", summary="נמל. ", language="he", permalink="he/")
ODD = (FULL, BARE, JAPANESE, HEBREW)
MANY = tuple(replace(FULL, permalink=f"2026/{n}/", pin=False, title=f"No {n}") for n in range(500))
TEXT = Body(
    '<p>Text.</p><figure><img src="briefgen:images/a%20b.jpg" alt="">'
    '<figcaption><span class="credit">(C) A. B. &lt;Ágence&gt; &amp; Co/Pool via X</span>'
    "</figcaption></figure>",
    (OWED,),
    1,
)


def edition(entries: tuple[Entry, ...]) -> PlacedEdition:
    """A curated edition of some entries."""
    rows = tuple(Row(entry, entry.note) for entry in entries)
    return PlacedEdition(
        "x", LONG, dt.date(2026, 3, 20), "briefings/x/", rows, Body("<p>Hi</p>"), curated=True
    )


def page(kind: type[Page], template: str, **facts: Any) -> Page:
    """A page of a kind with the facts all pages have."""
    common = {
        "kind": template.removesuffix(".html"),
        "template": template,
        "path": "x/index.html",
        "permalink": "x/",
        "title": LONG,
        "site": SITE,
        "feeds": FEEDS,
    }
    return kind(**{**common, **facts})


PAGES: dict[str, Page] = {
    "home, empty": page(HomePage, "home.html"),
    "home, one": page(HomePage, "home.html", lead=Row(BARE)),
    "home, odd": page(
        HomePage,
        "home.html",
        edition=edition(ODD),
        lead=Row(FULL, "Why."),
        rows=tuple(Row(entry) for entry in (*ODD[1:], *MANY[:9])),
        sections=(TopicSection(RAIL, LONG, ODD, 4), TopicSection(SITE.nav[1])),
    ),
    "topics, empty": page(TopicsPage, "topics.html"),
    "topics": page(TopicsPage, "topics.html", sections=(TopicSection(RAIL, None, ODD, 4),)),
    "topic, empty": page(TopicPage, "topic.html", topic=RAIL),
    "topic, odd": page(
        TopicPage,
        "topic.html",
        topic=RAIL,
        intro=TEXT,
        lead=FULL,
        entries=ODD,
        sources=(("x" * 80, 1_000_000),),
        pager=Pager(2, 3, "topics/rail/", "topics/rail/page/1/"),
    ),
    "topic, 500": page(TopicPage, "topic.html", topic=RAIL, entries=MANY),
    "article, bare": page(ArticlePage, "article.html", entry=BARE, body=Body()),
    "article, full": page(
        ArticlePage, "article.html", entry=FULL, body=TEXT, related=ODD, newer=BARE, older=HEBREW, cut=True, draft=True
    ),
    "article, foreign": page(ArticlePage, "article.html", entry=HEBREW, body=Body("<p>נמל</p>")),
    "edition, empty": page(EditionPage, "edition.html", edition=edition(())),
    "edition, odd": page(
        EditionPage, "edition.html", edition=edition(ODD), newer=("briefings/y/", "Y"), older=("briefings/z/", LONG)
    ),
    "archive, empty": page(ArchivePage, "archive.html"),
    "archive, odd": page(
        ArchivePage,
        "archive.html",
        year=2026,
        months=(MonthGroup(dt.date(2026, 3, 1), MANY), MonthGroup(None, ODD)),
        years=((2026, 504),),
        editions=(("briefings/x/", LONG, dt.date(2026, 3, 20)),),
    ),
    "sources, empty": page(SourcesPage, "sources.html"),
    "sources, odd": page(
        SourcesPage, "sources.html", sources=(SourceGroup("A", "javascript:x", 1, ODD), SourceGroup("B"))
    ),
    "404": page(NotFoundPage, "404.html"),
    "redirect": page(RedirectPage, "redirect.html", target="2026/ü/"),
}  # fmt: skip


@pytest.fixture(scope="module", params=["briefing", "wire"])
def theme_name(request: pytest.FixtureRequest) -> str:
    """Each theme that ships."""
    return str(request.param)


@pytest.fixture(scope="module", params=["en", "ar"])
def templates(request: pytest.FixtureRequest, theme_name: str) -> Templates:
    """The theme for a site read from the left and one read from the right."""
    site = SITE if request.param == "en" else ARABIC
    return Templates(load_theme(theme_name, Path("nowhere")), site)


def parsed(text: str) -> Any:
    """The tree of a page."""
    return document_fromstring(text)


def outline(html: Any) -> list[int]:
    """The levels of the headings in reading order."""
    return [int(heading.tag[1]) for heading in html.xpath("//*[re:test(name(), '^h[1-6]$')]", namespaces={"re": "http://exslt.org/regular-expressions"})]  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_hard_pages_render_as_sound_html(name: str, templates: Templates) -> None:
    """One h1, no level left out, every id once, every picture with alt, nothing but our own address."""
    text = templates.render_page(PAGES[name])
    assert text.startswith("<!DOCTYPE html>\n<html lang=")
    html = parsed(text)
    levels = outline(html)
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = html.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert not html.xpath("//img[not(@alt)]")
    assert not html.xpath("//@style")
    for address in html.xpath("//link[@rel='stylesheet' or @rel='icon']/@href | //script/@src"):
        assert address.startswith("/repo/assets/")
    for address in html.xpath("//body//a/@href"):
        assert address.startswith(("/repo/", "https://", "#"))
    assert all(link.text_content().strip() for link in html.xpath("//body//a"))


def test_every_photo_shown_has_its_credit_beside_it(templates: Templates) -> None:
    """In lists and on its page a photo's figure holds its credit, verbatim."""
    for shown in PAGES.values():
        html = parsed(templates.render_page(shown))
        for figure in html.xpath("//figure"):
            address = figure.xpath(".//img/@src")[0]
            credit = OWED.credit if "a%20b" in address else FAR.credit
            assert figure.xpath(".//span[@class='credit']")[0].text == credit


def test_a_foreign_text_names_its_language(theme_name: str) -> None:
    """Title and body in another language carry `lang`, and `dir` where it turns."""
    templates = Templates(load_theme(theme_name, Path("nowhere")), SITE)
    html = parsed(templates.render_page(PAGES["article, foreign"]))
    heading, prose = html.xpath("//h1")[0], html.xpath("//*[contains(@class, 'prose')]")[0]
    assert (heading.get("lang"), heading.get("dir")) == ("he", "rtl")
    assert (prose.get("lang"), prose.get("dir")) == ("he", "rtl")


def test_an_undated_article_says_so(theme_name: str) -> None:
    """No date is invented."""
    templates = Templates(load_theme(theme_name, Path("nowhere")), SITE)
    html = templates.render_page(PAGES["article, bare"])
    assert "Undated" in html
    assert "<time" not in html


def test_a_cut_article_leads_to_the_whole(theme_name: str) -> None:
    """An excerpt says what it is and links its source by name."""
    templates = Templates(load_theme(theme_name, Path("nowhere")), SITE)
    html = parsed(templates.render_page(PAGES["article, full"]))
    assert html.xpath("//p[@class='cut']")
    link = html.xpath("//p[@class='read-at']/a")[0]
    assert (link.get("href"), link.text) == (
        "https://news.example/?a=1&b=2",
        "Read at Coast & Courier",
    )


def test_the_curators_note_is_set_apart(theme_name: str) -> None:
    """The note stands outside the source's text and is named as ours."""
    templates = Templates(load_theme(theme_name, Path("nowhere")), SITE)
    html = parsed(templates.render_page(PAGES["article, full"]))
    note = html.xpath("//*[@role='note']")[0]
    assert note.get("aria-label") == "Our note"
    assert "matters" in note.text_content()
    assert not note.xpath("ancestor::*[contains(@class, 'prose')]")


def test_only_the_first_photo_is_fetched_at_once(theme_name: str) -> None:
    """The lead photo is eager, all others wait until they are near."""
    templates = Templates(load_theme(theme_name, Path("nowhere")), SITE)
    html = parsed(templates.render_page(PAGES["article, full"]))
    images = html.xpath("//figure[contains(@class, 'photo')]/img")
    assert [image.get("loading") for image in images] == [None, "lazy"]
    assert (images[0].get("width"), images[0].get("height")) == ("3", "2")
