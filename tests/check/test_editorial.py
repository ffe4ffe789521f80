from __future__ import annotations

from dataclasses import replace

from briefgen.check.editorial import check_editorial
from briefgen.model.article import Article
from briefgen.model.config import Config, TopicConfig
from briefgen.model.when import When

GOOD = Article(
    "articles/a.md",
    "A",
    "Body.",
    When.parse("2024-09-14"),
    ("Rail",),
    "The Quay",
    "https://quay.example/a",
    lines=(("title", 2), ("date", 3), ("topic", 4), ("source", 5)),
)
SITE = Config("Site", "https://s.example/", topics=(TopicConfig("Rail"), TopicConfig("Ports", "p")))


def codes(article: Article, config: Config = SITE, topics: tuple[str, ...] = ()) -> list[str]:
    """Return the codes of an article's notices."""
    return [notice.code for notice in check_editorial(article, config, topics=topics)]


def test_a_whole_article_has_no_notice() -> None:
    """With date, topic, source and body there is nothing to say."""
    assert codes(GOOD) == []


def test_what_is_missing_is_told() -> None:
    """A bare title lacks date, topic, source and body."""
    assert codes(Article("a.md", "A")) == [
        "date-missing",
        "topic-missing",
        "source-missing",
        "body-empty",
    ]


def test_a_source_without_an_address_is_worth_a_word() -> None:
    """It fails no strict build."""
    (notice,) = check_editorial(
        Article("a.md", "A", "B", GOOD.date, ("Rail",), "S", lines=(("source", 3),)), SITE
    )
    assert (notice.code, notice.level, notice.line) == ("source-url-missing", "info", 3)


def test_an_unlisted_topic_names_the_nearest() -> None:
    """A slip of the finger would make a topic of its own."""
    article = Article(
        "a.md", "A", "B", GOOD.date, ("Rial",), "S", "https://s.example/", lines=(("topic", 4),)
    )
    (notice,) = check_editorial(article, SITE)
    assert (notice.code, notice.line, notice.hint) == ("topic-unknown", 4, "did you mean Rail?")


def test_topics_are_known_by_title_slug_or_file() -> None:
    """Case and marks make no other topic; files under topics/ list theirs."""
    article = Article(
        "a.md", "A", "B", GOOD.date, ("RAIL", "ports", "p", "Energy"), "S", "https://s.example/"
    )
    assert codes(article, topics=("Energy",)) == []
    assert codes(article) == ["topic-unknown"]


def test_a_site_without_a_list_takes_any_topic() -> None:
    """Where nothing is listed, nothing is unknown."""
    assert codes(GOOD, Config("Site", "https://s.example/")) == []


def test_a_language_that_is_none_is_told_where_it_stands() -> None:
    """Screen readers and search engines know languages by their codes: `jp` is none."""
    lines = (*GOOD.lines, ("language", 6))
    (told,) = check_editorial(replace(GOOD, language="jp", lines=lines), SITE)
    assert (told.code, told.line, told.level) == ("language-unknown", 6, "warning")
    assert "'jp'" in told.message
    for known in ("ja", "pt-BR", "zh-Hant", "EN-gb", "lad", "tlh"):
        assert codes(replace(GOOD, language=known)) == []
