"""Which articles tell the same piece."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from briefgen.check.alike import likeness, runs_of
from briefgen.check.duplicates import NEAR, Duplicates, Text, check_duplicates


def story(seed: int, words: int = 120) -> list[str]:
    """Return the words of a made-up text, each seed another."""
    chance = random.Random(seed)  # noqa: S311 - the same words each time
    return [
        f"{chance.choice('bdfglmnrst')}{chance.choice('aeiou')}{chance.randrange(90)}"
        for _ in range(words)
    ]


def text(
    path: str, words: list[str], dateline: str = "", address: str = "", also: str = ""
) -> Text:
    """Return a text as it is compared."""
    runs = runs_of(" ".join(words)).tobytes()
    return Text(path, runs, dateline, address, (also,) if also else ())


def told(*texts: tuple[Text, list[str]]) -> list[str]:
    """Return what is told of texts, each with its words."""
    bodies = {one.path: " ".join(words) for one, words in texts}
    notices = check_duplicates([one for one, _ in texts], bodies.__getitem__)
    return [f"{notice.path}: {notice.message}" for notice in notices]


def test_a_shortened_copy_is_told_with_score_and_run() -> None:
    """The later article is told, with the likeness and the longest run in common."""
    words = story(1)
    (said,) = told((text("a.md", words), words), (text("b.md", words[:90]), words[:90]))
    run = " ".join(words[:90])[:89]
    assert said == f'b.md: 74% of the text is the same, 90 words in a row ("{run}…"): a.md'


def test_a_shared_dateline_makes_less_enough() -> None:
    """Half of a text in common is one piece when both open with one place and agency."""
    words, half = story(1), [*story(1)[:75], *story(2)[:15]]
    assert told((text("a.md", words), words), (text("b.md", half), half)) == []
    both = text("a.md", words, "bonn reuters"), text("b.md", half, "bonn reuters")
    (said,) = told((both[0], words), (both[1], half))
    assert "of the text and the dateline is the same" in said


def test_what_also_names_is_not_told() -> None:
    """A piece that the other article names under also: is known to be the same."""
    words = story(1)
    lead = text("a.md", words, address="a.example/1", also="b.example/1")
    assert told((lead, words), (text("b.md", words, address="b.example/1"), words)) == []


def test_two_articles_of_one_address_are_told_whatever_their_texts() -> None:
    """An address stands for one piece."""
    one, other = (
        text("a.md", story(1), address="a.example/1"),
        text("b.md", story(2), address="a.example/1"),
    )
    assert told((one, story(1)), (other, story(2))) == ["b.md: a.md has the same source_url"]


def test_a_few_words_are_not_compared() -> None:
    """Short notes are alike by chance."""
    words = story(1, 14)
    assert told((text("a.md", words), words), (text("b.md", words), words)) == []


def test_ten_copies_are_told_once_each() -> None:
    """Copies are told as copies of the first, not of each other."""
    words = story(1)
    rows = [(text(f"{n}.md", words), words) for n in range(10)]
    said = told(*rows)
    assert len(said) == 9
    assert all(row.endswith(": 0.md") for row in said)


@given(
    st.lists(
        st.tuples(st.integers(0, 2), st.integers(0, 100), st.integers(20, 120)),
        min_size=2,
        max_size=8,
    )
)
def test_the_index_finds_what_comparing_all_finds(cuts: list[tuple[int, int, int]]) -> None:
    """The nearest by the index is the nearest by comparing with every text."""
    texts = [
        text(f"{n}.md", story(seed)[at : at + size]) for n, (seed, at, size) in enumerate(cuts)
    ]
    *known, asked = [one for one in texts if len(one.runs) >= 12 * 8] or texts
    found = Duplicates(known).nearest(asked)
    best = max((likeness(_array(one), _array(asked)) for one in known), default=0.0)
    if len(asked.runs) < 12 * 8 or best < NEAR:
        assert found is None
    else:
        assert found is not None
        assert found.score == best


def _array(one: Text) -> object:
    from array import array

    runs = array("Q")
    runs.frombytes(one.runs)
    return runs
