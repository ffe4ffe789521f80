from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from briefgen.model.entry import Entry, TopicRef
from briefgen.render.neighbours import Neighbours

Placed = Callable[..., Entry]


def entries(topics: list[list[str]]) -> list[Entry]:
    """Return entries, newest first, each with its topics."""
    return [
        Entry(
            f"{i}.md", f"{i}", f"{i}/", f"{i}", f"{i}", topics=tuple(TopicRef(t, t, t) for t in row)
        )
        for i, row in enumerate(topics)
    ]


def test_more_shared_topics_come_first() -> None:
    """An article on both matters is nearer than a newer one on one of them."""
    made = entries([["a", "b"], ["a"], ["a"], ["a"], ["a", "b"], ["b"]])
    assert [e.slug for e in Neighbours(made).related(made[0])] == ["4", "2", "3", "5"]


def test_related_look_back() -> None:
    """Older articles come before newer ones, so that new ones leave old pages as they are."""
    made = entries([["a"]] * 12)
    assert [e.slug for e in Neighbours(made).related(made[3])] == ["5", "6", "7", "8"]
    assert Neighbours(made).related(made[3]) == Neighbours(made[1:]).related(made[3])


def test_without_topics_there_are_neighbours_but_nothing_related() -> None:
    """Articles without a topic follow each other."""
    made = entries([[], ["a"], []])
    assert Neighbours(made).beside(made[0]) == (None, made[2])
    assert Neighbours(made).related(made[0]) == ()


@given(st.lists(st.lists(st.sampled_from("abc"), max_size=3, unique=True), max_size=20))
def test_neighbours_are_mutual_and_related_are_others(topics: list[list[str]]) -> None:
    """No article is beside or related to itself, none is listed twice, at most four are related."""
    made = entries(topics)
    known = Neighbours(made)
    for entry in made:
        newer, older = known.beside(entry)
        shown = [e.path for e in (newer, older, *known.related(entry)) if e]
        assert entry.path not in shown
        assert len(shown) == len(set(shown))
        assert len(known.related(entry)) <= 4
