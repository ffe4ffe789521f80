"""Texts under topics, and the topic a new text is nearest to."""

from __future__ import annotations

import pytest

from briefgen.clean.nearest_topic import Learned, learned, words_of

RAIL = (
    "The sleepers under the old gauge were laid anew with fresh ballast.",
    "New ballast came by night, and the gauge was measured at each of the sleepers.",
    "A tamping machine packs ballast beneath sleepers until the gauge is true.",
)
BREAD = (
    "The rye dough rests a night before the oven is lit for the loaves.",
    "Sourdough loaves of rye go into a falling oven at dawn.",
    "An oven of brick bakes forty loaves of rye dough at once.",
)


def known(*more: tuple[str, str]) -> Learned:
    """Return what is learned from the articles above, and some more."""
    rows = [("Rail", text) for text in RAIL] + [("Bread", text) for text in BREAD]
    return learned(((topic,), words_of("", text)) for topic, text in (*rows, *more))


def test_a_text_goes_where_its_rare_words_are() -> None:
    """The nearest topic is named with the words that decide."""
    found = known().guess(
        words_of("Night work", "Crews lifted the sleepers, and ballast and gauge")
    )
    assert found is not None
    assert (found.topic, found.texts) == ("Rail", 3)
    assert {"sleepers", "ballast", "gauge"} <= set(found.words)
    assert str(found).startswith("words it shares with 3 articles filed there: ")


@pytest.mark.parametrize(
    "text",
    [
        "The council met on Monday and spoke of the weather.",
        "Sleepers and ballast and gauge; rye and loaves and oven.",
        "the and of a to in is was for on with as by at from his her has have",
        "",
    ],
)
def test_what_is_near_to_none_or_to_two_is_left(text: str) -> None:
    """Nothing shared, two topics alike, small words alone: no topic."""
    assert known().guess(words_of("", text)) is None


def test_two_articles_teach_no_topic() -> None:
    """A topic is learned from three articles on."""
    two = [("Bees", "The hive swarms when the queen is old.")] * 2
    assert known(*two).guess(words_of("", "A hive swarms; the queen of a hive is old")) is None
    three = [*two, ("Bees", "A queen of a hive swarms.")]
    found = known(*three).guess(words_of("", "A hive swarms; the queen of a hive is old"))
    assert found is not None
    assert found.topic == "Bees"


def test_nothing_filed_guesses_nothing() -> None:
    """A new site has nothing to learn from."""
    assert learned(()).guess(words_of("Rail", RAIL[0])) is None


def test_signs_without_spaces_are_read_in_pairs() -> None:
    """Japanese and Chinese articles share pairs of signs."""
    rows = [
        (("鉄道",), "枕木とバラストの交換"),
        (("鉄道",), "枕木の交換作業"),
        (("鉄道",), "新しい枕木"),
    ]
    rows += [
        (("パン",), "窯で焼くライ麦パン"),
        (("パン",), "ライ麦の生地"),
        (("パン",), "窯とライ麦"),
    ]
    found = learned((topic, words_of("", text)) for topic, text in rows).guess(
        words_of("", "枕木の交換作業とバラスト")
    )
    assert found is not None
    assert found.topic == "鉄道"
