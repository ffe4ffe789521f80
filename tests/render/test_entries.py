from __future__ import annotations

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from briefgen.errors import ContentError
from briefgen.model.article import Article, Photo, Topic
from briefgen.model.config import Config, SourceConfig, TopicConfig
from briefgen.model.credit import Credit
from briefgen.model.entry import Figure, SourceFeed, TopicRef
from briefgen.model.when import When
from briefgen.render.entries import body_key, place, placing

CONFIG = Config(
    title="Desk",
    url="https://desk.example/repo/",
    timezone="Asia/Tokyo",
    topics=(TopicConfig("Rail & Ports", slug="rail"),),
    sources=(
        SourceConfig("Hill Post", hosts=("hillpost.example",), policy="excerpt", max_words=3),
        SourceConfig("Bay Wire", policy="link", feed="https://bay.example/feed"),
    ),
)
SITE = placing(CONFIG)
DAY = When.parse("2026-01-02")


def test_a_day_is_its_first_moment_in_the_sites_zone() -> None:
    """A date without time is 00:00 where the site is, never where the machine is."""
    entry = place(Article("articles/a.md", "A", date=DAY), site=SITE)
    assert entry.published == dt.datetime(2026, 1, 2, tzinfo=ZoneInfo("Asia/Tokyo"))
    assert entry.day_only
    assert entry.permalink == "2026/01/02/a/"


def test_a_moment_elsewhere_falls_on_the_sites_day() -> None:
    """The address is that of the day in the site's zone."""
    when = When.parse("2026-01-01T20:00:00+00:00")
    assert place(Article("a.md", "A", date=when), site=SITE).permalink == "2026/01/02/a/"


def test_topics_are_one_whatever_their_spelling() -> None:
    """A topic is found by its slug or title in any case, and named as the site names it."""
    entry = place(Article("a.md", "A", topics=("rail", "RAIL & ports", "Sea", "sea")), site=SITE)
    assert entry.topics == (
        TopicRef("rail", "Rail & Ports", "topics/rail/"),
        TopicRef("sea", "Sea", "topics/sea/"),
    )


def test_topic_files_name_topics_in_their_order() -> None:
    """Config's topics come first, then topic files by order and title."""
    files = [Topic("topics/b.md", "b", "B"), Topic("topics/c.md", "c", "C", order=1)]
    assert [ref.slug for ref in placing(CONFIG, files).topics] == ["rail", "c", "b"]


@pytest.mark.parametrize(
    ("article", "policy", "words"),
    [
        (Article("a.md", "A"), "full", 90),
        (Article("a.md", "A", source="hill post"), "excerpt", 3),
        (Article("a.md", "A", source_url="https://www.hillpost.example/x"), "excerpt", 3),
        (Article("a.md", "A", source="Hill Post", policy="full"), "full", 3),
        (Article("a.md", "A", source_url="https://nothillpost.example/x"), "full", 90),
    ],
)
def test_policy_is_the_articles_else_the_sources_else_the_sites(
    article: Article, policy: str, words: int
) -> None:
    """The nearest word on how much may be shown holds."""
    entry = place(article, site=SITE)
    assert (entry.policy, entry.max_words) == (policy, words)


def test_the_feed_of_a_source_comes_with_its_articles() -> None:
    """It has the name that the settings give, however an article spells its source."""
    entry = place(Article("a.md", "A", source="bay wire"), site=SITE)
    assert entry.source_feed == SourceFeed("Bay Wire", "https://bay.example/feed")
    assert place(Article("a.md", "A", source="Hill Post"), site=SITE).source_feed is None


def test_source_is_named_by_its_host() -> None:
    """An article with an address on a known host has that source."""
    article = Article("a.md", "A", source_url="https://m.hillpost.example/x")
    assert place(article, site=SITE).source == "Hill Post"


def test_guid_outlives_the_title() -> None:
    """A frozen id stands; else the identifier is made of host, day and slug alone."""
    article = Article("articles/2026-01-02-a.md", "A", date=DAY)
    guid = place(article, site=SITE).guid
    assert guid == "tag:desk.example,2026-01-02:/repo/a"
    assert place(replace(article, title="B"), site=SITE).guid == guid
    assert place(replace(article, id="urn:x:1"), site=SITE).guid == "urn:x:1"


def test_guid_is_plain_ascii() -> None:
    """A tag URI has no letters beyond ASCII."""
    assert place(Article("会议.md", "A"), site=SITE).guid.isascii()


def test_summary_is_the_curators_else_the_first_sentences() -> None:
    """Without a summary the text's first sentences stand in."""
    assert place(Article("a.md", "A", body="# H\n\nOne *two*."), site=SITE).summary == "One two."
    assert place(Article("a.md", "A", summary=" Mine. "), site=SITE).summary == "Mine."


def test_summary_shows_no_more_than_the_policy() -> None:
    """A link policy shows no word of the source; an excerpt no more than its limit."""
    link = Article("a.md", "A", source="Bay Wire", body="One two three four.")
    excerpt = Article("a.md", "A", source="Hill Post", body="One two three four.")
    assert place(link, site=SITE).summary == ""
    assert place(excerpt, site=SITE).summary == "One two three…"


def test_photos_without_a_file_are_not_shown() -> None:
    """A photo copied off a page, whose file is unknown, is kept in front matter only."""
    photos = (Photo(caption="c", credit="z"), Photo("k.jpg", credit="AP"))
    entry = place(Article("articles/a.md", "A", photos=photos), site=SITE, parse=Credit)
    assert entry.photos == (Figure("articles/k.jpg", credit="AP", parsed=Credit("AP")),)
    assert entry.photo == entry.photos[0]


@pytest.mark.parametrize(
    ("article", "key"),
    [
        (Article("a.md", "A", photos=(Photo("../k.jpg"),), lines=(("photo", 3),)), "photo"),
        (Article("a.md", "A", source_url="javascript:x", lines=(("source_url", 3),)), "source_url"),
        (
            Article("a.md", "A", source_url="mailto:a@b.example", lines=(("source_url", 3),)),
            "source_url",
        ),
    ],
)
def test_addresses_no_reader_may_follow_are_told(article: Article, key: str) -> None:
    """The message names the file and the line of the key."""
    with pytest.raises(ContentError, match=key) as caught:
        place(article, site=SITE)
    assert (caught.value.path, caught.value.line) == ("a.md", 3)


def test_body_key_changes_with_the_text_alone() -> None:
    """Another title keeps the body's key, another text does not."""
    article = Article("a.md", "A", body="x")
    assert body_key(article) == body_key(replace(article, title="B"))
    assert body_key(article) != body_key(replace(article, body="y"))
