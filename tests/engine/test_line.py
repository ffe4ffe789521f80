"""Places waiting for workers, and how long the chunks of them are."""

from __future__ import annotations

from briefgen.engine.line import Line


def test_chunks_grow_once_inputs_are_seen_to_take_less_than_the_first() -> None:
    """A first input that loaded modules cuts the chunks short for a moment only."""
    line = Line(range(1000), each=0.3, most=100)
    assert line.chunk(0, 2) == [0]
    for _ in range(10):
        line.learn(0.001)
    assert len(line.chunk(1, 2)) >= 20


def test_no_chunk_is_longer_than_asked() -> None:
    """A step that takes next to nothing leaves work for the other processes all the same."""
    assert len(Line(range(1000), each=0.0, most=7).chunk(0, 2)) == 7


def test_nothing_is_started_far_ahead_of_the_one_awaited() -> None:
    """Results that can't be told yet are held in memory, so there are few of them."""
    line = Line([0, 500], each=1.0, most=1)
    assert line.chunk(0, 2) == [0]
    assert line.chunk(0, 2) == []
    assert line.chunk(490, 2) == [500]


def test_places_put_back_are_tried_alone_the_first_of_all_first() -> None:
    """Two chunks that took their workers down come again one by one, in order."""
    line = Line(range(9), each=0.01, most=3)
    first, second = line.chunk(0, 1), line.chunk(0, 1)
    assert (first, second) == ([0, 1, 2], [3, 4, 5])
    line.again(first)
    line.again(second)
    assert [line.chunk(at, 1) for at in range(7)] == [[0], [1], [2], [3], [4], [5], [6, 7, 8]]
