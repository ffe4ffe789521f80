from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from briefgen.model.article import Edition, EditionItem, Topic
from briefgen.model.config import Config, TopicConfig
from briefgen.model.entry import Entry
from briefgen.model.when import When
from briefgen.render.entries import placing
from briefgen.render.library import Arranged, Curation, arrange

NOW = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)
CONFIG = Config("Desk", "https://desk.example/", topics=(TopicConfig("Rail"),))
NOTHING = Curation()
Placed = Callable[..., Entry]


def arranged(*entries: Entry, curation: Curation = NOTHING, **choices: bool) -> Arranged:
    """Arrange entries on a site that names one topic."""
    return arrange(entries, curation, placing(CONFIG, curation.topics), now=NOW, **choices)


def test_newest_first_undated_last_ties_by_path(placed: Placed) -> None:
    """The order does not depend on the order of the files."""
    made = [
        placed("c"),
        placed("b", "2026-01-01"),
        placed("a", "2026-01-01"),
        placed("d", "2026-02-01"),
    ]
    for entries in (made, made[::-1]):
        assert [e.slug for e in arranged(*entries).library.entries] == ["d", "a", "b", "c"]


def test_drafts_and_future_ones_are_held_back_and_named(placed: Placed) -> None:
    """What is not shown is told with its reason and, for a future one, its moment."""
    future = placed("later", "2026-07-01")
    made = (placed("now", "2026-01-01"), placed("draft", draft=True), future)
    library = arranged(*made).library
    assert [e.slug for e in library.entries] == ["now"]
    assert [(h.path, h.reason, h.until) for h in library.held] == [
        ("articles/draft.md", "draft", None),
        ("articles/later.md", "future", future.published),
    ]
    assert len(arranged(*made, drafts=True, future=True).library.entries) == 3


def test_two_articles_with_one_address_are_told(placed: Placed) -> None:
    """The first file by path stays; the other is an error and nothing is lost silently."""
    twins = (placed("a", "2026-01-01"), placed("x", "2026-01-01", slug="A"))
    result = arranged(*twins)
    assert [e.path for e in result.library.entries] == ["articles/a.md"]
    assert [e.path for e in result.errors] == ["articles/x.md"]


def test_two_articles_with_one_id_are_told(placed: Placed) -> None:
    """A copied file that kept its id is refused: a feed reader would show but one of the two."""
    twins = (placed("b", "2026-01-02", id="tag:x"), placed("a", "2026-01-01", id="tag:x"))
    result = arranged(*twins)
    assert [e.path for e in result.library.entries] == ["articles/a.md"]
    assert [(e.path, e.message) for e in result.errors] == [
        ("articles/b.md", "articles/a.md has the same id: tag:x")
    ]


def test_unnamed_topics_get_their_commonest_spelling(placed: Placed) -> None:
    """Topics only articles name are one, spelled as most of them do."""
    made = [placed(s, topics=(t,)) for s, t in (("a", "sea"), ("b", "Sea"), ("c", "Sea"))]
    library = arranged(*made).library
    assert [(t.ref.title, len(t.entries)) for t in library.topics] == [("Rail", 0), ("Sea", 3)]
    assert {e.topics[0].title for e in library.entries} == {"Sea"}


def test_pinned_articles_come_first_in_their_topic(placed: Placed) -> None:
    """A pin moves an article up in its topic, not among all."""
    made = (
        placed("old", "2026-01-01", topics=("Rail",), pin=True),
        placed("new", "2026-02-01", topics=("Rail",)),
    )
    library = arranged(*made).library
    assert [e.slug for e in library.topics[0].entries] == ["old", "new"]
    assert library.topics[0].lead is library.topics[0].entries[0]
    assert [e.slug for e in library.entries] == ["new", "old"]


def test_lead_is_the_newest_with_a_photo_near_the_top(placed: Placed) -> None:
    """A briefing opens with a picture when one of its newest has one."""
    from briefgen.model.article import Photo

    photo = (Photo("/k.jpg", credit="Z"),)
    made = (
        placed("b", "2026-01-02", topics=("Rail",)),
        placed("a", "2026-01-01", topics=("Rail",), photos=photo),
    )
    assert arranged(*made).library.topics[0].lead.slug == "a"


