from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.engine.table import Table, packed, unpacked

ROWS = {"a": (b"x" * 16, (1, 2)), "b/ü\ud800": (b"y" * 16, (0, 2**64 - 1))}


@given(
    st.dictionaries(
        st.text(st.characters(exclude_characters="\0"), max_size=9),
        st.tuples(st.binary(min_size=4, max_size=4), st.tuples(*[st.integers(0, 2**64 - 1)] * 3)),
    )
)
def test_rows_come_back(rows: dict[str, tuple[bytes, tuple[int, ...]]]) -> None:
    """What is unpacked is what was packed, and packing does not depend on order."""
    data = packed(rows, 4, 3)
    assert unpacked(data, 4, 3) == rows
    assert packed(dict(reversed(rows.items())), 4, 3) == data


def test_a_cut_table_is_refused_at_every_byte() -> None:
    """No part of a table passes for one."""
    data = packed(ROWS, 16, 2)
    for end in range(len(data)):
        with pytest.raises(ValueError, match="altered"):
            unpacked(data[:end], 16, 2)


def test_an_altered_table_is_refused_at_every_byte() -> None:
    """A flipped bit is seen wherever it is."""
    data = packed(ROWS, 16, 2)
    for at in range(8, len(data)):
        with pytest.raises(ValueError, match="altered"):
            unpacked(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :], 16, 2)


def test_a_table_of_another_shape_is_refused() -> None:
    """Rows of other widths are another version's."""
    with pytest.raises(ValueError, match="another version"):
        unpacked(packed(ROWS, 16, 2), 32, 2)


def test_rows_in_columns_are_changed_and_packed_again() -> None:
    """They are what packing the changed rows gives; a name that is not there has no place."""
    table = Table(packed(ROWS, 16, 2), 16, 2)
    at = table.place(b"a")
    assert (table.place(b"A"), table.place(b"c"), table.digest(at)) == (-1, -1, b"x" * 16)
    table.put(at, b"z" * 16, (7, 8))
    table.put(table.place("b/ü\ud800".encode("utf-8", "surrogatepass")), b"short")
    assert table.packed() == packed(
        {"a": (b"z" * 16, (7, 8)), "b/ü\ud800": (b"short", (0, 2**64 - 1))}, 16, 2
    )
    assert Table(packed({}, 16, 2), 16, 2).packed() == packed({}, 16, 2)
    with pytest.raises(ValueError, match="altered"):
        Table(packed(ROWS, 16, 2)[:-1], 16, 2)
