"""Voices heard line by line: what each says, and which the others confirm."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefgen.clean.hearing import Hearing

SHARES = st.floats(0, 1)


@st.composite
def hearings(draw: st.DrawFn) -> Hearing:
    """Some voices on some lines."""
    lines = draw(st.integers(1, 8))
    rows = st.tuples(*[SHARES] * lines)
    said = draw(st.lists(rows, min_size=1, max_size=5))
    lengths = draw(st.tuples(*[st.integers(1, 900)] * lines))
    return Hearing(tuple(f"voice {at}" for at in range(len(said))), tuple(said), lengths)


def test_the_voice_that_the_others_confirm_is_trusted_most() -> None:
    """Two who say the same lines are believed more than one who says others."""
    heard = Hearing(
        ("one", "two", "odd"), ((1, 1, 0, 0), (1, 1, 1, 0), (0, 0, 0, 1)), (400, 300, 40, 500)
    )
    one, two, odd = heard.confirmed()
    assert one > odd
    assert two > odd == 0


def test_a_line_names_who_says_it() -> None:
    """A voice says a line when it says more than half of it."""
    heard = Hearing(("one", "two"), ((0.51, 0.2), (0.5, 0.9)), (10, 10))
    assert heard.who_says(0) == ("one",)
    assert heard.who_says(1) == ("two",)
    assert heard.among(["two"]) == Hearing(("two",), ((0.5, 0.9),), (10, 10))


@given(hearings())
def test_trust_is_a_share_and_knows_no_order(heard: Hearing) -> None:
    """Each voice's trust is 0 to 1, the same in whatever order the voices are heard."""
    trust = heard.confirmed()
    assert all(0 <= one <= 1 + 1e-9 for one in trust)
    turned = heard.among(heard.names[::-1]).confirmed()[::-1]
    assert all(abs(a - b) < 1e-9 for a, b in zip(trust, turned, strict=True))


@given(st.tuples(SHARES, SHARES, SHARES), st.integers(2, 5))
def test_voices_that_say_the_same_are_wholly_confirmed(row: tuple[float, ...], count: int) -> None:
    """Voices that all say the same confirm one another wholly; silence confirms nothing."""
    names = tuple(map(str, range(count)))
    trust = Hearing(names, (row,) * count, (9, 99, 999)).confirmed()
    assert all(abs(one - (1 if any(row) else 0)) < 1e-9 for one in trust)
