"""The trees that judge a line: read from data, walked branch by branch."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from briefgen.clean import forest

TREES = """{"traits": ["long", "linked"],
"trees": [[[0, 0.5, 1, 2], [-1.0], [1, 0.3, 3, 4], [2.0], [-0.5]], [[0.25]]]}"""


def test_a_row_falls_to_one_leaf_of_each_tree() -> None:
    """Leaves add up to log-odds; at a bound a row goes below, and an absent trait is 0."""
    trees = forest.read(TREES)
    odds = {
        (1.0, 0.3): 2.25,
        (1.0, 0.31): -0.25,
        (0.5, 0.9): -0.75,
    }
    for (long, linked), total in odds.items():
        (said,) = trees.scores([{"long": long, "linked": linked}])
        assert math.isclose(said, 1 / (1 + math.exp(-total)))
    absent, given_ = trees.scores([{}, {"long": 0.0, "linked": 0.0, "unheard of": 1.0}])
    assert absent == given_


def test_lines_are_scored_alone_as_together() -> None:
    """What else stands in a page does not change the score of the same traits."""
    trees = forest.read(TREES)
    rows = [{"long": long, "linked": linked} for long in (0.0, 1.0) for linked in (0.2, 0.4)]
    assert trees.scores(rows) == [score for row in rows for score in trees.scores([row])]
    assert trees.scores([]) == []


@given(st.dictionaries(st.sampled_from(["length", "linked", "readers", "place"]), st.floats(0, 1)))
def test_a_score_is_a_probability(row: dict[str, float]) -> None:
    """Whatever is known of a line, the shipped trees give a number between 0 and 1."""
    assert 0 < forest.scores([row])[0] < 1


def test_running_text_that_all_read_beats_a_link_that_none_does() -> None:
    """The shipped trees know an article's paragraph from a line of navigation."""
    paragraph = {
        "length": 0.9, "long": 1.0, "ends": 1.0, "sentence": 1.0, "trafilatura says": 1.0, "inside": 1.0,
        "direct": 1.0, "readers": 4.0, "trusted readers": 1.0, "best reader says": 1.0,
        "best reader trusted": 0.95, "tag p": 1.0, "good around": 1.0, "good before": 1.0,
        "trafilatura around": 1.0, "trafilatura near": 1.0, "trafilatura span": 1.0, "after title": 1.0,
        "kin heard": 1.0, "kin readers": 1.0, "kin running": 1.0, "kin length": 5.5, "kin": 2.3,
        "kin share": 0.6, "from first": 3.0, "from last": -3.0, "copies": 1.0, "told before": 0.4,
    }  # fmt: skip
    link = {
        "length": 0.3, "short": 1.0, "linked": 1.0, "all linked": 1.0, "short linked": 1.0, "in nav": 1.0,
        "tag li": 1.0, "no voice": 1.0, "links around": 1.0, "best reader trusted": 0.95,
        "kin linked": 1.0, "kin": 2.3, "kin length": 2.0, "copies": 1.0, "from first": -9.0,
        "from last": -30.0, "heard before": 30.0, "heard after": 9.0,
    }  # fmt: skip
    sure, unlikely = forest.scores([paragraph, link])
    assert sure > 0.9
    assert unlikely < 0.1
