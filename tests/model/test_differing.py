"""Where two rows of values differ, and a row with others there."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefgen.model.differing import differing, replaced

ROW = st.lists(st.text(min_size=2, max_size=3), max_size=8).map(tuple)


@given(ROW, st.data())
def test_what_differs_put_in_its_places_is_the_other_row(
    before: tuple[str, ...], data: st.DataObject
) -> None:
    """The places that differ are all it takes to make the one row of the other."""
    now = tuple(data.draw(st.sampled_from([one, f"{one}!"])) for one in before)
    places = differing(before, now)
    assert places == [at for at in range(len(now)) if now[at] is not before[at]]
    made = replaced(before, {at: now[at] for at in places})
    assert [*map(id, made)] == [*map(id, now)]


def test_equal_is_not_the_same() -> None:
    """An object that equals the one before it is another one: what hangs on the first is not known."""
    one, other = ["quay"], ["quay"]
    assert differing((one,), (other,)) == [0]


def test_rows_of_other_lengths_cannot_be_compared() -> None:
    """What was put in at the start moves all the rest."""
    assert differing(("a",), ("a", "b")) is None
    assert differing(None, ()) is None


def test_a_row_without_changes_is_the_very_row() -> None:
    """So that the next comparison ends at once."""
    row = ("a", "b")
    assert replaced(row, {}) is row
    assert differing(row, row) == []