def test_lead_is_the_topic_files_choice(placed: Placed) -> None:
    """A topic's file may choose; an unknown slug is told with the nearest."""
    made = (
        placed("harbour", "2026-01-01", topics=("Rail",)),
        placed("b", "2026-01-02", topics=("Rail",)),
    )
    chosen = Curation(topics=(Topic("topics/rail.md", "rail", "Rail", lead="harbour"),))
    assert arranged(*made, curation=chosen).library.topics[0].lead.slug == "harbour"
    wrong = Curation(
        topics=(Topic("topics/rail.md", "rail", "Rail", lead="harbor", lines=(("lead", 4),)),)
    )
    (error,) = arranged(*made, curation=wrong).errors
    assert (error.path, error.line, error.hint) == ("topics/rail.md", 4, "did you mean harbour?")


def test_curated_edition_keeps_its_order_and_notes(placed: Placed) -> None:
    """A file's edition stands for its day; other days get theirs by themselves."""
    made = (placed("a", "2026-01-01"), placed("b", "2026-01-02"), placed("d", "2026-01-01"))
    edition = Edition(
        "briefings/new-year.md",
        "new-year",
        "New Year",
        When.parse("2026-01-02"),
        (EditionItem("a", "why"), EditionItem("b")),
    )
    editions = arranged(*made, curation=Curation(editions=(edition,))).library.editions
    assert [(e.slug, [r.entry.slug for r in e.rows]) for e in editions] == [
        ("new-year", ["a", "b"]),
        ("2026-01-01", ["d"]),
    ]
    assert editions[0].rows[0].note == "why"


def test_edition_with_an_unknown_slug_is_told(placed: Placed) -> None:
    """The rest of the edition is shown."""
    edition = Edition(
        "briefings/x.md",
        "x",
        "X",
        When.parse("2026-01-01"),
        (EditionItem("harbor"), EditionItem("harbour")),
        lines=(("articles", 3),),
    )
    result = arranged(placed("harbour", "2026-01-01"), curation=Curation(editions=(edition,)))
    (error,) = result.errors
    assert (error.path, error.line, error.hint) == ("briefings/x.md", 3, "did you mean harbour?")
    assert len(result.library.editions[0].rows) == 1


def test_future_edition_is_held_back() -> None:
    """An edition prepared for later is named among what is held back."""
    edition = Edition("briefings/x.md", "x", "X", When.parse("2026-07-01"))
    library = arranged(curation=Curation(editions=(edition,))).library
    assert library.editions == ()
    assert [h.path for h in library.held] == ["briefings/x.md"]


@pytest.mark.parametrize(
    ("every", "language", "slugs", "title"),
    [
        ("day", "en", ["2026-01-05", "2026-01-04", "2025-12-29"], "January 5, 2026"),
        ("week", "en", ["2026-w02", "2026-w01"], "Jan 5 – 11, 2026"),
        ("day", "de", ["2026-01-05", "2026-01-04", "2025-12-29"], "5. Januar 2026"),
        ("day", "xx-unknown", ["2026-01-05", "2026-01-04", "2025-12-29"], "January 5, 2026"),
        ("none", "en", [], ""),
    ],
)
def test_editions_are_made_by_day_or_week(
    placed: Placed, every: str, language: str, slugs: list[str], title: str
) -> None:
    """Without a file, a day or an ISO week with an article is an edition, named in the language."""
    from briefgen.model.config import EditionsConfig

    config = Config("D", "https://d.example/", language=language, editions=EditionsConfig(every))
    made = [
        placed(s, d) for s, d in (("a", "2025-12-29"), ("b", "2026-01-04"), ("c", "2026-01-05"))
    ]
    made.append(placed("undated"))
    editions = arrange(made, Curation(), placing(config), now=NOW).library.editions
    assert [e.slug for e in editions] == slugs
    assert [" ".join(e.title.split()) for e in editions[:1]] == [title][: len(editions)]
